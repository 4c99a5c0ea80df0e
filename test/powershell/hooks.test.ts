import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BatchError, BatchExecutor, ScriptRunner } from "../../provider/batch/executor.ts";
import { runHook } from "../../provider/scvmm/run-hook.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { connectRunspacePool } from "../../provider/winrm/index.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";
import { engineFor, path } from "./support/engine.ts";

const available = engineFor("functions of people in the real engine");

const HOSTILE = "'\"$(throw)`n\r\n ü 😀 _x0041_ @{a=1} ; exit 1";

describe.skipIf(!available)("functions of people in Microsoft's engine", () => {
  let bridge: Bridge;
  let executor: BatchExecutor & ScriptRunner;

  const kept = process.env["PSModulePath"];

  beforeAll(async () => {
    process.env["PSModulePath"] = path("../fixture");
    bridge = await startBridge();
    executor = createWinRmExecutor({ server: "vmm", connect: () => connectRunspacePool({ url: bridge.url, ...anyone }) });
  });
  afterAll(async () => {
    await executor.close();
    await bridge.close();
    if (kept === undefined) delete process.env["PSModulePath"];
    else process.env["PSModulePath"] = kept;
  });

  const run = (script: string, parameters: Readonly<Record<string, never>> | object = {}) =>
    runHook(executor, "vmm", { point: "AfterStart", script, parameters: parameters as never });

  it("get their parameters typed, nested, and as data", async () => {
    const script = `param($Server, $Id, $Name, $Manifest, $Spec, $Environment)
      $seen = @($Server, $Id, $Name, $Manifest, $Spec['networking']['devices'][1]['vmNetwork'], $Spec['cpuCount'].GetType().Name, $Environment['SITE'])
      throw ($seen -join '|')`;
    const spec = { cpuCount: 2, networking: { devices: [{ vmNetwork: "a" }, { vmNetwork: HOSTILE }] } };
    const outcome = await run(script, { Id: "1", Name: HOSTILE, Manifest: "ScvmmMachine/a/b", Spec: spec, Environment: { SITE: HOSTILE } });
    const summary = `AfterStart failed: ${["vmm", "1", HOSTILE, "ScvmmMachine/a/b", HOSTILE, "Int32", HOSTILE].join("|")}`;
    expect(outcome).toMatchObject({ state: "failed", diagnostic: { code: "HOOK_FAILED", summary } });
  });

  it.each([
    ["says nothing", ""],
    ["puts something out, warns and tells", "1; 'x'; Write-Warning w; Write-Verbose v -Verbose; Write-Host h"],
    ["takes fewer parameters than there are", "param($Name) $Name"],
    ["handles its errors", "try { throw 'x' } catch { }"],
  ])("one that %s is done", async (_, script) => {
    expect(await run(script, { Id: "1", Name: "n" })).toEqual({ state: "done", objectId: null });
  });

  it.each([
    ["throws", "throw 'no licence left'", "no licence left"],
    ["writes an error and goes on", "Write-Error 'no licence left'; 'went on'", "no licence left"],
    ["has a syntax error", "if (", "Missing condition in if statement after 'if ('."],
    ["calls what is not there", "No-SuchCommand", "No-SuchCommand"],
  ])("one that %s has failed, and says why", async (_, script, message) => {
    const outcome = await run(script);
    expect(outcome).toMatchObject({ state: "failed", diagnostic: { code: "HOOK_FAILED", summary: expect.stringContaining(message) } });
  });

  it("are refused where a session runs no scripts", async () => {
    const pool = await connectRunspacePool({ url: bridge.url, ...anyone });
    await pool.invoke([{ text: "$ExecutionContext.SessionState.LanguageMode = 'NoLanguage'", isScript: true, parameters: [] }]);
    const bare = createWinRmExecutor({ server: "vmm", connect: async () => pool });
    const error = (await bare.runScript("1", {}).catch((refusal: unknown) => refusal)) as BatchError;
    expect(error).toMatchObject({ code: "SCRIPT_REFUSED", outcome: "not-run" });
    await bare.close();
  });

  it("leave nothing of theirs in ours: a variable or function of theirs does not change a batch", async () => {
    await run(
      "$global:Allowed = @{}; function global:Get-Obstacle { throw 'mine' }; function global:Get-SCVirtualMachine { throw 'mine' }; Set-Variable -Name ErrorActionPreference -Value Ignore -Scope Global",
    );
    const vm = { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { Name: "vm-2" } };
    const { results } = await executor.execute([vm, { id: "a", cmdlet: "Get-NoSuch", parameters: {} }]);
    expect(results).toMatchObject([{ state: "done", count: 1 }, { error: { errorId: "CmdletNotAllowed" } }]);
  });
});
