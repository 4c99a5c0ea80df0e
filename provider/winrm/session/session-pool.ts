import { createHmac, randomBytes } from "node:crypto";
import { connectRunspacePool, type RunspacePool } from "../client/runspace-pool.ts";
import type { RunspacePoolOptions } from "../client/runspace-pool-options.ts";
import { PoolStateError } from "../errors.ts";
import { DEFAULT_CONFIGURATION } from "../wsman/namespaces.ts";
import { HostList } from "./host-list.ts";
import type { SessionKey } from "./session-keeper.ts";
import type { SessionSettings, SessionStatus } from "./session-settings.ts";
import { type Lease, SharedSession } from "./shared-session.ts";

export interface SessionPoolOptions {
  /** Default: `connectRunspacePool`. */
  readonly connect?: (options: RunspacePoolOptions) => Promise<RunspacePool>;
  /** From 0 to 1; spreads those who wait. Default: `Math.random`. */
  readonly random?: () => number;
  /** Unused for so long, a session is looked at before it is used: connections and shells die in silence. Default 15,000. */
  readonly checkAfterMs?: number;
}

/**
 * The sessions of a process. All who want the same hosts as the same user share one, warm; it is closed when nobody has used
 * it for a while, looked after before it is used again, and replaced when it broke.
 */
export class SessionPool {
  readonly #connect: (options: RunspacePoolOptions) => Promise<RunspacePool>;
  readonly #random: () => number;
  readonly #checkAfterMs: number;
  readonly #sessions = new Map<string, SharedSession>();
  readonly #hosts = new Map<string, HostList>();
  /** Sessions that are ending. */
  readonly #ending = new Set<Promise<void>>();
  /** Makes passwords comparable and nothing else. */
  readonly #salt = randomBytes(32);
  #closed = false;

  constructor(options: SessionPoolOptions = {}) {
    this.#connect = options.connect ?? connectRunspacePool;
    this.#random = options.random ?? Math.random;
    this.#checkAfterMs = options.checkAfterMs ?? 15_000;
  }

  get status(): readonly SessionStatus[] {
    return [...this.#sessions.values()].map((session) => session.status);
  }

  /**
   * A share of the session for these settings, opened where there is none. To be given back with `close`. Rejects with a
   * `WinRmError` whose outcome is `not-run`, or with the signal's reason.
   */
  async acquire(settings: SessionSettings, signal?: AbortSignal): Promise<Lease> {
    for (;;) {
      if (this.#closed) throw new PoolStateError("the sessions are closed");
      const lease = await this.#session(settings).lease(signal);
      // Undefined: it was ending just when it was asked for.
      if (lease !== undefined) return lease;
    }
  }

  /** Ends all sessions, or leaves those that are to be kept; nothing stays behind in this process. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const session of this.#sessions.values()) session.end("kept");
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  #session(settings: SessionSettings): SharedSession {
    const key = keyOf(settings);
    const id = this.#idOf(key, settings);
    const existing = this.#sessions.get(id);
    if (existing !== undefined) return existing;
    const session: SharedSession = new SharedSession({
      key,
      settings,
      hosts: this.#hostsOf(settings.urls),
      connect: this.#connect,
      random: this.#random,
      checkAfterMs: this.#checkAfterMs,
      onEnding: (ended) => {
        if (this.#sessions.get(id) === session) this.#sessions.delete(id);
        this.#ending.add(ended);
        void ended.finally(() => this.#ending.delete(ended));
      },
    });
    this.#sessions.set(id, session);
    return session;
  }

  #hostsOf(urls: readonly string[]): HostList {
    const id = JSON.stringify(urls);
    const hosts = this.#hosts.get(id) ?? new HostList(urls, this.#random);
    this.#hosts.set(id, hosts);
    return hosts;
  }

  /** A session belongs to who can prove to be its user, and demands the same of host and wire: another password gets another session. */
  #idOf(key: SessionKey, settings: SessionSettings): string {
    const { credential, authentication, tls, ntlm, kerberos, allowUnencrypted, protocolVersion } = settings;
    const proof = createHmac("sha256", this.#salt)
      .update(JSON.stringify([credential?.password.reveal(), tls]))
      .digest("hex");
    return JSON.stringify([key, authentication, ntlm, kerberos, allowUnencrypted, protocolVersion, proof]);
  }
}

const keyOf = (settings: SessionSettings): SessionKey => ({
  urls: settings.urls,
  username: settings.credential?.username ?? "",
  configurationName: settings.configurationName ?? DEFAULT_CONFIGURATION,
  maxRunspaces: settings.maxRunspaces ?? 1,
});
