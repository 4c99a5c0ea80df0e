import { describe, expect, test } from "vitest";
import { listAll } from "../../provider/winrm/client/list-all.ts";
import { wsManClientFor } from "../../provider/winrm/client/ws-man-client-for.ts";
import { connectRunspacePool, type DisconnectedShell, listShells } from "../../provider/winrm/index.ts";
import { writeDisconnect } from "../../provider/winrm/wsman/disconnect.ts";
import { readListedCommands, writeEnumerate } from "../../provider/winrm/wsman/enumerate.ts";
import { COMMAND_RESOURCE } from "../../provider/winrm/wsman/namespaces.ts";
import { client } from "./command-shell-kit.ts";
import { call, credential, PASSWORD, startLoopback } from "./loopback.ts";

const echo = call("Test-Echo", { Value: "x" });
const other = { username: "other", password: "o" };
const accounts = [{ username: credential.username, password: PASSWORD }, other];

const takeOver = (url: string, shell: DisconnectedShell, as = credential) =>
  connectRunspacePool({ url, credential: as, authentication: "basic", takeOver: shell });

describe("a session that is left", () => {
  test("refuses pipelines, is still there, and is taken up again by the same client", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    const shell = await pool.disconnect(60);
    expect(shell).toMatchObject({ url: loopback.server.url, username: credential.username, maxRunspaces: 1, idleSeconds: 60 });
    await expect(pool.invoke([echo])).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
    expect(loopback.server.openShells).toBe(1);
    expect(await pool.alive()).toBe(true);
    await pool.reconnect();
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
  });

  test("is taken over by another client with two requests, and its runspaces with it", async () => {
    await using loopback = await startLoopback();
    const first = await loopback.connect({ maxRunspaces: 3 });
    await first.invoke([echo]);
    const shell = await first.disconnect(60);
    await first.close();
    expect(loopback.server.openShells).toBe(1);
    const before = loopback.server.requestCount;
    const second = await takeOver(loopback.server.url, JSON.parse(JSON.stringify(shell)));
    expect(loopback.server.requestCount - before).toBe(2);
    expect(await second.invoke([echo])).toMatchObject({ state: "completed", requests: 2 });
    expect(loopback.server.openShells).toBe(1);
    await second.close();
    expect(loopback.server.openShells).toBe(0);
  });

  test("refuses pipelines from the moment on that it is to be left, and takes them again where that failed", async () => {
    await using loopback = await startLoopback({ faults: [{ what: "fault", code: 5, action: "Disconnect", atRequest: 1 }] });
    const pool = await loopback.connect();
    const running = pool.invoke([call("Test-Sleep", { Ms: 50 })]);
    const leaving = pool.disconnect(60);
    await expect(pool.invoke([echo])).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
    await expect(leaving).rejects.toMatchObject({ faultCode: 5 });
    expect(await running).toMatchObject({ state: "completed" });
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
    const again = pool.disconnect(60);
    await expect(pool.invoke([echo])).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
    await again;
    await expect(pool.disconnect(60)).rejects.toMatchObject({ code: "WINRM_POOL" });
    await pool.close();
    expect(loopback.server.openShells).toBe(1);
  });

  test("is ended, not left, once the pool is being closed", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    const running = pool.invoke([call("Test-Sleep", { Ms: 30_000 })]);
    await expect.poll(() => loopback.handler.running).toBe(1);
    const closing = pool.close();
    await expect(pool.disconnect(60)).rejects.toMatchObject({ code: "WINRM_POOL" });
    await closing;
    expect(await running).toMatchObject({ state: "stopped" });
    expect(loopback.server.openShells).toBe(0);
  });

  test("is not lost where the pool is closed while it is left: left, or ended", async () => {
    for (const faults of [[], [{ what: "fault", code: 5, action: "Disconnect" }] as const]) {
      await using loopback = await startLoopback({ faults });
      const pool = await loopback.connect();
      const leaving = pool.disconnect(60).catch(() => undefined);
      await pool.close();
      expect(loopback.server.openShells).toBe((await leaving) === undefined ? 0 : 1);
    }
  });

  test("waits for what runs in it", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    const running = pool.invoke([call("Test-Sleep", { Ms: 50 })]);
    await expect.poll(() => loopback.handler.running).toBe(1);
    await pool.disconnect(60);
    expect(await running).toMatchObject({ state: "completed" });
  });

  test("cannot be had while somebody has it, by anybody else, twice, or once it is gone", async () => {
    await using loopback = await startLoopback({ accounts });
    const pool = await loopback.connect();
    const shell = await pool.disconnect(60);
    await pool.reconnect();
    await expect(takeOver(loopback.server.url, shell)).rejects.toMatchObject({ faultCode: 2150859213 });
    // a refused attempt must not end what another client has
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
    await pool.disconnect(60);
    const stranger = { username: other.username, password: { reveal: () => other.password } };
    await expect(takeOver(loopback.server.url, shell, stranger)).rejects.toMatchObject({ faultCode: 2150858843 });
    const second = await takeOver(loopback.server.url, shell);
    await expect(pool.reconnect()).rejects.toMatchObject({ faultCode: 2150859213 });
    await second.close();
    await expect(takeOver(loopback.server.url, shell)).rejects.toMatchObject({ faultCode: 2150858843 });
  });

  test("ends by itself after its time", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    await pool.disconnect(0.05);
    await expect.poll(() => loopback.server.openShells).toBe(0);
    await expect(pool.reconnect()).rejects.toMatchObject({ faultCode: 2150858843 });
  });
});

test("a session that is not used ends after the time that it asked for, one that waits for output does not", async () => {
  await using loopback = await startLoopback();
  const busy = await loopback.connect({ idleSeconds: 0.1 });
  const running = busy.invoke([call("Test-Sleep", { Ms: 300 })]);
  await loopback.connect({ idleSeconds: 0.1 });
  expect(loopback.server.openShells).toBe(2);
  await expect.poll(() => loopback.server.openShells).toBe(1);
  expect(await running).toMatchObject({ state: "completed" });
  await expect.poll(() => loopback.server.openShells).toBe(0);
});

describe("a session whose data is lost", () => {
  const where = { credential, authentication: "basic" } as const;

  test("is found on the server by its owner alone, and taken over with all its runspaces", async () => {
    await using loopback = await startLoopback({ accounts });
    const { url } = loopback.server;
    const left = await loopback.connect({ maxRunspaces: 3 });
    const { poolId } = await left.disconnect(60);
    await loopback.connect();
    const found = await listShells({ url, ...where });
    expect(found.map(({ state }) => state).sort()).toEqual(["connected", "disconnected"]);
    const stranger = { username: other.username, password: { reveal: () => other.password } };
    expect(await listShells({ url, ...where, credential: stranger })).toEqual([]);
    const shell = found.find(({ state }) => state === "disconnected");
    expect(shell).toMatchObject({ poolId, configurationName: "Microsoft.PowerShell", owner: credential.username });
    const second = await connectRunspacePool({ url, ...where, takeOver: JSON.parse(JSON.stringify(shell)) });
    await Promise.all([1, 2, 3].map(() => second.invoke([call("Test-Gate", { Width: 3 })])));
    await second.close();
    expect(await listShells({ url, ...where })).toHaveLength(1);
  });

  test("lists no command shells: they cannot be taken over", async () => {
    const openCommandShell = () => ({ run: async () => 0, close: () => {} });
    await using loopback = await startLoopback({ openCommandShell });
    await client(loopback).open();
    expect(await listShells({ url: loopback.server.url, ...where })).toEqual([]);
    expect(loopback.server.openShells).toBe(1);
  });

  test("a record of which the former client had received a part is missing, and that is told", async () => {
    await using loopback = await startLoopback();
    const { url } = loopback.server;
    const left = await loopback.connect();
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const large = () => loopback.events.filter(({ operation, bytesReceived }) => operation === "Receive" && bytesReceived > 100_000);
    const first = left.invoke([call("Test-Echo", { A: "small", B: "b".repeat(1_000_000) })], { onRecord: () => held }).catch(() => {});
    try {
      await expect.poll(large, { timeout: 8000 }).toHaveLength(1);
      const [shell] = await listShells({ url, ...where });
      if (shell === undefined) throw new Error("no shell");
      const raw = wsManClientFor({ url, ...where }, 1);
      raw.selectors = shell.selectors;
      await raw.call({ operation: "Disconnect", body: writeDisconnect(60) });
      raw.close();
      const second = await connectRunspacePool({ url, ...where, takeOver: shell });
      const [id = ""] = await second.pipelines();
      expect(await second.follow(id)).toMatchObject({ state: "completed", output: [], interrupted: true });
      expect(await second.invoke([echo])).toMatchObject({ state: "completed", interrupted: false });
      await second.close();
    } finally {
      go();
      await first;
    }
  });

  test("lists come in as many answers as they need", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect({ maxRunspaces: 3 });
    const running = [1, 2, 3].map(() => pool.invoke([call("Test-Gate", { Width: 4 })]));
    await expect.poll(() => loopback.handler.running).toBe(3);
    const ids = await pool.pipelines();
    expect(new Set(ids).size).toBe(3);
    const [shell] = await listShells({ url: loopback.server.url, ...where });
    const raw = wsManClientFor({ url: loopback.server.url, ...where }, 1);
    // Nothing comes with the first answer.
    const body = writeEnumerate(shell?.selectors).replace("<w:OptimizeEnumeration/>", "");
    const before = loopback.server.requestCount;
    expect([...(await listAll(raw, { body, resourceUri: COMMAND_RESOURCE }, readListedCommands))].sort()).toEqual([...ids].sort());
    expect(loopback.server.requestCount - before).toBe(2);
    raw.close();
    await pool.close();
    await Promise.all(running);
  });

  test("a pipeline that is not there cannot be followed, and the pool goes on", async () => {
    await using loopback = await startLoopback();
    const pool = await loopback.connect();
    const missing = pool.follow("11111111-1111-1111-1111-111111111111");
    await expect(missing).rejects.toMatchObject({ faultCode: 2150858843, outcome: "unknown" });
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
    expect(await pool.pipelines()).toEqual([]);
  });
});

describe("a server that is full", () => {
  test.each([
    ["shells", { shellsPerUser: 0 }, 2150859173],
    ["operations", { operationsPerUser: 0 }, 2150859174],
  ])("of %s says so with its number", async (_what, limits, faultCode) => {
    await using loopback = await startLoopback({ limits });
    await expect(loopback.connect()).rejects.toMatchObject({ faultCode, remedy: "back-off", outcome: "not-run" });
  });

  test("of commands says so, and gets room when one ends", async () => {
    await using loopback = await startLoopback({ limits: { commandsPerShell: 1 } });
    const pool = await loopback.connect({ maxRunspaces: 2 });
    const first = pool.invoke([call("Test-Sleep", { Ms: 300 })]);
    await expect.poll(() => loopback.handler.running).toBe(1);
    await expect(pool.invoke([echo])).rejects.toMatchObject({ faultCode: 2150859241, outcome: "not-run" });
    expect(await first).toMatchObject({ state: "completed" });
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
  });
});

test("envelopes shrink where the server takes less than its version promises", async () => {
  await using loopback = await startLoopback({ limits: { envelopeBytes: 160_000 } });
  const pool = await loopback.connect();
  const text = "l".repeat(600_000);
  const result = await pool.invoke([call("Test-Echo", { Value: text })]);
  expect(result.output).toHaveLength(1);
  expect(loopback.handler.started).toBe(1);
  const refused = () => loopback.events.filter(({ status }) => status === 413).length;
  expect(refused()).toBe(1);
  await pool.invoke([call("Test-Echo", { Value: text })]);
  expect(refused()).toBe(1);
});

describe("a lost answer to Command", () => {
  test("is found by listening for the pipeline, where it had arrived", async () => {
    await using loopback = await startLoopback({ faults: [{ what: "cut-after", action: "Command", atRequest: 1 }] });
    const pool = await loopback.connect();
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed", interrupted: false });
    expect(loopback.handler.started).toBe(1);
  });

  test("stays in doubt where it had not", async () => {
    await using loopback = await startLoopback({ faults: [{ what: "cut-before", action: "Command", atRequest: 1 }] });
    const pool = await loopback.connect();
    await expect(pool.invoke([echo])).rejects.toMatchObject({ code: expect.stringMatching(/^WINRM_(SEND|RECEIVE)$/), outcome: "unknown" });
    expect(loopback.handler.started).toBe(0);
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed" });
  });

  test("is sent again by its number where the server has shown that it keeps answers", async () => {
    await using loopback = await startLoopback({ faults: [{ what: "cut-before", action: "Command", atRequest: 1 }] });
    const pool = await loopback.connect({ resend: "operation-id" });
    expect(await pool.invoke([echo])).toMatchObject({ state: "completed", interrupted: false });
    expect(loopback.handler.started).toBe(1);
  });
});

test("a cut Receive is asked again, and the result tells that something may be missing", async () => {
  await using loopback = await startLoopback({ faults: [{ what: "truncate", action: "Receive", atRequest: 2 }] });
  const pool = await loopback.connect({ operationTimeoutSeconds: 1 });
  // the first piece is in the lost answer, the rest comes later
  const result = await pool.invoke([call("Test-Sleep", { Ms: 60 })]);
  expect(result).toMatchObject({ state: "completed", interrupted: true });
  expect(result.output).toHaveLength(1);
});
