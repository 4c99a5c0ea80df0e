import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fromClixml } from "../../provider/winrm/clixml/plain.ts";
import { call, startLoopback } from "./loopback.ts";

test("an abort before the start: nothing runs", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const reason = new Error("enough");
  await expect(pool.invoke([call("Test-Echo")], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const busy = pool.invoke([call("Test-Sleep", { Ms: 50 })]);
  const waiting = new AbortController();
  const queued = pool.invoke([call("Test-Echo")], { signal: waiting.signal });
  waiting.abort(reason);
  await expect(queued).rejects.toBe(reason);
  await busy;
  expect(loopback.handler.started).toBe(1);
});

test("an abort while the command is on its way", async () => {
  await using loopback = await startLoopback({ latencyMs: 20 });
  const pool = await loopback.connect();
  const stop = new AbortController();
  const running = pool.invoke([call("Test-Sleep", { Ms: 5000 })], { signal: stop.signal });
  await sleep(5);
  stop.abort();
  expect(await running).toMatchObject({
    state: "stopped",
    failure: { fullyQualifiedErrorId: "PipelineStopped", category: "OperationStopped" },
  });
  expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
});

test("an abort in the middle: what came before is kept, the pool goes on", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const stop = new AbortController();
  const running = pool.invoke([call("Test-Sleep", { Ms: 5000 })], { signal: stop.signal });
  await expect.poll(() => loopback.events.filter((event) => event.operation === "Receive").length).toBeGreaterThan(1);
  stop.abort();
  const result = await running;
  expect(result.state).toBe("stopped");
  expect(result.output.map(fromClixml)).toEqual(["started"]);
  expect(result.durationMs).toBeLessThan(2000);
  expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
  expect(loopback.handler.running).toBe(0);
});

test("an abort after the end changes nothing", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const stop = new AbortController();
  const result = await pool.invoke([call("Test-Echo", { Value: 1 })], { signal: stop.signal });
  const requests = pool.stats.requests;
  stop.abort();
  await sleep(20);
  expect(result.state).toBe("completed");
  expect(pool.stats.requests).toBeLessThanOrEqual(requests + 1);
});

test("a pipeline that does not stop is left behind in time, and the pool goes on", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect({ stopTimeoutMs: 60, maxRunspaces: 2 });
  const stop = new AbortController();
  const running = pool.invoke([call("Test-Deaf", { Ms: 1000 })], { signal: stop.signal });
  await sleep(20);
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: "WINRM_STOP_TIMEOUT", outcome: "unknown" });
  expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
});

test("closing stops what runs, refuses what waits and what comes", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const running = pool.invoke([call("Test-Sleep", { Ms: 5000 })]);
  const queued = pool.invoke([call("Test-Echo")]);
  const refused = expect(queued).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
  await expect.poll(() => loopback.handler.started).toBe(1);
  await pool.close();
  expect(await running).toMatchObject({ state: "stopped" });
  await refused;
  await expect(pool.invoke([call("Test-Echo")])).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
  expect(loopback.server.openShells).toBe(0);
  const requests = pool.stats.requests;
  await pool.close();
  expect(pool.stats.requests).toBe(requests);
});

test("one signal for many pipelines", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect({ maxRunspaces: 4 });
  const stop = new AbortController();
  const all = Array.from({ length: 30 }, () =>
    pool.invoke([call("Test-Sleep", { Ms: 5000 })], { signal: stop.signal }).catch(() => "not started"),
  );
  await expect.poll(() => loopback.handler.running).toBe(4);
  stop.abort();
  const results = await Promise.all(all);
  expect(results.filter((result) => result === "not started")).toHaveLength(26);
  expect(results.flatMap((result) => (typeof result === "object" ? [result.state] : []))).toEqual(Array(4).fill("stopped"));
});
