import { type AvPair, decodeAvPairs, encodeAvPairs } from "./av-pairs.ts";
import { flagsOf, hasFlags } from "./flags.ts";
import { appendFields, newHeader, openMessage, readField, readText, utf16, writeVersion } from "./message-fields.ts";
import { NtlmError } from "./ntlm-error.ts";

/** CHALLENGE (MS-NLMP 2.2.1.2): what the server agreed to, its nonce, and who it is. */
export interface ChallengeMessage {
  readonly flags: number;
  /** NetBIOS name of the server or its domain. */
  readonly targetName: string;
  /** 8 bytes. */
  readonly serverChallenge: Uint8Array;
  readonly targetInfo: readonly AvPair[];
}

const SIZE = 56;
/** Without the fields that came with NT 4 SP4: no target info. */
const SHORTEST = 32;
const TARGET_INFO_END = 48;

export function encodeChallenge(message: ChallengeMessage): Buffer {
  const header = newHeader(2, SIZE);
  header.writeUInt32LE(message.flags, 20);
  header.set(message.serverChallenge, 24);
  if (hasFlags(message.flags, "version")) writeVersion(header, 48);
  return appendFields(header, [
    { at: 12, value: utf16(message.targetName) },
    { at: 40, value: encodeAvPairs(message.targetInfo) },
  ]);
}

/** @throws NtlmError `malformed`, `limit`, `too-weak` when the server speaks in a code page */
export function decodeChallenge(bytes: Uint8Array): ChallengeMessage {
  const message = openMessage(bytes, 2, SHORTEST);
  const flags = message.readUInt32LE(20);
  if (!hasFlags(flags, "unicode")) throw new NtlmError("too-weak", "the NTLM server does not speak Unicode");
  const described = (flags & flagsOf("targetInfo")) !== 0 && message.length >= TARGET_INFO_END;
  return {
    flags,
    targetName: readText(message, 12),
    serverChallenge: message.subarray(24, 32),
    targetInfo: described ? decodeAvPairs(readField(message, 40).value) : [],
  };
}
