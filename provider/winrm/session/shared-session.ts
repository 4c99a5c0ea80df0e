import type { PipelineResult } from "../client/pipeline-result.ts";
import type { InvokeOptions, RunspacePool } from "../client/runspace-pool.ts";
import type { RunspacePoolOptions } from "../client/runspace-pool-options.ts";
import { AuthError, DeadlineError, PoolStateError, StopTimeoutError, TransportError, WinRmError } from "../errors.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import { WsManFault } from "../wsman/fault.ts";
import { backOffMs, pause } from "./back-off.ts";
import { FairGate } from "./fair-gate.ts";
import type { HostList } from "./host-list.ts";
import { hostTrouble } from "./host-trouble.ts";
import type { SessionKey } from "./session-keeper.ts";
import type { SessionSettings, SessionStatus } from "./session-settings.ts";

/** A share of a session. */
export interface Lease {
  /** As a `RunspacePool` does; a server that is full is asked again for a while, as long as nothing has run. */
  invoke(commands: readonly PipelineCommand[], options?: InvokeOptions): Promise<PipelineResult>;
  /** Gives the share back; the session stays open for the next one. Never rejects. */
  close(): Promise<void>;
}

export interface SharedSessionOptions {
  readonly key: SessionKey;
  readonly settings: SessionSettings;
  readonly hosts: HostList;
  readonly connect: (options: RunspacePoolOptions) => Promise<RunspacePool>;
  readonly random: () => number;
  readonly checkAfterMs: number;
  /** Told once, with what resolves when nothing is left of the session. */
  readonly onEnding: (ended: Promise<void>) => void;
}

interface Opened {
  readonly pool: RunspacePool;
  readonly url: string;
}

const DEFAULT_KEEP_ALIVE_SECONDS = 20;
const DEFAULT_PATIENCE_MS = 30_000;
/** What all servers take by default, the older ones no more. */
const IDLE_SECONDS = 180;

/** One session and those who use it. */
export class SharedSession {
  readonly #options: SharedSessionOptions;
  readonly #gate: FairGate;
  readonly #abort = new AbortController();
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;
  #users = 0;
  #running = 0;
  #lastUsed = 0;
  #checking: Promise<boolean> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #ended: Promise<void> | undefined;
  /** Told when nothing runs any more. */
  #drained: () => void = () => {};

  constructor(options: SharedSessionOptions) {
    this.#options = options;
    this.#gate = new FairGate(options.settings.maxRunspaces ?? 1);
  }

  get status(): SessionStatus {
    const state = this.#ended !== undefined ? "closing" : this.#opened === undefined ? "opening" : "open";
    return { key: this.#options.key, state, users: this.#users, running: this.#running, hosts: this.#options.hosts.status };
  }

  /** Undefined when the session is ending. The opening is shared by all who ask meanwhile, and given up with the last of them. */
  async lease(signal: AbortSignal | undefined): Promise<Lease | undefined> {
    signal?.throwIfAborted();
    if (this.#ended !== undefined) return undefined;
    this.#users += 1;
    clearTimeout(this.#idle);
    this.#opening ??= this.#open();
    try {
      await unlessAborted(this.#opening, signal);
      return this.#leaseOf();
    } catch (error) {
      this.#users -= 1;
      if (this.#users === 0) void this.end("closed");
      throw error;
    }
  }

  /** Once nothing runs. `kept`: left for a later process where the settings say so. */
  end(how: "closed" | "kept"): Promise<void> {
    if (this.#ended !== undefined) return this.#ended;
    clearTimeout(this.#idle);
    if (this.#opened === undefined) this.#abort.abort(new PoolStateError("the session is not wanted any more"));
    this.#ended = this.#end(how);
    this.#options.onEnding(this.#ended);
    return this.#ended;
  }

  #leaseOf(): Lease {
    const user = {};
    let open = true;
    return {
      invoke: async (commands, options = {}) => {
        if (!open) throw new PoolStateError("the session was given back");
        return this.#invoke(user, commands, options);
      },
      close: async () => {
        if (!open) return;
        open = false;
        this.#users -= 1;
        if (this.#users === 0) await this.#rest();
      },
    };
  }

  /** Nobody uses it: it is kept warm for a while. */
  async #rest(): Promise<void> {
    const { keepAliveSeconds = DEFAULT_KEEP_ALIVE_SECONDS } = this.#options.settings;
    if (this.#ended !== undefined) return;
    if (keepAliveSeconds === 0) return this.end("kept");
    // A process that has nothing else to do need not wait for it: the server ends idle shells.
    this.#idle = setTimeout(() => void this.end("kept"), keepAliveSeconds * 1000).unref();
  }

  /**
   * 1. Look for a session that was left.
   * 2. Else open one on the first host that lets us.
   */
  async #open(): Promise<Opened> {
    const { settings, hosts } = this.#options;
    const { signal } = this.#abort;
    const opened =
      (await this.#takeOver()) ?? (await hosts.open((url) => this.#connectTo(url), settings.patienceMs ?? DEFAULT_PATIENCE_MS, signal));
    this.#opened = opened;
    this.#lastUsed = performance.now();
    return opened;
  }

  async #connectTo(url: string, rest: Pick<RunspacePoolOptions, "takeOver"> = {}): Promise<Opened> {
    const {
      urls,
      keepAliveSeconds = DEFAULT_KEEP_ALIVE_SECONDS,
      patienceMs,
      keeper,
      observe,
      onFallback,
      ...options
    } = this.#options.settings;
    // Should this process die, its shell does not stay for hours.
    const idleSeconds = options.idleSeconds ?? Math.max(IDLE_SECONDS, 3 * keepAliveSeconds);
    const pool = await this.#options.connect({
      ...options,
      ...rest,
      url,
      idleSeconds,
      signal: this.#abort.signal,
      ...(observe === undefined ? {} : { observe: (event) => observe(event, url) }),
      ...(onFallback === undefined ? {} : { onFallback: (reason) => onFallback(reason, url) }),
    });
    return { pool, url };
  }

  /** A session that is gone, or that somebody else has, is no error: there are new ones. */
  async #takeOver(): Promise<Opened | undefined> {
    const { hosts, key, settings } = this.#options;
    const shell = await settings.keeper?.take(key);
    if (shell === undefined) return undefined;
    try {
      return await this.#connectTo(shell.url, { takeOver: shell });
    } catch (error) {
      // A refused account would only be refused again, and locked out sooner.
      if (!(error instanceof WinRmError) || error instanceof AuthError) throw error;
      // A host that is down need not be asked a second time before the others.
      if (hostTrouble(error) === "down") hosts.failed(shell.url, error);
      return undefined;
    }
  }

  async #invoke(user: object, commands: readonly PipelineCommand[], options: InvokeOptions): Promise<PipelineResult> {
    const started = performance.now();
    const remaining = () =>
      options.timeoutMs === undefined ? {} : { timeoutMs: Math.max(0, options.timeoutMs - (performance.now() - started)) };
    await this.#enter(user, options);
    this.#running += 1;
    try {
      const { pool, url } = await this.#usable();
      return await this.#patiently(options, () => pool.invoke(commands, { ...options, ...remaining() })).catch((error: unknown) => {
        if (error instanceof WinRmError && isBroken(error)) this.#break(url, error);
        throw error;
      });
    } finally {
      this.#running -= 1;
      this.#lastUsed = performance.now();
      this.#gate.leave();
      if (this.#running === 0) this.#drained();
    }
  }

  /** Waits for a place, no longer than the call may take. */
  async #enter(user: object, { signal, timeoutMs }: InvokeOptions): Promise<void> {
    if (timeoutMs === undefined) return this.#gate.enter(user, signal);
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new DeadlineError(timeoutMs, "not-run")), timeoutMs);
    const relay = () => patience.abort(signal?.reason);
    if (signal?.aborted) relay();
    signal?.addEventListener("abort", relay, { once: true });
    try {
      await this.#gate.enter(user, patience.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", relay);
    }
  }

  /**
   * The pool. When it was not used for long, the host is asked first for a sign of life: a connection that died in silence
   * would leave the outcome of the call in doubt. A shell that is gone shows by itself, without any doubt.
   */
  async #usable(): Promise<Opened> {
    const opened = this.#opened;
    if (opened === undefined || this.#ended !== undefined) throw new PoolStateError("the session has ended");
    if (performance.now() - this.#lastUsed < this.#options.checkAfterMs) return opened;
    this.#checking ??= opened.pool.answers().finally(() => {
      this.#checking = undefined;
    });
    if (await this.#checking) {
      this.#lastUsed = performance.now();
      return opened;
    }
    const error = new PoolStateError("the host was silent after a pause");
    this.#break(opened.url, error);
    throw error;
  }

  /** A full server lets one wait; what has run, or may have, is never tried again. */
  async #patiently<T>(options: InvokeOptions, work: () => Promise<T>): Promise<T> {
    const { patienceMs = DEFAULT_PATIENCE_MS } = this.#options.settings;
    const until = performance.now() + Math.min(patienceMs, options.timeoutMs ?? patienceMs);
    for (let failures = 1; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        const full = error instanceof WsManFault && error.remedy === "back-off" && error.outcome === "not-run";
        const wait = backOffMs(failures, this.#options.random());
        if (!full || performance.now() + wait > until) throw error;
        await pause(wait, options.signal);
      }
    }
  }

  /** No new users; those who run may still get their answers. */
  #break(url: string, error: WinRmError): void {
    if (this.#ended !== undefined) return;
    if (error instanceof TransportError && hostTrouble(error) === "down") this.#options.hosts.failed(url, error);
    void this.end("closed");
  }

  async #end(how: "closed" | "kept"): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    if (opened === undefined) return;
    const { pool } = opened;
    const { keeper } = this.#options.settings;
    // Whoever is under way waits for nothing but the wire; `close` would stop it.
    if (how === "closed" && this.#running > 0) await new Promise<void>((resolve) => (this.#drained = resolve));
    if (how === "kept" && keeper !== undefined && this.#running === 0) {
      const shell = await pool.disconnect(keeper.idleSeconds).catch(() => undefined);
      if (shell !== undefined && !(await keeper.put(this.#options.key, shell))) await pool.reconnect().catch(() => {});
    }
    await pool.close();
  }
}

/** Whether the session is of no further use. A server that is full, or a call that took too long, says nothing about it. */
function isBroken(error: WinRmError): boolean {
  if (error instanceof WsManFault) return error.remedy === "reopen";
  if (error instanceof DeadlineError) return false;
  return (
    error instanceof TransportError || error instanceof AuthError || error instanceof PoolStateError || error instanceof StopTimeoutError
  );
}

/** Stops waiting, not what is waited for. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
