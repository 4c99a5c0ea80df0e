import { readClixml } from "../clixml/reader.ts";
import { bag, boolean, type ClixmlValue, hashtable, NIL, property, propertyOf, text, version } from "../clixml/value.ts";
import { writeClixml } from "../clixml/writer.ts";
import { readCapability, versionAtLeast, writeCapability } from "./capability.ts";
import { writePoolInitData } from "./connect-runspace-pool.ts";
import { type PipelineCommand, readCreatePipeline } from "./create-pipeline.ts";
import { type ErrorRecordInput, writeErrorRecord } from "./error-record.ts";
import { encodeFragments, FragmentAssembler } from "./fragment.ts";
import { writeInformationalRecord } from "./informational-record.ts";
import { type RunspaceCounts, readInitRunspacePool } from "./init-runspace-pool.ts";
import { decodeMessage, encodeMessage, type MessageType, type PsrpMessage, poolMessage } from "./message.ts";
import { PsrpError } from "./protocol-error.ts";
import { type PipelineState, writePipelineState, writePoolState } from "./states.ts";

/** Windows' server cuts at 32 KB. */
const MAX_FRAGMENT_BYTES = 32 * 1024;
const BOM = "\ufeff";

export interface ServerPoolOptions {
  readonly id: string;
  /** E.g. `5.1.17763.1`; told to clients in the pool's private data. */
  readonly powerShellVersion: string;
  /** Larger messages are refused. Default 10 MB, as Windows does. */
  readonly maxObjectBytes?: number;
}

/** Fragments to queue for the pool's stream; `opened` once the client may start pipelines. */
export interface PoolAnswer {
  readonly fragments: readonly Uint8Array[];
  readonly opened: { readonly maxRunspaces: number } | null;
}

export type PipelineRequest =
  | { readonly kind: "create"; readonly commands: readonly PipelineCommand[]; readonly hasInput: boolean }
  | { readonly kind: "input"; readonly value: ClixmlValue }
  | { readonly kind: "end-of-input" };

/**
 * A runspace pool seen from the server: bytes in, requests and fragments out. It does no I/O and keeps no time. Methods
 * that take bytes throw `PsrpError` or `ClixmlError` when these break the protocol.
 */
export class ServerPool {
  readonly id: string;
  readonly #options: ServerPoolOptions;
  readonly #maxObjectBytes: number;
  readonly #poolStream: FragmentAssembler;
  readonly #pipelineStreams = new Map<string, FragmentAssembler>();
  #counts: RunspaceCounts | undefined;
  /** One counter for the pool and its pipelines, as in Windows. */
  #nextObjectId = 1n;

  constructor(options: ServerPoolOptions) {
    this.id = options.id;
    this.#options = options;
    this.#maxObjectBytes = options.maxObjectBytes ?? 10 * 1024 * 1024;
    this.#poolStream = new FragmentAssembler(this.#maxObjectBytes);
  }

  poolData(bytes: Uint8Array): PoolAnswer {
    const answers = this.#poolStream.push(bytes).map((message) => this.#answer(decodeMessage(message)));
    return { fragments: answers.flatMap((a) => a.fragments), opened: answers.map((a) => a.opened).find((o) => o !== null) ?? null };
  }

  /**
   * Another client takes the pool over. `answer` belongs into the answer to its Connect, `fragments` to the pool's stream.
   * Undefined for a pool that was never opened.
   */
  connect(bytes: Uint8Array): { readonly answer: readonly Uint8Array[]; readonly fragments: readonly Uint8Array[] } | undefined {
    const messages = new FragmentAssembler(this.#maxObjectBytes).push(bytes).map(decodeMessage);
    const [capability, request] = messages;
    if (capability?.type !== "SESSION_CAPABILITY" || request?.type !== "CONNECT_RUNSPACEPOOL" || messages.length !== 2) {
      throw new PsrpError("these are not the messages that connect to a pool");
    }
    if (this.#counts === undefined) return undefined;
    return {
      answer: [
        ...this.#toPool("SESSION_CAPABILITY", answerCapability(capability)),
        ...this.#toPool("RUNSPACEPOOL_INIT_DATA", writePoolInitData(this.#counts)),
      ],
      fragments: this.#toPool("APPLICATION_PRIVATE_DATA", privateDataOf(this.#options.powerShellVersion)),
    };
  }

  pipelineData(pipelineId: string, bytes: Uint8Array): PipelineRequest[] {
    const stream = this.#pipelineStreams.get(pipelineId) ?? new FragmentAssembler(this.#maxObjectBytes);
    this.#pipelineStreams.set(pipelineId, stream);
    return stream.push(bytes).flatMap((message) => pipelineRequest(decodeMessage(message)));
  }

  endPipeline(pipelineId: string): void {
    this.#pipelineStreams.delete(pipelineId);
  }

  output(pipelineId: string, value: ClixmlValue): Uint8Array[] {
    return this.#encode("PIPELINE_OUTPUT", pipelineId, value.kind === "nil" ? "" : BOM + writeClixml(value));
  }
  error(pipelineId: string, record: ErrorRecordInput): Uint8Array[] {
    return this.#encode("ERROR_RECORD", pipelineId, BOM + writeClixml(writeErrorRecord(record)));
  }
  warning(pipelineId: string, message: string): Uint8Array[] {
    return this.#encode("WARNING_RECORD", pipelineId, BOM + writeClixml(writeInformationalRecord("Warning", message)));
  }
  state(pipelineId: string, state: PipelineState, failure: ErrorRecordInput | null): Uint8Array[] {
    return this.#encode("PIPELINE_STATE", pipelineId, BOM + writeClixml(writePipelineState(state, failure)));
  }

  #answer(message: PsrpMessage): PoolAnswer {
    switch (message.type) {
      case "SESSION_CAPABILITY":
        return { fragments: this.#toPool("SESSION_CAPABILITY", answerCapability(message)), opened: null };
      case "INIT_RUNSPACEPOOL":
        return this.#open(message);
      case "SET_MAX_RUNSPACES":
      case "SET_MIN_RUNSPACES":
        return { fragments: this.#toPool("RUNSPACE_AVAILABILITY", answerAvailability(message)), opened: null };
    }
    throw new PsrpError(`the pool takes no ${message.type}`);
  }

  #open(message: PsrpMessage): PoolAnswer {
    const counts = readInitRunspacePool(readClixml(message.body));
    if (counts === undefined || counts.minRunspaces < 1 || counts.maxRunspaces < counts.minRunspaces) {
      throw new PsrpError("the numbers of runspaces make no sense");
    }
    this.#counts = counts;
    const privateData = this.#toPool("APPLICATION_PRIVATE_DATA", privateDataOf(this.#options.powerShellVersion));
    const state = this.#toPool("RUNSPACEPOOL_STATE", writePoolState("opened"));
    return { fragments: [...privateData, ...state], opened: { maxRunspaces: counts.maxRunspaces } };
  }

  #toPool(type: MessageType, body: ClixmlValue): Uint8Array[] {
    return encodeFragments(this.#objectId(), poolMessage("client", type, this.id, BOM + writeClixml(body)), MAX_FRAGMENT_BYTES);
  }

  #encode(type: MessageType, pipelineId: string, body: string): Uint8Array[] {
    const message = encodeMessage({ destination: "client", type, poolId: this.id, pipelineId, body });
    return encodeFragments(this.#objectId(), message, MAX_FRAGMENT_BYTES);
  }

  #objectId(): bigint {
    const id = this.#nextObjectId;
    this.#nextObjectId += 1n;
    return id;
  }
}

/** The client's version where we know it, else the newest that we know. */
function answerCapability(message: PsrpMessage): ClixmlValue {
  const offered = readCapability(readClixml(message.body));
  if (offered === undefined || !versionAtLeast(offered.protocolVersion, 2, 0))
    throw new PsrpError("the client's protocol version is not known");
  return writeCapability({ protocolVersion: versionAtLeast(offered.protocolVersion, 2, 3) ? "2.3" : offered.protocolVersion });
}

/** The call's number comes back, so that the client knows which question was answered. */
function answerAvailability(message: PsrpMessage): ClixmlValue {
  const call = propertyOf(readClixml(message.body), "CI") ?? NIL;
  return bag([property("SetMinMaxRunspacesResponse", boolean(false)), property("ci", call)]);
}

const PRIVATE_DATA = ["System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"];

function privateDataOf(powerShellVersion: string): ClixmlValue {
  const versions = { PSVersion: powerShellVersion, PSRemotingProtocolVersion: "2.3", SerializationVersion: "1.1.0.1" };
  const entries = Object.entries(versions).map(([name, value]) => ({ key: text(name), value: version(value) }));
  const table = hashtable(entries, PRIVATE_DATA);
  return bag([property("ApplicationPrivateData", hashtable([{ key: text("PSVersionTable"), value: table }], PRIVATE_DATA))]);
}

function pipelineRequest(message: PsrpMessage): PipelineRequest[] {
  switch (message.type) {
    case "CREATE_PIPELINE":
      return [{ kind: "create", ...readCreatePipeline(readClixml(message.body)) }];
    case "PIPELINE_INPUT":
      return [{ kind: "input", value: message.body === "" ? NIL : readClixml(message.body) }];
    case "END_OF_PIPELINE_INPUT":
      return [{ kind: "end-of-input" }];
  }
  throw new PsrpError(`a pipeline takes no ${message.type}`);
}
