import type { Diagnostic } from "../../../model/diagnostic.ts";
import {
  DATA_DISKS_PROPERTY,
  DEVICES_PROPERTY,
  FIRST_START_PROPERTY,
  MARK_PROPERTY,
  RESTART_PROPERTY,
  sameMark,
} from "../../../model/mark.ts";
import { DISKS_PROPERTY } from "../../../model/persistent-disk.ts";
import type { WaitReason } from "../../../model/plan.ts";
import { PROTECTION_PROPERTY } from "../../../model/protection.ts";
import type { Circumstances } from "../../circumstances.ts";
import type { LiveVm } from "../../inventory.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import type { CreateMachine, Operation, SetMachine } from "../../operation.ts";
import { awaitJob, checkWindow, operate, reRead } from "../../steps.ts";
import { byText, fold } from "../../text.ts";
import type { Blocked, Step } from "../../work.ts";
import type { World } from "../../world.ts";
import { slotsBefore } from "./attach-disks.ts";
import { tellVm } from "./candidate.ts";
import { choose, isBeingMade, isRemnant, isSettling } from "./choose.ts";
import { dataDisksBefore } from "./data-disk-record.ts";
import type { Delta } from "./delta.ts";
import { diffMachine } from "./diff.ts";
import { recordBefore } from "./diff-adapters.ts";
import { isMoving } from "./diff-placement.ts";
import { jobAtDisks, staleRecords } from "./disk-records.ts";
import { type Remedy, remedyFor } from "./failed-creation.ts";
import { givingWay, losing, madeTwice, nameProblem, olderThan, sparing } from "./give-way.ts";
import type { DesiredMachine, MachineGoal } from "./goal.ts";
import { goalVms } from "./goal-vms.ts";
import { hookSteps } from "./hooks.ts";
import { hostForDisks } from "./host-for-disks.ts";
import { persistentDiskProblems } from "./persistent-disks.ts";
import { attributePath } from "./policies.ts";
import { isOff, standingOf, whyNotShutDown } from "./power.ts";
import { ending, firstStartRecord, isFirstRun, powerTurn, shutDownSteps } from "./power-steps.ts";
import { tellCheckpoint } from "./release-disks.ts";
import { removalSteps } from "./removal.ts";
import { leftSeedSteps, seedSteps } from "./seed.ts";

/**
 * What is left to do for a machine, in the order that is proven for VMM (scvmm-domain 2.15).
 *
 * 1. Repair a creation that has failed, or remove the VMs that must go, and what is left of a blank machine's making.
 * 2. Where there is none, make it, then read again: only then its disks and adapters are known.
 * 3. Where an earlier run's job is still at work on it, wait for that, then read again; so where VMM does not show all of it yet.
 * 4. Set what differs: what can be set as it runs, then what needs it off, around that a shutdown where it is allowed.
 * 5. Start it, where its policy says so, when it is new, or when it was shut down for a change.
 * 6. Seal it: from here on it counts as finished.
 */
export function machineSteps(goal: MachineGoal, world: World, circumstances: Circumstances): Steps {
  const { own, former } = goalVms(goal, world);
  const cleared = clearing(goal, [...own, ...former], world, circumstances);
  if ("alone" in cleared) return cleared.alone;
  const { removal, doomed } = cleared;
  const temporary = [goal.mark, ...(goal.movedFrom ? [goal.movedFrom] : [])].flatMap((mark) =>
    world.temporaryTemplatesOf(mark).map((templateId) => operate({ kind: "remove-template", templateId, mark })),
  );
  // The VM last: once it is gone, nothing leads to what else there is.
  if (!goal.desired) return { ...NO_STEPS, steps: [...temporary, ...removal] };
  const { name } = goal.desired;
  const stays = (vms: readonly LiveVm[]) => vms.filter((vm) => !doomed.includes(vm));
  const { keep, doubles } = choose(stays(own).length > 0 ? stays(own) : stays(former), (candidate) => candidate === fold(name));
  if (!keep) return creation(goal, goal.desired, [...removal, ...temporary], world, doomed.find(isRemnant));
  if (isBeingMade(keep) && keep.job) return { ...NO_STEPS, steps: [...removal, awaitJob(keep.job.id), reRead] };
  if (isSettling(keep, (goal.desired.disks ?? []).length > 0)) return { ...NO_STEPS, steps: [...removal, reRead] };
  const first = olderThan(keep, doubles);
  if (first) return { ...NO_STEPS, steps: [...removal, ...givingWay(keep, goal, world)], problems: [madeTwice(keep, first)] };
  // Before an ejection, which looks for the data by the name of its file.
  const leftSeeds = keep.sealed ? leftSeedSteps(keep, world) : [];
  const before = [...removal, ...doubles.flatMap((vm) => sparing(vm, goal, world)), ...temporary, ...takeOver(goal, keep), ...leftSeeds];
  const job = jobAtDisks(goal.desired, keep, world.inventory);
  if (job) return { ...NO_STEPS, steps: [...before, awaitJob(job), reRead] };
  const steps = convergence(goal, goal.desired, keep, before, world, circumstances);
  return isMoving(keep) && steps.steps.length > before.length ? afterMove(keep, before) : steps;
}

/** The removal of what must go; or what has to come before anything else, or stands against it. */
type Clearing = { readonly alone: Steps } | { readonly removal: readonly Step[]; readonly doomed: readonly LiveVm[] };

function clearing(goal: MachineGoal, vms: readonly LiveVm[], world: World, circumstances: Circumstances): Clearing {
  const alone = (steps: Partial<Steps>): Clearing => ({ alone: { ...NO_STEPS, ...steps } });
  const remedy = remedyOf(goal, vms, circumstances);
  if (remedy.kind === "keep") return alone({ problems: [remedy.problem] });
  if (remedy.kind === "repair") return alone({ steps: [remedy.step, reRead] });
  const doomed = vms.filter((vm) => goal.doomed.includes(vm.id) || isRemnant(vm)).sort((a, b) => byText(a.id, b.id));
  const held = persistentDiskProblems(doomed, goal);
  if (held.length > 0) return alone({ problems: held });
  const working = doomed.find(isBeingMade);
  if (working?.job) return alone({ steps: [awaitJob(working.job.id), reRead] });
  const { gate, blocked } = replacements(goal, doomed, world, circumstances);
  if (blocked.length > 0) return alone({ blocked });
  return { removal: [...gate, ...doomed.flatMap((vm) => removalSteps(vm, goal, world))], doomed };
}

/** Beside a VM that is whole, or is to go anyway, remains are only removed. */
function remedyOf({ desired, doomed }: MachineGoal, vms: readonly LiveVm[], circumstances: Circumstances): Remedy {
  const remnants = vms.filter((vm) => isRemnant(vm) && !doomed.includes(vm.id)).sort((a, b) => byText(a.id, b.id));
  const isAlone = desired !== null && remnants.length === vms.length;
  return isAlone ? remedyFor(desired, remnants, circumstances) : { kind: "remove" };
}

/** The mark of a renamed manifest goes first: from then on the VM is found by it. One that is not finished gets it with its seal. */
function takeOver({ mark, movedFrom }: MachineGoal, live: LiveVm): Step[] {
  return movedFrom && live.sealed && sameMark(live.mark, movedFrom)
    ? [operate({ kind: "mark-machine", vmId: live.id, mark, from: movedFrom })]
    : [];
}

/** What is had by removing machines that run is only done within the window: `gate` looks at it, or all of it waits. */
function replacements(
  goal: MachineGoal,
  doomed: readonly LiveVm[],
  world: World,
  { isOpen }: Circumstances,
): { readonly gate: readonly Step[]; readonly blocked: readonly Blocked[] } {
  const { desired } = goal;
  const window = desired?.power.window;
  if (!window) return { gate: [], blocked: [] };
  const running = doomed.filter((vm) => vm.sealed && standingOf(vm) === "on");
  const anew = running.flatMap((vm) => diffMachine(desired, vm, goal, world).deltas).filter(({ change }) => change.policy === "replace");
  if (anew.length === 0) return { gate: [], blocked: [] };
  if (isOpen(window)) return { gate: [checkWindow(window)], blocked: [] };
  return { gate: [], blocked: anew.map(({ change }) => ({ change, for: "window", window })) };
}

function creation(goal: MachineGoal, desired: DesiredMachine, removal: readonly Step[], world: World, remnant?: LiveVm): Steps {
  if (!desired.template && !desired.blank) return { ...NO_STEPS, problems: [remnant ? cameToNothing(remnant) : vanished(goal)] };
  const { hostId, problems } = hostForDisks(desired, world.inventory);
  if (problems.length > 0) return { ...NO_STEPS, problems };
  const create: CreateMachine = {
    kind: "create-machine",
    name: desired.name,
    mark: goal.mark,
    description: desired.description ?? "",
    templateId: desired.template?.id ?? null,
    blank: desired.blank,
    cloudId: desired.cloud?.id ?? null,
    hostGroupId: desired.hostGroup?.id ?? null,
    hostId,
    hardwareProfileId: desired.hardwareProfile?.id ?? null,
    operatingSystemId: desired.operatingSystem?.id ?? null,
    cpuCount: desired.cpuCount,
    memoryMb: desired.memory?.value ?? null,
    dynamicMemory: rangeOf(desired),
    availabilitySet: desired.availabilitySet,
    options: desired.options,
    guest: desired.guest?.customization ?? null,
  };
  const definitions = define([MARK_PROPERTY, ...Object.keys(desired.customProperties)], world);
  return {
    ...NO_STEPS,
    steps: [...removal, ...definitions, ...hookSteps("BeforeCreate", goal, { id: null, name: desired.name }), operate(create), reRead],
  };
}

/** A move that is under way holds the VM's lock: it is waited for, whoever has started it, and what it leaves is read. */
function afterMove({ job }: LiveVm, before: readonly Step[]): Steps {
  return { ...NO_STEPS, steps: [...before, ...(job ? [awaitJob(job.id)] : []), reRead] };
}

const rangeOf = ({ dynamicMemory: range }: DesiredMachine) =>
  range && { minimumMb: range.minimumMb, maximumMb: range.maximumMb, bufferPercentage: range.bufferPercentage };

function convergence(
  goal: MachineGoal,
  desired: DesiredMachine,
  live: LiveVm,
  removal: readonly Step[],
  world: World,
  circumstances: Circumstances,
): Steps {
  const { deltas: differing, errors } = diffMachine(desired, live, goal, world);
  const kept = mayBeReplaced(desired, live) ? [] : differing.filter(({ change }) => change.policy === "replace");
  const deltas = differing.filter((delta) => !kept.includes(delta));
  const seed = seedSteps(desired, live, world);
  const { taken } = circumstances;
  if (taken) return { ...NO_STEPS, steps: losing(goal, desired, live, world), problems: [taken] };
  const race = nameProblem(goal, desired, live, world);
  if (race) return { ...NO_STEPS, steps: givingWay(live, goal, world), problems: [race] };
  const problems = [...errors, ...seed.problems, ...unplannedReplacements(deltas)];
  if (problems.length > 0) return { ...NO_STEPS, problems };
  const { now, cycled, blocked } = sorted(deltas, desired, live, circumstances);
  const records = [
    recordBefore(desired, live, [...now, ...cycled]),
    slotsBefore(desired, live),
    dataDisksBefore(desired, live, [...now, ...cycled]),
  ].filter((record) => record !== null);
  const turn = powerTurn(desired, live, now, cycled);
  const used = [
    ...(live.sealed ? [] : [MARK_PROPERTY]),
    ...(firstStartRecord(goal, live, turn, seed) ? [FIRST_START_PROPERTY] : []),
    ...keysSet([...now, ...cycled]),
    ...records.map(({ name }) => name),
    ...(turn.returns ? [RESTART_PROPERTY] : []),
  ];
  const steps = [
    ...removal,
    // First: a move changes where the file is.
    ...staleRecords(desired, live, world.inventory).map(operate),
    ...define(used, world),
    ...records.map(operate),
    ...edits(now, live),
    ...(cycled.length > 0 ? shutDownSteps(desired, live, turn) : []),
    ...edits(cycled, live),
  ];
  // The seed tells the guest its addresses, which edits may change.
  const unfinished = [...now, ...cycled].some(({ followUp }) => followUp) || (seed.insert.length > 0 && now.length > 0);
  // Finished, it would keep a name that another VM has too.
  const isUnnamed = !live.sealed && blocked.some(({ change }) => change.path === attributePath("spec.vmName"));
  const last = () => (isUnnamed ? [] : ending(goal, desired, live, turn, seed));
  const end = unfinished ? [reRead] : seed.insert.length > 0 ? [...seed.insert, reRead] : last();
  const keptOnes = kept.map(({ change }): Blocked => ({ change, for: "permission", window: null }));
  const seedWaits = isFirstRun(live, turn) ? seed.waits : [];
  return { steps: [...steps, ...end], blocked: [...keptOnes, ...blocked, ...seedWaits], problems: [] };
}

/** Removing a machine that runs is the worst way to shut it down, and people move running ones: it has to be allowed as well. */
export function mayBeReplaced({ power }: DesiredMachine, live: LiveVm): boolean {
  return !live.sealed || isOff(live) || (power.cycle === "Allow" && standingOf(live) === "on");
}

/** What is set as the machine is, what it is shut down for, and what has to wait. */
function sorted(all: readonly Delta[], desired: DesiredMachine, live: LiveVm, circumstances: Circumstances) {
  const blocked: Blocked[] = [];
  const wait = (delta: Delta, reason: WaitReason): void => {
    const checkpoints = reason === "checkpoints" ? { checkpoints: live.checkpoints.map(tellCheckpoint) } : {};
    blocked.push({ change: delta.change, for: reason, window: reason === "window" ? desired.power.window : null, ...checkpoints });
  };
  const [now, cycled]: [Delta[], Delta[]] = [[], []];
  const reason = isOff(live) ? null : whyNotShutDown(desired, live, circumstances);
  for (const delta of all) {
    const { waitsFor, policy } = delta.change;
    if (waitsFor) wait(delta, waitsFor);
    else if (isOff(live) || policy !== "power-off") now.push(delta);
    else if (reason) wait(delta, reason);
    else cycled.push(delta);
  }
  return { now, cycled, blocked };
}

function define(names: readonly string[], world: World): Step[] {
  const missing = new Map(names.filter((name) => !world.definitions.has(fold(name))).map((name) => [fold(name), name]));
  return [...missing.values()].map((name) =>
    operate({ kind: "define-property", name, description: purposes[name] ?? "Set by scvmm-provider manifests" }),
  );
}

const purposes: Readonly<Record<string, string>> = {
  [MARK_PROPERTY]: "Scope and manifest that own this VM; set by scvmm-provider",
  [DEVICES_PROPERTY]: "Which network adapter is which device of the manifest; set by scvmm-provider",
  [DATA_DISKS_PROPERTY]: "Which data disks belong to the manifest; set by scvmm-provider",
  [DISKS_PROPERTY]: "Which persistent disk is in which place of the manifest; set by scvmm-provider",
  [PROTECTION_PROPERTY]: "Protected against deletion by scvmm-provider",
  [FIRST_START_PROPERTY]: "How far scvmm-provider is with the first start of this VM",
  [RESTART_PROPERTY]: "Shut down by scvmm-provider for a change and to be started again",
};

const keysSet = (deltas: readonly Delta[]): string[] =>
  deltas.flatMap(({ operation }) => (operation?.kind === "set-custom-property" && operation.value !== null ? [operation.name] : []));

const order: readonly Operation["kind"][] = [
  "record-disk",
  "detach-disk",
  "remove-disk",
  "drop-disk",
  "migrate-machine",
  "remove-adapter",
  "add-adapter",
  "set-adapter",
  "expand-disk",
  "add-disk",
  "attach-disk",
  "forget-disk",
  "set-disk",
  "attach-iso",
  "detach-iso",
  "remove-iso-copy",
  "eject-seed",
  "set-fibre-channel",
  "add-fibre-channel",
  "remove-fibre-channel",
  "set-machine",
  "set-custom-property",
];

/** A record goes after its disk has been attached, but before its disk is deleted. */
const rank = (operation: Operation): number =>
  order.indexOf(operation.kind === "forget-disk" && operation.because === "doomed" ? "record-disk" : operation.kind);

/** Operations in the proven order, each once; all properties of the VM in one call. */
function edits(deltas: readonly Delta[], live: LiveVm): Step[] {
  const operations = new Set<Operation>(deltas.flatMap(({ operation, further = [] }) => (operation ? [operation, ...further] : further)));
  const sets = deltas.flatMap(({ set }) => (set ? [set] : []));
  if (sets.length > 0) operations.add({ kind: "set-machine", vmId: live.id, set: sets.reduce(merge, {}) });
  return [...operations].sort((a, b) => rank(a) - rank(b)).map(operate);
}

function merge(a: SetMachine["set"], b: SetMachine["set"]): SetMachine["set"] {
  return {
    ...a,
    ...b,
    ...(a.options && b.options ? { options: { ...a.options, ...b.options } } : {}),
    ...(a.hardware && b.hardware ? { hardware: { ...a.hardware, ...b.hardware } } : {}),
  };
}

function unplannedReplacements(deltas: readonly Delta[]): Diagnostic[] {
  const paths = deltas.filter(({ change }) => change.policy === "replace").map(({ change }) => change.path);
  if (paths.length === 0) return [];
  return [
    {
      code: "APPLY_NEEDS_REPLACEMENT",
      severity: "error",
      summary: `${paths.join(", ")} can only be had by a new VM, which was not planned`,
      hint: "Plan again and look at the replacement.",
    },
  ];
}

/** The plan has counted on an earlier run's creation, and has looked up nothing that another one takes. */
const cameToNothing = (remnant: LiveVm): Diagnostic => ({
  code: "APPLY_CREATION_FAILED",
  severity: "error",
  summary: `the creation that an earlier run began has failed (${remnant.status})`,
  detail: `What is left of it is the VM ${tellVm(remnant)}.`,
  hint: "Plan again: spec.failedCreationPolicy says what becomes of it.",
});

function vanished(goal: MachineGoal): Diagnostic {
  return {
    code: "APPLY_MACHINE_GONE",
    severity: "error",
    summary: `no VM carries the mark of ${goal.mark.address} any more`,
    hint: "Plan again: the machine is then made anew.",
  };
}
