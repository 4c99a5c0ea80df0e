import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DerError, der, objectIdentifier, readDer, TAG } from "../../provider/winrm/asn1/der.ts";
import { ntlmAcceptor, ntlmInitiator } from "../../provider/winrm/ntlm/exchange.ts";
import { NtlmError } from "../../provider/winrm/ntlm/ntlm-error.ts";
import { startSpnegoAcceptor } from "../../provider/winrm/spnego/acceptor.ts";
import { MECHANISM } from "../../provider/winrm/spnego/mechanism.ts";
import { SpnegoError } from "../../provider/winrm/spnego/spnego-error.ts";
import { decodeToken, encodeInit, encodeMechanisms, encodeResponse, isSpnego } from "../../provider/winrm/spnego/tokens.ts";
import { clientOptions, hex, serverOptions } from "./ntlm-kit.ts";
import { startSpnegoInitiator } from "./spnego-initiator.ts";

const ACCOUNT = { user: "bob", domain: "CONTOSO" };
const refusal = (code: string) => expect.objectContaining({ code });

const initiator = (password = "p") =>
  startSpnegoInitiator({
    mechanism: MECHANISM.ntlm,
    exchange: ntlmInitiator(clientOptions(ACCOUNT, password)),
    signs: ({ integrityCode }) => integrityCode,
  });
const acceptor = () => startSpnegoAcceptor(new Map([[MECHANISM.ntlm, () => ntlmAcceptor(serverOptions(ACCOUNT, "p"))]]));

/** All three tokens and both results; `wire` may change what is carried. */
function converse(wire: (token: Buffer, leg: number) => Buffer = (token) => token) {
  const [client, server] = [initiator(), acceptor()];
  const carry = (token: Buffer | undefined, leg: number) => wire(token as Buffer, leg);
  const challenge = server.step(carry(client.step(undefined).token, 0));
  const proof = client.step(carry(challenge.token, 1));
  const end = server.step(carry(proof.token, 2));
  const { result } = client.step(carry(end.token, 3));
  return { client: result?.session, server: end.result?.session };
}

describe("SPNEGO", () => {
  it("carries NTLM, signs the list, and seals with streams that begin anew and numbers that go on", () => {
    const { client, server } = converse();
    for (const text of ["one", "two"]) {
      const there = client?.seal(Buffer.from(text));
      expect(there && server?.unseal(there.signature, there.ciphertext).toString()).toBe(text);
      const back = server?.seal(Buffer.from(text));
      expect(back && client?.unseal(back.signature, back.ciphertext).toString()).toBe(text);
    }
    expect(client?.seal(Buffer.from("x")).signature.readUInt32LE(12)).toBe(3);
  });

  it.each([0, 1, 2, 3])("a changed bit of token %i is found out, or changes nothing that counts", (target) => {
    const size: number[] = [];
    converse((token, leg) => {
      size[leg] = token.length;
      return token;
    });
    let survived = 0;
    for (let bit = 0; bit < (size[target] ?? 0) * 8; bit += 1) {
      try {
        const { client, server } = converse((token, leg) => {
          const copy = Buffer.from(token);
          if (leg === target) copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          return copy;
        });
        // Whoever gets here shares the keys.
        const sealed = client?.seal(Buffer.from("text"));
        expect(sealed && server?.unseal(sealed.signature, sealed.ciphertext).toString()).toBe("text");
        survived += 1;
      } catch (error) {
        if (!(error instanceof SpnegoError || error instanceof NtlmError)) throw error;
      }
    }
    // States and optional tags of SPNEGO's own frame are not signed.
    expect(survived).toBeLessThan(24);
  });

  it("takes NTLM from behind a favourite that it lacks, and then wants the list signed", () => {
    const list = [MECHANISM.kerberos, MECHANISM.ntlm];
    const begin = () => {
      const server = acceptor();
      const first = server.step(encodeInit({ mechanisms: list, token: Buffer.from("a Kerberos ticket"), checksum: undefined }));
      expect(decodeToken(first.token as Buffer)).toMatchObject({ state: "request-mic", mechanism: MECHANISM.ntlm, token: undefined });
      const client = ntlmInitiator(clientOptions(ACCOUNT, "p"));
      const second = server.step(encodeResponse({ token: client.step(undefined).token }));
      const challenge = decodeToken(second.token as Buffer);
      const { token, result } = client.step(challenge.token);
      return { server, token, session: result?.session };
    };
    const signed = begin();
    const checksum = signed.session?.signMechanisms(encodeMechanisms(list));
    const end = signed.server.step(encodeResponse({ token: signed.token, checksum }));
    expect(end.result).toBeDefined();
    const theirs = decodeToken(end.token as Buffer);
    expect(theirs).toMatchObject({ state: "completed" });
    signed.session?.checkMechanisms(encodeMechanisms(list), theirs.checksum as Buffer);

    const unsigned = begin();
    expect(() => unsigned.server.step(encodeResponse({ token: unsigned.token }))).toThrow(refusal("mechanism-list"));
    const other = begin();
    const wrong = other.session?.signMechanisms(encodeMechanisms([MECHANISM.ntlm]));
    expect(() => other.server.step(encodeResponse({ token: other.token, checksum: wrong }))).toThrow(refusal("signature"));
  });

  it("refuses other mechanisms, tokens out of order, and a rejection", () => {
    expect(() => acceptor().step(encodeInit({ mechanisms: [MECHANISM.kerberos], token: undefined, checksum: undefined }))).toThrow(
      refusal("no-common-mechanism"),
    );
    expect(() => acceptor().step(encodeResponse({ state: "incomplete" }))).toThrow(refusal("out-of-order"));
    const client = initiator();
    client.step(undefined);
    expect(() => client.step(encodeResponse({ state: "reject" }))).toThrow(refusal("no-common-mechanism"));
    const early = initiator();
    early.step(undefined);
    expect(() => early.step(encodeResponse({ state: "completed" }))).toThrow();
  });
});

describe("tokens", () => {
  /** From a Windows server: NegTokenInit2, with hints in the checksum's place. */
  const INIT2 = hex(
    "604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265",
  );

  it("of Microsoft's kind are read", () => {
    expect(decodeToken(INIT2)).toEqual({
      kind: "init",
      mechanisms: [MECHANISM.ntlm],
      mechanismList: hex("300c060a2b06010401823702020a"),
      token: undefined,
      checksum: undefined,
    });
    expect(decodeToken(INIT2.subarray(10))).toMatchObject({ kind: "init" });
  });

  it("come back as they were written", () => {
    const bytes = fc.option(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      { nil: undefined },
    );
    const states = fc.constantFrom("completed", "incomplete", "reject", "request-mic", undefined);
    fc.assert(
      fc.property(bytes, bytes, states, fc.subarray(Object.values(MECHANISM), { minLength: 1 }), (token, checksum, state, mechanisms) => {
        const init = encodeInit({ mechanisms, token, checksum });
        expect(isSpnego(init)).toBe(true);
        expect(decodeToken(init)).toEqual({ kind: "init", mechanisms, mechanismList: encodeMechanisms(mechanisms), token, checksum });
        const response = { state, mechanism: mechanisms[0], token, checksum };
        expect(decodeToken(encodeResponse(response))).toEqual({ kind: "response", ...response });
      }),
    );
  });

  it("that are cut, changed or made up are refused as malformed, and nothing worse", () => {
    const samples = [INIT2, encodeResponse({ state: "incomplete", mechanism: MECHANISM.ntlm, token: Buffer.alloc(200, 7) })];
    const attempt = (token: Uint8Array) => {
      try {
        decodeToken(token);
      } catch (error) {
        expect(error).toEqual(refusal("malformed"));
        return true;
      }
      return false;
    };
    for (const sample of samples) {
      for (let size = 0; size < sample.length; size += 1) expect(attempt(sample.subarray(0, size))).toBe(true);
      for (let at = 0; at < sample.length; at += 1) {
        for (const byte of [0x00, 0x7f, 0x80, 0x84, 0xff]) {
          const copy = Buffer.from(sample);
          copy[at] = byte;
          attempt(copy);
        }
      }
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (token) => {
        attempt(token);
      }),
    );
  });
});

describe("DER", () => {
  it("keeps every length", () => {
    for (const size of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const written = der(TAG.octetString, Buffer.alloc(size));
      expect(readDer(written)).toEqual([{ tag: TAG.octetString, content: Buffer.alloc(size), raw: written }]);
    }
    expect(objectIdentifier("1.3.6.1.4.1.311.2.2.10").toString("hex")).toBe("060a2b06010401823702020a");
    expect(objectIdentifier("1.2.840.48018.1.2.2").toString("hex")).toBe("06092a864882f712010202");
    for (const text of ["04", "0480", "0485000000000100", "0402ff", "048400"]) expect(() => readDer(hex(text))).toThrow(DerError);
  });
});
