import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { toClixml } from "../../provider/winrm/clixml/plain.ts";
import { NS } from "../../provider/winrm/wsman/namespaces.ts";
import { descendant } from "../../provider/winrm/wsman/xml-tree.ts";
import { client, faultOf, handler, outcome } from "./command-shell-kit.ts";
import { call, credential, PASSWORD, startLoopback } from "./loopback.ts";

const other = { username: "other", password: "o" };
const accounts = [{ username: credential.username, password: PASSWORD }, other];
const idle = handler(async (_line, _sink, signal) => {
  await sleep(60_000, undefined, { signal }).catch(() => {});
  return 0;
});

describe("a command shell counts as a shell of PSRP does", () => {
  it("in the quota of shells, where both are counted together, and one user's do not count for another", async () => {
    await using loopback = await startLoopback({ ...idle, accounts, limits: { shellsPerUser: 2 } });
    await loopback.connect();
    const first = client(loopback);
    await first.open();
    expect(faultOf(await client(loopback).open())).toBe("2150859173");
    await expect(loopback.connect()).rejects.toMatchObject({ faultCode: 2150859173, outcome: "not-run" });
    expect(loopback.server.openShells).toBe(2);
    await client(loopback, undefined, other).open();
    await first.ask("Delete", "");
    await loopback.connect();
  });

  it("in the quota of commands, and has room again after a terminate", async () => {
    await using loopback = await startLoopback({ ...idle, limits: { commandsPerShell: 1 } });
    const shell = client(loopback);
    await shell.open();
    const id = await shell.start("x");
    expect(faultOf((await shell.ask("Command", "<rsp:CommandLine><rsp:Command>y</rsp:Command></rsp:CommandLine>")).body)).toBe(
      "2150859241",
    );
    await shell.signal(id, "terminate");
    expect(await shell.start("y")).not.toBe("");
  });

  it("belongs to its owner: another user cannot see, use or end it", async () => {
    await using loopback = await startLoopback({ ...idle, accounts });
    const owner = client(loopback);
    const created = await owner.open();
    const id = await owner.start("x");
    const thief = client(loopback, undefined, other);
    thief.use(descendant(created, NS.rsp, "ShellId")?.text ?? "");
    const attempts = [
      thief.receive(id),
      thief.signal(id, "terminate"),
      thief.send(id, "y", true),
      thief.ask("Delete", ""),
      thief.ask("Get", ""),
    ];
    attempts.push(thief.ask("Command", "<rsp:CommandLine><rsp:Command>y</rsp:Command></rsp:CommandLine>"));
    for (const attempt of attempts) expect(faultOf((await attempt).body)).toBe("2150858843");
    expect(faultOf((await owner.receive(id, "PT0.05S")).body)).toBe("2150858793");
    expect(loopback.server.openShells).toBe(1);
  });

  it("ends when it is idle for as long as it said, not while somebody waits for its output", async () => {
    const closed: string[] = [];
    const openCommandShell = () => ({ ...idle.openCommandShell(), close: () => closed.push("shell") });
    await using loopback = await startLoopback({ openCommandShell });
    const created = await client(loopback).open({}, "", "<rsp:IdleTimeOut>PT0.1S</rsp:IdleTimeOut>");
    expect(descendant(created, NS.rsp, "IdleTimeOut")?.text).toBe("PT0.100S");
    const busy = client(loopback);
    await busy.open({}, "", "<rsp:IdleTimeOut>PT0.4S</rsp:IdleTimeOut>");
    const parked = busy.receive(await busy.start("x"), "PT0.8S");
    await expect.poll(() => closed).toHaveLength(1);
    expect(loopback.server.openShells).toBe(1);
    expect(faultOf((await parked).body)).toBe("2150858793");
    await expect.poll(() => loopback.server.openShells).toBe(0);
  });

  it("does not take the id of another shell, nor a command that of another", async () => {
    await using loopback = await startLoopback({ ...idle });
    const attributes = 'ShellId="11111111-1111-1111-1111-111111111111"';
    const first = client(loopback);
    await first.open({}, attributes);
    expect((await client(loopback).open({}, attributes)) && loopback.server.openShells).toBe(1);
    const line = '<rsp:CommandLine CommandId="22222222-2222-2222-2222-222222222222"><rsp:Command>x</rsp:Command></rsp:CommandLine>';
    expect((await first.ask("Command", line)).status).toBe(200);
    expect((await first.ask("Command", line)).status).toBe(500);
  });

  it("is not reached by the messages of PSRP, nor a shell of PSRP by those of a command shell", async () => {
    await using loopback = await startLoopback({ ...idle });
    const pool = await loopback.connect();
    const { poolId: shellId } = await pool.disconnect(60);
    const shell = client(loopback);
    shell.use(shellId);
    expect(faultOf((await shell.ask("Delete", "")).body)).toBe("2150858843");
  });

  it("goes with all others when the service is started anew", async () => {
    await using loopback = await startLoopback({ ...idle });
    const shell = client(loopback);
    await shell.open();
    loopback.server.killShells();
    expect(loopback.server.openShells).toBe(0);
    expect(faultOf((await shell.ask("Get", "")).body)).toBe("2150858843");
  });
});

describe("input that nobody reads", () => {
  it("is bounded: the pipeline fails, and the session goes on", async () => {
    await using loopback = await startLoopback({ limits: { inputBytesPerCommand: 100_000 } });
    const pool = await loopback.connect();
    const input = Array.from({ length: 200 }, () => toClixml("x".repeat(1000)));
    const result = await pool.invoke([call("Test-Sleep", { Ms: 30_000 })], { input });
    expect(result).toMatchObject({ state: "failed", failure: { fullyQualifiedErrorId: "ReceivedDataSizeExceededMaximumServer" } });
    expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
  });

  it("is not what a reader has kept up with, however much it is", async () => {
    await using loopback = await startLoopback({ limits: { inputBytesPerCommand: 300_000 } });
    const pool = await loopback.connect();
    async function* texts() {
      for (let n = 0; n < 30; n += 1) {
        yield toClixml("x".repeat(20_000));
        await sleep(2);
      }
    }
    expect(await pool.invoke([call("Test-Sum")], { input: texts() })).toMatchObject({ state: "completed" });
  });

  it("ends a command of a command shell with a word on stderr", async () => {
    await using loopback = await startLoopback({ ...idle, limits: { inputBytesPerCommand: 1000 } });
    const shell = client(loopback);
    await shell.open();
    const id = await shell.start("x");
    await shell.send(id, "y".repeat(2000), false);
    expect(await outcome(shell, id)).toMatchObject({
      exitCode: 1,
      stderr: Buffer.from("More input waits for the command than the server keeps.\r\n"),
    });
  });
});
