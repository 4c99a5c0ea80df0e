import { describe, expect, it } from "vitest";
import { decodeAuthenticate } from "../../provider/winrm/ntlm/authenticate-message.ts";
import { decodeAvPairs } from "../../provider/winrm/ntlm/av-pairs.ts";
import { decodeChallenge } from "../../provider/winrm/ntlm/challenge-message.ts";
import { body, DECODERS, type Decoder, decodeWithin, multiBody, readMany, readOne, sample } from "./ntlm-decoders.ts";

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
