import { constants, generateKeyPairSync, publicEncrypt, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClixmlError } from "../../provider/winrm/clixml/clixml-error.ts";
import { toClixml } from "../../provider/winrm/clixml/plain.ts";
import { SecureString } from "../../provider/winrm/clixml/secure-string.ts";
import { writeClixml } from "../../provider/winrm/clixml/writer.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { writeCreatePipeline } from "../../provider/winrm/psrp/create-pipeline.ts";
import { encodeFragments } from "../../provider/winrm/psrp/fragment.ts";
import { encodeMessage, poolMessage } from "../../provider/winrm/psrp/message.ts";
import { KeyNeeded, PsrpError } from "../../provider/winrm/psrp/protocol-error.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";
import { OPEN_TEXTS, readPublicKey, SessionKey, unwrapSessionKey, writePublicKey } from "../../provider/winrm/psrp/session-key.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ID = "AAAAAAAA-0000-1111-2222-BBBBBBBBBBBB";
const PIPELINE = "CCCCCCCC-0000-1111-2222-DDDDDDDDDDDD";
const SECRET = "pä$$\u0000\ud800\u{1f600}";

const spec = (...values: readonly (string | SecureString)[]) => ({
  commands: [{ text: "c", isScript: false, parameters: values.map((value) => ({ name: null, value: toClixml(value) })) }],
  hasInput: false,
  host: "none" as const,
  withInvocationInfo: false,
});

function opened(key = randomBytes(32)) {
  const client = new ClientPool({ id: ID, maxRunspaces: 1 });
  const options = { id: ID, powerShellVersion: "5.1", newSessionKey: () => Buffer.from(key), availableRunspaces: () => 1 };
  const server = new ServerPool(options);
  client.poolData(Buffer.concat(server.poolData(Buffer.concat(client.open(1000))).fragments));
  return { client, server };
}

describe("the exchange", () => {
  // winrm-psrp, section 3.6, and a key of the real engine's blob: section 6.
  test("the public key is a blob of CAPI", () => {
    const blob = Buffer.from(writePublicKey(pair.publicKey), "base64");
    expect(writePublicKey(pair.publicKey)).toMatch(/^BgIAAACkAABSU0ExAAgAAAEAAQ/);
    expect(blob).toHaveLength(20 + 256);
    const modulus = Buffer.from(pair.publicKey.export({ format: "jwk" }).n ?? "", "base64url");
    expect(Buffer.from(blob.subarray(20)).reverse().equals(modulus)).toBe(true);
    expect(readPublicKey(blob.toString("base64")).equals(pair.publicKey)).toBe(true);
  });

  test("the session key comes out as it went in", () => {
    const key = randomBytes(32);
    const wrapped = new SessionKey(Buffer.from(key)).wrapFor(pair.publicKey);
    expect(Buffer.from(wrapped, "base64").subarray(0, 12).toString("hex")).toBe("010200001066000000a40000");
    expect(unwrapSessionKey(wrapped, pair.privateKey).equals(key)).toBe(true);
  });

  const wrap = (block: Buffer) => {
    const wrapped = publicEncrypt({ key: pair.publicKey, padding: constants.RSA_NO_PADDING }, block).reverse();
    return Buffer.concat([Buffer.from("010200001066000000a40000", "hex"), wrapped]).toString("base64");
  };
  const block = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.concat([Buffer.from([0, 2]), Buffer.alloc(221, 0xaa), Buffer.from([0]), Buffer.alloc(32, 7)]);
    change(bytes);
    return bytes;
  };

  test("padding that is right is taken, also where zeros stand in the key", () => {
    expect(unwrapSessionKey(wrap(block(() => {})), pair.privateKey)).toEqual(Buffer.alloc(32, 7));
    expect(unwrapSessionKey(wrap(block((bytes) => bytes.fill(0, 224))), pair.privateKey)).toEqual(Buffer.alloc(32));
  });

  test.each([
    ["another type", (bytes: Buffer) => bytes.writeUInt8(1, 1)],
    ["a zero at the start of the padding", (bytes: Buffer) => bytes.writeUInt8(0, 2)],
    ["a zero at the end of the padding", (bytes: Buffer) => bytes.writeUInt8(0, 222)],
    ["no end of the padding", (bytes: Buffer) => bytes.writeUInt8(1, 223)],
  ])("padding with %s is refused", (_what, change) => {
    expect(() => unwrapSessionKey(wrap(block(change)), pair.privateKey)).toThrow(PsrpError);
  });

  test.each([[""], ["AAAA"], ["!"], [randomBytes(268).toString("base64")]])("a blob %j is refused", (blob) => {
    expect(() => unwrapSessionKey(blob, pair.privateKey)).toThrow(PsrpError);
    expect(() => readPublicKey(blob)).toThrow(PsrpError);
  });
});

describe("secure strings", () => {
  test("any text comes back, and its sealed form shows nothing of it", () => {
    const key = new SessionKey(randomBytes(32));
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 8 }), (plain) => {
        expect(key.open(key.seal(plain))).toBe(plain);
        expect(OPEN_TEXTS.open(OPEN_TEXTS.seal(plain))).toBe(plain);
        expect(Buffer.from(key.seal(plain), "base64").includes(Buffer.from(plain, "utf16le"))).toBe(false);
      }),
    );
  });

  // AES-256-CBC with a zero vector and PKCS7, computed by OpenSSL's command; the last is 7.6.9 under protocol 2.4.
  test("the forms on the wire", () => {
    const key = new SessionKey(Buffer.alloc(32, 1));
    expect(key.seal("hi")).toBe("iPDXuLrRK1mMVWVFLRT8zA==");
    expect(key.open(key.seal(""))).toBe("");
    expect(OPEN_TEXTS.seal("hi")).toBe("aABpAA==");
  });

  test("a wrong key, and a key that is gone", () => {
    const sealed = new SessionKey(Buffer.alloc(32, 1)).seal("x".repeat(20));
    expect(() => new SessionKey(Buffer.alloc(32, 2)).open(sealed)).toThrow(ClixmlError);
    const bytes = Buffer.alloc(32, 3);
    const gone = new SessionKey(bytes);
    gone.clear();
    expect(bytes.equals(Buffer.alloc(32))).toBe(true);
    expect(() => gone.seal("x")).toThrow(ClixmlError);
  });

  test("without a session they are not written at all", () => {
    expect(() => writeClixml(toClixml(new SecureString("x")))).toThrow(expect.objectContaining({ code: "unsupported" }));
  });
});

describe("pools", () => {
  test("a command with a secret needs the key; with it, the secret arrives and is not in the message", () => {
    const { client, server } = opened();
    expect(() => client.startPipeline(PIPELINE, spec(new SecureString(SECRET)), 10_000)).toThrow(KeyNeeded);
    const answer = server.poolData(Buffer.concat(client.offerKey(pair, 1000)));
    expect(client.poolData(Buffer.concat(answer.fragments)).map(({ kind }) => kind)).toEqual(["key"]);
    const fragments = Buffer.concat(client.startPipeline(PIPELINE, spec(new SecureString(SECRET)), 10_000));
    expect(fragments.toString("latin1")).not.toContain(OPEN_TEXTS.seal(SECRET).slice(0, 12));
    const { requests, toPool } = server.pipelineData(PIPELINE, fragments);
    expect(toPool).toEqual([]);
    const [create] = requests;
    const given = create?.kind === "create" ? create.commands[0]?.parameters[0]?.value : undefined;
    expect(given?.kind === "secure" && given.value.reveal()).toBe(SECRET);
  });

  test("a secret that comes before any key waits, with all that follows it, until the client has answered", () => {
    const key = randomBytes(32);
    const { client, server } = opened(key);
    const sealed = new SessionKey(Buffer.from(key));
    const body = writeClixml(writeCreatePipeline(spec(new SecureString(SECRET)), "2.3"), (plain) => sealed.seal(plain));
    const message = (type: "CREATE_PIPELINE" | "END_OF_PIPELINE_INPUT", text: string) =>
      encodeFragments(9n, encodeMessage({ destination: "server", type, poolId: ID, pipelineId: PIPELINE, body: text }), 10_000);
    const early = server.pipelineData(PIPELINE, Buffer.concat(message("CREATE_PIPELINE", body)));
    expect(early.requests).toEqual([]);
    expect(client.poolData(Buffer.concat(early.toPool))).toEqual([{ kind: "key-request" }]);
    expect(server.pipelineData(PIPELINE, Buffer.concat(message("END_OF_PIPELINE_INPUT", "")))).toEqual({ requests: [], toPool: [] });
    const { released } = server.poolData(Buffer.concat(client.offerKey(pair, 1000)));
    expect(released).toMatchObject([{ pipelineId: PIPELINE, requests: [{ kind: "create" }, { kind: "end-of-input" }] }]);
    const [create] = released[0]?.requests ?? [];
    const given = create?.kind === "create" ? create.commands[0]?.parameters[0]?.value : undefined;
    expect(given?.kind === "secure" && given.value.reveal()).toBe(SECRET);
  });

  test("what is sealed with another key is not sent: the server would ask for it and wait", () => {
    const { client } = opened();
    const sealed = { name: null, value: { kind: "text" as const, tag: "SS" as const, value: "AAAA" } };
    const command = { text: "c", isScript: false, parameters: [sealed] };
    expect(() => client.startPipeline(PIPELINE, { ...spec(), commands: [command] }, 1000)).toThrow(
      expect.objectContaining({ name: "ClixmlError", code: "unsupported" }),
    );
  });

  test("a key that nobody asked for is refused", () => {
    const { client, server } = opened();
    const answer = server.poolData(Buffer.concat(client.offerKey(pair, 1000)));
    const other = opened().client;
    expect(() => other.poolData(Buffer.concat(answer.fragments))).toThrow(PsrpError);
  });

  test("under 2.4 there is no key, and none is needed", () => {
    const client = new ClientPool({ id: ID, maxRunspaces: 1, protocolVersion: "2.4" });
    client.open(1000);
    const capability = '<Obj RefId="0"><MS><Version N="protocolversion">2.4</Version></MS></Obj>';
    const state = '<Obj RefId="0"><MS><I32 N="RunspaceState">2</I32></MS></Obj>';
    client.poolData(Buffer.concat(encodeFragments(1n, poolMessage("client", "SESSION_CAPABILITY", ID, capability), 1000)));
    client.poolData(Buffer.concat(encodeFragments(2n, poolMessage("client", "RUNSPACEPOOL_STATE", ID, state), 1000)));
    const fragments = Buffer.concat(client.startPipeline(PIPELINE, spec(new SecureString("hi")), 10_000));
    expect(fragments.toString("latin1")).toContain('<SS N="V">aABpAA==</SS>');
  });
});
