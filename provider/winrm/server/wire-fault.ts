import type { Operation } from "../wsman/namespaces.ts";

/**
 * What goes wrong.
 * - `cut-before`: the connection breaks before the request is carried out · `cut-after`: it is carried out, its answer lost
 * - `truncate`: half of the answer comes, then the connection breaks · `delay`: the answer comes late
 * - `duplicate`: the request arrives twice; the first answer counts
 * - `status`: an HTTP status without a body · `fault`: a fault of WS-Man; nothing is carried out in either
 * - `kill-shells`: all shells are gone before the request · `restart`: so are all connections
 */
export type Disturbance =
  | { readonly what: "cut-before" | "cut-after" | "truncate" | "duplicate" | "kill-shells" | "restart" }
  | { readonly what: "delay"; readonly ms: number }
  | { readonly what: "status"; readonly status: number }
  | { readonly what: "fault"; readonly code: number; readonly subcode?: string };

/** One disturbance of the wire, as data. Requests count from 1, once they are admitted. */
export type WireFault = Disturbance & {
  /** The number of the request; with `action`, among those of this action. Without it: every one. */
  readonly atRequest?: number;
  readonly action?: Operation;
  /** How often it strikes from then on. Default 1 with `atRequest`, else without end. */
  readonly times?: number;
};

/** Counts requests, and tells which of them is disturbed. */
export class WireFaults {
  readonly #faults: readonly WireFault[];
  readonly #counts = new Map<string, number>();

  constructor(faults: readonly WireFault[]) {
    this.#faults = faults;
  }

  /** The first disturbance that is due for the next request. */
  next(action: string): Disturbance | undefined {
    const [all, own] = [this.#count(""), this.#count(action)];
    return this.#faults.find((fault) => {
      if (fault.action !== undefined && fault.action !== action) return false;
      const turn = fault.action === undefined ? all : own;
      const first = fault.atRequest ?? 1;
      const times = fault.times ?? (fault.atRequest === undefined ? Number.POSITIVE_INFINITY : 1);
      return turn >= first && turn < first + times;
    });
  }

  #count(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }
}
