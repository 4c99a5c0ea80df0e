import type { AccountName } from "./account.ts";
import { encodeAuthenticate, NO_INTEGRITY_CODE, withIntegrityCode } from "./authenticate-message.ts";
import { AV_FLAG_INTEGRITY_CODE, AvId, type AvPair, avValue, withAvFlags, withAvPair } from "./av-pairs.ts";
import { decodeChallenge } from "./challenge-message.ts";
import { fileTime } from "./file-time.ts";
import { commonFlags, flagsOf, hasFlags } from "./flags.ts";
import { utf16 } from "./message-fields.ts";
import { encodeNegotiate } from "./negotiate-message.ts";
import { NtlmError } from "./ntlm-error.ts";
import { encodeClientChallenge, integrityCode, lmResponse, ntProof, responseKey, sessionBaseKey } from "./ntlmv2.ts";
import { once } from "./once.ts";
import { Rc4 } from "./rc4.ts";
import { NtlmSession } from "./session-security.ts";

/** Where the protocol takes chance and time from. */
export interface NtlmSource {
  /** `size` bytes that nobody can guess. */
  random(size: number): Uint8Array;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface NtlmClientOptions extends NtlmSource {
  /** Sent as given, so write the domain as the server knows it or leave it empty. */
  readonly account: AccountName;
  /** `ntHash(password)`: the password itself is not needed here. */
  readonly ntHash: Uint8Array;
  /** Our name in the server's log; may be empty. */
  readonly workstation: string;
  /** The service we mean to speak to, e.g. `HTTP/vmm.contoso.com`: the server can refuse a relayed proof. */
  readonly targetName?: string;
  /** `channelBindingHash` of the server's certificate, 16 bytes, over TLS. */
  readonly channelBinding?: Uint8Array;
  /**
   * Speaks to servers that send no time (before Windows Vista) too. Without a time there is no integrity code, so that
   * somebody between could change the messages unseen; and could take the time out to that end. Default false.
   */
  readonly allowMissingTimestamp?: boolean;
}

export interface NtlmClientHandshake {
  /** The first token. */
  readonly negotiate: Buffer;
  /** To be called once: the second token, and the session that holds when the server has accepted it. @throws NtlmError */
  answer(challenge: Uint8Array): NtlmClientAnswer;
}

export interface NtlmClientAnswer {
  readonly authenticate: Buffer;
  readonly session: NtlmSession;
  /** Whether the three messages are covered by an integrity code. */
  readonly integrityCode: boolean;
}

const OFFER = flagsOf(
  "unicode",
  "requestTarget",
  "sign",
  "seal",
  "ntlm",
  "alwaysSign",
  "extendedSessionSecurity",
  "targetInfo",
  "version",
  "key128",
  "keyExchange",
);
/** With less, bodies could not be sealed, or with keys that can be searched. */
const REQUIRED = ["sign", "seal", "extendedSessionSecurity", "key128"] as const;
/** MS-NLMP 3.1.5.1.2: no LMv2 beside a timestamp, which makes it superfluous. */
const NO_LM_RESPONSE = Buffer.alloc(24);

/** One client handshake: NEGOTIATE out, CHALLENGE in, AUTHENTICATE out. */
export function startNtlmClient(options: NtlmClientOptions): NtlmClientHandshake {
  const negotiate = encodeNegotiate({ flags: OFFER });
  return { negotiate, answer: once((challenge) => answer(options, negotiate, challenge)) };
}

/**
 * 1. Read the challenge; refuse a server that would weaken the session, or leave its messages unprotected.
 * 2. Say in the target info what we know of the connection.
 * 3. Prove the password over both nonces, the time and the target info.
 * 4. Choose the session key and wrap it.
 * 5. Write the message; cover all three with an integrity code if the server's timestamp asks for it.
 */
function answer(options: NtlmClientOptions, negotiate: Buffer, challengeBytes: Uint8Array): NtlmClientAnswer {
  const challenge = decodeChallenge(challengeBytes);
  const flags = commonFlags(challenge.flags, OFFER);
  if (!hasFlags(flags, ...REQUIRED)) throw new NtlmError("too-weak", "the NTLM server does not offer sealing with 128 bits");

  const serverTime = avValue(challenge.targetInfo, AvId.timestamp);
  if (serverTime === undefined && options.allowMissingTimestamp !== true) {
    throw new NtlmError("no-timestamp", "the NTLM server sends no time, so that its messages cannot be protected from changes");
  }
  const targetInfo = describeConnection(challenge.targetInfo, options, serverTime !== undefined);

  const key = responseKey(options.ntHash, options.account.user, options.account.domain);
  const nonce = options.random(8);
  const clientChallenge = encodeClientChallenge({ time: serverTime ?? fileTime(options.now()), nonce, targetInfo });
  const proof = ntProof(key, challenge.serverChallenge, clientChallenge);

  const keyExchange = hasFlags(flags, "keyExchange");
  const exchangeKey = sessionBaseKey(key, proof);
  const sessionKey = keyExchange ? options.random(16) : exchangeKey;

  const withoutCode = encodeAuthenticate({
    flags,
    ...options.account,
    workstation: options.workstation,
    lmResponse: serverTime ? NO_LM_RESPONSE : lmResponse(key, challenge.serverChallenge, nonce),
    ntResponse: Buffer.concat([proof, clientChallenge]),
    encryptedSessionKey: keyExchange ? new Rc4(exchangeKey).update(sessionKey) : Buffer.alloc(0),
    integrityCode: serverTime && NO_INTEGRITY_CODE,
  });
  const code = integrityCode(sessionKey, negotiate, challengeBytes, withoutCode);
  return {
    authenticate: serverTime ? withIntegrityCode(withoutCode, code) : withoutCode,
    session: new NtlmSession({ sessionKey, role: "client", keyExchange }),
    integrityCode: serverTime !== undefined,
  };
}

function describeConnection(
  targetInfo: readonly AvPair[],
  { channelBinding, targetName }: NtlmClientOptions,
  integrityCode: boolean,
): readonly AvPair[] {
  const flagged = integrityCode ? withAvFlags(targetInfo, AV_FLAG_INTEGRITY_CODE) : targetInfo;
  const bound = channelBinding ? withAvPair(flagged, AvId.channelBindings, channelBinding) : flagged;
  return targetName === undefined ? bound : withAvPair(bound, AvId.targetName, utf16(targetName));
}
