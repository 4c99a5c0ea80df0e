import type { Diagnostic } from "../model/diagnostic.ts";
import { describeOpening, describeWindow } from "../model/maintenance-window.ts";
import type { WaitReason } from "../model/plan.ts";
import { listed } from "./text.ts";
import type { Blocked } from "./work.ts";

/** What the manifest asks for: such a change is no failure. */
const WANTED: ReadonlySet<WaitReason> = new Set(["power-off", "window"]);

/** Whether all of it waits because the manifest says so, and nothing else. */
export const isWanted = (blocked: readonly Blocked[]): boolean => blocked.every(({ for: reason }) => WANTED.has(reason));

/** The same words in the plan, where they warn, and in the result of apply, which does everything else. `at` tells when windows open. */
export function blockedDiagnostics(blocked: readonly Blocked[], at?: number): readonly Diagnostic[] {
  const anew = blocked.filter(({ change, for: reason }) => change.policy === "replace" && reason !== "window");
  const rest = blocked.filter((one) => !anew.includes(one));
  const tell = (reason: WaitReason): readonly Diagnostic[] => {
    const those = rest.filter((one) => one.for === reason);
    return those.length > 0 ? [{ ...WORDS[reason](those, at), ...pathOf(those) }] : [];
  };
  return [
    ...tell("checkpoints"),
    ...(anew.length > 0 ? [{ ...replacement(anew), ...pathOf(anew) }] : []),
    ...tell("permission"),
    ...tell("state"),
    ...tell("power-off"),
    ...tell("window"),
  ];
}

/** Where VMM lists none any more, but the files are not merged yet, there is nothing to name. */
function checkpointsOf(blocked: readonly Blocked[]): string {
  const names = [...new Set(blocked.flatMap(({ checkpoints = [] }) => checkpoints))];
  return names.length > 0 ? `It has ${listed(names)}. ` : "";
}

const listOf = (blocked: readonly Blocked[]): string => blocked.map(({ change }) => change.path).join(", ");
const pathOf = ([first]: readonly Blocked[]) => (first ? { path: first.change.path } : {});
const REST = "Everything else of this change is carried out.";

type Words = (blocked: readonly Blocked[], at: number | undefined) => Omit<Diagnostic, "path">;

const WORDS: Readonly<Record<WaitReason, Words>> = {
  checkpoints: (blocked) => ({
    code: "PLAN_CHECKPOINTS_BLOCK",
    severity: "warning",
    summary: `${listOf(blocked)} cannot be set while the machine has checkpoints`,
    detail: `A disk of a machine with checkpoints neither grows nor goes. ${checkpointsOf(blocked)}${REST}`,
    hint: "Remove the manifests of those that have one, remove the others in VMM or wait until the backup that made them has done so, and apply again.",
  }),
  permission: (blocked) => ({
    code: "PLAN_POWER_CYCLE_BLOCKED",
    severity: "warning",
    summary: `${listOf(blocked)} ${blocked.length === 1 ? "needs" : "need"} the machine off`,
    detail: `The machine is not off, and spec.powerCyclePolicy forbids to shut it down (Never). ${REST}`,
    hint: "Set spec.powerCyclePolicy: Allow to have a running machine shut down and brought back, or WhenOff to wait until it is off without a warning; or turn it off and apply again.",
  }),
  state: (blocked) => ({
    code: "PLAN_POWER_STATE_BLOCKS",
    severity: "warning",
    summary: `${listOf(blocked)} cannot be set in the machine's power state`,
    detail: `A machine that is saved, paused or on its way to another state cannot be shut down without losing what it keeps. ${REST}`,
    hint: "Start it, resume it or turn it off in VMM, and apply again.",
  }),
  "power-off": (blocked) => ({
    code: "PLAN_WAITS_FOR_POWER_OFF",
    severity: "info",
    summary: `${listOf(blocked)} ${blocked.length === 1 ? "waits" : "wait"} until the machine is off`,
    detail: `So spec.powerCyclePolicy says (WhenOff). ${REST}`,
    hint: "Turn it off, and the next apply sets it; Allow has it shut down for the change.",
  }),
  window: (blocked, at) => {
    const [window] = blocked.flatMap((one) => one.window ?? []);
    const opens = window && at !== undefined ? `; it opens ${describeOpening(window, at)}` : "";
    return {
      code: "PLAN_WAITS_FOR_WINDOW",
      severity: "info",
      summary: `${listOf(blocked)} ${blocked.length === 1 ? "waits" : "wait"} for the maintenance window${opens}`,
      detail: `${window ? `The window is ${describeWindow(window)}. ` : ""}${REST}`,
      hint: "Apply again while it is open: apply looks at the clock at the very moment.",
    };
  },
};

function replacement(blocked: readonly Blocked[]): Omit<Diagnostic, "path"> {
  return {
    code: "PLAN_REPLACEMENT_BLOCKED",
    severity: "warning",
    summary: `${listOf(blocked)} can only be had by a new VM, and this one may not be shut down for it`,
    detail: `The VM and its disks are kept. ${REST}`,
    hint: "Move the VM in VMM or correct the manifest; to lose it and make it anew, set spec.powerCyclePolicy: Allow or turn it off.",
  };
}
