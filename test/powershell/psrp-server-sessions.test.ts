import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { int32 } from "../../provider/winrm/clixml/value.ts";
import { PsCredential, SecureString, toClixml, type WireEvent } from "../../provider/winrm/index.ts";
import { has, powerShell } from "../parts.ts";
import { microsoftServer, plain, script } from "./bridge/microsoft-server.ts";

describe.skipIf(!has("our client's sessions on Microsoft's PSRP server", powerShell()))(
  "sessions on Microsoft's PSRP server, over HTTP",
  () => {
    const at = microsoftServer();
    const { connect, run, runWith } = at;

    describe("stop", () => {
      test.each([
        ["before any output", "Start-Sleep -Seconds 60", 0],
        // No command in it: a stop that comes while one is looked up is told as a command that is not there.
        ["in the middle", "for ($n = 0; ; $n++) { $n; [System.Threading.Thread]::Sleep(5) }", 3],
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
        expect(plain(await one.invoke([script("process { [Net.NetworkCredential]::new('', $_.s).Password }")], { input }))).toEqual([
          "deep",
        ]);
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
        expect(await at.pool.countAvailableRunspaces()).toBe(8);
      });

      test("closing ends what runs", async () => {
        const one = await connect({ maxRunspaces: 2 });
        const running = [one.invoke([script("Start-Sleep -Seconds 60")]), one.invoke([script("1..1000000 | ForEach-Object { $_ }")])];
        await sleep(300);
        const shells = at.bridge.openShells;
        await one.close();
        for (const result of await Promise.allSettled(running)) {
          expect(result).toMatchObject({ status: "fulfilled", value: { state: "stopped" } });
        }
        expect(at.bridge.openShells).toBe(shells - 1);
      });

      test("an engine that is killed: a typed error, at once, of unknown outcome", async () => {
        const one = await connect();
        const running = one.invoke([script("Start-Sleep -Seconds 60")]);
        await sleep(200);
        at.bridge.killEngine();
        await expect(running).rejects.toMatchObject({ code: expect.stringMatching(/^WINRM_/), outcome: "unknown" });
        await expect(one.invoke([script("1")])).rejects.toMatchObject({ outcome: "not-run" });
        await one.close();
      });
    });
  },
);
