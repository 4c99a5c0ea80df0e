import { FIRST_START, FIRST_START_PROPERTY, formatMark, MARK_PROPERTY, RESTART_PROPERTY } from "../../../model/mark.ts";
import type { LiveVm } from "../../inventory.ts";
import { checkWindow, operate, shutDown } from "../../steps.ts";
import type { Step } from "../../work.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine, MachineGoal } from "./goal.ts";
import { hookSteps } from "./hooks.ts";
import { awaitsFirstStart, hadFirstStart, isToRestart, standingOf, startsAtCreation } from "./power.ts";
import { reseeded, type SeedSteps } from "./seed.ts";

const RESTART_VALUE = "after change";

/** What becomes of a machine's power in the course of a change. */
export interface PowerTurn {
  /** It is shut down, and has to come back: that is kept in VMM meanwhile. */
  readonly returns: boolean;
  readonly starts: boolean;
  /** In the end. */
  readonly runs: boolean;
  /** It is not finished yet. */
  readonly seals: boolean;
}

/** `cycled` is what it is shut down for. Afterwards it is as it was, unless its policy says otherwise. */
export function powerTurn(desired: DesiredMachine, live: LiveVm, now: readonly Delta[], cycled: readonly Delta[]): PowerTurn {
  const isOn = standingOf(live) === "on";
  const asked = [...now, ...cycled].find(({ power }) => power)?.power;
  const seals = !live.sealed;
  const returns = cycled.length > 0 && asked !== "off";
  const wanted =
    asked === "on" ||
    (seals && startsAtCreation(desired) && !hadFirstStart(live)) ||
    (isToRestart(live) && desired.power.policy !== "AlwaysOff");
  const starts = returns || (wanted && !isOn);
  return { returns, starts, runs: starts || (isOn && cycled.length === 0), seals };
}

const setProperty = (live: LiveVm, name: string, value: string | null): Step =>
  operate({ kind: "set-custom-property", vmId: live.id, name, value });

const restarted = ({ id: vmId }: LiveVm, { runs }: PowerTurn): Step =>
  operate({ kind: "set-custom-property", vmId, name: RESTART_PROPERTY, value: null, ...(runs ? { unlessOff: true } : {}) });

export function shutDownSteps({ power }: DesiredMachine, live: LiveVm, { returns }: PowerTurn): Step[] {
  return [
    ...(power.window ? [checkWindow(power.window)] : []),
    ...(returns ? [setProperty(live, RESTART_PROPERTY, RESTART_VALUE)] : []),
    // Another run that has just brought it back may have taken the note away again.
    shutDown(live.id, { ...power.shutdown, ...(returns ? { noted: RESTART_PROPERTY } : {}) }),
  ];
}

/** What the change keeps in VMM of the first start: the seal follows the start at once, unless something lies between. */
export function firstStartRecord(goal: MachineGoal, live: LiveVm, turn: PowerTurn, seed: SeedSteps): keyof typeof FIRST_START | null {
  if (!turn.seals) return null;
  if (!turn.runs) return hadFirstStart(live) ? null : "pending";
  return turn.starts && hookSteps("AfterStart", goal, live).length + seed.after.length > 0 ? "done" : null;
}

/**
 * 1. The start, with people's functions around it when it is the first.
 * 2. The records that the start has overtaken.
 * 3. What the guest is waited for; the seal, or what is left of an earlier one.
 */
export function ending(goal: MachineGoal, desired: DesiredMachine, live: LiveVm, turn: PowerTurn, seed: SeedSteps): readonly Step[] {
  const record = firstStartRecord(goal, live, turn, seed);
  const first = isFirstRun(live, turn);
  // It was started, and people have turned it off: nothing waits for its guest any more.
  const { operation: ejection } = turn.seals && !turn.runs && hadFirstStart(live) ? reseeded(live) : {};
  const isRestarted = turn.returns || isToRestart(live);
  return [
    ...seed.before,
    ...(first && turn.starts ? hookSteps("BeforeStart", goal, live) : []),
    ...(turn.starts ? [operate({ kind: "start-machine", vmId: live.id })] : []),
    ...(record ? [setProperty(live, FIRST_START_PROPERTY, FIRST_START[record])] : []),
    // Another run may have shut it down again: then the note is that one's.
    ...(isRestarted ? [restarted(live, turn)] : []),
    ...(isOvertaken(desired, live, turn) ? [setProperty(live, FIRST_START_PROPERTY, null)] : []),
    ...(first ? [...hookSteps("AfterStart", goal, live), ...seed.after] : []),
    ...(ejection ? [operate(ejection)] : []),
    ...(turn.seals ? seal(goal, desired, live, record) : tidied(goal, desired, live)),
  ];
}

/** From here on it runs for the first time, as far as apply knows. */
export const isFirstRun = (live: LiveVm, { runs, seals, starts }: PowerTurn): boolean =>
  runs && (seals || (awaitsFirstStart(live) && starts));

/** Under Manual nobody asks for the record, but a seed that is still attached shall go once people have started the machine. */
export function isOvertaken(desired: DesiredMachine, live: LiveVm, { runs }: Pick<PowerTurn, "runs">): boolean {
  return awaitsFirstStart(live) && runs && (startsAtCreation(desired) || live.seed !== null);
}

/** The mark moves from the description, where it was since the VM's first moment, to its custom property. */
function seal(goal: MachineGoal, desired: DesiredMachine, live: LiveVm, record: keyof typeof FIRST_START | null): Step[] {
  return [
    setProperty(live, MARK_PROPERTY, formatMark(goal.mark)),
    bare(goal, desired, live),
    ...(record === "done" || hadFirstStart(live) ? [setProperty(live, FIRST_START_PROPERTY, null)] : []),
  ];
}

/** What VMM shows late must not leave the VM without any mark that a reading sees. */
const bare = ({ mark }: MachineGoal, desired: DesiredMachine, live: LiveVm): Step =>
  operate({ kind: "set-machine", vmId: live.id, set: { description: desired.description ?? live.description }, onceSealed: mark });

const tidied = (goal: MachineGoal, desired: DesiredMachine, live: LiveVm): readonly Step[] =>
  live.halfSealed ? [bare(goal, desired, live)] : [];
