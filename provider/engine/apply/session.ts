import { setMaxListeners } from "node:events";
import type { DefineProperty, Outcome } from "../operation.ts";
import type { VmmPort } from "../port.ts";
import { fold } from "../text.ts";
import { JobWatcher } from "./job-watcher.ts";
import { DETACH_GRACE_MS, POLLS_BETWEEN_LOOKS } from "./patience.ts";
import { SharedReader } from "./shared-reader.ts";

export interface Pace {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Milliseconds since 1970: what clocks on the wall show. */
  readonly clock: () => number;
  readonly pollIntervalMs: number;
}

export interface Signals {
  /** Nothing new is started. */
  readonly signal?: AbortSignal | undefined;
  /** What runs is no longer waited for. */
  readonly detach?: AbortSignal | undefined;
}

/** What all changes of one provider share during an apply. */
export class Session {
  readonly port: VmmPort;
  readonly reader: SharedReader;
  readonly jobs: JobWatcher;
  readonly pace: Pace;
  readonly signals: Signals;
  readonly #defined = new Map<string, Promise<Outcome>>();

  constructor(port: VmmPort, pace: Pace, signals: Signals) {
    this.port = port;
    this.pace = pace;
    this.signals = signals;
    const { sleep, pollIntervalMs } = pace;
    this.reader = new SharedReader(port, () => sleep(0));
    this.jobs = new JobWatcher(port, () => sleep(pollIntervalMs, signals.detach));
    // As many wait as are at work at once.
    if (signals.detach) setMaxListeners(0, signals.detach);
    signals.detach?.addEventListener("abort", () => this.jobs.leave(), { once: true });
  }

  get isDetached(): boolean {
    return this.signals.detach?.aborted === true;
  }

  /** Waits while nothing of ours is at work; ends at once when the run is aborted. */
  betweenLooks(): Promise<void> {
    return this.pace.sleep(POLLS_BETWEEN_LOOKS * this.pace.pollIntervalMs, this.signals.signal);
  }

  /** The work's answer; null when the run is detached and none comes within a moment, most often that of a job just begun. */
  async unlessDetached<T>(work: Promise<T>): Promise<T | null> {
    const { detach } = this.signals;
    if (!detach) return work;
    let forget: () => void = () => undefined;
    const left = new Promise<null>((resolve) => {
      const leave = () => void this.pace.sleep(DETACH_GRACE_MS).then(() => resolve(null));
      if (detach.aborted) leave();
      else detach.addEventListener("abort", leave, { once: true });
      forget = () => detach.removeEventListener("abort", leave);
    });
    try {
      return await Promise.race([work, left]);
    } finally {
      forget();
    }
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
