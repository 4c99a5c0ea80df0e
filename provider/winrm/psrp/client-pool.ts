import type { KeyObject } from "node:crypto";
import { LIMITS, readClixml } from "../clixml/reader.ts";
import { SecureString } from "../clixml/secure-string.ts";
import { bag, type ClixmlValue, int32, NIL, property, text } from "../clixml/value.ts";
import { writeClixml } from "../clixml/writer.ts";
import { versionAtLeast, writeCapability } from "./capability.ts";
import { writeConnectRunspacePool } from "./connect-runspace-pool.ts";
import { type PipelineSpec, writeCreatePipeline } from "./create-pipeline.ts";
import { encodeFragments, type FragmentAssembler } from "./fragment.ts";
import { writeInitRunspacePool } from "./init-runspace-pool.ts";
import { encodeMessage, type MessageType, type PsrpMessage, poolMessage } from "./message.ts";
import { messageAssembler } from "./message-reader.ts";
import { type PipelineEvent, pipelineEvent } from "./pipeline-event.ts";
import { type PoolEvent, poolEvent } from "./pool-event.ts";
import { KeyNeeded, PsrpError } from "./protocol-error.ts";
import { OPEN_TEXTS, type SecureTexts, SessionKey, unwrapSessionKey, writePublicKey } from "./session-key.ts";
import type { PoolState } from "./states.ts";

export type { PipelineEvent, PipelineRecord } from "./pipeline-event.ts";
export type { PoolEvent } from "./pool-event.ts";

/** Offered unless said otherwise: Windows PowerShell 5.1 and all of 7 know it, and it keeps secure strings encrypted. */
export const PROTOCOL_VERSION = "2.3";
export type ProtocolVersion = "2.1" | "2.2" | "2.3" | "2.4";

export interface ClientPoolOptions {
  /** The pool's GUID; over WS-Man also the id that is asked for the shell. */
  readonly id: string;
  readonly maxRunspaces: number;
  readonly minRunspaces?: number;
  readonly protocolVersion?: ProtocolVersion;
  /** Larger messages are refused. Default 200 MB. */
  readonly maxObjectBytes?: number;
}

export type PoolRequest =
  | { readonly kind: "set-max" | "set-min"; readonly count: number }
  | { readonly kind: "count-available" }
  | { readonly kind: "reset" };

const REQUEST_TYPES: Readonly<Record<PoolRequest["kind"], MessageType>> = {
  "set-max": "SET_MAX_RUNSPACES",
  "set-min": "SET_MIN_RUNSPACES",
  "count-available": "GET_AVAILABLE_RUNSPACES",
  reset: "RESET_RUNSPACE_STATE",
};

/**
 * A runspace pool seen from the client: bytes of messages in, events out; commands in, fragments out. It does no I/O and
 * keeps no time. Methods that take bytes throw `PsrpError` or `ClixmlError` when these break the protocol; the stream is
 * then of no further use. Methods that take values throw `KeyNeeded` for secure strings as long as the session has no key.
 */
export class ClientPool {
  readonly id: string;
  readonly #options: ClientPoolOptions;
  readonly #maxObjectBytes: number;
  readonly #poolStream: FragmentAssembler<PsrpMessage>;
  readonly #pipelineStreams = new Map<string, FragmentAssembler<PsrpMessage>>();
  #nextObjectId = 1n;
  #nextCallId = 1n;
  #state: PoolState = "before-open";
  #protocolVersion: string;
  #privateData: ClixmlValue = NIL;
  #privateKey: KeyObject | undefined;
  #secureTexts: SecureTexts | undefined;
  #lacksKey = false;

  constructor(options: ClientPoolOptions) {
    this.id = options.id;
    this.#options = options;
    this.#protocolVersion = options.protocolVersion ?? PROTOCOL_VERSION;
    this.#maxObjectBytes = options.maxObjectBytes ?? 200 * 1024 * 1024;
    this.#poolStream = messageAssembler(this.#maxObjectBytes);
  }

  get state(): PoolState {
    return this.#state;
  }

  /** What was offered and, once the server has answered, what it answered. */
  get protocolVersion(): string {
    return this.#protocolVersion;
  }

  /** What the server tells about itself; `$null` before the pool is open. */
  get privateData(): ClixmlValue {
    return this.#privateData;
  }

  /** Secure strings have come that nobody can open before the keys are exchanged. */
  get lacksKey(): boolean {
    return this.#lacksKey && this.#secureTexts === undefined;
  }

  /** The fragments that open the pool, in order: the session's capability, and the pool to make. */
  open(maxFragmentBytes: number): Uint8Array[] {
    this.#state = "negotiation-sent";
    const init = { minRunspaces: this.#options.minRunspaces ?? 1, maxRunspaces: this.#options.maxRunspaces };
    return [
      ...this.#toPool("SESSION_CAPABILITY", writeCapability({ protocolVersion: this.#protocolVersion }), maxFragmentBytes),
      ...this.#toPool("INIT_RUNSPACEPOOL", writeInitRunspacePool(init), maxFragmentBytes),
    ];
  }

  /** The fragments that ask for a pool which is there already, disconnected from the client that opened it. */
  connect(maxFragmentBytes: number): Uint8Array[] {
    this.#state = "connecting";
    return [
      ...this.#toPool("SESSION_CAPABILITY", writeCapability({ protocolVersion: this.#protocolVersion }), maxFragmentBytes),
      ...this.#toPool("CONNECT_RUNSPACEPOOL", writeConnectRunspacePool(), maxFragmentBytes),
    ];
  }

  /** Bytes of the pool's own stream. */
  poolData(bytes: Uint8Array): PoolEvent[] {
    const events = this.#poolStream.push(bytes).flatMap((message) => poolEvent(message, this.#read));
    for (const event of events) this.#take(event);
    return events;
  }

  /** Our half of the exchange of keys (RSA, 2048 bits); the event `key` ends it. */
  offerKey(pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }, maxFragmentBytes: number): Uint8Array[] {
    this.#privateKey = pair.privateKey;
    return this.#toPool("PUBLIC_KEY", bag([property("PublicKey", text(writePublicKey(pair.publicKey)))]), maxFragmentBytes);
  }

  /** A request that the event `availability` with the same number answers. */
  request(request: PoolRequest, maxFragmentBytes: number): { readonly callId: bigint; readonly fragments: Uint8Array[] } {
    const callId = this.#nextCallId;
    this.#nextCallId += 1n;
    const count = request.kind === "set-max" ? "MaxRunspaces" : "MinRunspaces";
    const counts = "count" in request ? [property(count, int32(request.count))] : [];
    const body = bag([...counts, property("ci", { kind: "long", tag: "I64", value: callId })]);
    return { callId, fragments: this.#toPool(REQUEST_TYPES[request.kind], body, maxFragmentBytes) };
  }

  /** The fragments that start a pipeline. The pool must be open: servers lose what comes earlier. */
  startPipeline(pipelineId: string, spec: PipelineSpec, maxFragmentBytes: number): Uint8Array[] {
    if (this.#state !== "opened") throw new PsrpError("a pipeline can start only in an open pool");
    const fragments = this.#toPipeline(pipelineId, "CREATE_PIPELINE", writeCreatePipeline(spec, this.#protocolVersion), maxFragmentBytes);
    this.#pipelineStreams.set(pipelineId, messageAssembler(this.#maxObjectBytes));
    return fragments;
  }

  /** Expects the output of a pipeline that another client of the pool has started. `missed` is told where that one has a part of the first record. */
  followPipeline(pipelineId: string, missed: () => void): void {
    this.#pipelineStreams.set(pipelineId, messageAssembler(this.#maxObjectBytes, missed));
  }

  input(pipelineId: string, value: ClixmlValue, maxFragmentBytes: number): Uint8Array[] {
    // $null is a message without a body: the engine waits for ever after a <Nil/>.
    return this.#toPipeline(pipelineId, "PIPELINE_INPUT", value.kind === "nil" ? undefined : value, maxFragmentBytes);
  }

  endInput(pipelineId: string, maxFragmentBytes: number): Uint8Array[] {
    return this.#toPipeline(pipelineId, "END_OF_PIPELINE_INPUT", undefined, maxFragmentBytes);
  }

  /** What `answerHostCall` gave. Travels on the stream `pr`. */
  hostAnswer(pipelineId: string, answer: ClixmlValue, maxFragmentBytes: number): Uint8Array[] {
    return this.#toPipeline(pipelineId, "PIPELINE_HOST_RESPONSE", answer, maxFragmentBytes);
  }

  /** Bytes of a pipeline's stream. */
  pipelineData(pipelineId: string, bytes: Uint8Array): PipelineEvent[] {
    const stream = this.#pipelineStreams.get(pipelineId);
    if (stream === undefined) throw new PsrpError("data for a pipeline that is not known");
    return stream.push(bytes).flatMap((message) => pipelineEvent(message, this.#read));
  }

  /** Forgets a pipeline. */
  endPipeline(pipelineId: string): void {
    this.#pipelineStreams.delete(pipelineId);
  }

  /** Forgets the session's key: secure strings that came do not open any more. */
  clearKey(): void {
    if (this.#secureTexts instanceof SessionKey) this.#secureTexts.clear();
    this.#privateKey = undefined;
  }

  readonly #read = (body: string): ClixmlValue => readClixml(body, LIMITS, (content) => this.#openSecure(content));

  #openSecure(content: string): SecureString {
    this.#lacksKey ||= this.#secureTexts === undefined;
    return new SecureString(() => this.#texts().open(content));
  }

  #texts(): SecureTexts {
    if (this.#secureTexts === undefined) throw new KeyNeeded();
    return this.#secureTexts;
  }

  #take(event: PoolEvent): void {
    switch (event.kind) {
      case "capability":
        this.#protocolVersion = event.protocolVersion;
        if (versionAtLeast(event.protocolVersion, 2, 4)) this.#secureTexts = OPEN_TEXTS;
        break;
      case "private-data":
        this.#privateData = event.value;
        break;
      case "state":
        this.#state = event.state;
        break;
      case "connected":
        this.#state = "opened";
        break;
      case "key":
        if (this.#privateKey === undefined) throw new PsrpError("a session key that nobody asked for");
        this.#secureTexts = new SessionKey(unwrapSessionKey(event.wrapped, this.#privateKey));
        this.#privateKey = undefined;
        break;
      case "key-request":
      case "availability":
    }
  }

  #toPool(type: MessageType, body: ClixmlValue, maxFragmentBytes: number): Uint8Array[] {
    return encodeFragments(this.#objectId(), poolMessage("server", type, this.id, writeClixml(body)), maxFragmentBytes);
  }

  #toPipeline(pipelineId: string, type: MessageType, value: ClixmlValue | undefined, maxFragmentBytes: number): Uint8Array[] {
    const body = value === undefined ? "" : writeClixml(value, (plain) => this.#texts().seal(plain));
    const message = encodeMessage({ destination: "server", type, poolId: this.id, pipelineId, body });
    return encodeFragments(this.#objectId(), message, maxFragmentBytes);
  }

  #objectId(): bigint {
    const id = this.#nextObjectId;
    this.#nextObjectId += 1n;
    return id;
  }
}
