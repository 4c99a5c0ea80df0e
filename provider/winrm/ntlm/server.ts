import { timingSafeEqual } from "node:crypto";
import type { AccountName, FindAccount, NtlmAccount, ServerNames } from "./account.ts";
import { type AuthenticateMessage, decodeAuthenticate, NO_INTEGRITY_CODE, withIntegrityCode } from "./authenticate-message.ts";
import { AV_FLAG_INTEGRITY_CODE, AvId, type AvPair, avFlags, avText, avValue } from "./av-pairs.ts";
import { encodeChallenge } from "./challenge-message.ts";
import type { NtlmSource } from "./client.ts";
import { fileTime } from "./file-time.ts";
import { commonFlags, flagsOf, hasFlags } from "./flags.ts";
import { decodeNegotiate } from "./negotiate-message.ts";
import { NtlmError } from "./ntlm-error.ts";
import { decodeClientChallenge, integrityCode, ntProof, responseKey, sessionBaseKey, splitNtResponse } from "./ntlmv2.ts";
import { once } from "./once.ts";
import { Rc4 } from "./rc4.ts";
import { NtlmSession } from "./session-security.ts";

export interface NtlmServerOptions extends NtlmSource {
  readonly names: ServerNames;
  readonly findAccount: FindAccount;
  /** Over TLS. `relaxed` refuses a wrong binding, `strict` a missing one too (Service/Auth/CbtHardeningLevel). */
  readonly channelBinding?: { readonly hash: Uint8Array; readonly level: "relaxed" | "strict" };
  /** Servers before Vista send no time, and so get no integrity code. Default true. */
  readonly sendTimestamp?: boolean;
}

export interface NtlmServerHandshake {
  /** The token to answer NEGOTIATE with. */
  readonly challenge: Buffer;
  /** To be called once. @throws NtlmError when the client is not who it says, or somebody meddled */
  accept(authenticate: Uint8Array): NtlmServerAnswer;
}

export interface NtlmServerAnswer {
  /** As the server knows it, whatever the client wrote. */
  readonly account: AccountName;
  readonly workstation: string;
  /** Nothing when the client asked for authentication alone: it may then speak only through TLS. */
  readonly session: NtlmSession | undefined;
}

/** What we grant if the client asks. */
const GRANTED = flagsOf(
  "unicode",
  "requestTarget",
  "sign",
  "seal",
  "ntlm",
  "alwaysSign",
  "extendedSessionSecurity",
  "version",
  "key128",
  "key56",
  "keyExchange",
);

/** One server handshake, from the client's NEGOTIATE on. @throws NtlmError `malformed`, `too-weak` */
export function startNtlmServer(options: NtlmServerOptions, negotiate: Uint8Array): NtlmServerHandshake {
  const { flags: asked } = decodeNegotiate(negotiate);
  if (!hasFlags(asked, "unicode")) throw new NtlmError("too-weak", "the NTLM client does not speak Unicode");
  const { names } = options;
  const flags = (commonFlags(asked, GRANTED) | flagsOf("targetInfo", "ntlm", names.domain ? "targetTypeDomain" : "targetTypeServer")) >>> 0;
  const serverChallenge = Buffer.from(options.random(8));
  const challenge = encodeChallenge({ flags, targetName: names.domain || names.computer, serverChallenge, targetInfo: describe(options) });
  const exchange = { options, negotiate: Buffer.from(negotiate), challenge, serverChallenge, flags };
  return { challenge, accept: once((authenticate) => accept(exchange, authenticate)) };
}

function describe(options: NtlmServerOptions): readonly AvPair[] {
  const { names, sendTimestamp = true } = options;
  const texts = [
    avText(AvId.nbDomainName, names.domain || names.computer),
    avText(AvId.nbComputerName, names.computer),
    avText(AvId.dnsDomainName, names.dnsDomain || names.dnsComputer),
    avText(AvId.dnsComputerName, names.dnsComputer),
  ];
  return sendTimestamp ? [...texts, { id: AvId.timestamp, value: fileTime(options.now()) }] : texts;
}

interface Exchange {
  readonly options: NtlmServerOptions;
  readonly negotiate: Buffer;
  readonly challenge: Buffer;
  readonly serverChallenge: Buffer;
  readonly flags: number;
}

/**
 * 1. Read the message; refuse what is not NTLMv2.
 * 2. Check the proof, with the user and domain exactly as they were sent.
 * 3. Unwrap the session key.
 * 4. Check the integrity code if the proved target info says that there is one.
 * 5. Check that both sides see the same TLS connection.
 */
function accept(exchange: Exchange, bytes: Uint8Array): NtlmServerAnswer {
  const message = decodeAuthenticate(bytes);
  const { proof, clientChallenge } = splitNtResponse(message.ntResponse, message.lmResponse);
  const { targetInfo } = decodeClientChallenge(clientChallenge);

  const { account, key } = prove(exchange, message, proof, clientChallenge);

  const flags = commonFlags(message.flags, exchange.flags);
  const keyExchange = hasFlags(flags, "keyExchange") && (hasFlags(flags, "sign") || hasFlags(flags, "seal"));
  const exchangeKey = sessionBaseKey(key, proof);
  const sessionKey = keyExchange ? unwrapKey(exchangeKey, message.encryptedSessionKey) : exchangeKey;

  if (avFlags(targetInfo) & AV_FLAG_INTEGRITY_CODE) checkIntegrity(exchange, bytes, message, sessionKey);

  checkBinding(exchange.options.channelBinding, avValue(targetInfo, AvId.channelBindings));
  const { user, domain } = account;
  return { account: { user, domain }, workstation: message.workstation, session: openSession(flags, sessionKey, keyExchange) };
}

const UNKNOWN = new Uint8Array(16);

/** An unknown user costs the same time and gives the same error as a wrong password. */
function prove(
  { options, serverChallenge }: Exchange,
  { user, domain }: AuthenticateMessage,
  proof: Uint8Array,
  clientChallenge: Uint8Array,
): { account: NtlmAccount; key: Buffer } {
  if (user === "") throw new NtlmError("anonymous-refused", "the NTLM client named no user");
  const account = options.findAccount({ user, domain });
  const key = responseKey(account?.ntHash ?? UNKNOWN, user, domain);
  const proved = timingSafeEqual(ntProof(key, serverChallenge, clientChallenge), proof);
  if (!account || !proved) throw new NtlmError("credentials", "unknown user or wrong password");
  return { account, key };
}

function unwrapKey(exchangeKey: Uint8Array, encrypted: Uint8Array): Buffer {
  if (encrypted.length !== 16) throw new NtlmError("malformed", "NTLM session key is not 16 bytes");
  return new Rc4(exchangeKey).update(encrypted);
}

function checkIntegrity({ negotiate, challenge }: Exchange, bytes: Uint8Array, message: AuthenticateMessage, sessionKey: Uint8Array): void {
  if (!message.integrityCode) throw new NtlmError("integrity-code", "the NTLM message announces an integrity code and has none");
  const expected = integrityCode(sessionKey, negotiate, challenge, withIntegrityCode(bytes, NO_INTEGRITY_CODE));
  if (!timingSafeEqual(expected, message.integrityCode)) {
    throw new NtlmError("integrity-code", "an NTLM message was changed on its way");
  }
}

/** A binding of zeros is how Windows says that it has none. */
function checkBinding(own: NtlmServerOptions["channelBinding"], theirs: Uint8Array | undefined): void {
  if (!own) return;
  const given = theirs?.some((byte) => byte !== 0) ? theirs : undefined;
  if (!given && own.level === "relaxed") return;
  if (!given) throw new NtlmError("channel-binding", "the NTLM client did not bind itself to the TLS connection");
  if (!timingSafeEqual(own.hash, given)) throw new NtlmError("channel-binding", "the NTLM client speaks through another TLS connection");
}

function openSession(flags: number, sessionKey: Uint8Array, keyExchange: boolean): NtlmSession | undefined {
  if (!hasFlags(flags, "seal")) return undefined;
  if (!hasFlags(flags, "extendedSessionSecurity", "key128"))
    throw new NtlmError("too-weak", "the NTLM client seals with less than 128 bits");
  return new NtlmSession({ sessionKey, role: "server", keyExchange });
}
