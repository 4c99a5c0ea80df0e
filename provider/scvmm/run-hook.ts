import { BatchError, type ScriptRunner } from "../batch/executor.ts";
import type { Outcome } from "../engine/operation.ts";
import type { Hook } from "../engine/work.ts";
import { lost } from "./lost.ts";

const failed = (code: string, summary: string, hint: string): Outcome => ({
  state: "failed",
  diagnostic: { code, severity: "error", summary, hint },
});

const AGAIN = "Mend the function or what it met, then apply again: it runs again at the same point";
const REFUSED = "Functions of people need a session in full language mode: a locked-down endpoint runs none";

/** Runs a function of people's own; it is told the VMM server as the session reaches it, beside what the engine says. */
export async function runHook(runner: Partial<ScriptRunner>, server: string, hook: Hook, signal?: AbortSignal): Promise<Outcome> {
  const { point, script, parameters } = hook;
  if (!runner.runScript) return failed("HOOK_REFUSED", `${point} cannot run: this VMM runs no PowerShell`, REFUSED);
  try {
    await runner.runScript(script, { Server: server, ...parameters }, signal);
    return { state: "done", objectId: null };
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    if (error.code === "SCRIPT_FAILED") return failed("HOOK_FAILED", `${point} failed: ${error.message}`, AGAIN);
    if (error.code === "SCRIPT_REFUSED") return failed("HOOK_REFUSED", `${point} cannot run: ${error.message}`, REFUSED);
    return lost(error);
  }
}
