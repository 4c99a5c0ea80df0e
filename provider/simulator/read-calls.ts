import type { Batch } from "../batch/call.ts";
import type { SecretCredential, SecretText } from "../batch/secret-value.ts";
import type { Plain } from "../winrm/clixml/plain.ts";
import { SecureString } from "../winrm/clixml/secure-string.ts";
import { notRun } from "./pipeline-errors.ts";

/**
 * The calls as they came over the wire. Only their outer form is checked, as a list of hashtables: what is wrong inside a
 * call is that call's own error (BadCall).
 */
export function readCalls(calls: Plain): Batch {
  const list = Array.isArray(calls) ? (calls as readonly Plain[]) : [calls];
  if (!list.every(isTable)) throw notRun("A call must be a hashtable.");
  return list.map(readCall) as unknown as Batch;
}

/** Bytes are a file's content and nothing else. */
function readCall(call: Plain): object {
  const { file, ...rest } = call as { readonly [key: string]: Plain };
  const read = received(rest) as object;
  if (file === undefined) return read;
  if (!isTable(file)) return { ...read, file };
  const { gzip, ...facts } = file as { readonly [key: string]: Plain };
  return { ...read, file: { ...(received(facts) as object), ...(gzip === undefined ? {} : { gzip }) } };
}

type Received =
  | null
  | boolean
  | number
  | string
  | SecretText
  | SecretCredential
  | readonly Received[]
  | { readonly [key: string]: Received };

function isTable(value: Plain): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Secure strings and credentials as the contract has them; numbers that JavaScript can count with. */
function received(value: Plain): Received {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof SecureString) return { $secret: value };
  if (value instanceof Uint8Array) throw notRun("A call must not hold bytes.");
  if (Array.isArray(value)) return (value as readonly Plain[]).map(received);
  if (typeof value !== "object" || value === null) return value;
  const { UserName, Password } = value as { readonly [key: string]: Plain };
  if (typeof UserName === "string" && Password instanceof SecureString) return { $username: UserName, $password: Password };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, received(item)]));
}
