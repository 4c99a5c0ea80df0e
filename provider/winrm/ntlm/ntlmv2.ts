import { createHmac } from "node:crypto";
import { type AvPair, decodeAvPairs, encodeAvPairs } from "./av-pairs.ts";
import { md4 } from "./md4.ts";
import { utf16 } from "./message-fields.ts";
import { NtlmError } from "./ntlm-error.ts";
import { upperCaseAsWindows } from "./upper-case.ts";

/** The computations of MS-NLMP 3.3.2 (NTLMv2). All keys and hashes are 16 bytes. */

export function hmacMd5(key: Uint8Array, ...data: readonly Uint8Array[]): Buffer {
  const hmac = createHmac("md5", key);
  for (const part of data) hmac.update(part);
  return hmac.digest();
}

/** NTOWFv1: what a domain controller stores. As good as the password itself, so treat it as a secret. */
export function ntHash(password: string): Buffer {
  return md4(utf16(password));
}

/** NTOWFv2. The user is upper-cased; the domain goes in exactly as it is sent. */
export function responseKey(hash: Uint8Array, user: string, domain: string): Buffer {
  return hmacMd5(hash, utf16(upperCaseAsWindows(user) + domain));
}

/** NTLMv2_CLIENT_CHALLENGE (MS-NLMP 2.2.2.7), `temp` in 3.3.2: what the proof covers beside the server's nonce. */
export interface ClientChallenge {
  /** FILETIME, 8 bytes. */
  readonly time: Uint8Array;
  /** 8 bytes. */
  readonly nonce: Uint8Array;
  readonly targetInfo: readonly AvPair[];
}

const HEAD = 28;
const RESPONSE_VERSION = 1;
const PROOF = 16;
/** Size of an NTLMv1 or LM response, which no NTLMv2 one has. */
const NTLMV1_RESPONSE = 24;
const RESERVED = Buffer.alloc(4);

export function encodeClientChallenge({ time, nonce, targetInfo }: ClientChallenge): Buffer {
  const head = Buffer.alloc(HEAD);
  head[0] = RESPONSE_VERSION;
  head[1] = RESPONSE_VERSION;
  head.set(time, 8);
  head.set(nonce, 16);
  return Buffer.concat([head, encodeAvPairs(targetInfo), RESERVED]);
}

/** @throws NtlmError `malformed` */
export function decodeClientChallenge(bytes: Uint8Array): ClientChallenge {
  if (bytes.length < HEAD) throw new NtlmError("malformed", "NTLMv2 response is too short");
  if (bytes[0] !== RESPONSE_VERSION) throw new NtlmError("malformed", "NTLMv2 response is of an unknown version");
  return { time: bytes.subarray(8, 16), nonce: bytes.subarray(16, 24), targetInfo: decodeAvPairs(bytes.subarray(HEAD)) };
}

export interface NtResponse {
  readonly proof: Uint8Array;
  readonly clientChallenge: Uint8Array;
}

/** Takes an NT response apart. @throws NtlmError `ntlmv1-refused`, `anonymous-refused`, `malformed` */
export function splitNtResponse(response: Uint8Array, lm: Uint8Array): NtResponse {
  const old = response.length === NTLMV1_RESPONSE || (response.length === 0 && lm.length === NTLMV1_RESPONSE);
  if (old) throw new NtlmError("ntlmv1-refused", "the NTLM client answered with NTLMv1 or LM");
  if (response.length === 0) throw new NtlmError("anonymous-refused", "the NTLM client gave no response");
  if (response.length < PROOF + HEAD) throw new NtlmError("malformed", "NTLMv2 response is too short");
  return { proof: response.subarray(0, PROOF), clientChallenge: response.subarray(PROOF) };
}

/** NTProofStr. */
export function ntProof(key: Uint8Array, serverChallenge: Uint8Array, clientChallenge: Uint8Array): Buffer {
  return hmacMd5(key, serverChallenge, clientChallenge);
}

/** LMv2, for servers so old that they send no timestamp. */
export function lmResponse(key: Uint8Array, serverChallenge: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, nonce), nonce]);
}

/** SessionBaseKey, which in NTLMv2 is the key exchange key too. */
export function sessionBaseKey(key: Uint8Array, proof: Uint8Array): Buffer {
  return hmacMd5(key, proof);
}

/** MIC over the three messages as they were on the wire, the third with zeros in the code's place. */
export function integrityCode(
  sessionKey: Uint8Array,
  negotiate: Uint8Array,
  challenge: Uint8Array,
  authenticateWithoutCode: Uint8Array,
): Buffer {
  return hmacMd5(sessionKey, negotiate, challenge, authenticateWithoutCode);
}
