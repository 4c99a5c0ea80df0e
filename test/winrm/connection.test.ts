import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { ReusedBytes } from "../../provider/winrm/bytes/reused-bytes.ts";
import { Connection } from "../../provider/winrm/client/connection.ts";
import { ProtocolError, TransportError } from "../../provider/winrm/errors.ts";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

interface Opposite {
  readonly connection: Connection;
  /** What each socket sent, in the order of their coming. */
  readonly received: string[];
  readonly sockets: Socket[];
}
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that writes what it is told after each request of a socket: `undefined` closes it, "" says nothing. */
async function against(...says: readonly (string | undefined)[]): Promise<Opposite> {
  const [received, sockets]: [string[], Socket[]] = [[], []];
  let turn = 0;
  const server: Server = createServer((socket) => {
    const own = sockets.push(socket) - 1;
    received.push("");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      received[own] += bytes.toString("latin1");
      if (!received[own]?.endsWith("!")) return;
      const said = says[Math.min(turn, says.length - 1)];
      turn += 1;
      if (said === undefined) socket.destroy();
      else if (said !== "") socket.write(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/wsman?a=b`);
  const connection = new Connection({ url, connectTimeoutMs: 2000, maxReplyBytes: 1000 });
  open.push(() => {
    connection.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { connection, received, sockets };
}

const message = { headers: { "X-Own": "1" }, body: Buffer.from("body!") };
const post = (connection: Connection, timeoutMs = 2000) => connection.post(() => message, { timeoutMs });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a connection", () => {
  test("sends one request after the other over one socket, in one piece each", async () => {
    const { connection, received, sockets } = await against(OK);
    const replies = [await post(connection), await post(connection)];
    expect(replies.map(({ status, body }) => [status, body.toString()])).toEqual(Array(2).fill([200, "ok"]));
    const host = `127.0.0.1:${sockets[0]?.localPort}`;
    const request = `POST /wsman?a=b HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\nX-Own: 1\r\nContent-Length: 5\r\n\r\nbody!`;
    expect(received).toEqual([request + request]);
  });

  test("an answer lies in the memory that was given for it", async () => {
    const { connection } = await against(OK, OK.replace("ok", "no"));
    const buffer = new ReusedBytes();
    const first = await connection.post(() => message, { timeoutMs: 2000, buffer });
    expect(first.body.toString()).toBe("ok");
    await connection.post(() => message, { timeoutMs: 2000, buffer });
    expect(first.body.toString()).toBe("no");
  });

  test.each([
    ["closes with its answer", `HTTP/1.1 200 OK\r\n\r\nok`],
    ["says that it closes", OK.replace("Content", "Connection: close\r\nContent")],
    ["says that it keeps it for less than a second", OK.replace("Content", "Keep-Alive: timeout=1, max=5\r\nContent")],
    ["says so in another order", OK.replace("Content", "Keep-Alive: max=5, Timeout=1\r\nContent")],
    ["says more than it was asked for", `${OK}${OK}`],
  ])("takes a new socket where the server %s", async (_what, said) => {
    const { connection, sockets } = await against(said, OK);
    const first = post(connection);
    if (!said.includes("Content")) await sleep(30).then(() => sockets[0]?.end());
    expect((await first).body.toString()).toBe("ok");
    expect((await post(connection)).body.toString()).toBe("ok");
    expect(sockets).toHaveLength(2);
  });

  test.each([
    ["was closed while idle", (socket: Socket) => socket.end()],
    ["was reset while idle", (socket: Socket) => socket.resetAndDestroy()],
    ["has brought what nobody asked for", (socket: Socket) => socket.write("HTTP/1.1 408 Timeout\r\n\r\n")],
  ])("takes a new socket where the kept one %s", async (_what, act) => {
    const { connection, sockets } = await against(OK);
    await post(connection);
    for (const socket of sockets) act(socket);
    await sleep(50);
    expect((await post(connection)).status).toBe(200);
    expect(sockets).toHaveLength(2);
  });

  test("takes an answer that comes before all of the request, and a new socket after it", async () => {
    const { connection, sockets } = await against("");
    const large = connection.post(() => ({ headers: {}, body: Buffer.alloc(30_000_000) }), { timeoutMs: 5000 });
    while (sockets[0] === undefined) await sleep(5);
    sockets[0].pause().write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    expect((await large).status).toBe(413);
    void failure(post(connection, 50));
    while (sockets.length < 2) await sleep(5);
  });

  test.each([
    ["whole", "Content-Length: 0\r\n\r\n", undefined],
    [
      "within its body",
      "Content-Length: 500\r\n\r\n<html>",
      { outcome: "not-run", status: 413, hint: expect.stringContaining("MaxEnvelopeSizekb") },
    ],
  ])("a refusal of a request that is still under way, followed by a reset, %s: is a refusal", async (_what, rest, refusal) => {
    const { connection, sockets } = await against("");
    const large = connection.post(() => ({ headers: {}, body: Buffer.alloc(30_000_000) }), { timeoutMs: 5000 });
    const end = failure(large);
    while (sockets[0] === undefined) await sleep(5);
    sockets[0].pause().write(`HTTP/1.1 413 Too Large\r\n${rest}`, () => setTimeout(() => sockets[0]?.resetAndDestroy(), 50));
    if (refusal) expect(await end).toMatchObject(refusal);
    else expect((await large).status).toBe(413);
  });

  test.each([
    ["before the answer", undefined, "ECONNRESET"],
    ["within it", OK.slice(0, -1), "ECONNRESET"],
    ["by saying what is no HTTP", "SSH-2.0\r\n\r\n", "EHTTP"],
  ])("that breaks %s is a TransportError", async (_what, said, code) => {
    const { connection, sockets } = await against(said, OK);
    const work = failure(post(connection));
    if (said?.startsWith("HTTP")) await sleep(30).then(() => sockets[0]?.end());
    const error = await work;
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ phase: "receive", staleConnection: false, message: expect.stringContaining(code) });
    expect((await post(connection)).status).toBe(200);
  });

  test("tells that a socket was old when it breaks before the next answer", async () => {
    const { connection } = await against(OK, undefined);
    await post(connection);
    expect(await failure(post(connection))).toMatchObject({ phase: "receive", staleConnection: true });
  });

  test("refuses an answer that is too large", async () => {
    const { connection } = await against("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
    expect(await failure(post(connection))).toBeInstanceOf(ProtocolError);
  });

  test("waits no longer than it may, and goes on", async () => {
    const { connection, sockets } = await against("", OK);
    expect(await failure(post(connection, 40))).toMatchObject({ phase: "receive", message: expect.stringContaining("within 40 ms") });
    expect((await post(connection)).status).toBe(200);
    expect(sockets).toHaveLength(2);
  });

  test.each([
    ["says that it goes on, again and again", "HTTP/1.1 100 Continue\r\n\r\n", ""],
    ["never ends its trailer", "A: b\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"],
    ["writes a byte now and then", "x", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"],
  ])("waits no longer for a server that %s, and ends with the signal too", async (_what, again, first) => {
    for (const bySignal of [false, true]) {
      const signal = bySignal ? AbortSignal.timeout(60) : undefined;
      const { connection, received, sockets } = await against(first);
      // Not before the answer has begun: drips ahead of it would be no HTTP.
      const dripping = setInterval(() => received[0]?.endsWith("!") && sockets[0]?.write(again), 5);
      const work = connection.post(() => message, { timeoutMs: signal === undefined ? 60 : 60_000, ...(signal && { signal }) });
      const error = await failure(work);
      clearInterval(dripping);
      if (signal === undefined) expect(error).toMatchObject({ phase: "receive", message: expect.stringContaining("within 60 ms") });
      else expect(error).toBe(signal.reason);
      await expect.poll(() => sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
    }
  });

  test("ends with the signal, before and while it waits", async () => {
    const { connection, sockets } = await against("", OK);
    const [early, late] = [new AbortController(), new AbortController()];
    early.abort(new Error("early"));
    expect(await failure(connection.post(() => message, { timeoutMs: 2000, signal: early.signal }))).toEqual(new Error("early"));
    expect(sockets).toHaveLength(0);
    setTimeout(() => late.abort(new Error("late")), 30);
    expect(await failure(connection.post(() => message, { timeoutMs: 2000, signal: late.signal }))).toEqual(new Error("late"));
    expect((await post(connection)).status).toBe(200);
  });

  test("sends nothing when there is nothing to send", async () => {
    const { connection, received } = await against(OK);
    const refuse = async () => {
      throw new Error("no key");
    };
    expect(await failure(connection.post(refuse, { timeoutMs: 2000 }))).toEqual(new Error("no key"));
    expect(received.join("")).toBe("");
  });

  test("carries one request at a time", async () => {
    const { connection } = await against(OK);
    const first = post(connection);
    expect(String(await failure(post(connection)))).toContain("one request at a time");
    expect((await first).status).toBe(200);
  });

  test("finds the address that answers among those of a name", async () => {
    const { connection, sockets } = await against(OK);
    await post(connection);
    const url = new URL(`http://localhost:${sockets[0]?.localPort}/wsman`);
    const named = new Connection({ url, connectTimeoutMs: 2000, maxReplyBytes: 1000 });
    open.push(() => named.close());
    expect((await post(named)).body.toString()).toBe("ok");
  });

  test("that is closed fails what is under way", async () => {
    const { connection } = await against("");
    const work = failure(post(connection));
    await sleep(30);
    connection.close();
    expect(await work).toBeInstanceOf(TransportError);
  });

  test("takes another socket where a kept one goes before anything is written to it", async () => {
    const { connection, received, sockets } = await against(OK);
    await post(connection);
    let asked = 0;
    const compose = async () => {
      asked += 1;
      if (asked > 1) return message;
      sockets[0]?.destroy();
      await sleep(50);
      return message;
    };
    expect((await connection.post(compose, { timeoutMs: 2000 })).status).toBe(200);
    expect([asked, sockets.length]).toEqual([2, 2]);
    expect(received.map((text) => text.split("POST").length - 1)).toEqual([1, 1]);
  });

  test("that is closed here does not take for an answer what had come of one", async () => {
    const { connection } = await against("HTTP/1.1 200 OK\r\n\r\n<half");
    const work = failure(post(connection));
    await sleep(50);
    connection.close();
    expect(await work).toMatchObject({ phase: "receive", message: expect.stringContaining("ECONNABORTED") });
  });

  test("says at once that what greets is no HTTP", async () => {
    const { connection } = await against("SSH-2.0-OpenSSH\r\n");
    expect(await failure(post(connection, 60_000))).toMatchObject({ phase: "receive", message: expect.stringContaining("EHTTP") });
  });

  test("cannot be made where nobody listens", async () => {
    const { connection } = await against(OK);
    for (const close of open.splice(0)) close();
    await sleep(10);
    expect(await failure(post(connection))).toMatchObject({ phase: "connect", message: expect.stringContaining("ECONNREFUSED") });
  });
});
