import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../batch/bootstrap.ts";
import type { Batch } from "../batch/call.ts";
import { BatchError, type BatchExecutor, type ScriptRunner, type ScriptValue } from "../batch/executor.ts";
import { parseReply } from "../batch/parse-reply.ts";
import type { BatchReply } from "../batch/result.ts";
import { withSecretsAs } from "../batch/secret-value.ts";
import {
  DeadlineError,
  fromClixml,
  type InvokeOptions,
  type PipelineCommand,
  type PipelineResult,
  PoolStateError,
  PsCredential,
  SecureString,
  TransportError,
  toClixml,
  WinRmError,
  WsManFault,
} from "../winrm/index.ts";
import { MODULE_TEXT } from "./powershell/module.generated.ts";
import { isReadOnly } from "./read-only.ts";

/** What runs the pipelines: a pool of runspaces, or a share of one. */
export interface PipelineSession {
  invoke(commands: readonly PipelineCommand[], options?: InvokeOptions): Promise<PipelineResult>;
  close(): Promise<void>;
}

export interface WinRmExecutorOptions {
  /** The VMM server as the session reaches it: a host name, or `localhost` on the server itself. */
  readonly server: string;
  /**
   * Opens a session. Called at the first batch, and again after a session was lost. The signal is aborted when nobody waits
   * for the session any more.
   */
  readonly connect: (signal: AbortSignal) => Promise<PipelineSession>;
  /** How long a batch may take, opening and repeating included. Default: without end. */
  readonly timeoutMs?: number;
}

interface Session {
  readonly pool: PipelineSession;
  /** Whether it has run a batch yet. */
  used: boolean;
  running: number;
  /** Takes no further batch, and is closed after the last that runs: these may still get their answers. */
  lost: boolean;
}

/** A session that is being opened, for all who wait for it. */
interface Opening {
  readonly session: Promise<Session>;
  readonly abort: AbortController;
  waiting: number;
}

/** How often a batch is sent at most. */
const ATTEMPTS = { reading: 3, writing: 2 };

const unzip = promisify(gunzip);
/** A reply about 25,000 VMs has some 40 MB. */
const MAX_REPLY_BYTES = 2 ** 29;

/** Runs batches over WinRM. Nothing is connected before the first one. */
export function createWinRmExecutor(options: WinRmExecutorOptions): BatchExecutor & ScriptRunner {
  return new WinRmExecutor(options);
}

class WinRmExecutor implements BatchExecutor, ScriptRunner {
  readonly #options: WinRmExecutorOptions;
  #opening: Opening | undefined;
  /** Closings of sessions that were lost. */
  readonly #ending = new Set<Promise<void>>();
  /** Whether this endpoint lacks the function, so that a new session is given it at once. */
  #lacksFunction = false;

  constructor(options: WinRmExecutorOptions) {
    this.#options = options;
  }

  /**
   * 1. open a session, or take the open one  2. invoke the function; where it is unknown, define it and invoke it in one pipeline
   * 3. read the reply.
   *
   * A session that turns out to be gone, before anything has run, is replaced: servers end idle ones. A batch that only reads
   * is sent again when its answer was lost; one that may have changed something never is.
   */
  execute(batch: Batch, signal?: AbortSignal): Promise<BatchReply> {
    const work = (session: Session, options: () => InvokeOptions) => this.#executeIn(session, batch, options);
    return this.#attempt(work, isReadOnly(batch), signal);
  }

  /** Scripts of people may change anything: one is sent again only where it has not run. */
  runScript(text: string, parameters: Readonly<Record<string, ScriptValue>>, signal?: AbortSignal): Promise<void> {
    const given = Object.entries(parameters).map(([name, value]) => ({ name, value: toClixml(value) }));
    const command: PipelineCommand = { text, isScript: true, parameters: given };
    return this.#attempt(async ({ pool }, options) => checkScript(await pool.invoke([command], options())), false, signal);
  }

  async #attempt<T>(work: (session: Session, options: () => InvokeOptions) => Promise<T>, reads: boolean, signal: AbortSignal | undefined) {
    const { timeoutMs } = this.#options;
    const deadline = timeoutMs === undefined ? undefined : performance.now() + timeoutMs;
    for (let attempt = 1; ; attempt++) {
      const session = await this.#open(signal, deadline);
      try {
        return await this.#within(session, () => work(session, invokeOptions(signal, deadline)));
      } catch (error) {
        if (!(error instanceof WinRmError)) throw fromAbort(error, signal);
        if (signal?.aborted || !maySendAgain(reads, attempt, error)) throw fromWinRm(error);
      }
    }
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    const session = await opening?.session.catch(() => undefined);
    await session?.pool.close();
    await Promise.all(this.#ending);
  }

  /** One opening for all who ask meanwhile: one's abort does not end it for the others, that of the last one does. */
  async #open(signal: AbortSignal | undefined, deadline: number | undefined): Promise<Session> {
    if (signal?.aborted) throw fromAbort(signal.reason, signal);
    this.#opening ??= this.#connect();
    const opening = this.#opening;
    opening.waiting += 1;
    try {
      return await inTime(opening.session, signal, deadline);
    } catch (error) {
      if (opening.waiting === 1) this.#giveUp(opening, error);
      if (error instanceof WinRmError) throw fromWinRm(error);
      throw fromAbort(error, signal);
    } finally {
      opening.waiting -= 1;
    }
  }

  #connect(): Opening {
    const abort = new AbortController();
    const session = this.#options.connect(abort.signal).then((pool) => {
      if (abort.signal.aborted) this.#end(pool);
      return { pool, used: false, running: 0, lost: false };
    });
    const opening: Opening = { session, abort, waiting: 0 };
    session.catch(() => this.#giveUp(opening));
    return opening;
  }

  #giveUp(opening: Opening, reason?: unknown): void {
    opening.abort.abort(reason);
    if (this.#opening === opening) this.#opening = undefined;
  }

  #end(pool: PipelineSession): void {
    const ended = pool.close().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  async #within<T>(session: Session, work: () => Promise<T>): Promise<T> {
    session.running++;
    try {
      return await work();
    } catch (error) {
      if (error instanceof WinRmError && !session.lost) {
        session.lost = true;
        this.#opening = undefined;
      }
      throw error;
    } finally {
      session.running--;
      if (session.lost && session.running === 0) this.#end(session.pool);
    }
  }

  async #executeIn(session: Session, batch: Batch, options: () => InvokeOptions): Promise<BatchReply> {
    const defineFirst = this.#lacksFunction && !session.used;
    session.used = true;
    const run = (command: PipelineCommand) => session.pool.invoke([command], options());
    const parameters = [parameter("Server", this.#options.server), parameter("Calls", sealed(batch))];
    const bootstrap: PipelineCommand = {
      text: BOOTSTRAP_SCRIPT,
      isScript: true,
      parameters: [parameter("Module", MODULE_TEXT), ...parameters],
    };
    if (defineFirst) return readResult(await run(bootstrap));
    const result = await run({ text: BATCH_FUNCTION, isScript: false, parameters });
    if (!isUnknownCommand(result)) return readResult(result);
    // Every runspace of a pool has to be told for itself.
    this.#lacksFunction = true;
    return readResult(await run(bootstrap));
  }
}

/** Options for the moment of asking: the time that is left shrinks. */
const invokeOptions = (signal: AbortSignal | undefined, deadline: number | undefined) => (): InvokeOptions => ({
  ...(signal && { signal }),
  ...(deadline !== undefined && { timeoutMs: Math.max(0, deadline - performance.now()) }),
});

/** Stops waiting, not what is waited for. */
function inTime<T>(work: Promise<T>, signal: AbortSignal | undefined, deadline: number | undefined): Promise<T> {
  if (!signal && deadline === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal?.reason);
    const left = deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
    const timer = left === undefined ? undefined : setTimeout(() => reject(new DeadlineError(left, "not-run")), left);
    signal?.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
  });
}

/** Secrets as the types that PSRP encrypts with the key of the session. */
const sealed = (batch: Batch) =>
  withSecretsAs(batch, {
    text: (hidden) => new SecureString(() => hidden.reveal()),
    credential: (username, password) => new PsCredential(username, new SecureString(() => password.reveal())),
  });

const parameter = (name: string, value: object | string) => ({ name, value: toClixml(value) });

/** The function is the only command of the pipeline; what a batch runs fails inside the reply. */
function isUnknownCommand({ state, failure }: PipelineResult): boolean {
  return state === "failed" && failure?.fullyQualifiedErrorId === "CommandNotFoundException";
}

/** A function that writes an error has failed, even where it went on. */
function checkScript({ state, failure, errors, interrupted }: PipelineResult): void {
  if (state === "stopped") throw new BatchError("unknown", "WINRM_STOPPED", "The function was stopped while it ran");
  if (interrupted) throw new TransportError("receive", "the end of the function was lost on the way");
  const error = state === "failed" ? failure : errors[0];
  if (state !== "failed" && !error) return;
  const refused = error?.fullyQualifiedErrorId.startsWith("ScriptsNotAllowed");
  const message = error?.message ?? "it ended without saying why";
  throw new BatchError(refused ? "not-run" : "unknown", refused ? "SCRIPT_REFUSED" : "SCRIPT_FAILED", message);
}

async function readResult(result: PipelineResult): Promise<BatchReply> {
  if (result.state === "stopped") throw new BatchError("unknown", "WINRM_STOPPED", "The batch was stopped while it ran");
  if (result.state === "failed") throw fromFailure(result);
  if (result.interrupted && result.output.length !== 1) throw new TransportError("receive", "the answer to the batch was lost on the way");
  const [output] = result.output.length === 1 ? result.output : [];
  const value = output ? fromClixml(output) : undefined;
  const json = value instanceof Uint8Array ? await unzipped(value) : value;
  const reply = typeof json === "string" ? parseReply(json) : undefined;
  if (!reply) throw new BatchError("unknown", "VMM_STRANGE_REPLY", "What came back is no reply to a batch", STRANGE_HINT);
  return reply;
}

const STRANGE_HINT = "The endpoint may offer another version of the function: update it, or remove it there";

async function unzipped(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await unzip(bytes, { maxOutputLength: MAX_REPLY_BYTES })).toString("utf8");
  } catch {
    return undefined;
  }
}

function fromFailure({ failure }: PipelineResult): BatchError {
  const message = failure?.message ?? "the pipeline failed without saying why";
  const id = failure?.fullyQualifiedErrorId ?? "";
  if (id.startsWith("ScvmmBatchNotConnected"))
    return new BatchError(
      "not-run",
      id.includes(",Modules_") ? "VMM_MODULE" : "VMM_CONNECT",
      `The session cannot reach VMM: ${message}`,
      "The host needs VMM's console (module VirtualMachineManager), and the account a VMM role; a host that is not the VMM server itself cannot pass the account on",
    );
  if (id === "CommandNotFoundException" || id.startsWith("ScriptsNotAllowed"))
    return new BatchError(
      "not-run",
      "VMM_FUNCTION",
      `The endpoint does not let ${BATCH_FUNCTION} be defined: ${message}`,
      "Install the module ScvmmBatch there",
    );
  return new BatchError("unknown", "VMM_BATCH", `The batch ended with an error: ${message}`);
}

function maySendAgain(reads: boolean, attempt: number, error: WinRmError): boolean {
  if (error instanceof DeadlineError || attempt >= ATTEMPTS[reads ? "reading" : "writing"]) return false;
  return error.outcome === "unknown" ? reads : isGone(error);
}

/** Whether a new session may do better: a refused account or a full server would refuse it again. */
function isGone(error: WinRmError): boolean {
  if (error instanceof WsManFault) return error.remedy === "reopen";
  return error instanceof PoolStateError || error instanceof TransportError;
}

function fromWinRm(error: WinRmError): BatchError {
  return new BatchError(error.outcome, error.code, error.message, error.hint, { cause: error });
}

/** An abort before the start comes as the signal's own reason. */
function fromAbort(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted && error === signal.reason
    ? new BatchError("not-run", "WINRM_STOPPED", "Stopped before the batch was sent")
    : error;
}
