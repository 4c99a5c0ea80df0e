import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf16 } from "../../provider/winrm/ntlm/message-fields.ts";
import { NtlmError } from "../../provider/winrm/ntlm/ntlm-error.ts";
import { NtlmSession } from "../../provider/winrm/ntlm/session-security.ts";
import { bodyKind, sealedContentType } from "../../provider/winrm/sealing/content-type.ts";
import { type SealedPart, signedPart, splitSignedPart } from "../../provider/winrm/sealing/sealed-body.ts";
import { readSealedBody } from "../../provider/winrm/sealing/sealed-body-reader.ts";
import { writeSealedBody } from "../../provider/winrm/sealing/sealed-body-writer.ts";
import { SealingError } from "../../provider/winrm/sealing/sealing-error.ts";
import { SEALING_PROTOCOLS, type SealingProtocol } from "../../provider/winrm/sealing/sealing-protocol.ts";
import { hex } from "./ntlm-kit.ts";

const LIMITS = { plainBytes: 100_000 };
const SIGNATURE = hex("010000007fb38ec5c55d497600000000");
const CIPHERTEXT = hex("54e50165bf1936dc996020c1811b0f06fb5f");
const PROTOCOLS = Object.keys(SEALING_PROTOCOLS) as SealingProtocol[];

const sessions = () => {
  const sessionKey = Buffer.alloc(16, 0x55);
  const of = (role: "client" | "server") => new NtlmSession({ sessionKey, role, keyExchange: true });
  return { client: of("client"), server: of("server") };
};
const ntlmBody = (session: NtlmSession, plain: Uint8Array) => {
  const { signature, ciphertext } = session.seal(plain);
  return writeSealedBody("spnego", [signedPart(signature, ciphertext)]);
};
const open = (session: NtlmSession, body: Uint8Array) =>
  Buffer.concat(
    readSealedBody("spnego", body, LIMITS).map((part) => {
      const { signature, ciphertext } = splitSignedPart(part);
      return session.unseal(signature, ciphertext);
    }),
  );
const code = (wanted: string) => expect.objectContaining({ name: "SealingError", code: wanted });
const body = (lines: readonly string[], bytes: Uint8Array, end = "--Encrypted Boundary--\r\n") =>
  Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n`), bytes, Buffer.from(end)]);
const BYTES = Buffer.concat([hex("10000000"), SIGNATURE, CIPHERTEXT]);
const LINES = [
  "--Encrypted Boundary",
  "\tContent-Type: application/HTTP-SPNEGO-session-encrypted",
  "\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=18",
  "--Encrypted Boundary",
  "\tContent-Type: application/octet-stream",
];
const PART: SealedPart = { length: 18, signatureLength: 16, bytes: Buffer.concat([SIGNATURE, CIPHERTEXT]) };

describe("a sealed body", () => {
  it("is written byte for byte as Windows does", () => {
    expect(writeSealedBody("spnego", [signedPart(SIGNATURE, CIPHERTEXT)])).toEqual(body(LINES, BYTES));
    expect(ntlmBody(sessions().client, utf16("Plaintext"))).toEqual(body(LINES, BYTES));
  });

  it("is announced by its content type", () => {
    expect(sealedContentType("spnego", 1)).toBe(
      'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"',
    );
    expect(sealedContentType("credssp", 2)).toMatch(/^multipart\/x-multi-encrypted;/);
    for (const protocol of PROTOCOLS) {
      for (const parts of [1, 2]) expect(bodyKind(sealedContentType(protocol, parts))).toEqual({ kind: "sealed", protocol });
    }
  });

  it("comes back, whatever its bytes, for each protocol", () => {
    const signed = fc
      .record({ signature: fc.uint8Array({ maxLength: 80 }), ciphertext: fc.uint8Array({ maxLength: 300 }) })
      .map(({ signature, ciphertext }) => signedPart(signature, ciphertext));
    const record = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.concat([Buffer.from([23, 3, 3, 0, bytes.length]), bytes]));
    const tls = fc
      .record({ length: fc.nat(100), signatureLength: fc.nat(300), records: fc.array(record, { minLength: 1, maxLength: 3 }) })
      .map(({ length, signatureLength, records }) => ({ length, signatureLength, bytes: Buffer.concat(records) }));
    for (const protocol of PROTOCOLS) {
      const part = SEALING_PROTOCOLS[protocol].layout === "signed" ? signed : tls;
      fc.assert(
        fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
          expect(readSealedBody(protocol, writeSealedBody(protocol, parts), LIMITS)).toEqual(parts);
        }),
      );
    }
  });

  it("may hold its own boundary among the ciphertext", () => {
    const trap = Buffer.from("--Encrypted Boundary--\r\n--Encrypted Boundary\r\n");
    const parts = [signedPart(SIGNATURE, trap), signedPart(trap.subarray(0, 16), trap)];
    expect(readSealedBody("spnego", writeSealedBody("spnego", parts), LIMITS)).toEqual(parts);
  });

  it("counts bytes, not characters", () => {
    const { client, server } = sessions();
    const text = "Größe 🖥 ".repeat(50);
    const sealed = ntlmBody(client, Buffer.from(text));
    expect(sealed.toString("latin1")).toContain(`Length=${Buffer.byteLength(text)}\r\n`);
    expect(open(server, sealed).toString()).toBe(text);
  });

  it("of an empty message is a signature alone", () => {
    const { client, server } = sessions();
    expect(open(server, ntlmBody(client, Buffer.alloc(0)))).toHaveLength(0);
  });
});

describe("what peers write differently", () => {
  const [first = "", type = "", original = "", second = "", octets = ""] = LINES;
  it.each([
    [
      "a space after the hyphens",
      body(
        [first, type, original, second, octets].map((line) => line.replace(/^--/, "-- ")),
        BYTES,
        "-- Encrypted Boundary--\r\n",
      ),
    ],
    [
      "no tabs",
      body(
        LINES.map((line) => line.trimStart()),
        BYTES,
      ),
    ],
    [
      "spaces for tabs",
      body(
        LINES.map((line) => line.replace("\t", "    ")),
        BYTES,
      ),
    ],
    ["headers in another order", body([first, original, type, second, octets], BYTES)],
    ["another header", body([first, type, "\tX-More: 1", original, second, "\tX-More: 2", octets], BYTES)],
    [
      "other letter case",
      body(
        LINES.map((line) => (line.startsWith("--") ? line : line.toLowerCase())),
        BYTES,
      ),
    ],
    ["no last hyphens", body(LINES, BYTES, "--Encrypted Boundary\r\n")],
    ["no last line end", body(LINES, BYTES, "--Encrypted Boundary--")],
    ["neither", body(LINES, BYTES, "--Encrypted Boundary")],
    [
      "spaces around the length",
      body(
        LINES.map((line) => line.replace(";Length=18", "; Length = 18 ; x=y")),
        BYTES,
      ),
    ],
  ])("%s", (_name, bytes) => {
    expect(readSealedBody("spnego", bytes, LIMITS)).toEqual([PART]);
  });

  it.each([
    ["application/soap+xml;charset=UTF-8", { kind: "plain" }],
    ["", { kind: "plain" }],
    ["text/html", { kind: "plain" }],
    ["Multipart/Encrypted; Protocol=application/http-spnego-session-encrypted; boundary=x", { kind: "sealed", protocol: "spnego" }],
    [
      'multipart/encrypted; boundary="Encrypted Boundary" ;protocol="application/HTTP-Kerberos-session-encrypted"',
      { kind: "sealed", protocol: "kerberos" },
    ],
  ])("the content type %s", (contentType, kind) => {
    expect(bodyKind(contentType)).toEqual(kind);
  });

  it("an unknown protocol is refused", () => {
    for (const protocol of ['protocol="application/HTTP-Magic"', ""]) {
      expect(() => bodyKind(`multipart/encrypted;${protocol}`)).toThrow(code("protocol"));
    }
  });
});

describe("a body is refused", () => {
  const replaced = (from: string, to: string) =>
    body(
      LINES.map((line) => line.replace(from, to)),
      BYTES,
    );
  it.each([
    ["sealed by another protocol than the connection", replaced("SPNEGO", "Kerberos"), "protocol"],
    ["without a length", replaced(";Length=18", ""), "malformed"],
    ["with a length in words", replaced("Length=18", "Length=many"), "malformed"],
    ["with a negative length", replaced("Length=18", "Length=-18"), "malformed"],
    ["with a length too small", replaced("Length=18", "Length=17"), "malformed"],
    ["with a length too large", replaced("Length=18", "Length=99"), "malformed"],
    ["with a length beyond the limit", replaced("Length=18", "Length=100001"), "limit"],
    ["with a length of ten digits", replaced("Length=18", "Length=9999999999"), "limit"],
    ["with a huge signature", body(LINES, hex("ffffffff")), "limit"],
    ["with more after its end", body(LINES, BYTES, "--Encrypted Boundary--\r\nmore"), "malformed"],
    ["without parts", Buffer.from("--Encrypted Boundary--\r\n"), "malformed"],
    ["without bytes", Buffer.from(`${LINES.slice(0, 3).join("\r\n")}\r\n--Encrypted Boundary--\r\n`), "malformed"],
    ["that is empty", Buffer.alloc(0), "malformed"],
    ["with a part of another type", replaced("octet-stream", "xml"), "malformed"],
    [
      "with endless headers",
      body([LINES[0] ?? "", ...Array.from({ length: 50 }, (_, n) => `X-${n}: 1`), ...LINES.slice(1)], BYTES),
      "malformed",
    ],
    ["with an endless line", body(["-".repeat(10_000)], BYTES), "malformed"],
    ["of HTML", Buffer.from("<html>"), "malformed"],
  ])("%s", (_name, bytes, wanted) => {
    expect(() => readSealedBody("spnego", bytes, LIMITS)).toThrow(code(wanted));
  });

  it("when its parts together are beyond the limit", () => {
    const part = signedPart(SIGNATURE, Buffer.alloc(60));
    const bytes = writeSealedBody("spnego", [part, part]);
    expect(readSealedBody("spnego", bytes, { plainBytes: 120 })).toHaveLength(2);
    expect(() => readSealedBody("spnego", bytes, { plainBytes: 119 })).toThrow(code("limit"));
  });

  it("when CredSSP's bytes are no TLS record", () => {
    const bytes = writeSealedBody("credssp", [{ length: 1, signatureLength: 17, bytes: Buffer.from("no record") }]);
    expect(() => readSealedBody("credssp", bytes, LIMITS)).toThrow(code("malformed"));
  });
});

describe("a wire that changes a byte of a sealed body", () => {
  it("is found out, or did no harm", () => {
    const plain = Buffer.from("<s:Envelope>disk 40 GB</s:Envelope>");
    const clean = ntlmBody(sessions().client, plain);
    const sealedFrom = clean.indexOf("octet-stream\r\n") + "octet-stream\r\n".length;
    const sealedTo = clean.length - "--Encrypted Boundary--\r\n".length;
    for (let at = 0; at < clean.length; at++) {
      for (const change of [1, 2, 4, 8, 16, 32, 64, 128, 0x20 ^ 0x09, 255]) {
        const bytes = Buffer.from(clean);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const opened = attempt(bytes);
        // A changed tab or charset is read over; the plain text is still the one that was sealed.
        if (opened) expect(opened.equals(plain) && (at < sealedFrom || at >= sealedTo), `byte ${at} ^ ${change}`).toBe(true);
      }
    }
  });

  function attempt(bytes: Uint8Array): Buffer | undefined {
    try {
      return open(sessions().server, bytes);
    } catch (error) {
      if (error instanceof NtlmError || error instanceof SealingError) return undefined;
      throw error;
    }
  }
});
