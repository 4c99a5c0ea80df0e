import type { Diagnostic } from "../model/diagnostic.ts";
import type { AttributeChange } from "../model/plan.ts";

/** The same words in the plan, where they warn, and in the result of apply, which does everything else. */
export function blockedDiagnostics(blocked: readonly AttributeChange[]): readonly Diagnostic[] {
  const stuck = blocked.filter(({ waitsFor }) => waitsFor);
  const anew = blocked.filter(({ policy, waitsFor }) => !waitsFor && policy === "replace");
  const off = blocked.filter(({ policy, waitsFor }) => !waitsFor && policy !== "replace");
  return [
    ...(stuck.length > 0 ? [checkpointsBlock(stuck)] : []),
    ...(anew.length > 0 ? [replacementBlocked(anew)] : []),
    ...(off.length > 0 ? [powerCycleBlocked(off)] : []),
  ];
}

const listOf = (attributes: readonly AttributeChange[]): string => attributes.map(({ path }) => path).join(", ");
const pathOf = ([first]: readonly AttributeChange[]) => (first ? { path: first.path } : {});

function checkpointsBlock(blocked: readonly AttributeChange[]): Diagnostic {
  return {
    code: "PLAN_CHECKPOINTS_BLOCK",
    severity: "warning",
    ...pathOf(blocked),
    summary: `${listOf(blocked)} cannot be set while the machine has checkpoints`,
    detail: "A disk of a machine with checkpoints cannot grow. Everything else of this change is carried out.",
    hint: "Remove the checkpoints in VMM, or wait until the backup that made them has removed them, and apply again.",
  };
}

function powerCycleBlocked(blocked: readonly AttributeChange[]): Diagnostic {
  return {
    code: "PLAN_POWER_CYCLE_BLOCKED",
    severity: "warning",
    ...pathOf(blocked),
    summary: `${listOf(blocked)} can only be set while the machine is off`,
    detail: "The machine is not off, and may not be shut down for it. Everything else of this change is carried out.",
    hint: "Set spec.powerCyclePolicy: Allow to have a running machine shut down and started again, or turn it off and apply again.",
  };
}

function replacementBlocked(blocked: readonly AttributeChange[]): Diagnostic {
  return {
    code: "PLAN_REPLACEMENT_BLOCKED",
    severity: "warning",
    ...pathOf(blocked),
    summary: `${listOf(blocked)} can only be had by a new VM, and this one may not be shut down for it`,
    detail: "The VM and its disks are kept. Everything else of this change is carried out.",
    hint: "Move the VM in VMM or correct the manifest; to lose it and make it anew, set spec.powerCyclePolicy: Allow or turn it off.",
  };
}
