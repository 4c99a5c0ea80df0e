import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NtlmSession } from "../../provider/winrm/ntlm/session-security.ts";

const pair = (keyExchange = true) => {
  const sessionKey = Buffer.alloc(16, 0x42);
  return {
    client: new NtlmSession({ sessionKey, role: "client", keyExchange }),
    server: new NtlmSession({ sessionKey, role: "server", keyExchange }),
  };
};
const refused = expect.objectContaining({ code: "signature" });
const PLAIN = Buffer.from("<s:Envelope/>");

describe("a session", () => {
  it.each([true, false])("notices a change of any bit of signature and ciphertext (key exchange: %s)", (keyExchange) => {
    const size = 16 + PLAIN.length;
    for (let bit = 0; bit < size * 8; bit++) {
      const { client, server } = pair(keyExchange);
      const { signature, ciphertext } = client.seal(PLAIN);
      const bytes = Buffer.concat([signature, ciphertext]);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => server.unseal(bytes.subarray(0, 16), bytes.subarray(16)), `bit ${bit}`).toThrow(refused);
    }
  });

  it("notices a message lost, repeated, out of order, reflected, cut or lengthened", () => {
    const faults: readonly ((sides: ReturnType<typeof pair>) => unknown)[] = [
      ({ client, server }) => {
        client.seal(PLAIN);
        const { signature, ciphertext } = client.seal(PLAIN);
        return server.unseal(signature, ciphertext);
      },
      ({ client, server }) => {
        const { signature, ciphertext } = client.seal(PLAIN);
        server.unseal(signature, ciphertext);
        return server.unseal(signature, ciphertext);
      },
      ({ client }) => {
        const { signature, ciphertext } = client.seal(PLAIN);
        return client.unseal(signature, ciphertext);
      },
      ({ client, server }) => {
        const { signature, ciphertext } = client.seal(PLAIN);
        return server.unseal(signature, ciphertext.subarray(1));
      },
      ({ client, server }) => {
        const { signature, ciphertext } = client.seal(PLAIN);
        return server.unseal(signature, Buffer.concat([ciphertext, Buffer.alloc(1)]));
      },
      ({ client, server }) => {
        const { signature, ciphertext } = client.seal(PLAIN);
        return server.unseal(signature.subarray(0, 15), ciphertext);
      },
      ({ server }) => server.unseal(Buffer.alloc(0), Buffer.alloc(0)),
    ];
    for (const fault of faults) expect(() => fault(pair())).toThrow(refused);
  });

  it("is of no more use after that, in neither direction", () => {
    const { client, server } = pair();
    expect(() => server.unseal(Buffer.alloc(16), PLAIN)).toThrow(refused);
    const { signature, ciphertext } = client.seal(PLAIN);
    expect(() => server.unseal(signature, ciphertext)).toThrow(refused);
    expect(() => server.seal(PLAIN)).toThrow(refused);
  });

  it("leaves its inputs as they were", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (plain) => {
        const { client, server } = pair();
        const before = Buffer.from(plain);
        const { signature, ciphertext } = client.seal(plain);
        const sealed = Buffer.from(ciphertext);
        expect(server.unseal(signature, ciphertext)).toEqual(before);
        expect([Buffer.from(plain), ciphertext]).toEqual([before, sealed]);
      }),
    );
  });
});
