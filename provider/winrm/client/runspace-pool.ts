import { setMaxListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { DeadlineError, PoolStateError, WinRmError } from "../errors.ts";
import { ClientPool, PROTOCOL_VERSION } from "../psrp/client-pool.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import { writeDisconnect } from "../wsman/disconnect.ts";
import { readListedCommands, writeEnumerate } from "../wsman/enumerate.ts";
import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";
import { COMMAND_RESOURCE, DEFAULT_CONFIGURATION, SHELL_RESOURCE } from "../wsman/namespaces.ts";
import type { DisconnectedShell } from "./disconnected-shell.ts";
import { NARROW_ENVELOPE_BYTES } from "./fragment-capacity.ts";
import { listAll } from "./list-all.ts";
import { deleteShell, openPool, takeOverPool } from "./open-pool.ts";
import type { PipelineResult } from "./pipeline-result.ts";
import { type PipelineOptions, PipelineRun } from "./pipeline-run.ts";
import { channelsFor, PoolControl } from "./pool-control.ts";
import type { RunspacePoolOptions } from "./runspace-pool-options.ts";
import { Semaphore } from "./semaphore.ts";
import { type ServerFacts, serverFacts } from "./server-facts.ts";
import { isTooLarge } from "./understand-reply.ts";
import type { WireStats } from "./wire-event.ts";
import { newGuid, type WsManClient } from "./ws-man-client.ts";
import { wsManClientFor } from "./ws-man-client-for.ts";

export interface InvokeOptions extends PipelineOptions {
  /**
   * Stops the pipeline. Before the start, `invoke` rejects with the signal's reason and nothing has run; after it, the result
   * tells how the pipeline ended (`stopped`, or its own end when that came first). The pool stays usable.
   */
  readonly signal?: AbortSignal;
  /**
   * How long all of it may take, waiting for a runspace included. Then `invoke` rejects with a `DeadlineError`; a pipeline that
   * runs is stopped behind it. Default: without end.
   */
  readonly timeoutMs?: number;
}

/** What is not settled by whoever started the pipeline. */
export type FollowOptions = Pick<InvokeOptions, "onRecord" | "signal" | "timeoutMs">;

/** Warm runspaces in one session on a host. */
export interface RunspacePool {
  /**
   * Runs commands as one pipeline. Errors of PowerShell are in the result; rejects with a `WinRmError` when there is none,
   * its `outcome` telling whether anything can have run, and with a `ClixmlError` for parameters that cannot be sent.
   */
  invoke(commands: readonly PipelineCommand[], options?: InvokeOptions): Promise<PipelineResult>;
  readonly server: ServerFacts;
  /** Changes how many pipelines run at the same time. Resolves to whether the server did it. Rejects with a `WinRmError`. */
  setMaxRunspaces(count: number): Promise<boolean>;
  setMinRunspaces(count: number): Promise<boolean>;
  /** How many pipelines could start at once, by the server's count. */
  countAvailableRunspaces(): Promise<number>;
  /** Forgets variables and the like of former pipelines (from PowerShell 5.0 on). Resolves to whether the server did it. */
  resetRunspaces(): Promise<boolean>;
  /**
   * The pipelines of the session, by id: of a session that was taken over, also those of its former client. Rejects with a
   * `WinRmError`.
   */
  pipelines(): Promise<readonly string[]>;
  /**
   * Takes over a pipeline that a former client of the session has left running, or ended and not fetched. The result has what that
   * client had not fetched. Rejects as `invoke` does; when nothing is known of the pipeline, with a `WsManFault`.
   */
  follow(pipelineId: string, options?: FollowOptions): Promise<PipelineResult>;
  /** Asks the server whether the session is still there, with one small request. Never rejects. */
  alive(): Promise<boolean>;
  /** Whether the server answers at all, soon; asked in the same way. Never rejects. */
  answers(): Promise<boolean>;
  /**
   * Leaves the session on the server once nothing runs in it, for so many seconds (servers take no less than 60). Resolves to
   * what another process needs to take it over. Pipelines are refused until `reconnect`. Rejects with a `WinRmError`.
   */
  disconnect(idleSeconds: number): Promise<DisconnectedShell>;
  /** Takes up the session that this pool has left. Rejects with a `WinRmError` when it is gone, or somebody else has it. */
  reconnect(): Promise<void>;
  /** Stops what still runs, ends the session on the server unless it was left, and closes all connections. Never rejects. */
  close(): Promise<void>;
  readonly stats: WireStats;
}

/**
 * Opens a pool.
 *
 * 1. Refuse what would show the password to the network.
 * 2. Open a shell with the pool in it, or take one over that was left.
 *
 * Rejects with a `WinRmError` (`AuthError`, `TlsError`, `TransportError`, `WsManFault`, …), with the signal's reason, or with a `TypeError`
 * for an address that is none of ours; nothing is left open.
 */
export async function connectRunspacePool(options: RunspacePoolOptions): Promise<RunspacePool> {
  const { takeOver, signal, minRunspaces = 1, protocolVersion = PROTOCOL_VERSION } = options;
  const wanted = options.maxRunspaces ?? 1;
  const wsman = wsManClientFor(options, wanted);
  const pool = new ClientPool({ id: takeOver?.poolId ?? newGuid(), minRunspaces, maxRunspaces: wanted, protocolVersion });
  let maxRunspaces = wanted;
  try {
    if (takeOver === undefined) await openPool(wsman, pool, { idleSeconds: options.idleSeconds, signal });
    else {
      wsman.selectors = takeOver.selectors;
      maxRunspaces = await takeOverPool(wsman, pool, signal);
      wsman.maxChannels = channelsFor(maxRunspaces);
    }
  } catch (error) {
    await deleteShell(wsman, UNDO_TIMEOUT_MS);
    wsman.close();
    throw error;
  }
  return new WsManRunspacePool(wsman, pool, { ...options, maxRunspaces });
}

const CLOSE_TIMEOUT_MS = 5000;
/** A server that has just failed to open a session is asked only briefly to forget it. */
const UNDO_TIMEOUT_MS = 1000;

/** A host that cannot answer so small a question in this time is as good as gone. */
const LOOK_TIMEOUT_MS = 5000;

class WsManRunspacePool implements RunspacePool {
  readonly #wsman: WsManClient;
  readonly #pool: ClientPool;
  readonly #slots: Semaphore;
  readonly #options: RunspacePoolOptions;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #control: PoolControl;
  #maxRunspaces: number;
  #left = false;
  #closed: Promise<void> | undefined;

  constructor(wsman: WsManClient, pool: ClientPool, options: RunspacePoolOptions & { readonly maxRunspaces: number }) {
    this.#wsman = wsman;
    this.#control = new PoolControl(wsman, pool);
    this.#maxRunspaces = options.maxRunspaces;
    this.#pool = pool;
    this.#slots = new Semaphore(options.maxRunspaces);
    this.#options = options;
  }

  get stats(): WireStats {
    return this.#wsman.stats;
  }

  invoke(commands: readonly PipelineCommand[], options: InvokeOptions = {}): Promise<PipelineResult> {
    return this.#within(options, (stop) => this.#run(commands, options, stop));
  }

  follow(pipelineId: string, options: FollowOptions = {}): Promise<PipelineResult> {
    return this.#within(options, (stop) => this.#runOnce({ ...options, pipelineId }, stop, (run) => run.follow()));
  }

  async pipelines(): Promise<readonly string[]> {
    return listAll(this.#wsman, { body: writeEnumerate(this.#wsman.selectors), resourceUri: COMMAND_RESOURCE }, readListedCommands);
  }

  /** In a free runspace, and in the time that the caller allows. */
  async #within(options: InvokeOptions, run: (stop: AbortSignal) => Promise<PipelineResult>): Promise<PipelineResult> {
    const stop = new AbortController();
    const progress = { started: false };
    const work = this.#admitted(options, stop, progress, run);
    const { timeoutMs } = options;
    if (timeoutMs === undefined) return work;
    this.#track(work);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new DeadlineError(timeoutMs, progress.started ? "unknown" : "not-run"));
        stop.abort(new DeadlineError(timeoutMs, "not-run"));
      }, timeoutMs);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  async alive(): Promise<boolean> {
    const answer = await this.#look();
    // Servers need not answer this question; one that says so is there.
    return answer === "there" || (answer instanceof WsManFault && answer.faultCode !== FAULT.noSuchShell && answer.remedy !== "reopen");
  }

  async answers(): Promise<boolean> {
    return (await this.#look()) !== "silent";
  }

  async #look(): Promise<"there" | "silent" | WsManFault> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), LOOK_TIMEOUT_MS);
    try {
      await this.#wsman.call({ operation: "Get", body: "", resourceUri: SHELL_RESOURCE, signal: patience.signal });
      return "there";
    } catch (error) {
      return error instanceof WsManFault ? error : "silent";
    } finally {
      clearTimeout(timer);
    }
  }

  async disconnect(idleSeconds: number): Promise<DisconnectedShell> {
    if (this.#left) throw new PoolStateError("the pool is disconnected");
    if (this.#closed !== undefined) throw new PoolStateError("the pool is closed");
    // Whoever comes from now on would find the session gone.
    this.#left = true;
    while (this.#running.size > 0) await Promise.all(this.#running);
    const leaving = this.#wsman.call({ operation: "Disconnect", body: writeDisconnect(idleSeconds) }).catch((error: unknown) => {
      this.#left = false;
      throw error;
    });
    this.#track(leaving);
    await leaving;
    const { url, configurationName = DEFAULT_CONFIGURATION, credential } = this.#options;
    return {
      url,
      configurationName,
      username: credential?.username ?? "",
      poolId: this.#pool.id,
      selectors: this.#wsman.selectors,
      maxRunspaces: this.#maxRunspaces,
      idleSeconds,
    };
  }

  async reconnect(): Promise<void> {
    await this.#wsman.call({ operation: "Reconnect", body: "" });
    this.#left = false;
  }

  close(): Promise<void> {
    this.#closed ??= this.#shutDown();
    return this.#closed;
  }

  get server(): ServerFacts {
    return serverFacts(this.#pool);
  }

  async setMaxRunspaces(count: number): Promise<boolean> {
    if ((await this.#control.request({ kind: "set-max", count })) !== true) return false;
    this.#wsman.maxChannels = channelsFor(count);
    this.#slots.widen(count - this.#maxRunspaces);
    this.#maxRunspaces = count;
    return true;
  }

  async setMinRunspaces(count: number): Promise<boolean> {
    return (await this.#control.request({ kind: "set-min", count })) === true;
  }

  async countAvailableRunspaces(): Promise<number> {
    return Number(await this.#control.request({ kind: "count-available" }));
  }

  async resetRunspaces(): Promise<boolean> {
    return (await this.#control.request({ kind: "reset" })) === true;
  }

  async #admitted(
    options: InvokeOptions,
    stop: AbortController,
    progress: { started: boolean },
    run: (stop: AbortSignal) => Promise<PipelineResult>,
  ): Promise<PipelineResult> {
    if (this.#left) throw new PoolStateError("the pool is disconnected");
    const relays = [this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])].map((from) => relay(from, stop));
    try {
      await this.#slots.acquire(stop.signal);
      progress.started = true;
      try {
        return await run(stop.signal);
      } finally {
        this.#slots.release();
      }
    } finally {
      for (const unlink of relays) unlink();
    }
  }

  /** Once more with smaller envelopes where the server's are smaller than its version makes believe. */
  async #run(commands: readonly PipelineCommand[], options: InvokeOptions, stop: AbortSignal): Promise<PipelineResult> {
    try {
      return await this.#runOnce(options, stop, (run) => run.run(commands));
    } catch (error) {
      const wide = this.#wsman.maxEnvelopeBytes > NARROW_ENVELOPE_BYTES;
      if (!wide || !(error instanceof WinRmError) || error.outcome !== "not-run" || !isTooLarge(error)) throw error;
      this.#wsman.maxEnvelopeBytes = NARROW_ENVELOPE_BYTES;
      return this.#runOnce(options, stop, (run) => run.run(commands));
    }
  }

  async #runOnce(
    options: PipelineOptions & { readonly pipelineId?: string },
    stop: AbortSignal,
    perform: (run: PipelineRun) => Promise<PipelineResult>,
  ): Promise<PipelineResult> {
    const { stopTimeoutMs = 30_000 } = this.#options;
    const own = { wsman: this.#wsman, pool: this.#pool, control: this.#control, stopTimeoutMs };
    const run = new PipelineRun({ ...options, ...own, stop });
    const result = perform(run);
    // The caller does not wait for the clearing up; close does. A turn later, so that a next call's Command goes before it.
    this.#track(
      result
        .catch(() => {})
        .then(() => turn())
        .then(() => run.clearUp()),
    );
    return result;
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.catch(() => {}).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #shutDown(): Promise<void> {
    this.#closing.abort(new PoolStateError("the pool is closed"));
    while (this.#running.size > 0) await Promise.all(this.#running);
    if (!this.#left) await deleteShell(this.#wsman, CLOSE_TIMEOUT_MS);
    this.#wsman.close();
    this.#pool.clearKey();
  }
}

/** Passes an abort on. By hand: a composite signal would stay registered with a long-lived source. */
function relay(from: AbortSignal, to: AbortController): () => void {
  const pass = () => to.abort(from.reason);
  // One signal may well stop hundreds of pipelines; Node would take that for a leak.
  setMaxListeners(0, from);
  if (from.aborted) pass();
  else from.addEventListener("abort", pass, { once: true });
  return () => from.removeEventListener("abort", pass);
}
