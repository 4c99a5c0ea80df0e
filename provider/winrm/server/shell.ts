import { randomBytes } from "node:crypto";
import { ClixmlError } from "../clixml/clixml-error.ts";
import type { ClixmlValue } from "../clixml/value.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import type { ErrorRecordInput } from "../psrp/error-record.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { type PipelineRequest, ServerPool } from "../psrp/server-pool.ts";
import { InputQueue } from "./input-queue.ts";
import { Outbox } from "./outbox.ts";
import { failureRecord, PipelineFailure, type PipelineSink, type RunspaceHandler, stoppedRecord } from "./runspace-handler.ts";
import type { ServerLimits } from "./server-limits.ts";
import { ServerShell } from "./server-shell.ts";

interface Command {
  readonly id: string;
  readonly outbox: Outbox;
  readonly stop: AbortController;
  readonly input: InputQueue<ClixmlValue>;
  state: "waiting" | "running" | "ended";
}

const key = (id: string) => id.toUpperCase();

/** One shell: a runspace pool, its pipelines, and what they have to say. */
export class Shell extends ServerShell {
  readonly id: string;
  readonly outbox = new Outbox();
  readonly gone = false;
  readonly #pool: ServerPool;
  readonly #openRunspace: () => RunspaceHandler;
  readonly #limits: ServerLimits;
  readonly #commands = new Map<string, Command>();
  readonly #queue: { readonly command: Command; readonly commands: readonly PipelineCommand[] }[] = [];
  #handler: RunspaceHandler | undefined;
  #maxRunspaces = 0;
  #running = 0;

  constructor(id: string, powerShellVersion: string, limits: ServerLimits, openRunspace: () => RunspaceHandler) {
    super();
    this.id = id;
    this.#limits = limits;
    this.#pool = new ServerPool({
      id,
      powerShellVersion,
      newSessionKey: () => randomBytes(32),
      availableRunspaces: () => Math.max(0, this.#maxRunspaces - this.#running),
    });
    this.#openRunspace = openRunspace;
  }

  /** Messages of the pool. Throws `PsrpError` or `ClixmlError`. */
  poolData(bytes: Uint8Array): void {
    const answer = this.#pool.poolData(bytes);
    if (answer.maxRunspaces !== null) {
      this.#handler ??= this.#openRunspace();
      this.#maxRunspaces = answer.maxRunspaces;
      this.#runNext();
    }
    if (answer.reset) this.#handler?.reset?.();
    this.outbox.push(answer.fragments);
    for (const { pipelineId, requests } of answer.released) {
      const command = this.#commands.get(key(pipelineId));
      for (const request of requests) if (command !== undefined) this.#take(command, request);
    }
  }

  get commandIds(): readonly string[] {
    return [...this.#commands.keys()];
  }

  /** Another client takes the shell over: what its Connect is answered. Undefined when the pool was never opened. */
  connect(bytes: Uint8Array): Uint8Array | undefined {
    const connected = this.#pool.connect(bytes);
    if (connected === undefined) return undefined;
    this.outbox.push(connected.fragments);
    return Buffer.concat(connected.answer);
  }

  /** Sends away all who wait for output; it stays for the next client. */
  dismissListeners(): void {
    for (const { outbox } of [this, ...this.#commands.values()]) outbox.dismiss();
  }

  /** Starts a command, whose pipeline comes with `data` or later. */
  start(id: string, data: Uint8Array): void {
    const command: Command = {
      id,
      outbox: new Outbox(),
      stop: new AbortController(),
      input: new InputQueue<ClixmlValue>(this.#limits.inputBytesPerCommand),
      state: "waiting",
    };
    this.#commands.set(key(id), command);
    this.#pipelineData(command, data);
  }

  /** False when there is no such command. */
  send(id: string, data: Uint8Array): boolean {
    const command = this.#commands.get(key(id));
    if (command !== undefined) this.#pipelineData(command, data);
    return command !== undefined;
  }

  outboxOf(id: string): Outbox | undefined {
    return this.#commands.get(key(id))?.outbox;
  }

  stop(id: string): boolean {
    const command = this.#commands.get(key(id));
    if (command === undefined) return false;
    command.stop.abort();
    if (command.state === "waiting") this.#end(command, "stopped");
    return true;
  }

  /** Forgets a command, whether it has ended or not. */
  terminate(id: string): boolean {
    const command = this.#commands.get(key(id));
    if (command === undefined) return false;
    command.stop.abort();
    command.outbox.end();
    this.forget(id);
    return true;
  }

  /** A command whose end was told is not known any more. */
  forget(id: string): void {
    this.#commands.delete(key(id));
    this.#pool.endPipeline(key(id));
  }

  close(): void {
    for (const command of this.#commands.values()) {
      command.stop.abort();
      command.outbox.close();
    }
    this.#commands.clear();
    this.#queue.length = 0;
    this.outbox.close();
    this.#handler?.close();
  }

  #pipelineData(command: Command, data: Uint8Array): void {
    if (!command.input.admits(data.length)) {
      this.#refuse(command, new PipelineFailure(TOO_MUCH_INPUT));
      return;
    }
    try {
      const { requests, toPool } = this.#pool.pipelineData(key(command.id), data);
      this.outbox.push(toPool);
      for (const request of requests) this.#take(command, request);
    } catch (error) {
      if (!(error instanceof PsrpError || error instanceof ClixmlError)) throw error;
      this.#refuse(command, error);
    }
  }

  #refuse(command: Command, error: Error): void {
    command.stop.abort();
    this.#end(command, "failed", error);
  }

  #take(command: Command, request: PipelineRequest): void {
    switch (request.kind) {
      case "create":
        if (!request.hasInput) command.input.end();
        command.stop.signal.addEventListener("abort", () => command.input.drop(), { once: true });
        this.#queue.push({ command, commands: request.commands });
        this.#runNext();
        break;
      case "input":
        command.input.push(request.value);
        break;
      case "end-of-input":
        command.input.end();
    }
  }

  #runNext(): void {
    while (this.#running < this.#maxRunspaces) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      if (next.command.state === "waiting") void this.#run(next.command, next.commands);
    }
  }

  async #run(command: Command, commands: readonly PipelineCommand[]): Promise<void> {
    this.#running += 1;
    command.state = "running";
    try {
      await this.#handler?.run({ commands, input: command.input }, this.#sink(command), command.stop.signal);
      this.#end(command, command.stop.signal.aborted ? "stopped" : "completed");
    } catch (error) {
      this.#end(command, command.stop.signal.aborted ? "stopped" : "failed", error);
    } finally {
      this.#running -= 1;
      this.#runNext();
    }
  }

  #sink({ id, outbox }: Command): PipelineSink {
    return {
      output: (value) => outbox.push(this.#pool.output(id, value)),
      error: (record) => outbox.push(this.#pool.error(id, record)),
      warning: (text) => outbox.push(this.#pool.text(id, "warning", text)),
      verbose: (text) => outbox.push(this.#pool.text(id, "verbose", text)),
      debug: (text) => outbox.push(this.#pool.text(id, "debug", text)),
      information: (record) => outbox.push(this.#pool.information(id, record)),
      progress: (record) => outbox.push(this.#pool.progress(id, record)),
    };
  }

  #end(command: Command, state: "completed" | "stopped" | "failed", error?: unknown): void {
    if (command.state === "ended") return;
    command.state = "ended";
    command.input.drop();
    const failure = state === "completed" ? null : state === "stopped" ? stoppedRecord() : failureRecord(readable(error));
    command.outbox.push(this.#pool.state(command.id, state, failure));
    command.outbox.end();
  }
}

/** As Windows ends a pipeline whose PSMaximumReceivedDataSizePerCommandMB is used up. */
const TOO_MUCH_INPUT: ErrorRecordInput = {
  message: "More input waits for the pipeline than the server keeps.",
  fullyQualifiedErrorId: "ReceivedDataSizeExceededMaximumServer",
  category: "ResourceUnavailable",
  exceptionType: "System.Management.Automation.Remoting.PSRemotingTransportException",
};

/** A pipeline that could not be read fails as the engine lets it fail. */
const readable = (error: unknown): unknown =>
  error instanceof PsrpError || error instanceof ClixmlError
    ? new PipelineFailure({
        message: error.message,
        fullyQualifiedErrorId: "SerializationException",
        category: "InvalidData",
        exceptionType: "System.Runtime.Serialization.SerializationException",
      })
    : error;
