import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ntlmAuthentication } from "../../provider/winrm/client/ntlm-authentication.ts";
import { AuthError, ProtocolError, TransportError } from "../../provider/winrm/errors.ts";
import type { Admission } from "../../provider/winrm/server/server-authentication.ts";
import { startEchoServer, talk } from "./echo-server.ts";
import { PASSWORD } from "./loopback.ts";
import { startProxy } from "./wire-proxy.ts";

const credential = { username: "CONTOSO\\tester", password: { reveal: () => PASSWORD } };
const wrong = { ...credential, password: { reveal: () => "wrong" } };
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const refuse = (status: number): Admission => ({
  kind: "answered",
  status,
  headers: { "WWW-Authenticate": ["Negotiate", 'Basic realm="WSMAN"'] },
});
const isSealed = (contentType: string) => contentType.startsWith("multipart/encrypted");

describe("NTLM over http", () => {
  it("costs two requests a socket, with empty bodies; all others are sealed and carry no header", async () => {
    await using server = await startEchoServer();
    using client = talk(server.port, ntlmAuthentication(credential));
    for (const text of ["one", "two", "", "x".repeat(100_000)]) expect(await client.say(text)).toBe(`200 >${text}`);
    expect(server.seen).toHaveLength(6);
    expect(server.seen.map(({ authorization }) => authorization.split(" ")[0])).toEqual(["Negotiate", "Negotiate", "", "", "", ""]);
    expect(server.seen.map(({ bytes, contentType }) => [bytes > 0, isSealed(contentType)])).toEqual([
      [false, false],
      [false, false],
      [true, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it("shows nothing of the body, the answer or the password on the wire", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    await client.say("<s:Envelope>Remove-Everything</s:Envelope>");
    for (const secret of ["Envelope", "Remove-Everything", PASSWORD]) {
      for (const encoding of ["utf8", "utf16le"] as const) expect(proxy.recorded.includes(Buffer.from(secret, encoding))).toBe(false);
    }
    expect(proxy.recorded.includes("--Encrypted Boundary")).toBe(true);
  });

  it.each([
    ["a wrong password", wrong],
    ["an unknown user", { ...credential, username: "CONTOSO\\nobody" }],
    ["a user of another domain", { ...credential, username: "FABRIKAM\\tester" }],
  ])("%s is refused after one attempt, so that accounts are not locked", async (_name, given) => {
    await using server = await startEchoServer();
    using client = talk(server.port, ntlmAuthentication(given));
    const error = await failure(client.say("x"));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({
      failure: "credentials",
      outcome: "not-run",
      offered: ["Negotiate", "Basic"],
      hint: expect.stringContaining("LocalAccountTokenFilterPolicy"),
    });
    expect(JSON.stringify(error)).not.toContain(given.password.reveal());
    expect(server.seen).toHaveLength(2);
    expect(server.bodies).toEqual([]);
  });

  it.each(["CONTOSO\\tester", "contoso\\TESTER", "tester@contoso.example", "tester"])("the account may be written %s", async (username) => {
    await using server = await startEchoServer();
    using client = talk(server.port, ntlmAuthentication({ ...credential, username }));
    expect(await client.say("x")).toBe("200 >x");
  });

  it("speaks under the word NTLM where only that is offered, and remembers it for other sockets", async () => {
    await using server = await startEchoServer({ schemes: ["NTLM", "Basic"] });
    const authentication = ntlmAuthentication(credential);
    using first = talk(server.port, authentication);
    expect(await first.say("x")).toBe("200 >x");
    expect(server.seen.map(({ authorization }) => authorization.split(" ")[0])).toEqual(["Negotiate", "NTLM", "NTLM", ""]);
    using second = talk(server.port, authentication);
    expect(await second.say("y")).toBe("200 >y");
    expect(server.seen).toHaveLength(7);
  });

  it.each([
    [["Basic"], "Basic over https"],
    [[], "allow it there"],
  ] as const)("a server that offers %j is told apart from a wrong password", async (schemes, hint) => {
    await using server = await startEchoServer({ schemes });
    using client = talk(server.port, ntlmAuthentication(credential));
    expect(await failure(client.say("x"))).toMatchObject({ failure: "not-offered", offered: schemes, hint: expect.stringContaining(hint) });
    expect(server.seen).toHaveLength(1);
  });
});

describe("a lost context is made anew, unseen by the caller", () => {
  it("when the socket was closed between two requests", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    for (let round = 1; round <= 3; round += 1) {
      expect(await client.say(`${round}`)).toBe(`200 >${round}`);
      await proxy.drop();
    }
    expect(server.bodies).toEqual(["1", "2", "3"]);
    expect(server.seen).toHaveLength(9);
  });

  it("when the socket breaks inside the handshake", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    let answers = 0;
    proxy.mangle = (chunk, direction) => {
      if (direction === "there" && answers === 1) {
        answers += 1;
        return undefined;
      }
      if (direction === "back") answers += 1;
      return chunk;
    };
    using client = talk(proxy.port, ntlmAuthentication(credential));
    expect(await client.say("x")).toBe("200 >x");
    expect(proxy.connections).toBe(2);
    expect(server.bodies).toEqual(["x"]);
  });

  it("when it was idle for longer than http.sys keeps it, before anything is sent on it", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    let now = 0;
    using client = talk(proxy.port, ntlmAuthentication(credential, {}, { now: () => now }));
    await client.say("1");
    now = 99_000;
    await client.say("2");
    expect(proxy.connections).toBe(1);
    now = 99_000 + 100_001;
    expect(await client.say("3")).toBe("200 >3");
    expect([proxy.connections, server.seen.length]).toEqual([2, 3 + 3 + 1]);
  });

  it.each([400, 401])("on a bare %i, once; nothing ran then, and the body runs once", async (status) => {
    await using server = await startEchoServer();
    using client = talk(server.port, ntlmAuthentication(credential));
    await client.say("1");
    server.interfere = (_request, _body, count) => (count === 4 ? refuse(status) : undefined);
    expect(await client.say("2")).toBe("200 >2");
    expect(server.bodies).toEqual(["1", "2"]);
    expect(server.seen).toHaveLength(3 + 1 + 3);
  });

  it("but not for ever", async () => {
    await using server = await startEchoServer();
    server.interfere = (_request, body) => (body.length > 0 ? refuse(401) : undefined);
    using client = talk(server.port, ntlmAuthentication(credential));
    expect(await failure(client.say("x"))).toMatchObject({ code: "WINRM_AUTH", failure: "handshake", outcome: "not-run" });
    expect(server.seen).toHaveLength(6);
  });

  it("but not where each connection is closed after one request", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    proxy.mangle = (chunk, direction) =>
      direction === "back"
        ? Buffer.from(chunk.toString("latin1").replace("Connection: keep-alive", "Connection: close     "), "latin1")
        : chunk;
    using client = talk(proxy.port, ntlmAuthentication(credential));
    expect(await failure(client.say("x"))).toMatchObject({ failure: "handshake", hint: expect.stringContaining("proxy") });
    expect([proxy.connections, server.bodies.length]).toEqual([10, 0]);
  });

  it("but a request that may have run is not sent again", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    await client.say("1");
    proxy.mangle = (chunk, direction) => (direction === "back" ? undefined : chunk);
    const error = await failure(client.say("2"));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ outcome: "unknown" });
    proxy.mangle = (chunk) => chunk;
    expect(await client.say("3")).toBe("200 >3");
    expect(server.bodies).toEqual(["1", "2", "3"]);
  });
});

describe("changes on the wire", () => {
  /** Changes one byte of ciphertext, which stands right before the last boundary. */
  const flip = (chunk: Buffer) => {
    const at = chunk.lastIndexOf("--Encrypted Boundary--");
    if (at > 0) chunk[at - 1] = (chunk[at - 1] ?? 0) ^ 1;
    return chunk;
  };

  it("of an answer are an error, and the connection is given up", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    await client.say("1");
    proxy.mangle = (chunk, direction) => (direction === "back" ? flip(chunk) : chunk);
    const error = await failure(client.say("2"));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ outcome: "unknown" });
    proxy.mangle = (chunk) => chunk;
    expect(await client.say("3")).toBe("200 >3");
    expect(proxy.connections).toBe(2);
  });

  it("of a request are found out by the server, which has not run it: it is sent once more", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    await client.say("1");
    let left = 1;
    proxy.mangle = (chunk, direction) => (direction === "there" && left-- > 0 ? flip(chunk) : chunk);
    expect(await client.say("2")).toBe("200 >2");
    expect(server.bodies).toEqual(["1", "2"]);
    proxy.mangle = (chunk, direction) => (direction === "there" ? flip(chunk) : chunk);
    expect(await failure(client.say("3"))).toBeInstanceOf(AuthError);
    expect(server.bodies).toEqual(["1", "2"]);
  });

  it("an answer in the clear to a sealed request is not believed", async () => {
    await using server = await startEchoServer();
    using client = talk(server.port, ntlmAuthentication(credential));
    server.interfere = (_request, body) => (body.length > 0 ? { kind: "plain", body: "<s:Envelope/>" } : undefined);
    expect(await failure(client.say("x"))).toMatchObject({ code: "WINRM_PROTOCOL" });
  });

  it("of the handshake end it without a body", async () => {
    await using server = await startEchoServer();
    server.interfere = (_request, _body, count) =>
      count === 1
        ? {
            kind: "answered",
            status: 401,
            headers: { "WWW-Authenticate": `Negotiate ${Buffer.from("NTLMSSP\0garbage").toString("base64")}` },
          }
        : undefined;
    using client = talk(server.port, ntlmAuthentication(credential));
    expect(await failure(client.say("x"))).toMatchObject({ failure: "handshake" });
    server.interfere = (_request, _body, count) => (count === 2 ? { kind: "answered", status: 200, headers: {} } : undefined);
    expect(await failure(client.say("x"))).toMatchObject({ code: "WINRM_PROTOCOL" });
    expect(server.bodies).toEqual([]);
  });
});

describe("sockets do not share contexts", () => {
  it("eight at a time, each on its own, and none is mixed up", async () => {
    await using server = await startEchoServer();
    const authentication = ntlmAuthentication(credential);
    const clients = Array.from({ length: 8 }, () => talk(server.port, authentication));
    await Promise.all(
      clients.map(async (client, index) => {
        for (let n = 0; n < 10; n += 1) expect(await client.say(`${index}-${n}`)).toBe(`200 >${index}-${n}`);
      }),
    );
    expect(server.seen).toHaveLength(8 * 12);
    for (const client of clients) client[Symbol.dispose]();
  });

  it("an aborted request gives its socket up", async () => {
    await using server = await startEchoServer();
    await using proxy = await startProxy(server.port);
    using client = talk(proxy.port, ntlmAuthentication(credential));
    await client.say("1");
    proxy.mangle = (chunk, direction) => (direction === "back" ? Buffer.alloc(0) : chunk);
    const waiting = failure(client.say("2"));
    await sleep(20);
    await proxy.drop();
    expect(await waiting).toBeInstanceOf(TransportError);
    proxy.mangle = (chunk) => chunk;
    expect(await client.say("3")).toBe("200 >3");
  });
});
