import { ClixmlError } from "../clixml/clixml-error.ts";
import type { ClixmlValue } from "../clixml/value.ts";
import { ProtocolError, StopTimeoutError, TransportError, WinRmError } from "../errors.ts";
import type { ClientPool, PipelineEvent, PipelineRecord } from "../psrp/client-pool.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import type { ErrorRecordValue } from "../psrp/error-record.ts";
import { answerHostCall, effectOf, type HostCall } from "../psrp/host-call.ts";
import type { HostKind } from "../psrp/host-info.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { type FinalState, isFinal } from "../psrp/states.ts";
import { readCommandReply, writeCommand } from "../wsman/command.ts";
import { writeCommandConnect } from "../wsman/connect.ts";
import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";
import { RECEIVE_OPTIONS, writeReceive } from "../wsman/receive.ts";
import { type InputStream, writeSend } from "../wsman/send.ts";
import { writeSignal } from "../wsman/signal.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import { fragmentCapacity } from "./fragment-capacity.ts";
import { nothingYet } from "./nothing-yet.ts";
import { type PipelineInput, sendInput } from "./pipeline-input.ts";
import { type HostText, type PipelineResult, ResultBuilder } from "./pipeline-result.ts";
import type { PoolControl } from "./pool-control.ts";
import { receivedData } from "./received-data.ts";
import { newGuid, type WsManClient } from "./ws-man-client.ts";

export interface PipelineOptions {
  /** Values for the first command. When the source fails, the pipeline is stopped, and `invoke` rejects with the source's error. */
  readonly input?: PipelineInput;
  /**
   * Gets every record when it comes; the result's lists then stay empty. The server waits with further ones until the promise
   * resolves. When it rejects, the pipeline is stopped, and `invoke` rejects with that error.
   */
  readonly onRecord?: (record: PipelineRecord | HostText) => void | Promise<void>;
  /** Default `none`. */
  readonly host?: HostKind;
  /** Error records tell the place in the script; they grow by some KB each. Default false. */
  readonly withInvocationInfo?: boolean;
}

export interface PipelineRunOptions extends PipelineOptions {
  readonly wsman: WsManClient;
  /** Of a pipeline to take over. */
  readonly pipelineId?: string;
  readonly pool: ClientPool;
  readonly control: PoolControl;
  /** Asks the pipeline to stop. */
  readonly stop: AbortSignal;
  readonly stopTimeoutMs: number;
}

/** What an answer to Receive says. */
interface Heard {
  readonly events: readonly PipelineEvent[];
  readonly ended: boolean;
}
const NOTHING: Heard = { events: [], ended: false };

/** Given so that no `DOMException` with its stack is made for each pipeline. */
const ENDED = new Error("the pipeline has ended");

/** One pipeline, from its Command to its final state. */
export class PipelineRun {
  readonly #options: PipelineRunOptions;
  readonly #pipelineId: string;
  readonly #result = new ResultBuilder();
  /** Aborted when the pipeline takes no more input; only one with input has it. */
  readonly #ended: AbortController | undefined;
  readonly #giveUp = new AbortController();
  #commandId: string | undefined;
  /** The answer to Command did not come. */
  #lostStart: TransportError | undefined;
  #stopping: Promise<void> | undefined;
  #stopTimer: NodeJS.Timeout | undefined;
  #end: { readonly state: FinalState; readonly failure: ErrorRecordValue | null } | undefined;
  /** An error on our side that made us stop the pipeline. */
  #ownFailure: { readonly error: unknown } | undefined;

  constructor(options: PipelineRunOptions) {
    this.#options = options;
    this.#pipelineId = options.pipelineId ?? newGuid();
    if (options.input !== undefined) this.#ended = new AbortController();
  }

  /**
   * 1. Start: Command with the first fragment, a Send for each further one; before it the exchange of keys, where a
   *    parameter is a secure string.
   * 2. Feed: Send input, if any, while
   * 3. Listen: Receive until the final state, stopping when asked. Where the answer to Command was lost, listening by the id
   *    that we chose shows whether it had arrived; it does no harm where it had not.
   *
   * Rejects with a `WinRmError` whose outcome tells whether anything can have run, with the stop's reason when it came
   * before the start, or with the error of the input's source or of `onRecord`.
   */
  async run(commands: readonly PipelineCommand[]): Promise<PipelineResult> {
    const started = performance.now();
    await this.#start(commands);
    return this.#toEnd(started);
  }

  /** Takes over a pipeline that runs already, from where its former client has fetched it. Rejects as `run` does. */
  async follow(): Promise<PipelineResult> {
    const started = performance.now();
    const { wsman, pool } = this.#options;
    pool.followPipeline(this.#pipelineId, () => {
      this.#result.interrupted = true;
    });
    this.#result.requests += 1;
    await wsman.call({ operation: "Connect", body: writeCommandConnect(this.#pipelineId) }).catch((error: unknown) => {
      throw afterStart(error);
    });
    this.#commandId = this.#pipelineId;
    return this.#toEnd(started);
  }

  async #toEnd(started: number): Promise<PipelineResult> {
    const feeding = this.#feed();
    const end = await this.#listen().catch((error: unknown) => {
      throw afterStart(error);
    });
    await feeding;
    if (end.state === "stopped" && this.#ownFailure !== undefined) throw this.#ownFailure.error;
    return this.#result.build(end, performance.now() - started);
  }

  /** Frees the command on the server. Due after every run, or the shell's quota of commands runs out. */
  async clearUp(): Promise<void> {
    this.#options.pool.endPipeline(this.#pipelineId);
    await this.#stopping;
    if (this.#commandId === undefined) return;
    await this.#options.wsman.call({ operation: "Signal", body: writeSignal(this.#commandId, "terminate") });
  }

  async #start(commands: readonly PipelineCommand[]): Promise<void> {
    const { wsman, stop } = this.#options;
    const [first = new Uint8Array(), ...rest] = await this.#creation(commands);
    stop.throwIfAborted();
    this.#result.requests += 1;
    // Known before the answer: after a lost answer the command must be cleared up all the same.
    this.#commandId = this.#pipelineId;
    const started = await wsman
      .call({ operation: "Command", body: writeCommand({ commandId: this.#pipelineId, data: first }) }, (body) => ({
        commandId: readCommandReply(body),
      }))
      .catch((error: unknown) => {
        if (error instanceof WinRmError && error.outcome === "not-run") this.#commandId = undefined;
        if (rest.length > 0) throw neverComplete(error);
        if (!(error instanceof TransportError) || error.outcome === "not-run") throw error;
        this.#lostStart = error;
      });
    if (started === undefined) return;
    this.#commandId = started.commandId ?? this.#pipelineId;
    for (const [index, data] of rest.entries()) {
      stop.throwIfAborted();
      await this.#send(data).catch((error: unknown) => {
        throw index < rest.length - 1 ? neverComplete(error) : error;
      });
    }
  }

  async #creation(commands: readonly PipelineCommand[]): Promise<readonly Uint8Array[]> {
    const { wsman, pool, control, input, host = "none", withInvocationInfo = false } = this.#options;
    const spec = { commands, hasInput: input !== undefined, host, withInvocationInfo };
    const capacity = fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Command"));
    await control.keyForOldServer().catch(neverSent);
    return control.withKey(() => pool.startPipeline(this.#pipelineId, spec, capacity)).catch(neverSent);
  }

  /** Never rejects: what fails here stops the pipeline. */
  async #feed(): Promise<void> {
    const { wsman, pool, control, input } = this.#options;
    if (input === undefined || this.#ended === undefined) return;
    const maxBytes = fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Send"));
    await sendInput(input, {
      maxBytes,
      ended: this.#ended.signal,
      encode: (value) => control.withKey(() => pool.input(this.#pipelineId, value, maxBytes)),
      end: () => pool.endInput(this.#pipelineId, maxBytes),
      send: (fragments) => this.#send(fragments),
    }).catch((error: unknown) => this.#fail(error));
  }

  async #listen(): Promise<{ readonly state: FinalState; readonly failure: ErrorRecordValue | null }> {
    const { stop } = this.#options;
    const askToStop = () => this.#askToStop();
    if (stop.aborted) askToStop();
    else stop.addEventListener("abort", askToStop, { once: true });
    try {
      while (this.#end === undefined) await this.#receive();
      return this.#end;
    } finally {
      clearTimeout(this.#stopTimer);
      stop.removeEventListener("abort", askToStop);
      this.#ended?.abort(ENDED);
    }
  }

  #fail(error: unknown): void {
    this.#ownFailure ??= { error };
    if (this.#end === undefined) this.#askToStop();
  }

  /** A stop that comes too late, or does not arrive, shows in how the pipeline ends. */
  #askToStop(): void {
    if (this.#stopping !== undefined) return;
    const { wsman, stopTimeoutMs } = this.#options;
    this.#ended?.abort(ENDED);
    this.#stopTimer = setTimeout(() => this.#giveUp.abort(new StopTimeoutError(stopTimeoutMs / 1000)), stopTimeoutMs);
    this.#result.requests += 1;
    const body = writeSignal(this.#commandId ?? this.#pipelineId, "stop");
    this.#stopping = wsman.call({ operation: "Signal", body }).then(
      () => {},
      () => {},
    );
  }

  async #receive(): Promise<void> {
    this.#result.requests += 1;
    const { wsman, pool, control } = this.#options;
    const call = {
      operation: "Receive",
      body: writeReceive(this.#commandId),
      options: RECEIVE_OPTIONS,
      signal: this.#giveUp.signal,
      onRepeat: () => {
        this.#result.interrupted = true;
      },
    } as const;
    const { events, ended } = await wsman
      .call(call, (body) => this.#read(body))
      .catch(nothingYet(NOTHING))
      .catch((error: unknown) => {
        // The Command may still be on its way, so that this proves nothing.
        throw error instanceof WsManFault && error.faultCode === FAULT.noSuchShell ? (this.#lostStart ?? error) : error;
      });
    this.#lostStart = undefined;
    if (pool.lacksKey) await control.exchangeKeys();
    for (const event of events) await this.#take(event);
    if (ended && this.#end === undefined) throw new ProtocolError("the pipeline ended without telling its state");
  }

  #read(body: XmlElement): Heard {
    const { chunks, state } = receivedData(body);
    try {
      return { events: chunks.flatMap((chunk) => this.#options.pool.pipelineData(this.#pipelineId, chunk)), ended: state === "Done" };
    } catch (cause) {
      if (!(cause instanceof PsrpError || cause instanceof ClixmlError)) throw cause;
      throw new ProtocolError(`the output of the pipeline cannot be read: ${cause.message}`, { cause });
    }
  }

  async #take(event: PipelineEvent): Promise<void> {
    if (event.kind === "host-call") await this.#answer(event.call);
    else if (event.kind !== "state") await this.#deliver(event);
    else if (isFinal(event.state)) this.#end = { state: event.state, failure: event.failure };
  }

  async #deliver(record: PipelineRecord | HostText): Promise<void> {
    const { onRecord } = this.#options;
    if (onRecord === undefined) this.#result.add(record);
    if (this.#ownFailure !== undefined) return;
    try {
      await onRecord?.(record);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #answer(call: HostCall): Promise<void> {
    const effect = effectOf(call);
    if (effect.kind === "exit") this.#result.exitCode = effect.exitCode;
    if (effect.kind === "text") await this.#deliver({ kind: "host", text: effect.text });
    const answer: ClixmlValue | undefined = answerHostCall(call);
    if (answer === undefined) return;
    const { wsman, pool } = this.#options;
    const capacity = fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Send"));
    for (const fragment of pool.hostAnswer(this.#pipelineId, answer, capacity)) await this.#send(fragment, "pr");
  }

  async #send(data: Uint8Array, stream: InputStream = "stdin"): Promise<void> {
    this.#result.requests += 1;
    await this.#options.wsman.call({ operation: "Send", body: writeSend({ commandId: this.#commandId, data, stream }) });
  }
}

/** The server starts a pipeline only when its last fragment is there. */
function neverComplete(error: unknown): unknown {
  if (error instanceof WinRmError) error.outcome = "not-run";
  return error;
}

function neverSent(error: unknown): never {
  throw neverComplete(error);
}

function afterStart(error: unknown): unknown {
  if (error instanceof WinRmError) error.outcome = "unknown";
  return error;
}
