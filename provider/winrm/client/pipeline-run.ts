import { ClixmlError } from "../clixml/clixml-error.ts";
import type { ClixmlValue } from "../clixml/value.ts";
import { ProtocolError, StopTimeoutError, WinRmError } from "../errors.ts";
import type { ClientPool, PipelineEvent } from "../psrp/client-pool.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import type { ErrorRecordValue } from "../psrp/error-record.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { type FinalState, isFinal } from "../psrp/states.ts";
import { readCommandReply, writeCommand } from "../wsman/command.ts";
import { WsManFault } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";
import { RECEIVE_OPTIONS, type ReceivedData, readReceiveReply, writeReceive } from "../wsman/receive.ts";
import { writeSend } from "../wsman/send.ts";
import { writeSignal } from "../wsman/signal.ts";
import { fragmentCapacity } from "./fragment-capacity.ts";
import { newGuid, type WsManClient } from "./ws-man-client.ts";

export interface PipelineResult {
  readonly state: FinalState;
  readonly output: readonly ClixmlValue[];
  /** Errors that did not end the pipeline. */
  readonly errors: readonly ErrorRecordValue[];
  /** The error that ended it, or why it was stopped. */
  readonly failure: ErrorRecordValue | null;
  readonly warnings: readonly string[];
  /** Requests that the caller waited for: the signal that clears up comes later. */
  readonly requests: number;
  readonly durationMs: number;
}

export interface PipelineRunOptions {
  readonly wsman: WsManClient;
  readonly pool: ClientPool;
  /** Asks the pipeline to stop. */
  readonly stop: AbortSignal;
  readonly stopTimeoutMs: number;
}

/** One pipeline, from its Command to its final state. */
export class PipelineRun {
  readonly #options: PipelineRunOptions;
  readonly #pipelineId = newGuid();
  readonly #output: ClixmlValue[] = [];
  readonly #errors: ErrorRecordValue[] = [];
  readonly #warnings: string[] = [];
  #commandId: string | undefined;
  #stopping: Promise<void> | undefined;
  #requests = 0;
  #end: { readonly state: FinalState; readonly failure: ErrorRecordValue | null } | undefined;

  constructor(options: PipelineRunOptions) {
    this.#options = options;
  }

  /**
   * 1. Start: Command with the first fragment, a Send for each further one.
   * 2. Listen: Receive until the final state, stopping when asked.
   *
   * Rejects with a `WinRmError` whose outcome tells whether anything can have run.
   */
  async run(commands: readonly PipelineCommand[]): Promise<PipelineResult> {
    const started = performance.now();
    await this.#start(commands);
    const end = await this.#listen().catch((error: unknown) => {
      throw afterStart(error);
    });
    return {
      ...end,
      output: this.#output,
      errors: this.#errors,
      warnings: this.#warnings,
      requests: this.#requests,
      durationMs: performance.now() - started,
    };
  }

  /** Frees the command on the server. Due after every run, or the shell's quota of commands runs out. */
  async clearUp(): Promise<void> {
    this.#options.pool.endPipeline(this.#pipelineId);
    await this.#stopping;
    if (this.#commandId === undefined) return;
    await this.#options.wsman.call({ operation: "Signal", body: writeSignal(this.#commandId, "terminate") });
  }

  async #start(commands: readonly PipelineCommand[]): Promise<void> {
    const { wsman, pool } = this.#options;
    const capacity = fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Command"));
    const [first = new Uint8Array(), ...rest] = pool.startPipeline(
      this.#pipelineId,
      { commands, hasInput: false, host: "none", withInvocationInfo: false },
      capacity,
    );
    this.#requests += 1;
    // Known before the answer: after a lost answer the command must be cleared up all the same.
    this.#commandId = this.#pipelineId;
    const reply = await wsman
      .call({ operation: "Command", body: writeCommand({ commandId: this.#pipelineId, data: first }) })
      .catch((error: unknown) => {
        if (error instanceof WinRmError && error.outcome === "not-run") this.#commandId = undefined;
        throw rest.length > 0 ? neverComplete(error) : error;
      });
    this.#commandId = readCommandReply(reply) ?? this.#pipelineId;
    for (const [index, data] of rest.entries()) {
      this.#requests += 1;
      const sent = wsman.call({ operation: "Send", body: writeSend({ commandId: this.#commandId, data }) });
      await sent.catch((error: unknown) => {
        throw index < rest.length - 1 ? neverComplete(error) : error;
      });
    }
  }

  async #listen(): Promise<{ readonly state: FinalState; readonly failure: ErrorRecordValue | null }> {
    const { stop, stopTimeoutMs } = this.#options;
    const giveUp = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const askToStop = () => {
      timer = setTimeout(() => giveUp.abort(new StopTimeoutError(stopTimeoutMs / 1000)), stopTimeoutMs);
      this.#stopping = this.#signalStop();
    };
    if (stop.aborted) askToStop();
    else stop.addEventListener("abort", askToStop, { once: true });
    try {
      while (this.#end === undefined) await this.#receive(giveUp.signal);
      return this.#end;
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", askToStop);
    }
  }

  /** A stop that comes too late, or does not arrive, shows in how the pipeline ends. */
  async #signalStop(): Promise<void> {
    const { wsman } = this.#options;
    this.#requests += 1;
    await wsman.call({ operation: "Signal", body: writeSignal(this.#commandId ?? this.#pipelineId, "stop") }).catch(() => {});
  }

  async #receive(signal: AbortSignal): Promise<void> {
    this.#requests += 1;
    const call = { operation: "Receive", body: writeReceive(this.#commandId), options: RECEIVE_OPTIONS, signal } as const;
    const received = await this.#options.wsman.call(call).then(readReceiveReply, nothingYet);
    if (received === undefined) throw new ProtocolError("the answer to Receive has no data");
    for (const chunk of received.chunks) for (const event of this.#decode(chunk)) this.#take(event);
    if (received.state === "Done" && this.#end === undefined) throw new ProtocolError("the pipeline ended without telling its state");
  }

  #decode(chunk: Uint8Array): readonly PipelineEvent[] {
    try {
      return this.#options.pool.pipelineData(this.#pipelineId, chunk);
    } catch (cause) {
      if (!(cause instanceof PsrpError || cause instanceof ClixmlError)) throw cause;
      throw new ProtocolError(`the output of the pipeline cannot be read: ${cause.message}`, { cause });
    }
  }

  #take(event: PipelineEvent): void {
    switch (event.kind) {
      case "output":
        this.#output.push(event.value);
        break;
      case "error":
        this.#errors.push(event.record);
        break;
      case "warning":
        this.#warnings.push(event.text);
        break;
      case "state":
        if (isFinal(event.state)) this.#end = { state: event.state, failure: event.failure };
        break;
      case "verbose":
      case "debug":
      case "information":
      case "progress":
      case "host-call":
    }
  }
}

/** A Receive that timed out on the server only says that there is nothing yet. */
export function nothingYet(error: unknown): ReceivedData {
  if (error instanceof WsManFault && error.faultCode === FAULT.operationTimeout) return { chunks: [], state: undefined };
  throw error;
}

/** The server starts a pipeline only when its last fragment is there. */
function neverComplete(error: unknown): unknown {
  if (error instanceof WinRmError) error.outcome = "not-run";
  return error;
}

function afterStart(error: unknown): unknown {
  if (error instanceof WinRmError) error.outcome = "unknown";
  return error;
}
