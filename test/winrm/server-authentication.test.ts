import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstOf } from "../../provider/winrm/client/negotiate-authentication.ts";
import { AuthError, type AuthFailure } from "../../provider/winrm/errors.ts";
import { ntlmInitiator } from "../../provider/winrm/ntlm/exchange.ts";
import { sealedContentType } from "../../provider/winrm/sealing/content-type.ts";
import { accountsOf } from "../../provider/winrm/server/server-account.ts";
import { type EchoServer, startEchoServer } from "./echo-server.ts";
import { PASSWORD } from "./loopback.ts";
import { clientOptions } from "./ntlm-kit.ts";

const SEALED = sealedContentType("spnego", 1);
let server: EchoServer;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const agents: Agent[] = [];
afterAll(() => {
  for (const agent of agents) agent.destroy();
});

/** One socket, and a client that knows nothing. */
function socket() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return async (headers: Record<string, string>, body: string | Buffer = "") => {
    const sent = request({
      port: server.port,
      host: "127.0.0.1",
      method: "POST",
      agent,
      headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
    });
    sent.end(body);
    const reply = await new Promise<import("node:http").IncomingMessage>((resolve, reject) =>
      sent.once("response", resolve).once("error", reject),
    );
    const { authenticate, ...rest } = {
      authenticate: reply.headers["www-authenticate"],
      status: reply.statusCode,
      body: (await buffer(reply)).toString(),
    };
    return { ...rest, offers: authenticate };
  };
}

const LIST = 'Negotiate, Basic realm="WSMAN"';
const basic = (pair: string) => ({ Authorization: `Basic ${Buffer.from(pair).toString("base64")}` });
const negotiate = (token: Buffer | undefined) => ({ Authorization: `Negotiate ${token?.toString("base64")}` });
const tokenIn = (offers: string | undefined) => Buffer.from(offers?.split(" ")[1] ?? "", "base64");

describe("the server", () => {
  it("challenges strangers with all that it takes, and answers 400 to what it cannot unseal", async () => {
    expect(await socket()({}, "<s:Envelope/>")).toEqual({ status: 401, body: "", offers: LIST });
    expect(await socket()({ Authorization: "Digest x" }, "x")).toEqual({ status: 401, body: "", offers: LIST });
    expect(await socket()({ "Content-Type": SEALED }, "--Encrypted Boundary")).toEqual({ status: 400, body: "", offers: undefined });
  });

  it.each(["", "tester", ":", "CONTOSO\\tester:", "CONTOSO\\tester:wrong", `nobody:${PASSWORD}`, `FABRIKAM\\tester:${PASSWORD}`])(
    "does not let %j in",
    async (pair) => {
      expect(await socket()(basic(pair), "x")).toMatchObject({ status: 401, offers: LIST });
    },
  );

  it.each(["CONTOSO\\tester", "contoso\\TESTER", "tester@contoso.example"])("lets %s in, the password with its colon", async (name) => {
    expect(await socket()(basic(`${name}:${PASSWORD}`), "x")).toMatchObject({ status: 200, body: ">x" });
  });

  it("takes the pair of Basic in UTF-8 and in Latin-1, as clients differ, and no bytes that are neither", async () => {
    const pair = `CONTOSO\\tester:${PASSWORD}`;
    const inLatin1 = (text: string) => ({ Authorization: `Basic ${Buffer.from(text, "latin1").toString("base64")}` });
    expect(Buffer.from(pair, "latin1")).not.toEqual(Buffer.from(pair));
    expect(await socket()(inLatin1(pair), "x")).toMatchObject({ status: 200, body: ">x" });
    expect(await socket()(basic(pair), "x")).toMatchObject({ status: 200, body: ">x" });
    expect(await socket()(inLatin1(pair.replace("ö", "é")), "x")).toMatchObject({ status: 401 });
    await using odd = await startEchoServer({ accounts: [{ username: "odd", password: "\ufffd" }] });
    const headers = { Authorization: `Basic ${Buffer.from("odd:\xff", "latin1").toString("base64")}` };
    expect((await fetch(`http://127.0.0.1:${odd.port}`, { method: "POST", headers })).status).toBe(401);
  });

  it("takes a first request along with the last token, as some clients send it, and remembers the socket", async () => {
    const post = socket();
    const client = ntlmInitiator(clientOptions({ user: "tester", domain: "CONTOSO" }, PASSWORD));
    const challenge = await post(negotiate(client.step(undefined).token), "<ignored/>");
    expect(challenge).toMatchObject({ status: 401, body: "" });
    const { token } = client.step(tokenIn(challenge.offers));
    expect(await post(negotiate(token), "one")).toMatchObject({ status: 200, body: ">one" });
    expect(await post({}, "two")).toMatchObject({ status: 200, body: ">two" });
    expect(await socket()({}, "three")).toMatchObject({ status: 401 });
    // The proof is good for its own challenge only.
    expect(await socket()(negotiate(token), "four")).toMatchObject({ status: 401, offers: LIST });
    expect(await post(negotiate(token), "five")).toMatchObject({ status: 401, offers: LIST });
    expect(await post({}, "six")).toMatchObject({ status: 401 });
  });

  it("refuses whatever else is said to be a token, and goes on", async () => {
    const post = socket();
    const tokens = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.uint8Array({ maxLength: 80 }).map((rest) => Buffer.concat([Buffer.from("NTLMSSP\0"), rest])),
      fc.uint8Array({ maxLength: 80 }).map((rest) => Buffer.concat([Buffer.from([0x60, rest.length]), rest])),
    );
    await fc.assert(
      fc.asyncProperty(tokens, async (token) => {
        expect((await post(negotiate(Buffer.from(token)), "x")).status).toBe(401);
      }),
      { numRuns: 200 },
    );
    expect(await post(basic(`CONTOSO\\tester:${PASSWORD}`), "x")).toMatchObject({ status: 200 });
  });

  it("takes no fingerprint that is none", () => {
    expect(() => accountsOf([{ username: "robot", password: "", certificate: "AB".repeat(20) }])).toThrow(TypeError);
  });
});

describe("one way after the other", () => {
  const way = (failure: AuthFailure | undefined, tried: string[], name: string) => ({
    seals: true,
    connect: () => ({
      async exchange() {
        tried.push(name);
        if (failure !== undefined) throw new AuthError(name, "", [], failure);
        return { status: 200, headers: {}, body: Buffer.from(name) };
      },
    }),
  });
  const soap = { body: Buffer.alloc(0), timeoutMs: 1 };

  it.each(["unavailable", "not-offered"] as const)("is taken where the first is %s, and kept", async (failure) => {
    const tried: string[] = [];
    const told: string[] = [];
    const both = firstOf([way(failure, tried, "one"), way(undefined, tried, "two")], ({ message }) => told.push(message));
    const connect = () => both.connect(undefined as never);
    const one = connect();
    expect(String((await one.exchange(soap)).body)).toBe("two");
    await one.exchange(soap);
    await connect().exchange(soap);
    expect(tried).toEqual(["one", "two", "two", "two"]);
    expect(told).toEqual(["one"]);
  });

  it.each(["credentials", "handshake", "clear-text"] as const)(
    "is not taken after %s: the next attempt would lock the account sooner",
    async (failure) => {
      const tried: string[] = [];
      const both = firstOf([way(failure, tried, "one"), way(undefined, tried, "two")]);
      await expect(both.connect(undefined as never).exchange(soap)).rejects.toMatchObject({ failure });
      expect(tried).toEqual(["one"]);
    },
  );
});
