import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Id } from "../inventory.ts";
import type { JobReport } from "../operation.ts";
import type { VmmPort } from "../port.ts";
import { diagnosticOf } from "./diagnostic-of.ts";
import { MOST_FAILED_POLLS } from "./patience.ts";

/** lost: the job could not be asked for any more; what it did must be read. */
export type JobEnd = { readonly state: "ended"; readonly report: JobReport } | { readonly state: "lost"; readonly diagnostic: Diagnostic };

interface Watch {
  readonly progress: (report: JobReport) => void;
  readonly end: (end: JobEnd) => void;
}

/** Follows all running jobs of one VMM with one question a tick. */
export class JobWatcher {
  readonly #port: VmmPort;
  readonly #tick: () => Promise<void>;
  readonly #watches = new Map<Id, Watch[]>();
  #watching = false;

  constructor(port: VmmPort, tick: () => Promise<void>) {
    this.#port = port;
    this.#tick = tick;
  }

  wait(id: Id, progress: (report: JobReport) => void): Promise<JobEnd> {
    return new Promise((end) => {
      this.#watches.set(id, [...(this.#watches.get(id) ?? []), { progress, end }]);
      if (!this.#watching) void this.#watch();
    });
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    let failures = 0;
    while (this.#watches.size > 0) {
      await this.#tick();
      const asked = [...this.#watches.keys()];
      try {
        for (const report of await this.#port.pollJobs(asked)) this.#tell(report);
        failures = 0;
      } catch (error) {
        failures++;
        if (failures >= MOST_FAILED_POLLS)
          this.#lose(asked, diagnosticOf(error, "APPLY_JOB_LOST", "the running jobs could not be asked for"));
      }
    }
    this.#watching = false;
  }

  #tell(report: JobReport): void {
    const watches = this.#watches.get(report.id) ?? [];
    for (const watch of watches) watch.progress(report);
    if (report.state === "running") return;
    this.#watches.delete(report.id);
    for (const watch of watches) watch.end({ state: "ended", report });
  }

  #lose(ids: readonly Id[], diagnostic: Diagnostic): void {
    for (const id of ids) {
      const watches = this.#watches.get(id) ?? [];
      this.#watches.delete(id);
      for (const watch of watches) watch.end({ state: "lost", diagnostic });
    }
  }
}
