/**
 * Why a request brought no result.
 * - `not-run`: it is certain that the server did nothing
 * - `unknown`: it may have run; find out before trying again
 */
export type Outcome = "not-run" | "unknown";

/** The base of every error of this room. Messages and hints never hold secrets. */
export class WinRmError extends Error {
  /** Stable, e.g. `WINRM_AUTH`. */
  readonly code: string;
  readonly hint: string;
  /** About the pipeline or the pool asked for, not only about the one request that failed. */
  outcome: Outcome;

  constructor(code: string, message: string, hint: string, outcome: Outcome, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
    this.outcome = outcome;
  }
}

/**
 * Why authentication failed.
 * - `credentials`: the server refused the account, its password or certificate; do not try again unchanged, or it gets locked
 * - `not-offered`: the server does not take the scheme
 * - `clear-text`: refused here: the password or the data would cross a network readable
 * - `unavailable`: the scheme cannot be had on this machine: a package, a ticket or a credential is missing
 * - `handshake`: the server's messages were not good enough, or it does not stand by its word
 */
export type AuthFailure = "credentials" | "not-offered" | "clear-text" | "unavailable" | "handshake";

/** HTTP 401, or a credential that must not be sent this way. */
export class AuthError extends WinRmError {
  readonly failure: AuthFailure;
  /** What the server would accept. */
  readonly offered: readonly string[];
  constructor(message: string, hint: string, offered: readonly string[] = [], failure: AuthFailure = "credentials", cause?: unknown) {
    super("WINRM_AUTH", message, hint, "not-run", cause === undefined ? {} : { cause });
    this.failure = failure;
    this.offered = offered;
  }
}

export type TransportPhase = "connect" | "send" | "receive";

const TRANSPORT_CODES: Readonly<Record<TransportPhase, string>> = {
  connect: "WINRM_CONNECT",
  send: "WINRM_SEND",
  receive: "WINRM_RECEIVE",
};
const TRANSPORT_HINTS: Readonly<Record<TransportPhase, string>> = {
  connect: "check the host's name and port, that WinRM listens there (winrm quickconfig), and firewalls between",
  send: "the connection broke while the request was sent; see whether the host restarted or a proxy cut it",
  receive: "no complete answer came; see whether the host restarted, is overloaded, or a proxy cut the connection",
};

/**
 * With these http.sys or a proxy turns a request away before WinRM sees it; a proxy's 502 and 504, and the 408 of one that waited too
 * long, leave open what happened.
 */
export const REFUSING_STATUSES: ReadonlySet<number> = new Set([301, 302, 307, 308, 400, 403, 404, 405, 407, 413, 503]);

/** The connection could not be made, broke, or kept silent for too long. */
export class TransportError extends WinRmError {
  readonly phase: TransportPhase;
  /** A kept connection had been closed by the server before the request came: not a byte of an answer was seen. */
  readonly staleConnection: boolean;
  /** The HTTP status that came instead of an answer. */
  readonly status: number | undefined;
  constructor(
    phase: TransportPhase,
    message: string,
    options?: { cause?: unknown; hint?: string | undefined; staleConnection?: boolean; status?: number },
  ) {
    const refused = phase === "connect" || REFUSING_STATUSES.has(options?.status ?? 0);
    super(TRANSPORT_CODES[phase], message, options?.hint ?? TRANSPORT_HINTS[phase], refused ? "not-run" : "unknown", options);
    this.phase = phase;
    this.staleConnection = options?.staleConnection ?? false;
    this.status = options?.status;
  }
}

/** The caller's time is over. */
export class DeadlineError extends WinRmError {
  constructor(ms: number, outcome: Outcome) {
    super(
      "WINRM_TIMEOUT",
      `the call did not end within ${ms / 1000} s`,
      "the host is slow or overloaded; allow the call more time",
      outcome,
    );
  }
}

/** An answer that WS-Man, PSRP or CLIXML does not allow. */
export class ProtocolError extends WinRmError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("WINRM_PROTOCOL", message, "the other side may be no WinRM service, or a proxy changed its answers", "unknown", options);
  }
}

/** The pool is closed, or could not be opened. */
export class PoolStateError extends WinRmError {
  constructor(message: string, outcome: Outcome = "not-run") {
    super("WINRM_POOL", message, "open a new pool; on the server, see the log Microsoft-Windows-WinRM/Operational", outcome);
  }
}

/** A pipeline that did not stop in time when asked to. */
export class StopTimeoutError extends WinRmError {
  constructor(seconds: number) {
    super("WINRM_STOP_TIMEOUT", `the pipeline did not stop within ${seconds} s`, "it may still run on the server for a while", "unknown");
  }
}
