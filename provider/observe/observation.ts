import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { DriftMetrics } from "./drift-metrics.ts";
import { type LogFacts, type LogLine, type LogSettings, logText } from "./log.ts";
import { MetricRegistry } from "./metrics.ts";

/** One request on the wire, as the WinRM client tells of it. */
export interface RequestFacts {
  readonly operation: string;
  readonly messageId: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly faultCode: number | null;
  readonly error: string | null;
}

/** What a call is about. */
export interface CallFacts {
  /** A name out of few, e.g. the cmdlet that gives a batch its sense. */
  readonly operation: string;
  /** How often each cmdlet is called. */
  readonly cmdlets: Readonly<Record<string, number>>;
}

/** How a call ended: codes of errors, none for success. */
export interface Verdict {
  readonly outcome: "ok" | "failed" | "not-run" | "unknown";
  readonly errors: readonly string[];
}

/** What the work gave, or what it threw. */
export type End<T> = { readonly result: T } | { readonly error: unknown };
export type Judge<T> = (end: End<T>) => Verdict;

export interface EndpointObserver {
  /** For the client's `observe`: requests belong to the call in whose course they are sent. */
  readonly request: (facts: RequestFacts) => void;
  /** The client has proved the account in a second-best way; the reason as a code. */
  readonly fallback: (reason: string) => void;
  /** Does the work of one call and tells of it. */
  call<T>(facts: CallFacts, work: () => Promise<T>, judge: Judge<T>): Promise<T>;
}

export interface ObservationOptions {
  readonly log: LogSettings;
  /** Takes whole lines. */
  readonly write: (text: string) => void;
  readonly now?: () => Date;
  /** Hexadecimal digits, as many as are asked for. */
  readonly newId?: (digits: number) => string;
}

/** A call under way. */
interface Span {
  readonly id: string;
  /** Of its last request: hosts take turns when one is down. */
  endpoint: string;
  requests: number;
  bytesSent: number;
  bytesReceived: number;
}

/** From a warm call on a LAN to a creation that is waited for. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const seconds = (ms: number) => Math.round(ms) / 1000;

/**
 * What one run tells of itself: a log and metrics. Correlation ids are of the run and of each call; the id that is on the wire
 * too, and in the server's own logs, is the request's messageId.
 */
export class Observation {
  readonly runId: string;
  readonly #options: ObservationOptions;
  readonly #newId: (digits: number) => string;
  readonly #registry = new MetricRegistry();
  readonly #current = new AsyncLocalStorage<Span>();
  readonly #callSeconds = this.#registry.histogram("scvmm_call_duration_seconds", "Duration of batches of cmdlet calls.", SECONDS);
  readonly #requestSeconds = this.#registry.histogram("scvmm_winrm_request_duration_seconds", "Duration of WinRM requests.", SECONDS);
  readonly #callErrors = this.#registry.counter("scvmm_call_errors_total", "Errors of calls by kind.");
  readonly #requestErrors = this.#registry.counter("scvmm_winrm_request_errors_total", "Errors of WinRM requests by kind.");
  readonly #bytes = this.#registry.counter("scvmm_winrm_bytes_total", "Bytes of SOAP sent and received.");
  readonly #openShells = new Map<string, number>();
  readonly #shells = this.#registry.gauge("scvmm_winrm_open_shells", "Shells that are held open.");
  readonly drift = new DriftMetrics(this.#registry);

  constructor(options: ObservationOptions) {
    this.#options = options;
    this.#newId = options.newId ?? ((digits) => randomBytes(digits / 2).toString("hex"));
    this.runId = this.#newId(16);
  }

  /** Whether anything is logged. */
  get logs(): boolean {
    return this.#options.log.detail !== "off";
  }

  /** In the text format of Prometheus. */
  metricsText(): string {
    return this.#registry.text();
  }

  endpoint(url: string): EndpointObserver {
    const request = (facts: RequestFacts) => {
      const openShells = Math.max(0, (this.#openShells.get(url) ?? 0) + shellsTaken(facts));
      this.#openShells.set(url, openShells);
      this.#shells.set({ endpoint: url }, openShells);
      this.#tellRequest(url, facts);
    };
    const fallback = (reason: string) => {
      if (this.#options.log.detail !== "off") this.#log("fallback", { endpoint: url, authentication: "ntlm", reason });
    };
    return { request, fallback, call: (facts, work, judge) => this.#call(url, facts, work, judge) };
  }

  #tellRequest(endpoint: string, facts: RequestFacts): void {
    const { operation, messageId, bytesSent, bytesReceived, durationMs, status, faultCode, error } = facts;
    const span = this.#current.getStore();
    if (span !== undefined) {
      span.endpoint = endpoint;
      span.requests += 1;
      span.bytesSent += bytesSent;
      span.bytesReceived += bytesReceived;
    }
    this.#requestSeconds.observe({ endpoint, operation }, seconds(durationMs));
    this.#bytes.add({ endpoint, direction: "sent" }, bytesSent);
    this.#bytes.add({ endpoint, direction: "received" }, bytesReceived);
    if (error !== null) this.#requestErrors.add({ endpoint, operation, kind: error });
    if (this.#options.log.detail !== "requests") return;
    const ms = Math.round(durationMs);
    const sizes = { bytesSent, bytesReceived };
    this.#log("request", {
      call: span?.id ?? null,
      endpoint,
      operation,
      messageId,
      status,
      fault: faultCode,
      error,
      durationMs: ms,
      ...sizes,
    });
  }

  async #call<T>(endpoint: string, facts: CallFacts, work: () => Promise<T>, judge: Judge<T>): Promise<T> {
    const span: Span = { id: this.#newId(16), endpoint, requests: 0, bytesSent: 0, bytesReceived: 0 };
    const started = performance.now();
    let end: End<T>;
    try {
      end = { result: await this.#current.run(span, work) };
    } catch (error) {
      end = { error };
    }
    this.#tellCall(span, facts, performance.now() - started, judge(end));
    if ("error" in end) throw end.error;
    return end.result;
  }

  #tellCall(span: Span, { operation, cmdlets }: CallFacts, durationMs: number, { outcome, errors }: Verdict): void {
    const { id, endpoint, ...traffic } = span;
    this.#callSeconds.observe({ endpoint, operation }, seconds(durationMs));
    for (const kind of errors) this.#callErrors.add({ endpoint, operation, kind });
    if (this.#options.log.detail === "off") return;
    const error = errors.length === 0 ? null : [...new Set(errors)].join(",");
    this.#log("call", { call: id, endpoint, operation, cmdlets, outcome, error, durationMs: Math.round(durationMs), ...traffic });
  }

  #log(event: LogLine["event"], facts: LogFacts): void {
    const { log, write, now } = this.#options;
    const time = (now?.() ?? new Date()).toISOString();
    write(logText(log.format, { time, event, run: this.runId, ...facts }));
  }
}

/** A shell whose Delete got no answer may still be there; one that was left disconnected is nobody's until it is taken over. */
function shellsTaken({ operation, status, error }: RequestFacts): number {
  if (operation === "Delete") return status === null ? 0 : -1;
  if (error !== null) return 0;
  if (operation === "Disconnect") return -1;
  return operation === "Create" || operation === "Connect" || operation === "Reconnect" ? 1 : 0;
}
