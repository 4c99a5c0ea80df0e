import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Id } from "../inventory.ts";
import type { JobReport } from "../operation.ts";
import type { VmmPort } from "../port.ts";
import { diagnosticOf } from "./diagnostic-of.ts";
import { MOST_FAILED_POLLS } from "./patience.ts";

/**
 * lost: the job could not be asked for any more; what it did must be read. left: nobody waits for it any longer, and it goes on; `last`
 * is what was heard of it.
 */
export type JobEnd =
  | { readonly state: "ended"; readonly report: JobReport }
  | { readonly state: "lost"; readonly diagnostic: Diagnostic }
  | { readonly state: "left"; readonly last: JobReport | null };

interface Watch {
  readonly progress: (report: JobReport) => void;
  readonly end: (end: JobEnd) => void;
  readonly isOver: () => boolean;
  last: JobReport | null;
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

  /** `isOver` is asked after every tick: once true, the job is left. */
  wait(id: Id, progress: (report: JobReport) => void, isOver: () => boolean = () => false): Promise<JobEnd> {
    return new Promise((end) => {
      this.#watches.set(id, [...(this.#watches.get(id) ?? []), { progress, end, isOver, last: null }]);
      if (!this.#watching) void this.#watch();
    });
  }

  /** Leaves the jobs whose time is over; at once, whatever question is on its way. */
  leave(): void {
    for (const [id, watches] of this.#watches) {
      const over = watches.filter((watch) => watch.isOver());
      const rest = watches.filter((watch) => !over.includes(watch));
      if (rest.length > 0) this.#watches.set(id, rest);
      else this.#watches.delete(id);
      for (const watch of over) watch.end({ state: "left", last: watch.last });
    }
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    let failures = 0;
    while (this.#watches.size > 0) {
      await this.#tick();
      this.leave();
      const asked = [...this.#watches.keys()];
      if (asked.length === 0) break;
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
    for (const watch of watches) {
      watch.last = report;
      watch.progress(report);
    }
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
