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
import { clientOptions, handshake, serverOptions } from "./ntlm-kit.ts";

const ACCOUNT = { user: "svc-vmm", domain: "CONTOSO" };
/** Made anew each time, for the same chances in the same order. */
const client = () => clientOptions(ACCOUNT, "pass", { targetName: "HTTP/vmm01", channelBinding: Buffer.alloc(16, 7) });
const server = () => serverOptions(ACCOUNT, "pass");
export const sample = handshake(client(), server());
const { ntResponse, lmResponse } = decodeAuthenticate(sample.authenticate);
const { clientChallenge } = splitNtResponse(ntResponse, lmResponse);
const targetInfo = Buffer.from(clientChallenge.subarray(28));
const der = Buffer.from("300f3003020101300806062a864886f70d", "hex");
export const body = writeSealedBody("spnego", [signedPart(Buffer.alloc(16, 1), Buffer.alloc(300, 2))]);
const records = Buffer.from("1703030004010203041703030002ffff", "hex");
export const multiBody = writeSealedBody("credssp", [
  { length: 4, signatureLength: 17, bytes: records },
  { length: 9, signatureLength: 17, bytes: records },
]);

export const readOne = (bytes: Uint8Array) => readSealedBody("spnego", bytes, { plainBytes: 1000 });
export const readMany = (bytes: Uint8Array) => readSealedBody("credssp", bytes, { plainBytes: 1000 });

export interface Decoder {
  readonly valid: Buffer;
  readonly decode: (bytes: Uint8Array) => unknown;
}

/** Every decoder of NTLM and sealing, with something that it takes. */
export const DECODERS: Readonly<Record<string, Decoder>> = {
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
export function decodeWithin(bytes: Uint8Array, decode: Decoder["decode"]): "read" | "refused" {
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
