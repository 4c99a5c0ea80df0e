import type { RunspacePoolOptions } from "../client/runspace-pool-options.ts";
import type { WireEvent } from "../client/wire-event.ts";
import type { AuthError } from "../errors.ts";
import type { HostStatus } from "./host-list.ts";
import type { SessionKeeper, SessionKey } from "./session-keeper.ts";

export interface SessionSettings extends Omit<RunspacePoolOptions, "url" | "signal" | "takeOver" | "observe" | "onFallback"> {
  /** Hosts that serve alike, in the order of preference. */
  readonly urls: readonly string[];
  readonly observe?: (event: WireEvent, url: string) => void;
  /** Told why `negotiate` takes NTLM instead of Kerberos, once a session. */
  readonly onFallback?: (reason: AuthError, url: string) => void;
  /** How long a session stays open when nobody uses it. Default 20. */
  readonly keepAliveSeconds?: number;
  /** How long to wait for a server that is full, as long as nothing has run. Default 30,000. */
  readonly patienceMs?: number;
  /** Leaves the session for a later process when the pool is closed, and first looks for one that was left. */
  readonly keeper?: SessionKeeper;
}

export interface SessionStatus {
  readonly key: SessionKey;
  readonly state: "opening" | "open" | "closing";
  /** Leases that are not given back. */
  readonly users: number;
  /** Pipelines under way. */
  readonly running: number;
  readonly hosts: readonly HostStatus[];
}
