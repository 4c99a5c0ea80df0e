import { createHash, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateHash, channelBindingHash, tlsChannelBindings } from "../../provider/winrm/ntlm/channel-binding.ts";
import { CERTIFICATES, certificate } from "./certificate-kit.ts";

describe.each(Object.entries(CERTIFICATES))("a certificate of %s", (_name, kind) => {
  const bytes = certificate(kind);

  it("is a real one", () => {
    const read = new X509Certificate(bytes);
    expect(read.subject).toBe("CN=vmm01.contoso.com");
    expect(read.verify(kind.keys.publicKey)).toBe(true);
  });

  it(`is hashed with ${kind.expected}`, () => {
    expect(certificateHash(bytes)).toBe(kind.expected);
    const data = Buffer.concat([Buffer.from("tls-server-end-point:"), createHash(kind.expected).update(bytes).digest()]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    const bindings = Buffer.concat([Buffer.alloc(16), length, data]);
    expect(tlsChannelBindings(bytes)).toEqual(bindings);
    expect(channelBindingHash(bindings)).toEqual(createHash("md5").update(bindings).digest());
  });

  it("is refused when cut off anywhere", () => {
    for (let size = 0; size < bytes.length; size++) {
      expect(() => certificateHash(bytes.subarray(0, size))).toThrow(expect.objectContaining({ code: "certificate" }));
    }
  });
});

describe("what is no certificate", () => {
  it.each(["", "30", "3080", "30800000", "3085010000000000", "0203010203", "300530030101ff", "3084ffffffff00"])(
    "%s is refused",
    (bytes) => {
      expect(() => certificateHash(Buffer.from(bytes, "hex"))).toThrow(expect.objectContaining({ code: "certificate" }));
    },
  );
});
