import { createHash } from "node:crypto";

export interface TraceEvent {
  /** Virtual milliseconds since the start. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

/** Everything that has happened in a schedule, in order. */
export class Trace {
  readonly events: TraceEvent[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(who: string, what: string): void {
    this.events.push({ at: this.#now(), who, what });
  }

  /** Of every event: two runs with the same one were the same run. */
  hash(): string {
    return createHash("sha256").update(JSON.stringify(this.events)).digest("hex");
  }

  /** For people: a line an event. */
  toString(): string {
    return this.events.map(({ at, who, what }) => `${(at / 1000).toFixed(3).padStart(9)} s  ${who.padEnd(8)} ${what}`).join("\n");
  }
}
