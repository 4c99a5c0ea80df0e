import { expect, test } from "vitest";
import { call } from "../../provider/batch/build.ts";
import { Secret } from "../../provider/model/secret.ts";
import { Observation } from "../../provider/observe/index.ts";
import { observedExecutor } from "../../provider/scvmm/observed-executor.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { startSimulator } from "../../provider/simulator/index.ts";
import { connectRunspacePool } from "../../provider/winrm/index.ts";

interface Line {
  readonly event: string;
  readonly call: string | null;
  readonly operation: string;
  readonly messageId: string;
  readonly requests: number;
}

test("calls that run side by side on one pool: each has its own requests in the log", async () => {
  const host = await startSimulator({ latencyMs: 5 });
  const lines: Line[] = [];
  const observation = new Observation({ log: { detail: "requests", format: "json" }, write: (text) => lines.push(JSON.parse(text)) });
  const observer = observation.endpoint(host.url);
  const credential = { username: host.username, password: new Secret(host.password) };
  const connect = () => connectRunspacePool({ url: host.url, credential, maxRunspaces: 4, observe: observer.request });
  const executor = observedExecutor(createWinRmExecutor({ server: "localhost", connect }), observer);
  const batch = [call("clouds", "Get-SCCloud", {})];
  await executor.execute(batch);
  await Promise.all(Array.from({ length: 10 }, () => executor.execute(batch)));
  await executor.close();
  await host.close();

  const calls = lines.filter(({ event }) => event === "call");
  const requests = lines.filter(({ event }) => event === "request");
  expect(new Set(calls.map((line) => line.call)).size).toBe(11);
  expect(new Set(requests.map(({ messageId }) => messageId)).size).toBe(requests.length);
  for (const { call: id, requests: waited } of calls) {
    const own = requests.filter((line) => line.call === id);
    const end = lines.findIndex((line) => line.event === "call" && line.call === id);
    expect(own.filter((line) => lines.indexOf(line) < end)).toHaveLength(waited);
    expect(own.some(({ operation }) => operation === "Command")).toBe(true);
    // What comes after the call's end clears up behind it, once for each pipeline.
    expect(new Set(own.filter((line) => lines.indexOf(line) > end).map(({ operation }) => operation))).toEqual(new Set(["Signal"]));
    const count = (operation: string) => own.filter((line) => line.operation === operation).length;
    expect(count("Signal")).toBe(count("Command"));
  }
  expect(requests.filter((line) => line.call === null).map(({ operation }) => operation)).toEqual(["Delete"]);
  expect(observation.metricsText()).toContain(`scvmm_winrm_open_shells{endpoint="${host.url}"} 0\n`);
});
