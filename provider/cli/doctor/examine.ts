import { CHECK_IDS, type Chart, type Check, type CheckId, type CheckResult, type Finding, failed, type Patient } from "./check.ts";
import { authCheck } from "./checks/auth.ts";
import { clockCheck } from "./checks/clock.ts";
import { httpCheck } from "./checks/http.ts";
import { latencyCheck } from "./checks/latency.ts";
import { moduleCheck } from "./checks/module.ts";
import { nameCheck } from "./checks/name.ts";
import { powershellCheck } from "./checks/powershell.ts";
import { rightsCheck } from "./checks/rights.ts";
import { shellCheck } from "./checks/shell.ts";
import { tcpCheck } from "./checks/tcp.ts";
import { tlsCheck } from "./checks/tls.ts";
import { vmmCheck } from "./checks/vmm.ts";

const CHECKS: Readonly<Record<CheckId, Check>> = {
  name: nameCheck,
  tcp: tcpCheck,
  tls: tlsCheck,
  http: httpCheck,
  clock: clockCheck,
  auth: authCheck,
  shell: shellCheck,
  powershell: powershellCheck,
  module: moduleCheck,
  vmm: vmmCheck,
  rights: rightsCheck,
  latency: latencyCheck,
};

/** A check that breaks has found something, and must not hide what the others found. */
async function carefully(check: Check, patient: Patient, chart: Chart): Promise<Finding> {
  try {
    const finding = await check.examine(patient, chart);
    patient.signal.throwIfAborted();
    return finding;
  } catch (error) {
    patient.signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return failed("the check itself failed", {}, message, "This is a bug in scvmm; please report it.");
  }
}

/**
 * One endpoint, layer by layer; after the first that fails the rest is skipped, since each stands on those before. The session
 * that was opened is closed. Rejects only with the signal's reason.
 */
export async function examine(patient: Patient): Promise<readonly CheckResult[]> {
  const chart: Chart = {
    addresses: [],
    date: undefined,
    offered: [],
    pool: undefined,
    executor: undefined,
    session: undefined,
    connectMs: 0,
  };
  const results: CheckResult[] = [];
  let broken: Check | undefined;
  try {
    for (const check of CHECK_IDS.map((id) => CHECKS[id])) {
      if (broken) results.push(skipped(check, broken));
      else {
        const finding = await carefully(check, patient, chart);
        results.push(resultOf(check, finding));
        if (finding.state === "failed") broken = check;
      }
    }
  } finally {
    await chart.pool?.close();
  }
  return results;
}

const resultOf = ({ id, title }: Check, { state, summary, facts, why, fix }: Finding): CheckResult => ({
  id,
  title,
  state,
  summary,
  facts,
  why: why ?? null,
  fix: fix ?? [],
});

const skipped = ({ id, title }: Check, { title: because }: Check): CheckResult => ({
  id,
  title,
  state: "skipped",
  summary: `not tried, since ${because} failed`,
  facts: {},
  why: null,
  fix: [],
});
