import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandPrompt } from "../../provider/simulator/command-prompt.ts";
import { has, python } from "../parts.ts";
import type { Loopback } from "../winrm/loopback.ts";
import { echoCommands } from "./echo-commands.ts";
import { PythonPeer } from "./python-peer.ts";
import { account, addressOf, startForThem } from "./start-for-them.ts";

const available = has("pywinrm against our server", python("winrm"));

describe.skipIf(!available)("pywinrm against our server, Basic", () => {
  let loopback: Loopback;
  let peer: PythonPeer;
  beforeAll(async () => {
    loopback = await startForThem({ openCommandShell: echoCommands });
    peer = new PythonPeer("pywinrm_peer.py");
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "basic" });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
    await loopback[Symbol.asyncDispose]();
  });

  const told = async (message: object) => {
    const { stdout, stderr, exitCode } = await peer.must(message);
    return { stdout: Buffer.from(String(stdout), "hex").toString(), stderr: Buffer.from(String(stderr), "hex").toString(), exitCode };
  };

  it("runs a command with arguments", async () => {
    const reply = await told({ op: "run", command: "echo", arguments: ["one", "<two> & 'three'"] });
    expect(reply).toEqual({ stdout: "one <two> & 'three'\r\n", stderr: "", exitCode: 0 });
  });

  it.each([0, 1, 255, 3221225786])("is told the exit code %i", async (code) => {
    expect(await told({ op: "run", command: "exit", arguments: [String(code)] })).toMatchObject({ exitCode: code });
  });

  it("keeps stdout and stderr apart", async () => {
    expect(await told({ op: "run", command: "both" })).toEqual({ stdout: "to stdout\r\n", stderr: "to stderr\r\n", exitCode: 0 });
  });

  it("gets all characters in UTF-8, and those of its own default page in that", async () => {
    const text = "Grüße 😀 жук";
    expect(await told({ op: "shell", command: `echo ${text}`, codepage: 65001 })).toMatchObject({ stdout: `${text}\r\n` });
    const { stdout } = await peer.must({ op: "run", command: "echo", arguments: ["ü€"] });
    expect(stdout).toBe("813f0d0a");
  });

  it("sends input", async () => {
    expect(await told({ op: "shell", command: "cat", codepage: 65001, input: "zwölf\n" })).toMatchObject({ stdout: "zwölf\n" });
  });

  it("gets a megabyte", async () => {
    expect(await peer.must({ op: "output", command: "long 1000000" })).toEqual({ bytes: 1_000_000 });
  });

  it("uses one shell for many commands, and leaves none behind", async () => {
    await peer.must({ op: "calls", count: 30, concurrency: 3, cold: false, text: "x" });
    expect(loopback.server.openShells).toBe(3);
    await peer.must({ op: "close" });
    expect(loopback.server.openShells).toBe(0);
  });
});

describe.skipIf(!available)("pywinrm and the simulator's command shell", () => {
  it("reads why PowerShell does not run there", async () => {
    await using loopback = await startForThem({ openCommandShell: commandPrompt });
    await using peer = new PythonPeer("pywinrm_peer.py");
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "basic" });
    const { stderr, exitCode } = await peer.must({ op: "run_ps", script: "Get-VM" });
    expect(Buffer.from(String(stderr), "hex").toString()).toBe(
      "The simulator runs no PowerShell here. It takes batches over PowerShell Remoting (PSRP).",
    );
    expect(exitCode).toBe(1);
  });
});

describe.skipIf(!available)("pywinrm against our server, NTLM with sealed bodies", () => {
  it("runs commands, and is refused with a wrong password", async () => {
    await using loopback = await startForThem({ openCommandShell: echoCommands, allowUnencrypted: false, schemes: ["Negotiate"] });
    await using peer = new PythonPeer("pywinrm_peer.py");
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "ntlm" });
    const { stdout, exitCode } = await peer.must({ op: "run", command: "echo", arguments: ["sealed"] });
    expect([Buffer.from(String(stdout), "hex").toString(), exitCode]).toEqual(["sealed\r\n", 0]);
    expect(await peer.must({ op: "output", command: "long 1000000" })).toEqual({ bytes: 1_000_000 });

    await using stranger = new PythonPeer("pywinrm_peer.py");
    await stranger.must({ op: "open", ...addressOf(loopback), ...account, password: "wrong", auth: "ntlm" });
    expect((await stranger.ask({ op: "run", command: "echo" }))["error"]).toMatch(/^InvalidCredentialsError/);
  });
});
