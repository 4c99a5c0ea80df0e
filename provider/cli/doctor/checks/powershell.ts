import { BATCH_FUNCTION } from "../../../batch/bootstrap.ts";
import { DOCTOR_SCRIPT, type SessionFacts, VMM_MODULE } from "../../../batch/doctor.ts";
import {
  ClixmlError,
  fromClixml,
  type InvokeOptions,
  type PipelineResult,
  type RunspacePool,
  toClixml,
  WinRmError,
} from "../../../winrm/index.ts";
import { type Check, type Facts, type Finding, failed, failedBy, ok, warning } from "../check.ts";
import { CALL_TIMEOUT_MS } from "./shell.ts";

const INSTALL = "Install the module ScvmmBatch on the endpoint, as a trusted (signed) module or in a JEA role capability.";

/** Errors by which an endpoint says that it runs commands only, no scripts (about_Language_Modes). */
const NO_SCRIPTS = /^(ScriptsNotAllowed|CommandNotFoundException)/;

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function factsOf({ output }: PipelineResult): SessionFacts | undefined {
  const [value] = output.length === 1 ? output : [];
  const plain = value === undefined ? undefined : fromClixml(value);
  if (typeof plain !== "object" || plain === null || Array.isArray(plain) || plain instanceof Uint8Array) return undefined;
  const { PowerShell, Edition, Language, HasFunction, Versions, Imported, Problem } = plain as Readonly<Record<string, unknown>>;
  if (typeof PowerShell !== "string" || typeof Language !== "string") return undefined;
  return {
    PowerShell,
    Edition: textOf(Edition),
    Language,
    HasFunction: HasFunction === true,
    Versions: Array.isArray(Versions) ? Versions.map(textOf) : [],
    Imported: textOf(Imported),
    Problem: typeof Problem === "string" ? Problem : null,
  };
}

/** No parameter of the function: it is refused by its binder, and nothing has run. */
const NO_PARAMETER = { name: "ScvmmDoctor", value: toClixml(true) };

/**
 * A restricted endpoint is one of ours when it knows the function. It may know nothing else, not even Get-Command, so that
 * the function itself is asked: by a call that PowerShell refuses before it starts.
 */
async function restricted(pool: RunspacePool, options: InvokeOptions): Promise<Finding> {
  const { failure } = await pool.invoke([{ text: BATCH_FUNCTION, isScript: false, parameters: [NO_PARAMETER] }], options);
  const hasFunction = failure?.fullyQualifiedErrorId === `NamedParameterNotFound,${BATCH_FUNCTION}`;
  const facts = { language: "NoLanguage", hasFunction };
  if (hasFunction) return ok(`a restricted endpoint that offers ${BATCH_FUNCTION}`, facts);
  return failed(
    "a restricted endpoint without our function",
    facts,
    `The endpoint runs no scripts, so that ${BATCH_FUNCTION} cannot be defined in the session, and it does not offer it itself.`,
    INSTALL,
    "Or use another session configuration: Get-PSSessionConfiguration lists those of the host.",
  );
}

function judge(session: SessionFacts, facts: Facts): Finding {
  const { PowerShell, Edition, Language, HasFunction } = session;
  if (Language !== "FullLanguage" && !HasFunction) {
    return failed(
      `PowerShell ${PowerShell} in ${Language}`,
      facts,
      `In ${Language} a session cannot define ${BATCH_FUNCTION}. AppLocker or App Control (WDAC) on the host, or the session configuration, restricts it.`,
      INSTALL,
      "Or exempt this account on the host: AppLocker's script rules, or the App Control policy, decide who gets FullLanguage.",
    );
  }
  const summary = `PowerShell ${PowerShell}, ${Language}${HasFunction ? `, offers ${BATCH_FUNCTION}` : ""}`;
  if (Edition !== "Core" && atLeast51(PowerShell)) return ok(summary, facts);
  return warning(
    summary,
    facts,
    "VMM's module is made for Windows PowerShell 5.1.",
    Edition === "Core"
      ? "Use the session configuration Microsoft.PowerShell, not one of PowerShell 7."
      : "Install Windows Management Framework 5.1 on the host.",
  );
}

function atLeast51(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 5 || (major === 5 && minor >= 1);
}

/** Asks by a constant script; where none may run, by one command. The module's facts come with the same answer. */
export const powershellCheck: Check = {
  id: "powershell",
  title: "PowerShell",
  async examine({ signal }, chart) {
    const pool = chart.pool;
    if (pool === undefined) throw new TypeError("no session");
    const parameters = [
      { name: "Module", value: toClixml(VMM_MODULE) },
      { name: "Function", value: toClixml(BATCH_FUNCTION) },
    ];
    const options = { signal, timeoutMs: CALL_TIMEOUT_MS };
    try {
      const result = await pool.invoke([{ text: DOCTOR_SCRIPT, isScript: true, parameters }], options);
      if (result.state === "failed" && NO_SCRIPTS.test(result.failure?.fullyQualifiedErrorId ?? "")) return await restricted(pool, options);
      chart.session = result.state === "completed" ? factsOf(result) : undefined;
      if (chart.session === undefined) {
        const code = result.failure?.fullyQualifiedErrorId ?? "";
        return failed("the session does not say what it is", { code }, result.failure?.message ?? "Its answer cannot be read.", INSTALL);
      }
      const { PowerShell, Edition, Language, HasFunction } = chart.session;
      return judge(chart.session, { version: PowerShell, edition: Edition, language: Language, hasFunction: HasFunction });
    } catch (error) {
      if (error instanceof WinRmError) return failedBy("the session breaks", error);
      if (error instanceof ClixmlError) return failed("the session's answer cannot be read", {}, error.message, INSTALL);
      throw error;
    }
  },
};
