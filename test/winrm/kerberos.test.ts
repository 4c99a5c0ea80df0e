import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Connection } from "../../provider/winrm/client/connection.ts";
import { AuthError, ProtocolError } from "../../provider/winrm/errors.ts";
import { connectRunspacePool } from "../../provider/winrm/index.ts";
import { kerberosFailure } from "../../provider/winrm/kerberos/failure-reason.ts";
import { keepHostNames } from "../../provider/winrm/kerberos/host-names.ts";
import { kerberosAuthentication } from "../../provider/winrm/kerberos/kerberos-authentication.ts";
import { KerberosError } from "../../provider/winrm/kerberos/kerberos-error.ts";
import { loadKerberosPackage } from "../../provider/winrm/kerberos/kerberos-package.ts";
import { principalOf } from "../../provider/winrm/kerberos/principal.ts";
import { fromSealedPart, toSealedPart } from "../../provider/winrm/kerberos/sealed-token.ts";
import { call, startLoopback } from "./loopback.ts";

const failure = async (promise: Promise<unknown>): Promise<KerberosError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KerberosError);
  return error as KerberosError;
};
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.each([
  ["svc@contoso.com", "svc@CONTOSO.COM"],
  ["first.last@sub.Contoso.com", "first.last@SUB.CONTOSO.COM"],
  ["CONTOSO\\svc", "svc"],
  ["svc", "svc"],
  [".\\Administrator", undefined],
])("the principal of %s is %s", (account, principal) => {
  expect(principalOf(account)).toBe(principal);
});

describe("the npm package", () => {
  const error = (code: string, message: string) => Object.assign(new Error(message), { code });

  test("where it is not installed, the error says how to install it", async () => {
    // Node's own error, of a package that nobody has.
    const absent = await import("kerberos-that-nobody-has" as string).catch((reason: Error) => reason);
    const same = error(absent.code, absent.message.replace("kerberos-that-nobody-has", "kerberos"));
    const missing = await failure(loadKerberosPackage(() => Promise.reject(same)));
    expect([missing.reason, missing.hint]).toEqual(["package-missing", expect.stringContaining("npm install kerberos")]);
  });

  test.each([
    ["its library is not there", () => Promise.reject(error("ERR_DLOPEN_FAILED", "libgssapi_krb5.so.2: cannot open shared object file"))],
    ["something that it needs is not there", () => Promise.reject(error("ERR_MODULE_NOT_FOUND", "Cannot find package 'bindings'"))],
    ["it is another package", async () => ({ default: { Kerberos: {} } })],
  ])("it is not taken when %s", async (_, load) => {
    expect((await failure(loadKerberosPackage(load))).reason).toBe("package-broken");
  });

  test("CommonJS or not", async () => {
    const module = { initializeClient: async () => Promise.reject(new Error()) };
    expect(await loadKerberosPackage(async () => ({ default: module }))).toBe(module);
    expect(await loadKerberosPackage(async () => module)).toBe(module);
  });
});

const GENERAL = "Unspecified GSS failure.  Minor code may provide more information: ";
const NO_CREDENTIALS = "No credentials were supplied, or the credentials were unavailable or inaccessible: ";

/** What MIT's library said, version 1.20. */
test.each([
  [GENERAL, "Ticket expired", "expired"],
  [NO_CREDENTIALS, "No Kerberos credentials available (default cache: FILE:/tmp/krb5cc_0)", "no-ticket"],
  [NO_CREDENTIALS, "Can't find client principal a@B in cache collection", "no-ticket"],
  [NO_CREDENTIALS, "No Kerberos credentials available: No KCM server found", "no-ticket"],
  [GENERAL, "Server HTTP/h@R not found in Kerberos database", "unknown-service"],
  [GENERAL, "Cannot contact any KDC for realm 'R'", "realm"],
  [GENERAL, "Clock skew too great", "clock-skew"],
  [GENERAL, "Key version is not available", "wrong-key"],
  [GENERAL, "Something new", "other"],
])("%s%s", (general, said, reason) => {
  const error = kerberosFailure(new Error(general + said), { service: "HTTP", hostname: "h", principal: undefined });
  expect(error.reason).toBe(reason);
  expect(error.message).toContain(`(${said})`);
  expect(error).toMatchObject({ code: "WINRM_AUTH", outcome: "not-run", failure: reason === "wrong-key" ? "handshake" : "unavailable" });
});

describe("sealed tokens", () => {
  const TRAILERS = [28, 32, 40];
  const token = (size: number, trailer: number, flags = 6): Buffer => {
    const bytes = Buffer.from(Array.from({ length: 32 + size + trailer }, (_, at) => at & 0xff));
    bytes.set([5, 4, flags, 0xff, 0, 0, 0, 0], 0);
    return bytes;
  };
  const shapes = fc.record({ size: fc.nat(300), trailer: fc.constantFrom(...TRAILERS) });

  test("are rotated so that the plain text's place comes last, and nothing is lost", () => {
    fc.assert(
      fc.property(shapes, ({ size, trailer }) => {
        const plain = token(size, trailer);
        const part = toSealedPart(plain, size);
        expect([part.length, part.signatureLength]).toEqual([size, 32 + trailer]);
        const bytes = Buffer.from(part.bytes);
        expect(bytes.readUInt16BE(6)).toBe(trailer);
        // header | trailer | confounder | text
        expect(bytes.subarray(16, 16 + trailer)).toEqual(plain.subarray(-trailer));
        expect(bytes.subarray(16 + trailer)).toEqual(plain.subarray(16, -trailer));
        if (size > 0) expect(fromSealedPart(part)).toEqual(bytes);
        // As Windows' own library makes them.
        expect(toSealedPart(bytes, size)).toEqual(part);
      }),
    );
  });

  test("are refused when they cannot hold the text, or are none of AES", () => {
    fc.assert(
      fc.property(shapes, fc.nat(300), ({ size, trailer }, claimed) => {
        fc.pre(!TRAILERS.includes(trailer + size - claimed));
        expect(thrown(() => toSealedPart(token(size, trailer), claimed))).toMatchObject({ reason: "cannot-seal" });
      }),
    );
    const rc4 = Buffer.from("60820051", "hex");
    const extra = token(10, 28);
    extra.writeUInt16BE(16, 4);
    const turned = token(10, 28);
    turned.writeUInt16BE(5, 6);
    for (const bad of [rc4, Buffer.alloc(0), token(10, 28, 4), extra, turned]) {
      expect(thrown(() => toSealedPart(bad, 10))).toMatchObject({ reason: "cannot-seal" });
    }
  });

  test("from outside are a token or an error, whatever the bytes", () => {
    const part = fc.record({ length: fc.nat(100), signatureLength: fc.nat(100), bytes: fc.uint8Array({ maxLength: 200 }) });
    fc.assert(
      fc.property(part, (given) => {
        const result = thrown(() => fromSealedPart(given));
        expect(Buffer.isBuffer(result) || result instanceof ProtocolError).toBe(true);
      }),
    );
    // The library cannot give back an empty text.
    expect(thrown(() => fromSealedPart({ length: 0, signatureLength: 60, bytes: token(0, 28) }))).toBeInstanceOf(ProtocolError);
  });
});

test.runIf(process.platform === "linux")("hosts keep their names by a file behind the user's own, once, on Linux", () => {
  const named: NodeJS.ProcessEnv = { KRB5_CONFIG: "/home/me/krb5.conf" };
  keepHostNames(named, "linux");
  keepHostNames(named, "linux");
  expect(named["KRB5_CONFIG"]).toMatch(/^\/home\/me\/krb5\.conf:\/proc\/\d+\/fd\/\d+$/);
  expect(readFileSync(String(named["KRB5_CONFIG"]).split(":")[1] ?? "", "utf8")).toContain("rdns = false");
  const unnamed: NodeJS.ProcessEnv = {};
  keepHostNames(unnamed, "linux");
  expect(unnamed["KRB5_CONFIG"]).toMatch(/^\/etc\/krb5\.conf:/);
  const windows: NodeJS.ProcessEnv = {};
  keepHostNames(windows, "win32");
  expect(windows).toEqual({});
});

describe("over loopback", () => {
  test("negotiate takes NTLM, and says why; kerberos asks the host nothing", async () => {
    await using loopback = await startLoopback();
    const reasons: AuthError[] = [];
    const pool = await loopback.connect({ authentication: "negotiate", onFallback: (reason) => reasons.push(reason) });
    expect((await pool.invoke([call("Test-Echo", { Text: "x" })])).state).toBe("completed");
    expect(reasons).toMatchObject([{ reason: "address", failure: "unavailable" }]);
    const before = loopback.events.length;
    expect((await failure(loopback.connect({ authentication: "kerberos" }))).reason).toBe("address");
    expect(loopback.events.slice(before).every(({ status }) => status === null)).toBe(true);
  });

  test("no connection is made where it is clear beforehand that there can be no ticket", async () => {
    let connections = 0;
    const server = createServer(() => {
      connections += 1;
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await failure(connectRunspacePool({ url: `http://127.0.0.1:${port}/wsman`, authentication: "kerberos" }));
    server.close();
    expect(connections).toBe(0);
  });

  test("when NTLM fails after it, the hint tells of Kerberos too", async () => {
    await using loopback = await startLoopback();
    const wrong = { username: "tester", password: { reveal: () => "wrong" } };
    const error = await loopback.connect({ authentication: "negotiate", credential: wrong }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "WINRM_AUTH", failure: "credentials", hint: expect.stringContaining("not the address 127.0.0.1") });
  });

  test("kerberos for a local account is refused without a try", async () => {
    await using loopback = await startLoopback();
    const credential = { username: ".\\Administrator", password: { reveal: () => "x" } };
    const error = await loopback.connect({ authentication: "kerberos", credential }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ failure: "unavailable" });
  });

  test("a domain controller that is too slow is not taken for a slow host", async () => {
    await using loopback = await startLoopback();
    const connection = new Connection({ url: new URL(loopback.server.url), connectTimeoutMs: 1_000, maxReplyBytes: 1_000 });
    const way = kerberosAuthentication(
      { hostname: "vmm01.contoso.com" },
      { load: async () => ({ initializeClient: () => new Promise(() => {}) }), timeoutMs: 30 },
    );
    const error = await failure(way.connect(connection).exchange({ body: Buffer.from("x"), timeoutMs: 5_000 }));
    expect(error.reason).toBe("too-slow");
    connection.close();
  });
});
