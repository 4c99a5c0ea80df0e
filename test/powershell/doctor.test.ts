import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BATCH_FUNCTION } from "../../provider/batch/bootstrap.ts";
import { DOCTOR_SCRIPT } from "../../provider/batch/doctor.ts";
import type { Chart, Patient } from "../../provider/cli/doctor/check.ts";
import { moduleCheck } from "../../provider/cli/doctor/checks/module.ts";
import { powershellCheck } from "../../provider/cli/doctor/checks/powershell.ts";
import { vmmCheck } from "../../provider/cli/doctor/checks/vmm.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { connectRunspacePool, fromClixml, type RunspacePool, toClixml } from "../../provider/winrm/index.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";
import { engineFor, path } from "./support/engine.ts";

const available = engineFor("scvmm doctor in the real engine");

describe.skipIf(!available)("scvmm doctor in Microsoft's engine", () => {
  let bridge: Bridge;
  let pool: RunspacePool;
  const kept = process.env["PSModulePath"];
  const patient = { url: new URL("http://127.0.0.1/wsman"), server: "vmm", signal: new AbortController().signal } as Patient;

  beforeAll(async () => {
    process.env["PSModulePath"] = path("../fixture");
    bridge = await startBridge();
    pool = await connectRunspacePool({ url: bridge.url, ...anyone, authentication: "basic" });
  });
  afterAll(async () => {
    await pool.close();
    await bridge.close();
    if (kept === undefined) delete process.env["PSModulePath"];
    else process.env["PSModulePath"] = kept;
  });

  const chart = (): Chart => ({
    addresses: [],
    date: undefined,
    offered: [],
    pool,
    executor: createWinRmExecutor({ server: "vmm", connect: async () => pool }),
    session: undefined,
    connectMs: 0,
  });
  const ask = (text: string, ...parameters: { name: string; value: string }[]) =>
    pool.invoke([{ text, isScript: true, parameters: parameters.map(({ name, value }) => ({ name, value: toClixml(value) })) }]);

  it("the session, the module and the server are told", async () => {
    const notes = chart();
    const engine = await powershellCheck.examine(patient, notes);
    // The engine of the tests is PowerShell 7: for VMM that is odd.
    expect(engine).toMatchObject({ state: "warning", facts: { edition: "Core", language: "FullLanguage", hasFunction: false } });
    expect(notes.session).toMatchObject({ Versions: ["0.0"], Imported: "0.0", Problem: null });
    expect(await moduleCheck.examine(patient, notes)).toMatchObject({ state: "ok", facts: { imported: "0.0" } });
    expect(await vmmCheck.examine(patient, notes)).toMatchObject({ state: "ok", facts: { name: "vmm" } });
    await powershellCheck.examine(patient, notes);
    expect(notes.session?.HasFunction).toBe(true);
  });

  it("writes nothing but its one answer", async () => {
    const { output, errors, warnings, state } = await ask(
      DOCTOR_SCRIPT,
      { name: "Module", value: "VirtualMachineManager" },
      { name: "Function", value: BATCH_FUNCTION },
    );
    expect({ state, errors, warnings, count: output.length }).toEqual({ state: "completed", errors: [], warnings: [], count: 1 });
  });

  it.each(["NoSuchModule", "*'\"$(throw)", "x;y"])("a module that is not there, and hostile names: %s", async (name) => {
    const { output, errors } = await ask(DOCTOR_SCRIPT, { name: "Module", value: name }, { name: "Function", value: "No-Such" });
    const facts = output[0] && fromClixml(output[0]);
    if (name.startsWith("*")) expect(facts).toBeDefined();
    else expect(facts).toMatchObject({ Versions: [], Imported: "", Problem: null, HasFunction: false });
    expect(errors).toEqual([]);
  });

  it("answers under ConstrainedLanguage too, where the function could not be defined", async () => {
    const constrained = await connectRunspacePool({ url: bridge.url, ...anyone, authentication: "basic" });
    try {
      const set = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";
      await constrained.invoke([{ text: set, isScript: true, parameters: [] }]);
      const notes = { ...chart(), pool: constrained };
      const finding = await powershellCheck.examine(patient, notes);
      expect(finding).toMatchObject({ state: "failed", facts: { language: "ConstrainedLanguage", hasFunction: false } });
    } finally {
      await constrained.close();
    }
  });

  it("a session that runs no scripts is asked by a command", async () => {
    const bare = await connectRunspacePool({ url: bridge.url, ...anyone, authentication: "basic" });
    try {
      await bare.invoke([{ text: "$ExecutionContext.SessionState.LanguageMode = 'NoLanguage'", isScript: true, parameters: [] }]);
      const finding = await powershellCheck.examine(patient, { ...chart(), pool: bare });
      expect(finding).toMatchObject({ state: "failed", facts: { language: "NoLanguage", hasFunction: false } });
    } finally {
      await bare.close();
    }
  });
});
