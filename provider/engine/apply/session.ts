import type { DefineProperty, Outcome } from "../operation.ts";
import type { VmmPort } from "../port.ts";
import { fold } from "../text.ts";
import { JobWatcher } from "./job-watcher.ts";
import { POLLS_BETWEEN_LOOKS } from "./patience.ts";
import { SharedReader } from "./shared-reader.ts";

/** What all changes of one provider share during an apply. */
export class Session {
  readonly port: VmmPort;
  readonly reader: SharedReader;
  readonly jobs: JobWatcher;
  readonly signal: AbortSignal | undefined;
  /** Waits while nothing of ours is at work; ends at once when the run is aborted. */
  readonly betweenLooks: () => Promise<void>;
  readonly #defined = new Map<string, Promise<Outcome>>();

  constructor(port: VmmPort, sleep: (ms: number, signal?: AbortSignal) => Promise<void>, pollIntervalMs: number, signal?: AbortSignal) {
    this.port = port;
    this.signal = signal;
    this.betweenLooks = () => sleep(POLLS_BETWEEN_LOOKS * pollIntervalMs, signal);
    this.reader = new SharedReader(port, () => sleep(0));
    this.jobs = new JobWatcher(port, () => sleep(pollIntervalMs));
  }

  /** Once an apply, however many machines use the property; after a failure the next one that needs it tries again. */
  define(operation: DefineProperty): Promise<Outcome> {
    const key = fold(operation.name);
    const known = this.#defined.get(key);
    if (known) return known;
    const outcome = this.port.run(operation).then((answer) => {
      if (answer.state !== "done" && answer.state !== "running") this.#defined.delete(key);
      return answer;
    });
    this.#defined.set(key, outcome);
    return outcome;
  }
}
