import { GUID_BYTES, guidFromBytes, guidToBytes, ZERO_GUID } from "./guid.ts";
import { PsrpError } from "./protocol-error.ts";

/** Messages (MS-PSRP 2.2.1): destination u32, type u32, both little-endian, pool id, pipeline id, UTF-8 CLIXML. */
export const HEADER_BYTES = 40;
const TYPE = 4;
const POOL_ID = 8;
const PIPELINE_ID = POOL_ID + GUID_BYTES;

const DESTINATION = { client: 1, server: 2 } as const;
export type Destination = keyof typeof DESTINATION;

export const MESSAGE_TYPES = {
  SESSION_CAPABILITY: 0x00010002,
  INIT_RUNSPACEPOOL: 0x00010004,
  PUBLIC_KEY: 0x00010005,
  ENCRYPTED_SESSION_KEY: 0x00010006,
  PUBLIC_KEY_REQUEST: 0x00010007,
  CONNECT_RUNSPACEPOOL: 0x00010008,
  SET_MAX_RUNSPACES: 0x00021002,
  SET_MIN_RUNSPACES: 0x00021003,
  RUNSPACE_AVAILABILITY: 0x00021004,
  RUNSPACEPOOL_STATE: 0x00021005,
  CREATE_PIPELINE: 0x00021006,
  GET_AVAILABLE_RUNSPACES: 0x00021007,
  USER_EVENT: 0x00021008,
  APPLICATION_PRIVATE_DATA: 0x00021009,
  GET_COMMAND_METADATA: 0x0002100a,
  RUNSPACEPOOL_INIT_DATA: 0x0002100b,
  RESET_RUNSPACE_STATE: 0x0002100c,
  RUNSPACEPOOL_HOST_CALL: 0x00021100,
  RUNSPACEPOOL_HOST_RESPONSE: 0x00021101,
  PIPELINE_INPUT: 0x00041002,
  END_OF_PIPELINE_INPUT: 0x00041003,
  PIPELINE_OUTPUT: 0x00041004,
  ERROR_RECORD: 0x00041005,
  PIPELINE_STATE: 0x00041006,
  DEBUG_RECORD: 0x00041007,
  VERBOSE_RECORD: 0x00041008,
  WARNING_RECORD: 0x00041009,
  PROGRESS_RECORD: 0x00041010,
  INFORMATION_RECORD: 0x00041011,
  PIPELINE_HOST_CALL: 0x00041100,
  PIPELINE_HOST_RESPONSE: 0x00041101,
} as const;
export type MessageType = keyof typeof MESSAGE_TYPES;

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(Object.entries(MESSAGE_TYPES).map(([name, number]) => [number, name]));

export interface MessageHeader {
  readonly destination: Destination;
  readonly type: MessageType;
  /** Informational: servers send zeros in some messages, so messages are routed by the stream that carried them. */
  readonly poolId: string;
  /** Zero for messages of the pool. */
  readonly pipelineId: string;
}

export interface PsrpMessage extends MessageHeader {
  /** CLIXML; empty means `$null` (output) or nothing to say. */
  readonly body: string;
}

export function encodeMessage(message: PsrpMessage): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(message.body, "utf8"));
  bytes.writeUInt32LE(DESTINATION[message.destination], 0);
  bytes.writeUInt32LE(MESSAGE_TYPES[message.type], TYPE);
  bytes.set(guidToBytes(message.poolId), POOL_ID);
  bytes.set(guidToBytes(message.pipelineId), PIPELINE_ID);
  bytes.write(message.body, HEADER_BYTES, "utf8");
  return bytes;
}

/** Of a message or its start. Throws `PsrpError`. */
export function readHeader(bytes: Buffer): MessageHeader {
  if (bytes.length < HEADER_BYTES) throw new PsrpError("a message is shorter than its header");
  const type = TYPE_NAMES.get(bytes.readUInt32LE(TYPE));
  if (type === undefined) throw new PsrpError(`a message has the unknown type 0x${bytes.readUInt32LE(TYPE).toString(16)}`);
  const destination = bytes.readUInt32LE(0);
  if (destination !== DESTINATION.client && destination !== DESTINATION.server) throw new PsrpError("a message has no known destination");
  return {
    destination: destination === DESTINATION.client ? "client" : "server",
    type: type as MessageType,
    poolId: guidFromBytes(bytes.subarray(POOL_ID, PIPELINE_ID)),
    pipelineId: guidFromBytes(bytes.subarray(PIPELINE_ID, HEADER_BYTES)),
  };
}

export const poolMessage = (destination: Destination, type: MessageType, poolId: string, body: string): Buffer =>
  encodeMessage({ destination, type, poolId, pipelineId: ZERO_GUID, body });
