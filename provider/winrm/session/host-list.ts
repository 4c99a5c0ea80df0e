import { WinRmError } from "../errors.ts";
import { backOffMs, pause } from "./back-off.ts";
import { type HostTrouble, hostTrouble } from "./host-trouble.ts";

export interface HostStatus {
  readonly url: string;
  readonly state: "untried" | "healthy" | "backing-off";
  /** In a row. */
  readonly failures: number;
  /** When it is tried again, in ms of `performance.now()`; null when it may be tried now. */
  readonly retryAt: number | null;
  /** Code of the last error, e.g. `WINRM_CONNECT`. */
  readonly lastError: string | null;
}

interface Host {
  readonly url: string;
  healthy: boolean;
  failures: number;
  retryAt: number;
  lastError: WinRmError | undefined;
}

/** Further rounds over all hosts, within one opening: nobody waits for a host that is down, and a full one may have room soon. */
const ROUNDS: Readonly<Record<HostTrouble, number>> = { down: 1, shaky: 3, full: Number.POSITIVE_INFINITY };

/** The hosts of one service, any of which will do. The one that worked last is asked first; one that failed is left alone for a while. */
export class HostList {
  readonly #hosts: readonly Host[];
  readonly #random: () => number;

  constructor(urls: readonly string[], random: () => number) {
    this.#hosts = urls.map((url) => ({ url, healthy: false, failures: 0, retryAt: 0, lastError: undefined }));
    this.#random = random;
  }

  get status(): readonly HostStatus[] {
    const now = performance.now();
    return this.#hosts.map(({ url, healthy, failures, retryAt, lastError }) => ({
      url,
      state: failures > 0 ? "backing-off" : healthy ? "healthy" : "untried",
      failures,
      retryAt: retryAt > now ? retryAt : null,
      lastError: lastError?.code ?? null,
    }));
  }

  /**
   * Opens something on the first host that lets it.
   *
   * 1. Ask the hosts whose time has come, the last healthy one first.
   * 2. When all of them failed: ask again if that may help, once the first may be asked, and within `patienceMs`.
   *
   * Rejects with the last host's error, at once with one that would be the same on every host, or with the signal's reason.
   */
  async open<T>(open: (url: string) => Promise<T>, patienceMs: number, signal: AbortSignal | undefined): Promise<T> {
    const until = performance.now() + patienceMs;
    for (let round = 1; ; round += 1) {
      await this.#turn(until, signal);
      let trouble: HostTrouble = "down";
      let last: WinRmError | undefined;
      for (const host of this.#due) {
        try {
          const opened = await open(host.url);
          this.#worked(host);
          return opened;
        } catch (error) {
          last = troubled(error);
          trouble = worse(trouble, hostTrouble(last) ?? "down");
          this.failed(host.url, last);
        }
      }
      if (last !== undefined && (round >= ROUNDS[trouble] || this.#nextTurn > until)) throw last;
    }
  }

  /** A session on this host turned out to be gone: others are asked first for a while. */
  failed(url: string, error: WinRmError): void {
    const host = this.#hosts.find((candidate) => candidate.url === url);
    if (host === undefined) return;
    host.healthy = false;
    host.failures += 1;
    host.lastError = error;
    host.retryAt = performance.now() + backOffMs(host.failures, this.#random());
  }

  get #due(): readonly Host[] {
    const now = performance.now();
    return this.#hosts.filter(({ retryAt }) => retryAt <= now).sort((a, b) => Number(b.healthy) - Number(a.healthy));
  }

  get #nextTurn(): number {
    return Math.min(...this.#hosts.map(({ retryAt }) => retryAt));
  }

  /** Waits until a host may be asked; when that is too late, the first one is asked at once. */
  async #turn(until: number, signal: AbortSignal | undefined): Promise<void> {
    const next = this.#nextTurn;
    const [soonest] = this.#hosts.toSorted((a, b) => a.retryAt - b.retryAt);
    if (next > until && soonest !== undefined) soonest.retryAt = 0;
    else if (next > performance.now()) await pause(next - performance.now() + 1, signal);
  }

  #worked(host: Host): void {
    host.healthy = true;
    host.failures = 0;
    host.retryAt = 0;
    host.lastError = undefined;
  }
}

/** Throws what no other host would change. */
function troubled(error: unknown): WinRmError {
  if (error instanceof WinRmError) {
    // Whatever happened on the wire: no pipeline was started.
    error.outcome = "not-run";
    if (hostTrouble(error) !== undefined) return error;
  }
  throw error;
}

const BY_HOPE: readonly HostTrouble[] = ["down", "shaky", "full"];
const worse = (a: HostTrouble, b: HostTrouble): HostTrouble => (BY_HOPE.indexOf(a) > BY_HOPE.indexOf(b) ? a : b);
