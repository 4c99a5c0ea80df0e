import { type ClixmlValue, NIL, primitiveOf, propertyOf } from "../clixml/value.ts";
import { readCapability } from "./capability.ts";
import type { ErrorRecordValue } from "./error-record.ts";
import { textField } from "./fields.ts";
import { readInitRunspacePool } from "./init-runspace-pool.ts";
import type { PsrpMessage } from "./message.ts";
import { PsrpError } from "./protocol-error.ts";
import { type PoolState, readPoolState } from "./states.ts";

export type PoolEvent =
  | { readonly kind: "capability"; readonly protocolVersion: string }
  /** Holds the table of versions of the PowerShell that answers. */
  | { readonly kind: "private-data"; readonly value: ClixmlValue }
  /** Answers a connecting: the numbers of runspaces that the pool has. */
  | { readonly kind: "connected"; readonly minRunspaces: number; readonly maxRunspaces: number }
  | { readonly kind: "state"; readonly state: PoolState; readonly failure: ErrorRecordValue | null }
  /** The server wants the key before it can go on. */
  | { readonly kind: "key-request" }
  /** The answer to the public key; secure strings can be read and written from now on. */
  | { readonly kind: "key"; readonly wrapped: string }
  /** The answer to a call of that number: whether it was done, or how many runspaces are free. */
  | { readonly kind: "availability"; readonly callId: bigint; readonly answer: boolean | number };

/** Messages that a client with neither a host for the pool nor subscriptions has no use for give no event. Throws `PsrpError`. */
export function poolEvent(message: PsrpMessage, read: (body: string) => ClixmlValue): PoolEvent[] {
  switch (message.type) {
    case "SESSION_CAPABILITY":
      return [{ kind: "capability", ...required(readCapability(read(message.body)), message) }];
    case "APPLICATION_PRIVATE_DATA":
      return [{ kind: "private-data", value: propertyOf(read(message.body), "ApplicationPrivateData") ?? NIL }];
    case "RUNSPACEPOOL_INIT_DATA":
      return [{ kind: "connected", ...required(readInitRunspacePool(read(message.body)), message) }];
    case "RUNSPACEPOOL_STATE":
      return [{ kind: "state", ...required(readPoolState(read(message.body)), message) }];
    case "PUBLIC_KEY_REQUEST":
      return [{ kind: "key-request" }];
    case "ENCRYPTED_SESSION_KEY":
      return [{ kind: "key", wrapped: textField(read(message.body), "EncryptedSessionKey") }];
    case "RUNSPACE_AVAILABILITY":
      return [required(readAvailability(read(message.body)), message)];
  }
  return [];
}

function readAvailability(body: ClixmlValue): PoolEvent | undefined {
  const callId = primitiveOf(propertyOf(body, "ci") ?? NIL);
  const answer = primitiveOf(propertyOf(body, "SetMinMaxRunspacesResponse") ?? NIL);
  if (callId?.kind !== "long" || (answer?.kind !== "boolean" && answer?.kind !== "long" && answer?.kind !== "integer")) return undefined;
  return { kind: "availability", callId: callId.value, answer: answer.kind === "boolean" ? answer.value : Number(answer.value) };
}

export function required<T>(value: T | undefined, message: PsrpMessage): T {
  if (value === undefined) throw new PsrpError(`a message ${message.type} lacks what it is for`);
  return value;
}
