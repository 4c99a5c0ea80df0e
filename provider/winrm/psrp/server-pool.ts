import { LIMITS, readClixml } from "../clixml/reader.ts";
import { SecureString } from "../clixml/secure-string.ts";
import { bag, boolean, type ClixmlValue, hashtable, NIL, property, propertyOf, text, version } from "../clixml/value.ts";
import { writeClixml } from "../clixml/writer.ts";
import { readCapability, versionAtLeast, writeCapability } from "./capability.ts";
import { writePoolInitData } from "./connect-runspace-pool.ts";
import { type PipelineCommand, readCreatePipeline } from "./create-pipeline.ts";
import { type ErrorRecordInput, writeErrorRecord } from "./error-record.ts";
import { numberField, textField } from "./fields.ts";
import { encodeFragments, type FragmentAssembler } from "./fragment.ts";
import { type InformationRecordInput, writeInformationRecord } from "./information-record.ts";
import { writeInformationalRecord } from "./informational-record.ts";
import { type RunspaceCounts, readInitRunspacePool } from "./init-runspace-pool.ts";
import { encodeMessage, type MessageType, type PsrpMessage, poolMessage } from "./message.ts";
import { messageAssembler } from "./message-reader.ts";
import { type ProgressRecordValue, writeProgressRecord } from "./progress-record.ts";
import { PsrpError } from "./protocol-error.ts";
import { readPublicKey, SessionKey } from "./session-key.ts";
import { type PipelineState, writePipelineState, writePoolState } from "./states.ts";

/** Windows' server cuts at 32 KB. */
const MAX_FRAGMENT_BYTES = 32 * 1024;
const BOM = "\ufeff";

const TEXT_STREAMS = {
  warning: ["WARNING_RECORD", "Warning"],
  verbose: ["VERBOSE_RECORD", "Verbose"],
  debug: ["DEBUG_RECORD", "Debug"],
} as const;
export type TextStream = keyof typeof TEXT_STREAMS;

export interface ServerPoolOptions {
  readonly id: string;
  /** E.g. `5.1.17763.1`; told to clients in the pool's private data. */
  readonly powerShellVersion: string;
  /** Larger messages are refused. Default 10 MB, as Windows does. */
  readonly maxObjectBytes?: number;
  /** 32 bytes that nobody can guess. */
  newSessionKey(): Buffer;
  availableRunspaces(): number;
}

export interface PoolAnswer {
  /** For the pool's stream. */
  readonly fragments: readonly Uint8Array[];
  /** The number of runspaces, when the pool opens and when the client changes it. */
  readonly maxRunspaces: number | null;
  /** The client wants what pipelines left behind to be forgotten. */
  readonly reset: boolean;
  /** What had to wait for the session's key. */
  readonly released: readonly { readonly pipelineId: string; readonly requests: readonly PipelineRequest[] }[];
}

const NOTHING: PoolAnswer = { fragments: [], maxRunspaces: null, reset: false, released: [] };

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
  readonly #poolStream: FragmentAssembler<PsrpMessage>;
  readonly #pipelineStreams = new Map<string, FragmentAssembler<PsrpMessage>>();
  /** Requests of pipelines that hold secure strings, until the key is there to open them. */
  readonly #held = new Map<string, PipelineRequest[]>();
  #counts: RunspaceCounts | undefined;
  #protocolVersion = "2.1";
  #key: SessionKey | undefined;
  #clientHasKey = false;
  #lacksKey = false;
  /** One counter for the pool and its pipelines, as in Windows. */
  #nextObjectId = 1n;

  constructor(options: ServerPoolOptions) {
    this.id = options.id;
    this.#options = options;
    this.#maxObjectBytes = options.maxObjectBytes ?? 10 * 1024 * 1024;
    this.#poolStream = messageAssembler(this.#maxObjectBytes);
  }

  poolData(bytes: Uint8Array): PoolAnswer {
    const answers = this.#poolStream.push(bytes).map((message) => this.#answer(message));
    return {
      fragments: answers.flatMap((answer) => answer.fragments),
      maxRunspaces: answers.findLast((answer) => answer.maxRunspaces !== null)?.maxRunspaces ?? null,
      reset: answers.some((answer) => answer.reset),
      released: answers.flatMap((answer) => answer.released),
    };
  }

  /**
   * Another client takes the pool over. `answer` belongs into the answer to its Connect, `fragments` to the pool's stream.
   * Undefined for a pool that was never opened.
   */
  connect(bytes: Uint8Array): { readonly answer: readonly Uint8Array[]; readonly fragments: readonly Uint8Array[] } | undefined {
    const messages = messageAssembler(this.#maxObjectBytes).push(bytes);
    const [capability, request] = messages;
    if (capability?.type !== "SESSION_CAPABILITY" || request?.type !== "CONNECT_RUNSPACEPOOL" || messages.length !== 2) {
      throw new PsrpError("these are not the messages that connect to a pool");
    }
    if (this.#counts === undefined) return undefined;
    return {
      answer: [
        ...this.#toPool("SESSION_CAPABILITY", this.#negotiate(capability)),
        ...this.#toPool("RUNSPACEPOOL_INIT_DATA", writePoolInitData(this.#counts)),
      ],
      fragments: this.#toPool("APPLICATION_PRIVATE_DATA", privateDataOf(this.#options.powerShellVersion)),
    };
  }

  /** `toPool` is for the pool's stream: the demand for the session's key, without which the requests cannot be carried out. */
  pipelineData(
    pipelineId: string,
    bytes: Uint8Array,
  ): { readonly requests: readonly PipelineRequest[]; readonly toPool: readonly Uint8Array[] } {
    const stream = this.#pipelineStreams.get(pipelineId) ?? messageAssembler(this.#maxObjectBytes);
    this.#pipelineStreams.set(pipelineId, stream);
    const requests = stream.push(bytes).flatMap((message) => pipelineRequest(message, this.#read));
    const held = this.#held.get(pipelineId);
    if (!this.#lacksKey && held === undefined) return { requests, toPool: [] };
    this.#lacksKey = false;
    this.#held.set(pipelineId, [...(held ?? []), ...requests]);
    return { requests: [], toPool: held === undefined ? this.#toPool("PUBLIC_KEY_REQUEST", text("")) : [] };
  }

  endPipeline(pipelineId: string): void {
    this.#pipelineStreams.delete(pipelineId);
    this.#held.delete(pipelineId);
  }

  output(pipelineId: string, value: ClixmlValue): Uint8Array[] {
    return this.#encode(
      "PIPELINE_OUTPUT",
      pipelineId,
      value.kind === "nil" ? "" : BOM + writeClixml(value, (plain) => this.#sessionKey.seal(plain)),
    );
  }
  error(pipelineId: string, record: ErrorRecordInput): Uint8Array[] {
    return this.#encode("ERROR_RECORD", pipelineId, BOM + writeClixml(writeErrorRecord(record)));
  }
  text(pipelineId: string, stream: TextStream, message: string): Uint8Array[] {
    const [type, kind] = TEXT_STREAMS[stream];
    return this.#encode(type, pipelineId, BOM + writeClixml(writeInformationalRecord(kind, message)));
  }
  information(pipelineId: string, record: InformationRecordInput): Uint8Array[] {
    if (!versionAtLeast(this.#protocolVersion, 2, 3)) return [];
    return this.#encode("INFORMATION_RECORD", pipelineId, BOM + writeClixml(writeInformationRecord(record)));
  }
  progress(pipelineId: string, record: ProgressRecordValue): Uint8Array[] {
    return this.#encode("PROGRESS_RECORD", pipelineId, BOM + writeClixml(writeProgressRecord(record)));
  }
  state(pipelineId: string, state: PipelineState, failure: ErrorRecordInput | null): Uint8Array[] {
    return this.#encode("PIPELINE_STATE", pipelineId, BOM + writeClixml(writePipelineState(state, failure)));
  }

  #answer(message: PsrpMessage): PoolAnswer {
    switch (message.type) {
      case "SESSION_CAPABILITY":
        return { ...NOTHING, fragments: this.#toPool("SESSION_CAPABILITY", this.#negotiate(message)) };
      case "INIT_RUNSPACEPOOL":
        return this.#open(message);
      case "SET_MAX_RUNSPACES":
        return this.#resize(message, (count, { minRunspaces }) => ({ minRunspaces, maxRunspaces: count }));
      case "SET_MIN_RUNSPACES":
        return this.#resize(message, (count, { maxRunspaces }) => ({ minRunspaces: count, maxRunspaces }));
      case "GET_AVAILABLE_RUNSPACES": {
        const count: ClixmlValue = { kind: "long", tag: "I64", value: BigInt(this.#options.availableRunspaces()) };
        return { ...NOTHING, fragments: this.#toPool("RUNSPACE_AVAILABILITY", availability(message, count)) };
      }
      case "RESET_RUNSPACE_STATE":
        return { ...NOTHING, fragments: this.#toPool("RUNSPACE_AVAILABILITY", availability(message, boolean(true))), reset: true };
      case "PUBLIC_KEY":
        return this.#handOverKey(message);
      case "RUNSPACEPOOL_HOST_RESPONSE":
        return NOTHING;
    }
    throw new PsrpError(`the pool takes no ${message.type}`);
  }

  /** The client's version where we know it, else the newest that we know. */
  #negotiate(message: PsrpMessage): ClixmlValue {
    const offered = readCapability(readClixml(message.body));
    if (offered === undefined || !versionAtLeast(offered.protocolVersion, 2, 0))
      throw new PsrpError("the client's protocol version is not known");
    this.#protocolVersion = versionAtLeast(offered.protocolVersion, 2, 3) ? "2.3" : offered.protocolVersion;
    return writeCapability({ protocolVersion: this.#protocolVersion });
  }

  #open(message: PsrpMessage): PoolAnswer {
    const counts = readInitRunspacePool(readClixml(message.body));
    if (counts === undefined || !sensible(counts)) throw new PsrpError("the numbers of runspaces make no sense");
    this.#counts = counts;
    const privateData = this.#toPool("APPLICATION_PRIVATE_DATA", privateDataOf(this.#options.powerShellVersion));
    const state = this.#toPool("RUNSPACEPOOL_STATE", writePoolState("opened"));
    return { ...NOTHING, fragments: [...privateData, ...state], maxRunspaces: counts.maxRunspaces };
  }

  #resize(message: PsrpMessage, change: (count: number, now: RunspaceCounts) => RunspaceCounts): PoolAnswer {
    const body = readClixml(message.body);
    const wanted = numberField(body, "MaxRunspaces") ?? numberField(body, "MinRunspaces");
    const next = wanted === null || this.#counts === undefined ? undefined : change(wanted, this.#counts);
    const done = next !== undefined && sensible(next);
    if (done) this.#counts = next;
    const fragments = this.#toPool("RUNSPACE_AVAILABILITY", availability(message, boolean(done)));
    return { ...NOTHING, fragments, maxRunspaces: done ? next.maxRunspaces : null };
  }

  #handOverKey(message: PsrpMessage): PoolAnswer {
    const publicKey = readPublicKey(textField(readClixml(message.body), "PublicKey"));
    const wrapped = bag([property("EncryptedSessionKey", text(this.#sessionKey.wrapFor(publicKey)))]);
    this.#clientHasKey = true;
    const released = [...this.#held].map(([pipelineId, requests]) => ({ pipelineId, requests }));
    this.#held.clear();
    return { ...NOTHING, fragments: this.#toPool("ENCRYPTED_SESSION_KEY", wrapped), released };
  }

  readonly #read = (body: string): ClixmlValue =>
    readClixml(body, LIMITS, (content) => {
      this.#lacksKey ||= !this.#clientHasKey;
      return new SecureString(() => this.#sessionKey.open(content));
    });

  /** Made for the first secure string that goes out; a client that has not got it yet asks for it. */
  get #sessionKey(): SessionKey {
    this.#key ??= new SessionKey(this.#options.newSessionKey());
    return this.#key;
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

const sensible = ({ minRunspaces, maxRunspaces }: RunspaceCounts) => minRunspaces >= 1 && maxRunspaces >= minRunspaces;

/** The call's number comes back, so that the client knows which question was answered. */
function availability(message: PsrpMessage, answer: ClixmlValue): ClixmlValue {
  const call = propertyOf(readClixml(message.body), "CI") ?? NIL;
  return bag([property("SetMinMaxRunspacesResponse", answer), property("ci", call)]);
}

const PRIVATE_DATA = ["System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"];

function privateDataOf(powerShellVersion: string): ClixmlValue {
  const versions = { PSVersion: powerShellVersion, PSRemotingProtocolVersion: "2.3", SerializationVersion: "1.1.0.1" };
  const entries = Object.entries(versions).map(([name, value]) => ({ key: text(name), value: version(value) }));
  const table = hashtable(entries, PRIVATE_DATA);
  return bag([property("ApplicationPrivateData", hashtable([{ key: text("PSVersionTable"), value: table }], PRIVATE_DATA))]);
}

function pipelineRequest(message: PsrpMessage, read: (body: string) => ClixmlValue): PipelineRequest[] {
  switch (message.type) {
    case "CREATE_PIPELINE":
      return [{ kind: "create", ...readCreatePipeline(read(message.body)) }];
    case "PIPELINE_INPUT":
      return [{ kind: "input", value: message.body === "" ? NIL : read(message.body) }];
    case "END_OF_PIPELINE_INPUT":
      return [{ kind: "end-of-input" }];
    case "PIPELINE_HOST_RESPONSE":
      return [];
  }
  throw new PsrpError(`a pipeline takes no ${message.type}`);
}
