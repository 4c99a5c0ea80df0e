import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GO_DRIVER, goDriver, has } from "../parts.ts";
import type { Loopback } from "../winrm/loopback.ts";
import { echoCommands } from "./echo-commands.ts";
import { Peer } from "./peer.ts";
import { account, addressOf, startForThem } from "./start-for-them.ts";

const available = has("masterzen/winrm against our server", goDriver());

describe.skipIf(!available)("masterzen/winrm against our server, Basic", () => {
  let loopback: Loopback;
  let peer: Peer;
  beforeAll(async () => {
    loopback = await startForThem({ openCommandShell: echoCommands });
    peer = new Peer(GO_DRIVER);
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "basic" });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
    await loopback[Symbol.asyncDispose]();
  });

  const run = (command: string, input = "") => peer.must({ op: "run", command, input });

  it("runs a command, its text unharmed", async () => {
    const text = "<a> & 'b' \"c\" %d% größe 😀";
    expect(await run(`echo ${text}`)).toEqual({ stdout: `${text}\r\n`, stderr: "", exitCode: 0 });
  });

  it("is told exit codes and both streams", async () => {
    expect(await run("exit 17")).toEqual({ stdout: "", stderr: "", exitCode: 17 });
    expect(await run("both")).toEqual({ stdout: "to stdout\r\n", stderr: "to stderr\r\n", exitCode: 0 });
  });

  it("sends what a command reads, to its end", async () => {
    const text = "0123456789abcdef".repeat(4000);
    expect(await run("cat", text)).toEqual({ stdout: text, stderr: "", exitCode: 0 });
  });

  it("gets a megabyte", async () => {
    expect(await peer.must({ op: "output", command: "long 1000000" })).toEqual({ bytes: 1_000_000 });
  });

  it("uses one shell for many commands at once, and leaves none behind", async () => {
    expect(await peer.must({ op: "calls", count: 40, concurrency: 4, cold: false, text: "x" })).toEqual({ done: 40 });
    expect(loopback.server.openShells).toBe(1);
    await peer.must({ op: "close" });
    expect(loopback.server.openShells).toBe(0);
  });

  it("is refused with a wrong password", async () => {
    await using stranger = new Peer(GO_DRIVER);
    await stranger.must({ op: "open", ...addressOf(loopback), ...account, password: "wrong", auth: "basic" });
    expect(await stranger.ask({ op: "run", command: "echo x" })).toMatchObject({ error: expect.stringContaining("401") });
  });
});

describe.skipIf(!available)("masterzen/winrm against our server, NTLM", () => {
  it.each([
    ["sealed", "with sealed bodies", { allowUnencrypted: false }],
    ["ntlm", "with bodies in the clear where the server allows it", { allowUnencrypted: true }],
  ] as const)("%s: %s", async (auth, _name, options) => {
    await using loopback = await startForThem({ openCommandShell: echoCommands, schemes: ["Negotiate"], ...options });
    await using peer = new Peer(GO_DRIVER);
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth });
    expect(await peer.must({ op: "run", command: "echo größe" })).toMatchObject({ stdout: "größe\r\n", exitCode: 0 });
    expect(await peer.must({ op: "output", command: "long 500000" })).toEqual({ bytes: 500_000 });
  });

  it("in the clear is refused where the server wants bodies sealed", async () => {
    await using loopback = await startForThem({ openCommandShell: echoCommands, schemes: ["Negotiate"], allowUnencrypted: false });
    await using peer = new Peer(GO_DRIVER);
    await peer.must({ op: "open", ...addressOf(loopback), ...account, auth: "ntlm" });
    expect(await peer.ask({ op: "run", command: "echo x" })).toHaveProperty("error");
  });
});
