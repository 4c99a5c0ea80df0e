import { describe, expect, it } from "vitest";
import { decodeAuthenticate } from "../../provider/winrm/ntlm/authenticate-message.ts";
import { decodeAvPairs } from "../../provider/winrm/ntlm/av-pairs.ts";
import { decodeChallenge } from "../../provider/winrm/ntlm/challenge-message.ts";
import { certificateHash } from "../../provider/winrm/ntlm/channel-binding.ts";
import { startNtlmClient } from "../../provider/winrm/ntlm/client.ts";
import { decodeNegotiate } from "../../provider/winrm/ntlm/negotiate-message.ts";
import { NtlmError } from "../../provider/winrm/ntlm/ntlm-error.ts";
import { decodeClientChallenge, splitNtResponse } from "../../provider/winrm/ntlm/ntlmv2.ts";
import { startNtlmServer } from "../../provider/winrm/ntlm/server.ts";
import { bodyKind } from "../../provider/winrm/sealing/content-type.ts";
import { signedPart } from "../../provider/winrm/sealing/sealed-body.ts";
import { readSealedBody } from "../../provider/winrm/sealing/sealed-body-reader.ts";
import { writeSealedBody } from "../../provider/winrm/sealing/sealed-body-writer.ts";
import { SealingError } from "../../provider/winrm/sealing/sealing-error.ts";
import { clientOptions, handshake, numbers, serverOptions } from "./ntlm-kit.ts";

const ACCOUNT = { user: "svc-vmm", domain: "CONTOSO" };
/** Made anew each time, for the same chances in the same order. */
const client = () => clientOptions(ACCOUNT, "pass", { targetName: "HTTP/vmm01", channelBinding: Buffer.alloc(16, 7) });
const server = () => serverOptions(ACCOUNT, "pass");
const sample = handshake(client(), server());
const { ntResponse, lmResponse } = decodeAuthenticate(sample.authenticate);
const { clientChallenge } = splitNtResponse(ntResponse, lmResponse);
const targetInfo = Buffer.from(clientChallenge.subarray(28));
const der = Buffer.from("300f3003020101300806062a864886f70d", "hex");
const body = writeSealedBody("spnego", [signedPart(Buffer.alloc(16, 1), Buffer.alloc(300, 2))]);
const records = Buffer.from("1703030004010203041703030002ffff", "hex");
const multiBody = writeSealedBody("credssp", [
  { length: 4, signatureLength: 17, bytes: records },
  { length: 9, signatureLength: 17, bytes: records },
]);

const readOne = (bytes: Uint8Array) => readSealedBody("spnego", bytes, { plainBytes: 1000 });
const readMany = (bytes: Uint8Array) => readSealedBody("credssp", bytes, { plainBytes: 1000 });

interface Decoder {
  readonly valid: Buffer;
  readonly decode: (bytes: Uint8Array) => unknown;
}

const DECODERS: Readonly<Record<string, Decoder>> = {
  negotiate: { valid: sample.negotiate, decode: decodeNegotiate },
  challenge: { valid: sample.challenge, decode: decodeChallenge },
  authenticate: { valid: sample.authenticate, decode: decodeAuthenticate },
  "target info": { valid: targetInfo, decode: decodeAvPairs },
  "client challenge": { valid: Buffer.from(clientChallenge), decode: decodeClientChallenge },
  "NT response": { valid: Buffer.from(ntResponse), decode: (bytes) => splitNtResponse(bytes, lmResponse) },
  certificate: { valid: der, decode: certificateHash },
  "sealed body": { valid: body, decode: readOne },
  "sealed body of CredSSP": { valid: multiBody, decode: readMany },
  "content type": {
    valid: Buffer.from('multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"'),
    decode: (bytes) => bodyKind(Buffer.from(bytes).toString("latin1")),
  },
  "client's answer": { valid: sample.challenge, decode: (bytes) => startNtlmClient(client()).answer(bytes).authenticate.length },
  "server's answer": {
    valid: sample.authenticate,
    decode: (bytes) => startNtlmServer(server(), sample.negotiate).accept(bytes).workstation,
  },
};

/** Puts the bytes between others, so that a view beyond them would show, and keeps the surroundings checked. */
function decodeWithin(bytes: Uint8Array, decode: Decoder["decode"]): "read" | "refused" {
  const margin = 64;
  const around = Buffer.alloc(bytes.length + 2 * margin, 0xee);
  around.set(bytes, margin);
  const view = new Uint8Array(around.buffer, around.byteOffset + margin, bytes.length);
  try {
    expectViewsWithin(decode(view), view);
    return "read";
  } catch (error) {
    if (error instanceof NtlmError || error instanceof SealingError) return "refused";
    throw error;
  }
}

function expectViewsWithin(value: unknown, whole: Uint8Array): void {
  if (value instanceof Uint8Array) {
    const inside = value.byteOffset >= whole.byteOffset && value.byteOffset + value.length <= whole.byteOffset + whole.length;
    if (value.length > 0 && value.buffer === whole.buffer && !inside) throw new Error("a view reaches outside its message");
    if (value.length > 0 && value.buffer !== whole.buffer && value.length > whole.length)
      throw new Error("a copy is larger than its message");
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) expectViewsWithin(part, whole);
  }
}

describe.each(Object.entries(DECODERS))("%s", (_name, { valid, decode }) => {
  it("is read whole", () => {
    expect(decodeWithin(valid, decode)).toBe("read");
  });

  it("is read or refused at every length, never read beyond it", () => {
    for (let length = 0; length < valid.length; length++) decodeWithin(valid.subarray(0, length), decode);
  });
});

describe("cut off at any byte", () => {
  // Their last field reaches to the end. A NEGOTIATE may be short, and target info may lose padding.
  it.each(["challenge", "authenticate", "certificate", "client's answer", "server's answer"])("the %s is refused", (name) => {
    const { valid, decode } = DECODERS[name] as Decoder;
    for (let length = 0; length < valid.length; length++) {
      expect(decodeWithin(valid.subarray(0, length), decode), `${length} of ${valid.length}`).toBe("refused");
    }
  });

  it("the sealed body is refused up to its last boundary", () => {
    // The last hyphens and line end may be missing.
    for (let length = 0; length < body.length - 4; length++) {
      expect(decodeWithin(body.subarray(0, length), readOne), `${length} of ${body.length}`).toBe("refused");
    }
  });

  it("the sealed body of many parts is refused too, but where it ends in a whole boundary", () => {
    const accepted = Array.from({ length: multiBody.length - 4 }, (_, length) => multiBody.toString("latin1", 0, length)).filter(
      (text) => decodeWithin(Buffer.from(text, "latin1"), readMany) === "read",
    );
    expect(accepted.map((text) => text.slice(-22).trimStart())).toEqual([
      expect.stringMatching(/--Encrypted Boundary$/),
      expect.stringMatching(/^--Encrypted Boundary\r\n$/),
    ]);
  });
});

describe("a stranger's bytes", () => {
  it("100,000 of them are read or refused with a typed error, in bounded memory", () => {
    const next = numbers(20_260_101);
    const decoders = Object.values(DECODERS);
    const before = process.memoryUsage();
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 100_000; round++) {
      const { valid, decode } = decoders[round % decoders.length] as Decoder;
      outcomes[decodeWithin(mutate(valid, next), decode)]++;
    }
    const after = process.memoryUsage();
    expect(after.rss - before.rss).toBeLessThan(256 * 1024 * 1024);
    expect(outcomes.read).toBeGreaterThan(1_000);
    expect(outcomes.refused).toBeGreaterThan(20_000);
  }, 10_000);
});

const INTERESTING = [0, 1, 0x7f, 0x80, 0xff];

/** Changed bytes, huge lengths, cuts, joins; now and then pure noise. */
function mutate(valid: Buffer, next: () => number): Buffer {
  if (next() % 16 === 0) return Buffer.from(Array.from({ length: next() % 200 }, () => next() & 0xff));
  const changed = Buffer.from(valid);
  for (let count = 1 + (next() % 4); count > 0; count--) {
    const at = next() % changed.length;
    if (next() % 4 === 0) changed.fill(0xff, at, Math.min(at + 1 + (next() % 4), changed.length));
    else changed[at] = next() % 2 === 0 ? next() & 0xff : (INTERESTING[next() % INTERESTING.length] as number);
  }
  switch (next() % 4) {
    case 0:
      return changed.subarray(0, next() % (changed.length + 1));
    case 1:
      return Buffer.concat([changed, valid.subarray(next() % valid.length)]);
    default:
      return changed;
  }
}

describe("sizes", () => {
  it("a text of half a unit is refused", () => {
    const odd = Buffer.from(sample.authenticate);
    odd.writeUInt16LE(odd.readUInt16LE(28) - 1, 28);
    expect(() => decodeAuthenticate(odd)).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  it("a message larger than any real one is refused before it is read", () => {
    const large = Buffer.concat([sample.challenge, Buffer.alloc(70_000)]);
    expect(() => decodeChallenge(large)).toThrow(expect.objectContaining({ code: "limit" }));
  });

  it("fields of fixed size must have it", () => {
    for (const id of [6, 7, 10]) {
      expect(() => decodeAvPairs(Buffer.from([id, 0, 2, 0, 1, 1, 0, 0, 0, 0]))).toThrow(expect.objectContaining({ code: "malformed" }));
    }
  });
});
