import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { int32, NIL, text } from "../../provider/winrm/clixml/value.ts";
import {
  connectRunspacePool,
  fromClixml,
  type InvokeOptions,
  type PipelineCommand,
  type PipelineResult,
  PsCredential,
  type RunspacePool,
  type RunspacePoolOptions,
  SecureString,
  toClixml,
  type WireEvent,
} from "../../provider/winrm/index.ts";
import { has, powerShell } from "../parts.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";

type Given = Parameters<typeof toClixml>[0];

const script = (source: string, ...values: readonly Given[]): PipelineCommand => ({
  text: source,
  isScript: true,
  parameters: values.map((value) => ({ name: null, value: toClixml(value) })),
});

const plain = ({ state, output, failure }: PipelineResult) => {
  expect({ state, failure }).toEqual({ state: "completed", failure: null });
  return output.map(fromClixml);
};

describe.skipIf(!has("our client against Microsoft's PSRP server", powerShell()))("Microsoft's PSRP server, over HTTP", () => {
  let bridge: Bridge;
  let pool: RunspacePool;
  const connect = (options: Partial<RunspacePoolOptions> = {}) =>
    connectRunspacePool({ url: bridge.url, ...anyone, operationTimeoutSeconds: 5, ...options });
  const run = (source: string, ...values: readonly Given[]) => pool.invoke([script(source, ...values)]);
  const runWith = (options: InvokeOptions, source: string, ...values: readonly Given[]) =>
    pool.invoke([script(source, ...values)], options);

  beforeAll(async () => {
    bridge = await startBridge();
    pool = await connect({ maxRunspaces: 8 });
  });
  afterAll(async () => {
    await pool?.close();
    expect(bridge.openShells).toBe(0);
    await bridge.close();
  });

  test("it tells its versions", () => {
    expect(pool.server).toMatchObject({ protocolVersion: "2.3", powerShellVersion: expect.stringMatching(/^7\.\d+\.\d+/) });
  });

  // Three where the engine tells the state a moment after the output.
  test("a warm call costs its caller two requests, or three", async () => {
    await run("1");
    const result = await run("'warm'");
    expect(plain(result)).toEqual(["warm"]);
    expect(result.requests).toBeLessThanOrEqual(3);
  });

  test("eight pipelines at once, each with its own runspace and answer", async () => {
    const source = "param($n) 1..5 | ForEach-Object { Start-Sleep -Milliseconds 20; $n * 100 + $_ }";
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => run(source, n)));
    expect(results.map(plain)).toEqual(Array.from({ length: 8 }, (_, n) => [1, 2, 3, 4, 5].map((i) => n * 100 + i)));
  });

  describe("streams", () => {
    const ALL = `
      $VerbosePreference = $DebugPreference = $ProgressPreference = 'Continue'
      Write-Warning 'w'; Write-Verbose 'v'; Write-Debug 'd'; Write-Information 'i' -Tags a, b; Write-Host 'h'
      Write-Progress -Activity 'act' -Status 'half' -PercentComplete 50 -Id 7 -CurrentOperation 'op'
      Write-Progress -Activity 'act' -Status 'done' -Id 7 -Completed
      Write-Error -Message 'e' -ErrorId Mine -Category ResourceBusy -TargetObject ([pscustomobject]@{ name = 't' })
      'o'`;

    test("all of them arrive", async () => {
      const result = await run(ALL);
      expect(plain(result)).toEqual(["o"]);
      expect(result).toMatchObject({ warnings: ["w"], verbose: ["v"], debug: ["d"] });
      expect(result.information).toMatchObject([
        { text: "i", tags: ["a", "b"], processId: expect.any(Number), timeGenerated: expect.stringMatching(/^\d{4}-/) },
        { text: "h", tags: ["PSHOST"] },
      ]);
      expect(result.progress).toMatchObject([{ activity: "act", activityId: 7, status: "done", completed: true, parentActivityId: null }]);
      const [error] = result.errors;
      expect(error).toMatchObject({
        message: "e",
        category: "ResourceBusy",
        fullyQualifiedErrorId: expect.stringContaining("Mine"),
        categoryMessage: expect.stringContaining("ResourceBusy"),
        invocation: null,
      });
      expect(fromClixml(error?.targetObject ?? NIL)).toEqual({ name: "t" });
      expect(error?.exception).toMatchObject({ kind: "object", typeNames: expect.arrayContaining(["System.Exception"]) });
    });

    test("live, in the order of their writing; the result keeps none then", async () => {
      const kinds: string[] = [];
      const result = await runWith({ onRecord: ({ kind }) => void kinds.push(kind) }, ALL);
      expect(kinds).toEqual(["warning", "verbose", "debug", "information", "information", "progress", "progress", "error", "output"]);
      expect(result).toMatchObject({ state: "completed", output: [], errors: [], warnings: [] });
    });

    test("a slow reader holds the server back, and loses nothing", async () => {
      const seen: unknown[] = [];
      const onRecord = async (record: { kind: string }) => {
        if (record.kind === "output") seen.push(record);
        if (seen.length % 100 === 0) await sleep(5);
      };
      await runWith({ onRecord }, "1..1000");
      expect(seen).toHaveLength(1000);
    });

    test("a reader that fails stops the pipeline", async () => {
      const broken = new Error("full");
      const onRecord = () => Promise.reject(broken);
      await expect(runWith({ onRecord }, "1; Start-Sleep -Seconds 60")).rejects.toBe(broken);
      expect(plain(await run("'on'"))).toEqual(["on"]);
    });

    test("records tell their place when asked", async () => {
      const result = await runWith({ withInvocationInfo: true }, "$null\nGet-Item nowhere");
      expect(result.errors[0]?.invocation).toMatchObject({ scriptLineNumber: 2, commandName: "Get-Item", line: "Get-Item nowhere" });
    });

    test("errors that end a pipeline, inner exceptions and missing commands", async () => {
      const thrown = await run("try { throw 'inner' } catch { throw [InvalidOperationException]::new('outer', $_.Exception) }");
      expect(thrown).toMatchObject({
        state: "failed",
        failure: { message: "outer", exceptionType: "System.InvalidOperationException" },
      });
      const missing = await pool.invoke([{ text: "Get-Nothing", isScript: false, parameters: [] }]);
      expect(missing).toMatchObject({
        state: "failed",
        failure: { category: "ObjectNotFound", fullyQualifiedErrorId: "CommandNotFoundException", targetName: "Get-Nothing" },
      });
      const syntax = await run("if (");
      expect(syntax).toMatchObject({ state: "failed", failure: { category: "ParserError" } });
    });

    test.each([["error"], ["warning"], ["verbose"], ["debug"], ["information"]] as const)("%s merged into the output", async (stream) => {
      const source =
        "$VerbosePreference = $DebugPreference = 'Continue'; Write-Error 'm'; Write-Warning 'm'; Write-Verbose 'm'; Write-Debug 'm'; Write-Information 'm'";
      const names = { error: "errors", warning: "warnings", verbose: "verbose", debug: "debug", information: "information" } as const;
      const merged = await pool.invoke([{ ...script(source), mergeIntoOutput: [stream] }]);
      expect(merged.output).toHaveLength(1);
      expect(merged[names[stream]]).toEqual([]);
    });
  });

  describe("commands", () => {
    test("several statements run one after the other", async () => {
      const statements = [
        { ...script("1..3"), endsStatement: false },
        { text: "Select-Object", isScript: false, parameters: [{ name: "First", value: int32(2) }], endsStatement: true },
        { ...script("'second'"), endsStatement: true },
        script("'third'"),
      ];
      expect(plain(await pool.invoke(statements))).toEqual([1, 2, "second", "third"]);
    });

    test("a script's scope is its own when it wants one", async () => {
      const one = await connect();
      await one.invoke([{ ...script("$kept = 1"), useLocalScope: false }]);
      await one.invoke([{ ...script("$lost = 1"), useLocalScope: true }]);
      expect(plain(await one.invoke([script('"$kept,$lost"')]))).toEqual(["1,"]);
      await one.close();
    });

    test("named, positional and switch parameters; commands and scripts in one pipeline", async () => {
      const select = {
        text: "Where-Object",
        isScript: false,
        parameters: [
          { name: "EQ", value: toClixml(true) },
          { name: "Property", value: text("a") },
          { name: "Value", value: int32(1) },
        ],
      };
      const last = script("$input | ForEach-Object { $_.a + 1 }");
      expect(plain(await pool.invoke([script("@{ a = 1 }, @{ a = 2 }"), select, last]))).toEqual([2]);
    });
  });

  describe("input", () => {
    const SUM = 'begin { $sum = 0; $count = 0 } process { $sum += $_; $count++ } end { "$count $sum" }';

    test("two thousand values, few requests", async () => {
      const input = Array.from({ length: 2000 }, (_, n) => int32(n));
      const result = await runWith({ input }, SUM);
      expect(plain(result)).toEqual(["2000 1999000"]);
      expect(result.requests).toBeLessThan(20);
    });

    test("none at all, $null, and values that come slowly", async () => {
      // An end that is there before the engine starts the pipeline may count as no input at all, and `process` then runs once.
      async function* nothing() {
        await sleep(500);
        yield* [];
      }
      expect(plain(await runWith({ input: nothing() }, SUM))).toEqual(["0 0"]);
      expect(plain(await runWith({ input: [NIL] }, "process { $null -eq $_ }"))).toEqual([true]);
      async function* slowly() {
        for (const n of [1, 2, 3]) {
          await sleep(30);
          yield int32(n);
        }
      }
      const seen: number[] = [];
      const started = performance.now();
      const onRecord = () => void seen.push(performance.now() - started);
      await runWith({ input: slowly(), onRecord }, "process { $_ }");
      expect(seen).toHaveLength(3);
      expect((seen[2] ?? 0) - (seen[0] ?? 0)).toBeGreaterThan(30);
    });

    test("a pipeline that has enough stops asking the source", async () => {
      let asked = 0;
      let closed = false;
      async function* endless() {
        try {
          for (;;) {
            asked += 1;
            if (asked % 50 === 0) await sleep(1);
            yield int32(asked);
          }
        } finally {
          closed = true;
        }
      }
      const result = await pool.invoke(
        [script("process { $_ }"), { text: "Select-Object", isScript: false, parameters: [{ name: "First", value: int32(3) }] }],
        {
          input: endless(),
        },
      );
      expect(plain(result)).toEqual([1, 2, 3]);
      await expect.poll(() => closed).toBe(true);
    });

    test("a source that fails stops the pipeline: half an input does not pass for a whole one", async () => {
      const broken = new Error("source");
      async function* failing() {
        yield int32(1);
        throw broken;
      }
      await expect(runWith({ input: failing() }, SUM)).rejects.toBe(broken);
      expect(plain(await run("'on'"))).toEqual(["on"]);
    });

    test("a source that hangs does not hold up a pipeline that is stopped", async () => {
      const input: AsyncIterable<typeof NIL> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      expect(await runWith({ input, signal: stop.signal }, SUM)).toMatchObject({ state: "stopped" });
    });
  });

  describe("stop", () => {
    test.each([
      ["before any output", "Start-Sleep -Seconds 60", 0],
      ["in the middle", "1..100000 | ForEach-Object { $_; Start-Sleep -Milliseconds 5 }", 3],
    ])("%s", async (_moment, source, after) => {
      const stop = new AbortController();
      let seen = 0;
      const onRecord = () => {
        seen += 1;
        if (seen === after) stop.abort();
      };
      if (after === 0) setTimeout(() => stop.abort(), 100);
      const result = await runWith({ signal: stop.signal, onRecord }, source);
      expect(result).toMatchObject({ state: "stopped", failure: { category: "OperationStopped" } });
      expect(result.durationMs).toBeLessThan(5000);
      expect(plain(await run("'on'"))).toEqual(["on"]);
    });

    test("after the last output", async () => {
      const stop = new AbortController();
      const result = await runWith({ signal: stop.signal, onRecord: () => stop.abort() }, "'last'");
      expect(["completed", "stopped"]).toContain(result.state);
      expect(plain(await run("'on'"))).toEqual(["on"]);
    });

    test("while the fragments of a large command are sent: nothing runs", async () => {
      const stop = new AbortController();
      const one = await connect({ observe: ({ operation }) => operation === "Command" && stop.abort(new Error("enough")) });
      const big = script("param($x) $global:ran = 1", "x".repeat(2_000_000));
      await expect(one.invoke([big], { signal: stop.signal })).rejects.toThrow("enough");
      expect(plain(await one.invoke([script("$null -eq $global:ran")]))).toEqual([true]);
      await one.close();
    });
  });

  describe("large", () => {
    test("five megabytes there and back", async () => {
      const bytes = new Uint8Array(5_000_000).map((_, index) => (index * 31) >> 3);
      const [back] = plain(await run("param($b) ,$b", bytes));
      expect(Buffer.compare(back as Uint8Array, bytes)).toBe(0);
      const long = "é\u{1f600}x".repeat(400_000);
      expect(plain(await run("param($s) $s", long))).toEqual([long]);
    });

    test("ten thousand small objects", async () => {
      const result = await run("1..10000");
      expect(plain(result)).toHaveLength(10_000);
      expect(result.output[9999]).toEqual(int32(10_000));
    });
  });

  describe("host", () => {
    test("without one: prompts fail at once, the exit code is told all the same", async () => {
      expect(await run("Read-Host 'name'")).toMatchObject({ failure: { category: expect.any(String) }, state: "failed" });
      expect(await run("exit 3")).toMatchObject({ exitCode: 3 });
      expect(await run("'none'")).toMatchObject({ exitCode: null });
    });

    test("a non-interactive one takes texts and the exit code, and refuses questions", async () => {
      const host = "non-interactive" as const;
      const written = await runWith(
        { host },
        "$Host.UI.WriteLine('a'); $Host.UI.Write('b'); $Host.UI.WriteErrorLine('c'); $Host.SetShouldExit(3)",
      );
      expect(written).toMatchObject({ state: "completed", hostText: "a\nbc\n", exitCode: 3 });
      for (const question of [
        "$Host.UI.ReadLine()",
        "$Host.UI.ReadLineAsSecureString()",
        "$Host.UI.PromptForCredential('c', 'm', 'u', 't')",
        "$Host.UI.PromptForChoice('c', 'm', @('&yes', '&no'), 0)",
        "$Host.UI.RawUI.ReadKey()",
      ]) {
        const result = await runWith({ host }, question);
        expect([question, result.state, result.failure?.message]).toEqual([question, "failed", expect.stringMatching(/not interactive/)]);
      }
    });

    test("it answers what anyone may know", async () => {
      const source =
        '$u = $Host.UI.RawUI; "$($Host.CurrentCulture.Name) $($u.BufferSize.Width) $($u.WindowSize.Height) $($u.ForegroundColor) $($u.CursorPosition.X) $($u.WindowTitle) $($u.MaxWindowSize.Width) $($u.CursorSize)"';
      const [line] = plain(await runWith({ host: "non-interactive" }, source));
      expect(line).toMatch(/ 120 50 \w+ 0 PowerShell 120 25$/);
    });
  });

  describe("secure strings", () => {
    const PASSWORD = "pä$$`\"'\u{1f600}_x0041_";
    const REVEAL = "param($s) [Net.NetworkCredential]::new('', $s).Password";

    test.each(["2.1", "2.2", "2.3", "2.4"] as const)("as a parameter and as a result, under %s", async (protocolVersion) => {
      const one = await connect({ protocolVersion });
      expect(one.server.protocolVersion).toBe(protocolVersion);
      expect(plain(await one.invoke([script(REVEAL, new SecureString(PASSWORD))]))).toEqual([PASSWORD]);
      const [back] = plain(await one.invoke([script("param($s) $s", new SecureString(PASSWORD))]));
      expect(back).toBeInstanceOf(SecureString);
      expect((back as SecureString).reveal()).toBe(PASSWORD);
      await one.close();
    });

    test.each(["2.1", "2.2", "2.3"] as const)("as a result, before any key was exchanged, under %s", async (protocolVersion) => {
      const one = await connect({ protocolVersion });
      const source = "$s = [securestring]::new(); foreach ($c in 'early'.ToCharArray()) { $s.AppendChar($c) }; $s";
      const [early] = plain(await one.invoke([script(source)]));
      expect((early as SecureString).reveal()).toBe("early");
      await one.close();
      expect(() => (early as SecureString).reveal()).toThrow(/closed/);
    });

    test("several at once share one exchange", async () => {
      const events: WireEvent[] = [];
      const one = await connect({ maxRunspaces: 4, observe: (event) => events.push(event) });
      const results = await Promise.all(["a", "b", "c", "d"].map((s) => one.invoke([script(REVEAL, new SecureString(s))])));
      expect(results.map((result) => plain(result)[0])).toEqual(["a", "b", "c", "d"]);
      expect(events.filter(({ operation }) => operation === "Send")).toHaveLength(1);
      await one.close();
    });

    test("credentials arrive as PSCredential, and go back", async () => {
      const credential = new PsCredential("DOMAIN\\user", new SecureString(PASSWORD));
      const source = "param($c) $c.GetType().Name; $c.UserName; $c.GetNetworkCredential().Password; $c";
      const [type, user, password, back] = plain(await run(source, credential));
      expect([type, user, password]).toEqual(["PSCredential", "DOMAIN\\user", PASSWORD]);
      expect(back).toMatchObject({ UserName: "DOMAIN\\user", Password: expect.any(SecureString) });
    });

    test("inside input, and inside other values", async () => {
      const one = await connect();
      const input = [toClixml({ s: new SecureString("deep") })];
      expect(plain(await one.invoke([script("process { [Net.NetworkCredential]::new('', $_.s).Password }")], { input }))).toEqual(["deep"]);
      await one.close();
    });
  });

  describe("the pool itself", () => {
    test("counts, sizes and resets", async () => {
      const one = await connect({ maxRunspaces: 2 });
      expect(await one.countAvailableRunspaces()).toBe(2);
      const busy = one.invoke([script("Start-Sleep -Milliseconds 400")]);
      await sleep(150);
      expect(await one.countAvailableRunspaces()).toBe(1);
      await busy;
      expect(await one.setMaxRunspaces(5)).toBe(true);
      expect(await one.countAvailableRunspaces()).toBe(5);
      const results = await Promise.all(Array.from({ length: 5 }, () => one.invoke([script("Start-Sleep -Milliseconds 300; 1")])));
      expect(results.map(plain)).toEqual(Array(5).fill([1]));
      expect(await one.setMinRunspaces(2)).toBe(true);
      expect(await one.setMaxRunspaces(1)).toBe(false);
      expect(await one.setMinRunspaces(1)).toBe(true);
      expect(await one.setMaxRunspaces(1)).toBe(true);
      await one.close();
      const reset = await connect();
      await reset.invoke([script("$global:x = 1")]);
      expect(await reset.resetRunspaces()).toBe(true);
      expect(plain(await reset.invoke([script("$null -eq $global:x")]))).toEqual([true]);
      await reset.close();
    });

    test("the next pool finds no variables of the last", async () => {
      const first = await connect();
      await first.invoke([script("$global:left = 1; $env:LEFT = 1; function global:Get-Left { 1 }")]);
      await first.close();
      const next = await connect();
      expect(plain(await next.invoke([script("$null -eq $global:left; $null -eq (Get-Command Get-Left -ErrorAction Ignore)")]))).toEqual([
        true,
        true,
      ]);
      await next.close();
    });

    test("events of the session are no trouble", async () => {
      const source =
        "$e = [runspace]::DefaultRunspace.Events; $null = $e.SubscribeEvent($null, $null, 'Ours', $null, [scriptblock]$null, $false, $true); $null = $e.GenerateEvent('Ours', $null, @(1), $null); 'on'";
      expect(plain(await run(source))).toEqual(["on"]);
      expect(await pool.countAvailableRunspaces()).toBe(8);
    });

    test("closing ends what runs", async () => {
      const one = await connect({ maxRunspaces: 2 });
      const running = [one.invoke([script("Start-Sleep -Seconds 60")]), one.invoke([script("1..1000000 | ForEach-Object { $_ }")])];
      await sleep(300);
      const shells = bridge.openShells;
      await one.close();
      for (const result of await Promise.allSettled(running)) {
        expect(result).toMatchObject({ status: "fulfilled", value: { state: "stopped" } });
      }
      expect(bridge.openShells).toBe(shells - 1);
    });

    test("an engine that is killed: a typed error, at once, of unknown outcome", async () => {
      const one = await connect();
      const running = one.invoke([script("Start-Sleep -Seconds 60")]);
      await sleep(200);
      bridge.killEngine();
      await expect(running).rejects.toMatchObject({ code: expect.stringMatching(/^WINRM_/), outcome: "unknown" });
      await expect(one.invoke([script("1")])).rejects.toMatchObject({ outcome: "not-run" });
      await one.close();
    });
  });
});
