import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectRunspacePool, listShells } from "../../provider/winrm/index.ts";
import { has, python } from "../parts.ts";
import type { Loopback } from "../winrm/loopback.ts";
import { PythonPeer } from "./python-peer.ts";
import { account, addressOf, startForThem } from "./start-for-them.ts";

const available = has("pypsrp against our server", python("pypsrp"));

describe.skipIf(!available)("pypsrp against our server, Basic", () => {
  let loopback: Loopback;
  let peer: PythonPeer;
  beforeAll(async () => {
    loopback = await startForThem();
    peer = new PythonPeer("pypsrp_peer.py");
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
    await loopback[Symbol.asyncDispose]();
  });

  const invoke = (text: string, parameters: object = {}) => peer.must({ op: "invoke", commands: [{ text, parameters }] });

  it("opens a pool and reads the server's versions", async () => {
    expect(await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "basic" })).toEqual({
      state: 2,
      protocol: "2.3",
      version: "5.1.17763.1",
    });
    expect(loopback.server.openShells).toBe(1);
  });

  it("passes parameters of every common kind, hostile texts among them", async () => {
    const values = ["", "a'b\"c`d$(e)\nf\r\n\t", "_x0041_ _x", "größe 😀", 0, -5, 2_147_483_647, 1.5, true, false];
    for (const value of values) expect((await invoke("Test-Echo", { Value: value })).output, String(value)).toEqual([value]);
    for (const Value of [["a", 1, null, true], { key: "x", list: [true, 2], "": "empty" }]) {
      expect((await invoke("Test-Echo", { Value })).output).toEqual([Value]);
    }
  });

  it("gets 2,000 outputs in order", async () => {
    const { output, state } = await invoke("Test-Count", { To: 2000 });
    expect(output).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    expect(state).toBe(4);
  });

  it("reads error records, warnings and what goes on after them", async () => {
    expect(await invoke("Test-Error")).toMatchObject({
      state: 4,
      output: ["before", "after"],
      warnings: ["careful\r\n_x0041_"],
      errors: [{ text: "no such thing: <é>", id: "801,Test.GetThing", target: "thing" }],
    });
  });

  it("is told what ended a pipeline, and may go on with the pool", async () => {
    expect(await invoke("Test-Fail")).toMatchObject({ state: 5, hadErrors: true, errors: [{ text: "it ended", id: "Ended,Test" }] });
    expect(await invoke("Test-Echo", { Value: 1 })).toMatchObject({ state: 4, output: [1] });
  });

  it("sends and gets a megabyte", async () => {
    const text = "0123456789abcdé<".repeat(65_536);
    const { output } = await invoke("Test-Echo", { Value: text });
    expect((output as string[])[0] === text).toBe(true);
    expect(await peer.must({ op: "output", bytes: 1_000_000 })).toEqual({ bytes: 1_000_000 });
  });

  it("stops a pipeline and uses the pool again", async () => {
    const started = performance.now();
    const stopped = await peer.must({ op: "stop", commands: [{ text: "Test-Sleep", parameters: { Ms: 30_000 } }] });
    expect(stopped).toMatchObject({ output: ["started"] });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await invoke("Test-Echo", { Value: "again" })).toMatchObject({ output: ["again"] });
    expect(loopback.handler.running).toBe(0);
  });

  it("leaves its session, takes it up again, and lets another client go on with it", async () => {
    expect(await peer.must({ op: "disconnect" })).toEqual({ state: 9 });
    expect(await peer.must({ op: "reconnect" })).toEqual({ state: 2 });
    expect(await invoke("Test-Echo", { Value: "back" })).toMatchObject({ output: ["back"] });
    // Windows tells no state after a Connect either, so pypsrp stays with what it had.
    expect(await peer.must({ op: "take_over" })).toEqual({ state: 9 });
    expect(await invoke("Test-Echo", { Value: "other hands" })).toMatchObject({ output: ["other hands"] });
    expect(loopback.server.openShells).toBe(1);
  });

  it("finds the sessions on the server, and fetches what still runs in one", async () => {
    const left = await peer.must({ op: "leave", commands: [{ text: "Test-Sleep", parameters: { Ms: 300 } }] });
    const found = await peer.must({ op: "find", id: left["pool"] });
    expect(found).toEqual({ pools: 2, pipelines: [left["pipeline"]], output: [["slept"]] });
  });

  it.each([
    [300, { state: "completed", output: [expect.objectContaining({ value: "slept" })] }],
    [60_000, { state: "stopped", output: [] }],
  ])("leaves a pipeline of %i ms to our client, which finds it and fetches or stops the rest", async (Ms, expected) => {
    const left = await peer.must({ op: "leave", commands: [{ text: "Test-Sleep", parameters: { Ms } }] });
    const { server } = loopback;
    const where = {
      url: server.url,
      credential: { username: account.username, password: { reveal: () => account.password } },
      authentication: "basic",
    } as const;
    const shell = (await listShells(where)).find(({ poolId }) => poolId === left["pool"]);
    expect(shell).toMatchObject({ state: "disconnected", owner: account.username });
    if (shell === undefined) return;
    const pool = await connectRunspacePool({ ...where, takeOver: shell });
    const [id = ""] = await pool.pipelines();
    expect(id).toBe(left["pipeline"]);
    expect(await pool.follow(id, { signal: AbortSignal.timeout(1000) })).toMatchObject(expected);
    expect(await pool.pipelines()).toEqual([]);
    await pool.close();
  });

  it("runs pipelines of several pools at once", async () => {
    expect(await peer.must({ op: "calls", count: 40, concurrency: 4, cold: false, text: "x" })).toEqual({ done: 40 });
    expect(loopback.server.openShells).toBe(4);
  });

  it("leaves nothing behind", async () => {
    await peer.must({ op: "close" });
    expect(loopback.server.openShells).toBe(0);
  });
});

describe.skipIf(!available)("pypsrp with a wrong password", () => {
  it("is refused", async () => {
    await using loopback = await startForThem();
    await using peer = new PythonPeer("pypsrp_peer.py");
    const { error } = await peer.ask({ op: "open", ...addressOf(loopback), ...account, password: "wrong", auth: "basic" });
    expect(error).toMatch(/^AuthenticationError/);
  });
});

describe.skipIf(!available)("pypsrp against our server, NTLM with sealed bodies", () => {
  it("opens, sends and gets a megabyte, and is refused with a wrong password", async () => {
    await using loopback = await startForThem({ allowUnencrypted: false, schemes: ["Negotiate"] });
    await using peer = new PythonPeer("pypsrp_peer.py");
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "ntlm" });
    const text = "0123456789abcdé<".repeat(65_536);
    const { output } = await peer.must({ op: "invoke", commands: [{ text: "Test-Echo", parameters: { Value: text } }] });
    expect((output as string[])[0] === text).toBe(true);
    expect(await peer.must({ op: "calls", count: 20, concurrency: 3, cold: false, text: "x" })).toEqual({ done: 20 });
    await peer.must({ op: "close" });
    expect(loopback.server.openShells).toBe(0);

    await using stranger = new PythonPeer("pypsrp_peer.py");
    const refused = await stranger.ask({ op: "open", ...addressOf(loopback), ...account, password: "wrong", auth: "ntlm" });
    expect(refused["error"]).toMatch(/^AuthenticationError/);
  });

  it("wraps NTLM in SPNEGO as well", async () => {
    await using loopback = await startForThem({ allowUnencrypted: false, schemes: ["Negotiate"] });
    await using peer = new PythonPeer("pypsrp_peer.py");
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "negotiate" });
    expect(await peer.must({ op: "calls", count: 5, concurrency: 1, cold: false, text: "x" })).toEqual({ done: 5 });
  });
});
