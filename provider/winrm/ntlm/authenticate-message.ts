import { hasFlags } from "./flags.ts";
import { appendFields, newHeader, openMessage, readField, readText, utf16, writeVersion } from "./message-fields.ts";
import { NtlmError } from "./ntlm-error.ts";

/** AUTHENTICATE (MS-NLMP 2.2.1.3): who the client is, and the proof of it. */
export interface AuthenticateMessage {
  readonly flags: number;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  readonly lmResponse: Uint8Array;
  readonly ntResponse: Uint8Array;
  /** The exported session key under RC4; empty without key exchange. */
  readonly encryptedSessionKey: Uint8Array;
  /** 16 bytes, or nothing when the header leaves no room for it. Whether it counts is said by the NT response's flags. */
  readonly integrityCode: Uint8Array | undefined;
}

const INTEGRITY_CODE_AT = 72;
const INTEGRITY_CODE_END = 88;
/** Without version and integrity code. */
const SHORTEST = 64;

const FIELD = { lm: 12, nt: 20, domain: 28, user: 36, workstation: 44, key: 52 } as const;

export function encodeAuthenticate(message: AuthenticateMessage): Buffer {
  const header = newHeader(3, message.integrityCode === undefined ? INTEGRITY_CODE_AT : INTEGRITY_CODE_END);
  header.writeUInt32LE(message.flags, 60);
  if (hasFlags(message.flags, "version")) writeVersion(header, 64);
  if (message.integrityCode !== undefined) header.set(message.integrityCode, INTEGRITY_CODE_AT);
  return appendFields(header, [
    { at: FIELD.domain, value: utf16(message.domain) },
    { at: FIELD.user, value: utf16(message.user) },
    { at: FIELD.workstation, value: utf16(message.workstation) },
    { at: FIELD.lm, value: message.lmResponse },
    { at: FIELD.nt, value: message.ntResponse },
    { at: FIELD.key, value: message.encryptedSessionKey },
  ]);
}

/** @throws NtlmError `malformed`, `limit`, `too-weak` when the client speaks in a code page */
export function decodeAuthenticate(bytes: Uint8Array): AuthenticateMessage {
  const message = openMessage(bytes, 3, SHORTEST);
  const flags = message.readUInt32LE(60);
  if (!hasFlags(flags, "unicode")) throw new NtlmError("too-weak", "the NTLM client does not speak Unicode");
  const payload = Math.min(...Object.values(FIELD).map((at) => readField(message, at).offset));
  return {
    flags,
    domain: readText(message, FIELD.domain),
    user: readText(message, FIELD.user),
    workstation: readText(message, FIELD.workstation),
    lmResponse: readField(message, FIELD.lm).value,
    ntResponse: readField(message, FIELD.nt).value,
    encryptedSessionKey: readField(message, FIELD.key).value,
    integrityCode: payload >= INTEGRITY_CODE_END ? message.subarray(INTEGRITY_CODE_AT, INTEGRITY_CODE_END) : undefined,
  };
}

/** A copy whose integrity code is `code`. The code covers the message with zeros in its own place (MS-NLMP 3.1.5.1.2). */
export function withIntegrityCode(bytes: Uint8Array, code: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(code, INTEGRITY_CODE_AT);
  return copy;
}

export const NO_INTEGRITY_CODE: Uint8Array = new Uint8Array(INTEGRITY_CODE_END - INTEGRITY_CODE_AT);
