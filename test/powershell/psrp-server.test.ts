import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { int32, NIL, text } from "../../provider/winrm/clixml/value.ts";
import { fromClixml, toClixml } from "../../provider/winrm/index.ts";
import { has, powerShell } from "../parts.ts";
import { microsoftServer, plain, script } from "./bridge/microsoft-server.ts";

describe.skipIf(!has("our client against Microsoft's PSRP server", powerShell()))("Microsoft's PSRP server, over HTTP", () => {
  const at = microsoftServer();
  const { connect, run, runWith } = at;

  test("it tells its versions", () => {
    expect(at.pool.server).toMatchObject({ protocolVersion: "2.3", powerShellVersion: expect.stringMatching(/^7\.\d+\.\d+/) });
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
      const missing = await at.pool.invoke([{ text: "Get-Nothing", isScript: false, parameters: [] }]);
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
      const merged = await at.pool.invoke([{ ...script(source), mergeIntoOutput: [stream] }]);
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
      expect(plain(await at.pool.invoke(statements))).toEqual([1, 2, "second", "third"]);
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
      expect(plain(await at.pool.invoke([script("@{ a = 1 }, @{ a = 2 }"), select, last]))).toEqual([2]);
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
      const result = await at.pool.invoke(
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
});
