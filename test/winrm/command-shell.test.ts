import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandPrompt } from "../../provider/simulator/command-prompt.ts";
import { codePage } from "../../provider/winrm/server/code-page.ts";
import { CommandShell } from "../../provider/winrm/server/command-shell.ts";
import { WINDOWS_LIMITS } from "../../provider/winrm/server/server-limits.ts";
import { NS } from "../../provider/winrm/wsman/namespaces.ts";
import { descendant } from "../../provider/winrm/wsman/xml-tree.ts";
import { client, faultOf, handler, outcome } from "./command-shell-kit.ts";
import { startLoopback } from "./loopback.ts";

describe("a command shell", () => {
  it("runs a command and tells both streams and the exit code", async () => {
    await using loopback = await startLoopback(
      handler(async ({ command, arguments: given }, sink) => {
        sink.stdout(`${command}|${given.join("|")}`);
        sink.stderr("oh");
        return 3;
      }),
    );
    const shell = client(loopback);
    const created = await shell.open({ WINRS_CODEPAGE: "65001" });
    expect(descendant(created, NS.rsp, "OutputStreams")?.text).toBe("stdout stderr");
    const id = await shell.start("<![CDATA[a & <b>]]>", "größe", " x ");
    expect(await outcome(shell, id)).toEqual({ stdout: Buffer.from("a & <b>|größe| x "), stderr: Buffer.from("oh"), exitCode: 3 });
    expect(faultOf((await shell.receive(id)).body)).toBe("2150858843");
    expect((await shell.signal(id, "terminate")).status).toBe(200);
    expect((await shell.ask("Delete", "")).status).toBe(200);
    expect(loopback.server.openShells).toBe(0);
  });

  it("is refused where the server has none, and PSRP goes on beside it", async () => {
    await using loopback = await startLoopback();
    expect(faultOf(await client(loopback).open())).toBe("2150858811");
    await loopback.connect();
    expect(loopback.server.openShells).toBe(1);
  });

  it("tells an exit code of Windows as an unsigned number", async () => {
    await using loopback = await startLoopback(handler(async () => -1073741819));
    const shell = client(loopback);
    await shell.open();
    expect((await outcome(shell, await shell.start("x"))).exitCode).toBe(0xc0000005);
  });

  it("cuts long output to the envelope that the client takes", async () => {
    const text = "0123456789".repeat(40_000);
    await using loopback = await startLoopback(
      handler(async (_line, sink) => {
        sink.stdout(text);
        return 0;
      }),
    );
    const shell = client(loopback, 100_000);
    await shell.open({ WINRS_CODEPAGE: "65001" });
    const id = await shell.start("x");
    expect((await shell.receive(id)).bytes).toBeLessThan(100_000);
    const rest = await outcome(shell, id);
    expect(rest.stdout.length).toBeGreaterThan(300_000);
    expect(text.endsWith(rest.stdout.toString())).toBe(true);
  });

  it("hands on what is typed, across cuts inside a character", async () => {
    await using loopback = await startLoopback(
      handler(async ({ input }, sink) => {
        for await (const text of input) sink.stdout(`[${text}]`);
        return 0;
      }),
    );
    const shell = client(loopback);
    await shell.open({ WINRS_CODEPAGE: "65001" });
    const id = await shell.start("cat");
    await shell.send(id, "one", false);
    await shell.send(id, "zwö", true);
    expect((await outcome(shell, id)).stdout.toString()).toBe("[one][zwö]");
    expect((await shell.send(id, "late", true)).status).toBe(500);
  });

  it("ends by Ctrl+C with its code, by terminate without a trace, by Delete with the listener", async () => {
    const aborted: string[] = [];
    await using loopback = await startLoopback(
      handler(async ({ command }, _sink, signal) => {
        await sleep(60_000, undefined, { signal }).catch(() => aborted.push(command));
        return 0;
      }),
    );
    const shell = client(loopback);
    await shell.open();
    const interrupted = await shell.start("interrupted");
    await shell.signal(interrupted, "ctrl_c");
    expect((await outcome(shell, interrupted)).exitCode).toBe(0xc000013a);
    const terminated = await shell.start("terminated");
    await shell.signal(terminated, "terminate");
    expect(faultOf((await shell.receive(terminated)).body)).toBe("2150858843");
    const deleted = await shell.start("deleted");
    expect(faultOf((await shell.receive(deleted, "PT0.05S")).body)).toBe("2150858793");
    const parked = shell.receive(deleted);
    await sleep(50);
    await shell.ask("Delete", "");
    expect(faultOf((await parked).body)).toBe("995");
    expect(aborted).toEqual(["interrupted", "terminated", "deleted"]);
  });

  it("turns a handler's error into a failed command", async () => {
    await using loopback = await startLoopback(
      handler(async () => {
        throw new Error("no such thing");
      }),
    );
    const shell = client(loopback);
    await shell.open();
    expect(await outcome(shell, await shell.start("x"))).toMatchObject({ stderr: Buffer.from("no such thing\r\n"), exitCode: 1 });
  });

  it.each([
    ["Create", ""],
    ["Command", "<rsp:CommandLine/>"],
    ["Send", ""],
    ["Receive", "<rsp:Receive/>"],
    ["Signal", "<rsp:Signal/>"],
  ] as const)("refuses a %s without what it is for", async (operation, body) => {
    await using loopback = await startLoopback(handler(async () => 0));
    const shell = client(loopback);
    await shell.open();
    expect(faultOf((await shell.ask(operation, body)).body)).toBe("2150858817");
  });
});

describe("code pages", () => {
  it("437 writes its own characters as single bytes and reads them back", () => {
    expect(codePage(437).encode("Größe: ½ ░ €")).toEqual(
      Buffer.from([0x47, 0x72, 0x94, 0xe1, 0x65, 0x3a, 0x20, 0xab, 0x20, 0xb0, 0x20, 0x3f]),
    );
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const text = codePage(437).decoder()(every);
    expect(new Set(text).size).toBe(256);
    expect(codePage(437).encode(text)).toEqual(every);
  });

  it("UTF-8 is read the same wherever it is cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
        const bytes = codePage(65001).encode(text);
        const decode = codePage(65001).decoder();
        const cut = at % (bytes.length + 1);
        return decode(bytes.subarray(0, cut)) + decode(bytes.subarray(cut)) === new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      }),
    );
  });
});

describe("the simulator's command shell", () => {
  const run = async (command: string, ...given: string[]) => {
    const shell = new CommandShell("1", codePage(65001), WINDOWS_LIMITS, commandPrompt());
    shell.start("c", { command, arguments: given });
    const said = { stdout: "", stderr: "" };
    const gone = new AbortController().signal;
    for (let done = false; !done; ) {
      const taken = await shell.outboxOf("c")?.take({ maxBytes: 100_000, timeoutMs: 1000, gone });
      if (taken?.kind !== "data") throw new Error("no output");
      for (const { stream, data } of taken.chunks) said[stream] += data;
      done = taken.done;
    }
    return { ...said, exitCode: shell.exitCodeOf("c") };
  };

  it.each([
    [["echo", "Grüße", "an alle"], { stdout: "Grüße an alle\r\n", stderr: "", exitCode: 0 }],
    [['"hostname.exe"'], { stdout: "SIMULATOR\r\n", stderr: "", exitCode: 0 }],
    [["cmd /c exit /b 42"], { stdout: "", stderr: "", exitCode: 42 }],
    [["CMD.EXE", "/C", "echo", "a  b"], { stdout: "a  b\r\n", stderr: "", exitCode: 0 }],
    [["exit"], { stdout: "", stderr: "", exitCode: 0 }],
  ])("%j", async ([command = "", ...given], expected) => {
    expect(await run(command, ...given)).toEqual(expected);
  });

  it("names what it knows when asked for something else", async () => {
    expect(await run("format", "c:")).toMatchObject({ stdout: "", stderr: expect.stringContaining("knows echo, hostname"), exitCode: 1 });
  });

  it("says to a PowerShell client that only batches run, in the form that it reads", async () => {
    expect(await run("powershell -encodedcommand ZABpAHIA")).toMatchObject({
      stderr: expect.stringMatching(/^#< CLIXML\r\n<Objs .*takes batches over PowerShell Remoting/),
      exitCode: 1,
    });
  });
});
