import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeAuthenticate, encodeAuthenticate } from "../../provider/winrm/ntlm/authenticate-message.ts";
import { AvId, avText, decodeAvPairs, encodeAvPairs } from "../../provider/winrm/ntlm/av-pairs.ts";
import { decodeChallenge } from "../../provider/winrm/ntlm/challenge-message.ts";
import { channelBindingHash, gssChannelBindings } from "../../provider/winrm/ntlm/channel-binding.ts";
import { startNtlmClient } from "../../provider/winrm/ntlm/client.ts";
import { fileTime } from "../../provider/winrm/ntlm/file-time.ts";
import { md4 } from "../../provider/winrm/ntlm/md4.ts";
import { utf16 } from "../../provider/winrm/ntlm/message-fields.ts";
import {
  decodeClientChallenge,
  encodeClientChallenge,
  lmResponse,
  ntHash,
  ntProof,
  responseKey,
  sessionBaseKey,
  splitNtResponse,
} from "../../provider/winrm/ntlm/ntlmv2.ts";
import { Rc4 } from "../../provider/winrm/ntlm/rc4.ts";
import { directionKey, NtlmSession } from "../../provider/winrm/ntlm/session-security.ts";
import { hex } from "./ntlm-kit.ts";

const SERVER_CHALLENGE = hex("0123456789abcdef");
const NONCE = Buffer.alloc(8, 0xaa);
const SESSION_KEY = Buffer.alloc(16, 0x55);
const TARGET_INFO = "02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000";
const TEMP = `01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000${TARGET_INFO}00000000`;
const CHALLENGE =
  "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000060070170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000";
const AUTHENTICATE =
  "4e544c4d5353500003000000180018006c00000054005400840000000c000c00480000000800080054000000100010005c00000010001000d8000000358288e20501280a0000000f44006f006d00610069006e00550073006500720043004f004d005000550054004500520086c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000c5dad2544fc9799094ce1ce90bc9d03e";

describe("MD4", () => {
  it.each([
    // RFC 1320, A.5
    ["", "31d6cfe0d16ae931b73c59d7e0c089c0"],
    ["a", "bde52cb31de33e46245e05fbdbd6fb24"],
    ["abc", "a448017aaf21d8525fc10ae87aa6729d"],
    ["message digest", "d9130a8164549fe818874806e1c7014b"],
    ["abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"],
    ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4"],
    ["12345678901234567890123456789012345678901234567890123456789012345678901234567890", "e33b4ddc9c38f2199c3e7b164fcc0536"],
  ])("of %j", (text, digest) => {
    expect(md4(Buffer.from(text, "latin1")).toString("hex")).toBe(digest);
  });
});

describe("RC4", () => {
  it.each([
    // The first is from RFC 6229, the others are the classic ones.
    ["0102030405", "00000000000000000000000000000000", "b2396305f03dc027ccc3524a0a1118a8"],
    [Buffer.from("Key").toString("hex"), Buffer.from("Plaintext").toString("hex"), "bbf316e8d940af0ad3"],
    [Buffer.from("Secret").toString("hex"), Buffer.from("Attack at dawn").toString("hex"), "45a01f645fc35b383552544b9bf5"],
  ])("with key %s", (key, plain, cipher) => {
    expect(new Rc4(hex(key)).update(hex(plain)).toString("hex")).toBe(cipher);
    const stream = new Rc4(hex(key));
    const pieces = Array.from(hex(plain), (byte) => stream.update(Uint8Array.of(byte)));
    expect(Buffer.concat(pieces).toString("hex")).toBe(cipher);
  });
});

describe("MS-NLMP 4.2.4", () => {
  const key = responseKey(ntHash("Password"), "User", "Domain");

  it("computes hashes, proof and keys", () => {
    const temp = encodeClientChallenge({ time: Buffer.alloc(8), nonce: NONCE, targetInfo: decodeAvPairs(hex(TARGET_INFO)) });
    const proof = ntProof(key, SERVER_CHALLENGE, temp);
    const base = sessionBaseKey(key, proof);
    expect(ntHash("Password").toString("hex")).toBe("a4f49c406510bdcab6824ee7c30fd852");
    expect(key.toString("hex")).toBe("0c868a403bfd7a93a3001ef22ef02e3f");
    expect(temp.toString("hex")).toBe(TEMP);
    expect(proof.toString("hex")).toBe("68cd0ab851e51c96aabc927bebef6a1c");
    expect(lmResponse(key, SERVER_CHALLENGE, NONCE).toString("hex")).toBe("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
    expect(base.toString("hex")).toBe("8de40ccadbc14a82f15cb0ad0de95ca3");
    expect(new Rc4(base).update(SESSION_KEY).toString("hex")).toBe("c5dad2544fc9799094ce1ce90bc9d03e");
  });

  it("upper-cases the user and leaves the domain", () => {
    expect(responseKey(ntHash("Password"), "uSER", "Domain")).toEqual(key);
    expect(responseKey(ntHash("Password"), "User", "DOMAIN")).not.toEqual(key);
  });

  it("derives the keys of both directions", () => {
    expect(directionKey(SESSION_KEY, "client", "sealing").toString("hex")).toBe("59f600973cc4960a25480a7c196e4c58");
    expect(directionKey(SESSION_KEY, "client", "signing").toString("hex")).toBe("4788dc861b4782f35d43fd98fe1a2d39");
    expect(directionKey(SESSION_KEY, "server", "sealing").toString("hex")).toBe("9355f3a957c1583d25c4c2f11e40390e");
    expect(directionKey(SESSION_KEY, "server", "signing").toString("hex")).toBe("d04d6f10741041d1d246d64188d7a8ad");
  });

  it("seals, message after message, in both directions", () => {
    const session = (role: "client" | "server", keyExchange = true) => new NtlmSession({ sessionKey: SESSION_KEY, role, keyExchange });
    const sealed = (from: NtlmSession) => {
      const { ciphertext, signature } = from.seal(utf16("Plaintext"));
      return `${ciphertext.toString("hex")} ${signature.toString("hex")}`;
    };
    const client = session("client");
    expect(sealed(client)).toBe("54e50165bf1936dc996020c1811b0f06fb5f 010000007fb38ec5c55d497600000000");
    expect(sealed(client)).toBe("64c308e09ea236e7f4232553c94a01e700fa 01000000255405955d31d8c401000000");
    expect(sealed(session("server"))).toBe("160871b730ba74e946c453d7465b54278dd0 01000000b298b847ce7c580700000000");
    expect(sealed(session("client", false))).toBe("54e50165bf1936dc996020c1811b0f06fb5f 0100000070352851f256430900000000");
  });

  it("reads the challenge", () => {
    const challenge = decodeChallenge(hex(CHALLENGE));
    expect(challenge.flags).toBe(0xe28a8233);
    expect(challenge.targetName).toBe("Server");
    expect(challenge.serverChallenge).toEqual(SERVER_CHALLENGE);
    expect(challenge.targetInfo).toEqual([avText(AvId.nbDomainName, "Domain"), avText(AvId.nbComputerName, "Server")]);
  });

  it("reads the answer, and writes it again byte for byte but for the version", () => {
    const message = decodeAuthenticate(hex(AUTHENTICATE));
    expect(message).toMatchObject({ flags: 0xe2888235, domain: "Domain", user: "User", workstation: "COMPUTER", integrityCode: undefined });
    const { proof, clientChallenge } = splitNtResponse(message.ntResponse, message.lmResponse);
    expect(Buffer.from(proof).toString("hex")).toBe("68cd0ab851e51c96aabc927bebef6a1c");
    expect(decodeClientChallenge(clientChallenge).nonce).toEqual(NONCE);
    const again = encodeAuthenticate(message);
    hex(AUTHENTICATE).copy(again, 64, 64, 72);
    expect(again.toString("hex")).toBe(AUTHENTICATE);
  });

  it("is answered by our client with the same responses", () => {
    // Time zero in the vector is the year 1601.
    const now = -11_644_473_600_000;
    const chances = [NONCE, SESSION_KEY];
    const { answer } = startNtlmClient({
      account: { user: "User", domain: "Domain" },
      ntHash: ntHash("Password"),
      workstation: "COMPUTER",
      allowMissingTimestamp: true,
      random: () => chances.shift() as Buffer,
      now: () => now,
    });
    const { authenticate, session } = answer(hex(CHALLENGE));
    const [mine, theirs] = [decodeAuthenticate(authenticate), decodeAuthenticate(hex(AUTHENTICATE))];
    expect(mine).toMatchObject({
      lmResponse: theirs.lmResponse,
      ntResponse: theirs.ntResponse,
      encryptedSessionKey: theirs.encryptedSessionKey,
      integrityCode: undefined,
    });
    expect(session.seal(utf16("Plaintext")).signature.toString("hex")).toBe("010000007fb38ec5c55d497600000000");
  });
});

describe("the second set", () => {
  it("computes hashes and proofs", () => {
    const targetInfo = hex(
      "02000c0044004f004d00410049004e0001000c005300450052005600450052000400140064006f006d00610069006e002e0063006f006d00030022007300650072007600650072002e0064006f006d00610069006e002e0063006f006d0000000000",
    );
    const nonce = hex("ffffff0011223344");
    const key = responseKey(ntHash("SecREt01"), "user", "DOMAIN");
    const pairs = decodeAvPairs(targetInfo);
    expect(encodeAvPairs(pairs)).toEqual(targetInfo);
    expect(ntHash("SecREt01").toString("hex")).toBe("cd06ca7c7e10c99b1d33b7485a2ed808");
    expect(key.toString("hex")).toBe("04b8e0ba74289cc540826bab1dee63ae");
    const temp = encodeClientChallenge({ time: hex("0090d336b734c301"), nonce, targetInfo: pairs });
    expect(ntProof(key, SERVER_CHALLENGE, temp).toString("hex")).toBe("cbabbca713eb795d04c97abc01ee4983");
    expect(lmResponse(key, SERVER_CHALLENGE, nonce).toString("hex")).toBe("d6e6152ea25d03b7c6ba6629c2d6aaf0ffffff0011223344");
  });

  it("has the time of its day", () => {
    expect(fileTime(Date.UTC(2003, 5, 17, 10)).toString("hex")).toBe("0090d336b734c301");
  });
});

describe("channel bindings", () => {
  it("hash as computed elsewhere", () => {
    const data = Buffer.concat([Buffer.from("tls-server-end-point:"), createHash("sha256").update("x").digest()]);
    expect(channelBindingHash(gssChannelBindings(data)).toString("hex")).toBe("db12a160332aa0fe8ed7f50952fd9e88");
    expect(gssChannelBindings(Buffer.alloc(0))).toEqual(Buffer.alloc(20));
  });
});
