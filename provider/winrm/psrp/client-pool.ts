import { readClixml } from "../clixml/reader.ts";
import { type ClixmlValue, NIL } from "../clixml/value.ts";
import { writeClixml } from "../clixml/writer.ts";
import { readCapability, writeCapability } from "./capability.ts";
import { writeConnectRunspacePool } from "./connect-runspace-pool.ts";
import { type PipelineCommand, writeCreatePipeline } from "./create-pipeline.ts";
import { type ErrorRecordValue, readErrorRecord } from "./error-record.ts";
import { encodeFragments, FragmentAssembler } from "./fragment.ts";
import { readInformationalRecord } from "./informational-record.ts";
import { readInitRunspacePool, writeInitRunspacePool } from "./init-runspace-pool.ts";
import { decodeMessage, encodeMessage, type PsrpMessage, poolMessage } from "./message.ts";
import { PsrpError } from "./protocol-error.ts";
import { type PipelineState, type PoolState, readPipelineState, readPoolState } from "./states.ts";

/** What we offer: Windows PowerShell 5.1 and all of 7 know it, and it keeps secure strings encrypted. */
export const PROTOCOL_VERSION = "2.3";

export type PoolEvent =
  | { readonly kind: "capability"; readonly protocolVersion: string }
  /** Holds the table of versions of the PowerShell that answers. */
  | { readonly kind: "private-data"; readonly value: ClixmlValue }
  /** Answers a connecting: the numbers of runspaces that the pool has. */
  | { readonly kind: "connected"; readonly minRunspaces: number; readonly maxRunspaces: number }
  | { readonly kind: "state"; readonly state: PoolState; readonly failure: ErrorRecordValue | null };

export type PipelineEvent =
  | { readonly kind: "output"; readonly value: ClixmlValue }
  | { readonly kind: "error"; readonly record: ErrorRecordValue }
  | { readonly kind: "warning"; readonly text: string }
  | { readonly kind: "state"; readonly state: PipelineState; readonly failure: ErrorRecordValue | null };

export interface ClientPoolOptions {
  /** The pool's GUID; over WS-Man also the id that is asked for the shell. */
  readonly id: string;
  readonly maxRunspaces: number;
  /** Larger messages are refused. Default 200 MB. */
  readonly maxObjectBytes?: number;
}

/**
 * A runspace pool seen from the client: bytes of messages in, events out; commands in, fragments out. It does no I/O and
 * keeps no time. Methods that take bytes throw `PsrpError` or `ClixmlError` when these break the protocol; the stream is
 * then of no further use.
 */
export class ClientPool {
  readonly id: string;
  readonly #maxRunspaces: number;
  readonly #maxObjectBytes: number;
  readonly #poolStream: FragmentAssembler;
  readonly #pipelineStreams = new Map<string, FragmentAssembler>();
  #nextObjectId = 1n;
  #state: PoolState = "before-open";

  constructor(options: ClientPoolOptions) {
    this.id = options.id;
    this.#maxRunspaces = options.maxRunspaces;
    this.#maxObjectBytes = options.maxObjectBytes ?? 200 * 1024 * 1024;
    this.#poolStream = new FragmentAssembler(this.#maxObjectBytes);
  }

  get state(): PoolState {
    return this.#state;
  }

  /** The fragments that open the pool, in order: the session's capability, and the pool to make. */
  open(maxFragmentBytes: number): Uint8Array[] {
    this.#state = "negotiation-sent";
    const init = { minRunspaces: 1, maxRunspaces: this.#maxRunspaces };
    return [
      poolMessage("server", "SESSION_CAPABILITY", this.id, writeClixml(writeCapability({ protocolVersion: PROTOCOL_VERSION }))),
      poolMessage("server", "INIT_RUNSPACEPOOL", this.id, writeClixml(writeInitRunspacePool(init))),
    ].flatMap((message) => encodeFragments(this.#objectId(), message, maxFragmentBytes));
  }

  /** The fragments that ask for a pool which is there already, disconnected from the client that opened it. */
  connect(maxFragmentBytes: number): Uint8Array[] {
    this.#state = "connecting";
    return [
      poolMessage("server", "SESSION_CAPABILITY", this.id, writeClixml(writeCapability({ protocolVersion: PROTOCOL_VERSION }))),
      poolMessage("server", "CONNECT_RUNSPACEPOOL", this.id, writeClixml(writeConnectRunspacePool())),
    ].flatMap((message) => encodeFragments(this.#objectId(), message, maxFragmentBytes));
  }

  /** Bytes of the pool's own stream. */
  poolData(bytes: Uint8Array): PoolEvent[] {
    const events = this.#poolStream.push(bytes).flatMap((message) => poolEvent(decodeMessage(message)));
    for (const event of events) {
      if (event.kind === "state") this.#state = event.state;
      if (event.kind === "connected") this.#state = "opened";
    }
    return events;
  }

  /** The fragments that start a pipeline. The pool must be open: servers lose what comes earlier. */
  startPipeline(pipelineId: string, commands: readonly PipelineCommand[], maxFragmentBytes: number): Uint8Array[] {
    if (this.#state !== "opened") throw new PsrpError("a pipeline can start only in an open pool");
    const body = writeClixml(writeCreatePipeline(commands));
    const message = encodeMessage({ destination: "server", type: "CREATE_PIPELINE", poolId: this.id, pipelineId, body });
    this.#pipelineStreams.set(pipelineId, new FragmentAssembler(this.#maxObjectBytes));
    return encodeFragments(this.#objectId(), message, maxFragmentBytes);
  }

  /** Bytes of a pipeline's stream. */
  pipelineData(pipelineId: string, bytes: Uint8Array): PipelineEvent[] {
    const stream = this.#pipelineStreams.get(pipelineId);
    if (stream === undefined) throw new PsrpError("data for a pipeline that is not known");
    return stream.push(bytes).flatMap((message) => pipelineEvent(decodeMessage(message)));
  }

  /** Forgets a pipeline. */
  endPipeline(pipelineId: string): void {
    this.#pipelineStreams.delete(pipelineId);
  }

  #objectId(): bigint {
    const id = this.#nextObjectId;
    this.#nextObjectId += 1n;
    return id;
  }
}

/** Messages that a client with neither host, keys nor events has no use for give no event. */
function poolEvent(message: PsrpMessage): PoolEvent[] {
  switch (message.type) {
    case "SESSION_CAPABILITY":
      return [{ kind: "capability", ...required(readCapability(readClixml(message.body)), message) }];
    case "APPLICATION_PRIVATE_DATA":
      return [{ kind: "private-data", value: readClixml(message.body) }];
    case "RUNSPACEPOOL_INIT_DATA":
      return [{ kind: "connected", ...required(readInitRunspacePool(readClixml(message.body)), message) }];
    case "RUNSPACEPOOL_STATE":
      return [{ kind: "state", ...required(readPoolState(readClixml(message.body)), message) }];
  }
  return [];
}

function pipelineEvent(message: PsrpMessage): PipelineEvent[] {
  switch (message.type) {
    case "PIPELINE_OUTPUT":
      return [{ kind: "output", value: message.body === "" ? NIL : readClixml(message.body) }];
    case "ERROR_RECORD":
      return [{ kind: "error", record: readErrorRecord(readClixml(message.body)) }];
    case "WARNING_RECORD":
      return [{ kind: "warning", text: readInformationalRecord(readClixml(message.body)) }];
    case "PIPELINE_STATE":
      return [{ kind: "state", ...required(readPipelineState(readClixml(message.body)), message) }];
  }
  return [];
}

function required<T>(value: T | undefined, message: PsrpMessage): T {
  if (value === undefined) throw new PsrpError(`a message ${message.type} lacks what it is for`);
  return value;
}
