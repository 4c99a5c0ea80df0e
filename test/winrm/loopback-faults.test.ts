import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, connect as connectTo, createServer as createTcpServer, type Socket } from "node:net";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { AuthError, connectRunspacePool, ProtocolError, TransportError, WsManFault } from "../../provider/winrm/index.ts";
import { call, credential, PASSWORD, startLoopback } from "./loopback.ts";
import { startProxy } from "./wire-proxy.ts";

/** A listener that is no WinRM service. */
async function otherServer(respond: RequestListener) {
  const server = createHttpServer(respond);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wsman`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(inspect(error, { depth: 10 })).not.toContain(PASSWORD);
  expect(inspect(error, { depth: 10 })).not.toContain(Buffer.from(`${credential.username}:${PASSWORD}`).toString("base64"));
  return error;
};

describe("opening", () => {
  test("a wrong password", async () => {
    await using loopback = await startLoopback();
    const error = await failure(loopback.connect({ credential: { username: "tester", password: { reveal: () => "no" } } }));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({
      code: "WINRM_AUTH",
      outcome: "not-run",
      offered: ["Negotiate", "Basic"],
      hint: expect.stringContaining("password"),
    });
    expect(loopback.server.openShells).toBe(0);
  });

  test("a server that does not take Basic", async () => {
    await using other = await otherServer((_request, response) => {
      response.writeHead(401, { "WWW-Authenticate": ["Negotiate", 'Kerberos, CredSSP realm="x"'] }).end();
    });
    const error = await failure(connectRunspacePool({ authentication: "basic", url: other.url, credential }));
    expect(error).toMatchObject({
      code: "WINRM_AUTH",
      offered: ["Negotiate", "Kerberos", "CredSSP"],
      message: expect.stringContaining("Basic"),
    });
  });

  test("nobody listens", async () => {
    const loopback = await startLoopback();
    await loopback[Symbol.asyncDispose]();
    const error = await failure(connectRunspacePool({ authentication: "basic", url: loopback.server.url, credential }));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ phase: "connect", outcome: "not-run", code: "WINRM_CONNECT" });
  });

  test("a host that cannot be resolved", async () => {
    const error = await failure(
      connectRunspacePool({ authentication: "basic", url: "http://no-such-host.invalid:5985/wsman", credential, allowUnencrypted: true }),
    );
    expect(error).toMatchObject({ phase: "connect", outcome: "not-run" });
  });

  test("a host that does not answer the call for a connection", async () => {
    const started = performance.now();
    // an address for documentation (RFC 5737): either nothing comes back, or there is no route
    const options = {
      authentication: "basic" as const,
      url: "http://192.0.2.1:5985/wsman",
      credential,
      allowUnencrypted: true,
      connectTimeoutMs: 50,
    };
    expect(await failure(connectRunspacePool(options))).toMatchObject({ phase: "connect", outcome: "not-run" });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a password in the address is refused and not repeated", async () => {
    expect(
      await failure(connectRunspacePool({ authentication: "basic", url: `http://u:${PASSWORD}@127.0.0.1/wsman`, credential })),
    ).toBeInstanceOf(TypeError);
  });

  test("a host that takes the connection and says nothing", async () => {
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wsman`;
    const patience = AbortSignal.timeout(80);
    expect(await failure(connectRunspacePool({ authentication: "basic", url, credential, signal: patience }))).toMatchObject({
      name: "TimeoutError",
    });
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }, 15_000);

  test.each([
    ["status 404", 404, "", "WINRM_RECEIVE"],
    ["status 503", 503, "", "WINRM_RECEIVE"],
    ["no XML", 200, "hello", "WINRM_PROTOCOL"],
    ["a page", 200, "<html/>", "WINRM_PROTOCOL"],
    ["500 without a fault", 500, '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>', "WINRM_PROTOCOL"],
    ["an empty envelope", 200, '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>', "WINRM_PROTOCOL"],
    ["a huge answer", 200, "x".repeat(3_000_000), "WINRM_PROTOCOL"],
  ])("a server that answers with %s", async (_what, status, body, code) => {
    await using other = await otherServer((_request, response) => {
      response.writeHead(status).end(body);
    });
    expect(await failure(connectRunspacePool({ authentication: "basic", url: other.url, credential }))).toMatchObject({ code });
  });

  test("a server that cannot make a runspace", async () => {
    await using loopback = await startLoopback({
      openRunspace: () => {
        throw new Error("no room");
      },
    });
    expect(await failure(loopback.connect())).toBeInstanceOf(WsManFault);
    expect(loopback.server.openShells).toBe(0);
  });

  test("a password does not cross a network in the clear", async () => {
    for (const url of ["http://vmm.example.org:5985/wsman", "http://127.0.0.1.example.org:5985/wsman", "http://10.0.0.1/wsman"]) {
      expect(await failure(connectRunspacePool({ authentication: "basic", url, credential }))).toMatchObject({
        code: "WINRM_AUTH",
        hint: expect.stringContaining("allowUnencrypted"),
      });
    }
  });
});

describe("running", () => {
  test("the server is gone in the middle of a pipeline", async () => {
    const loopback = await startLoopback();
    const pool = await loopback.connect();
    const running = failure(pool.invoke([call("Test-Sleep", { Ms: 5000 })]));
    await expect.poll(() => loopback.handler.started).toBe(1);
    await loopback.server.close();
    expect(await running).toMatchObject({ outcome: "unknown" });
    expect(await failure(pool.invoke([call("Test-Echo")]))).toMatchObject({ code: "WINRM_CONNECT", outcome: "not-run" });
    await pool.close();
  });

  test("the session is gone, but the server is there", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    await loopback.server.close();
    // the client sees its connections end before it asks again
    await new Promise((resolve) => setTimeout(resolve, 20));
    await using again = await startLoopback({ port: loopback.server.port });
    const error = await failure(pool.invoke([call("Test-Echo")]));
    expect(error).toBeInstanceOf(WsManFault);
    expect(error).toMatchObject({ faultCode: 2150858843, remedy: "reopen", outcome: "not-run" });
    expect(again.handler.started).toBe(0);
    await pool.close();
  });

  test("output that breaks the protocol", async () => {
    await using loopback = await startLoopback();
    const spoil = { count: 0 };
    await using proxy = await otherServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const answer = await fetch(loopback.server.url, {
        method: "POST",
        headers: { authorization: request.headers.authorization ?? "" },
        body: Buffer.concat(parts),
      });
      const text = await answer.text();
      spoil.count += 1;
      // the fourth request is the pipeline's Receive: its first fragment gets a number that is not its turn
      response
        .writeHead(answer.status)
        .end(spoil.count === 4 ? text.replace(/(<rsp:Stream[^>]*>)[A-Za-z0-9+/]{16}/, "$1AAAAAAAAAAAAAAAB") : text);
    });
    const pool = await connectRunspacePool({ authentication: "basic", url: proxy.url, credential });
    const error = await failure(pool.invoke([call("Test-Echo", { Value: 1 })]));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ outcome: "unknown" });
    expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    await pool.close();
  });

  test("connections that the server closes while idle", async () => {
    await using loopback = await startLoopback();
    const sockets = new Set<Socket>();
    const proxy = createTcpServer((socket) => {
      sockets.add(socket);
      const upstream = connectTo(loopback.server.port);
      socket.pipe(upstream).pipe(socket);
      for (const end of [socket, upstream]) end.on("error", () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const pool = await connectRunspacePool({
      authentication: "basic",
      url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/wsman`,
      credential,
    });
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await pool.invoke([call("Test-Echo", { Value: turn })])).toMatchObject({ state: "completed" });
      await new Promise((resolve) => setTimeout(resolve, 10));
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await pool.close();
    expect(loopback.server.openShells).toBe(0);
    await new Promise((resolve) => proxy.close(resolve));
  });
});

test("events tell sizes and results, and never what was sent", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  await pool.invoke([call("Test-Echo", { Value: "very-private" })]);
  await pool.close();
  const told = JSON.stringify(loopback.events);
  for (const hidden of ["very-private", PASSWORD, Buffer.from(PASSWORD).toString("base64")]) expect(told).not.toContain(hidden);
  const sum = (name: "bytesSent" | "bytesReceived") => loopback.events.reduce((total, event) => total + event[name], 0);
  expect(pool.stats).toEqual({ requests: loopback.events.length, bytesSent: sum("bytesSent"), bytesReceived: sum("bytesReceived") });
});

test("a connection on which an answer has come twice is given up", async () => {
  await using loopback = await startLoopback();
  await using proxy = await startProxy(loopback.server.port);
  const pool = await loopback.connect({ url: `http://127.0.0.1:${proxy.port}/wsman` });
  let [last, late]: [Buffer, boolean] = [Buffer.alloc(0), false];
  proxy.mangle = (chunk, direction) => {
    if (direction === "there" || proxy.connections > sockets) return chunk;
    const earlier = last;
    last = chunk;
    return late ? earlier : chunk;
  };
  const sockets = proxy.connections;
  expect(await pool.alive()).toBe(true);
  late = true;
  expect(await pool.alive()).toBe(false);
  expect(await pool.alive()).toBe(true);
});
