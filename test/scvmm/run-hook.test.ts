import { describe, expect, it } from "vitest";
import { BatchError, type ScriptRunner } from "../../provider/batch/executor.ts";
import { runHook } from "../../provider/scvmm/run-hook.ts";

const hook = { point: "AfterStart", script: "text", parameters: { Id: "1" } } as const;
const ending = (error: Error): ScriptRunner => ({ runScript: () => Promise.reject(error) });

describe("a hook's end", () => {
  it("is done when the function ends well; it is told the server too", async () => {
    const asked: unknown[] = [];
    const runner: ScriptRunner = {
      runScript: async (...given) => {
        asked.push(given.slice(0, 2));
      },
    };
    expect(await runHook(runner, "vmm", hook)).toEqual({ state: "done", objectId: null });
    expect(asked).toEqual([["text", { Server: "vmm", Id: "1" }]]);
  });

  it.each([
    [new BatchError("unknown", "SCRIPT_FAILED", "boom"), "failed", "HOOK_FAILED"],
    [new BatchError("not-run", "SCRIPT_REFUSED", "no language"), "failed", "HOOK_REFUSED"],
    [new BatchError("unknown", "WINRM_TRANSPORT", "cut"), "unknown", "WINRM_TRANSPORT"],
    [new BatchError("not-run", "WINRM_CONNECT", "away"), "busy", "WINRM_CONNECT"],
    [new BatchError("not-run", "WINRM_AUTH", "no"), "failed", "WINRM_AUTH"],
  ])("%s is %s", async (error, state, code) => {
    expect(await runHook(ending(error), "vmm", hook)).toMatchObject({ state, diagnostic: { code, severity: "error" } });
  });

  it("where nothing runs PowerShell it is told what to use", async () => {
    expect(await runHook({}, "vmm", hook)).toMatchObject({ state: "failed", diagnostic: { code: "HOOK_REFUSED" } });
  });

  it("what is no answer of the wire is not swallowed", async () => {
    await expect(runHook(ending(new TypeError("bug")), "vmm", hook)).rejects.toThrow("bug");
  });
});
