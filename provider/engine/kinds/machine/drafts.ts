import { hookPoints } from "../../../model/hooks.ts";
import { type AttributeChange, type Disruption, losesDisk } from "../../../model/plan.ts";
import { PLANNED } from "../../circumstances.ts";
import type { Id, LiveVm } from "../../inventory.ts";
import type { Draft, Steps } from "../../kind.ts";
import type { Operation } from "../../operation.ts";
import { placed } from "../../place.ts";
import { listed } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import { freedAddresses, takenAddresses } from "./address-needs.ts";
import { creationAttributes } from "./attributes.ts";
import { type Candidate, tellVm } from "./candidate.ts";
import { brokenState, isBeingMade } from "./choose.ts";
import { forgottenDisks, unrecordedDisks } from "./data-disk-record.ts";
import { hasOpenDevice } from "./diff-adapters.ts";
import { describeMove, isMoving } from "./diff-placement.ts";
import { jobAtDisks } from "./disk-records.ts";
import type { DesiredMachine, MachineGoal } from "./goal.ts";
import { hookNote } from "./hooks.ts";
import type { Claim } from "./names.ts";
import { isToRestart, standingOf, whyNotShutDown } from "./power.ts";
import { isOvertaken } from "./power-steps.ts";
import { keptNote } from "./release-disks.ts";
import { leftSeedSteps } from "./seed.ts";
import { machineSteps } from "./steps.ts";

type Shared = Omit<Draft, "action" | "disruption" | "attributes" | "cause">;

function shared({ loaded, view }: Candidate, claim: Claim | null, goal: MachineGoal): Shared {
  const steps = machineSteps(goal, view.world, PLANNED);
  return {
    address: loaded.address,
    provider: loaded.provider,
    goal,
    steps,
    place: (diagnostic) => placed(diagnostic, loaded),
    after: claim?.after ?? [],
    takes: takenAddresses(goal, steps),
    frees: freedAddresses(goal, steps, view.world),
    power: null,
    losses: 0,
    window: windowOf(steps),
    timeouts: loaded.value.spec.timeouts,
  };
}

/** The one that its steps look at. */
function windowOf({ steps }: Steps): Draft["window"] {
  for (const { task } of steps) if (task.kind === "check-window") return task.window;
  return null;
}

const claimed = (claim: Claim): string => (claim.pool ? `; name "${claim.name}" claimed from ${claim.pool}` : "");

export function createdDraft(found: Candidate, claim: Claim, goal: MachineGoal): Draft {
  const attributes = goal.desired ? creationAttributes(goal.desired) : [];
  const common = shared(found, claim, goal);
  const [remnant] = found.remnants;
  const isRepaired = common.steps.steps.some(({ task }) => task.kind === "repair");
  const remedy = isRepaired ? "VMM is to repair it; where that fails, the remains are removed and it" : "the remains are removed and it";
  const cause = remnant ? `its creation failed (${remnant.status}): ${remedy} is made again` : "not in VMM";
  return {
    ...common,
    action: remnant && !isRepaired ? "replace" : "create",
    disruption: remnant && !isRepaired ? "replace" : "none",
    attributes,
    cause: `${cause}${claimed(claim)}${hookNote(["BeforeCreate", "BeforeStart", "AfterStart"], goal)}`,
  };
}

export function replacedDraft(
  found: Candidate,
  claim: Claim,
  goal: MachineGoal,
  attributes: readonly AttributeChange[],
  isAsked: boolean,
): Draft {
  const causes = attributes.filter(({ policy }) => policy === "replace").map(({ path }) => path);
  const cause = isAsked ? "asked for" : `manifest differs in ${causes.join(", ")}, which only a new VM can have`;
  return {
    ...shared(found, claim, goal),
    action: "replace",
    disruption: "replace",
    attributes,
    losses: found.keep?.sealed ? 1 : 0,
    cause: `${cause}${keptNote(found.keep ? [found.keep] : [], goal)}${hookNote(hookPoints, goal)}`,
  };
}

export function updatedDraft(
  found: Candidate,
  keep: LiveVm,
  claim: Claim,
  goal: MachineGoal,
  attributes: readonly AttributeChange[],
): Draft {
  const doubles = found.doubles.filter(({ id }) => goal.doomed.includes(id));
  const common = shared(found, claim, goal);
  const causes = [
    found.movedFrom ? `moved from ${found.movedFrom.address}` : "",
    attributes.length > 0 ? differences(attributes, claim) : "",
    describeMove(keep, common.steps.steps, attributes),
    ...historyOf(keep, goal, attributes, found),
    describeForgotten(common.steps.steps, attributes),
    keep.sealed && hasOperation(common.steps.steps, ({ kind }) => kind === "remove-template")
      ? "a run that broke off left a temporary template: it is removed"
      : "",
    isWaitedFor(goal, keep, found.world) ? "an earlier run's job is still at work on its persistent disks: that is waited for" : "",
    goal.doomed.length > 0
      ? `${goal.doomed.length + 1} VMs carry its mark: ${tellVm(keep)} stays, ${describeDoomed(found, goal.doomed)} removed`
      : "",
  ].filter(Boolean);
  return {
    ...common,
    action: causes.length > 0 ? "update" : "none",
    disruption: disruptionOf(keep, goal, common.steps.steps, attributes),
    attributes,
    cause: causes.join("; "),
    losses:
      doubles.filter(({ sealed }) => sealed).length +
      (losesDisk(
        attributes,
        common.steps.blocked.map(({ change }) => change),
      )
        ? 1
        : 0),
    power: powerDrift(keep, goal, attributes),
  };
}

function differences(attributes: readonly AttributeChange[], claim: Claim): string {
  const paths = attributes.map(({ path }) => path);
  return `manifest differs in ${paths.join(", ")}${paths.includes("spec.vmName") ? claimed(claim) : ""}`;
}

const asksForPower = (attributes: readonly AttributeChange[]): boolean => attributes.some(({ path }) => path === "spec.powerPolicy");

/** What earlier runs, or people, have left to do. */
function historyOf(
  keep: LiveVm,
  { desired }: MachineGoal,
  attributes: readonly AttributeChange[],
  { world }: Candidate,
): readonly string[] {
  if (!keep.sealed)
    return [
      isBeingMade(keep)
        ? "an earlier run's creation is still at work: it is waited for and finished"
        : "its creation was interrupted: what lacks is done",
    ];
  if (!desired) return [];
  const wasStarted = !asksForPower(attributes) && isOvertaken(desired, keep, { runs: standingOf(keep) === "on" });
  return [
    keep.halfSealed ? "an interrupted run left its mark in the description: it is taken out" : "",
    leftSeedSteps(keep, world).length > 0 ? "cloud-init data was left in the library: it is removed" : "",
    isToRestart(keep) ? interruptedCycle(desired, keep) : "",
    hasOpenDevice(desired, keep) ? "an interrupted run was adding a network adapter: what came of it is recorded" : "",
    ...recordsOfDisks(desired, keep),
    wasStarted ? "it has been started: that is recorded" : "",
  ];
}

/** What VMM keeps of data disks, so that one of them can leave the manifest later, or does no longer. */
function recordsOfDisks(desired: DesiredMachine, keep: LiveVm): readonly string[] {
  const [unknown, forgotten] = [unrecordedDisks(desired, keep), forgottenDisks(desired, keep)];
  const has = (files: readonly string[]): string => `${listed(files)} ${files.length === 1 ? "is" : "are"}`;
  return [
    unknown.length > 0 ? `${has(unknown)} recorded as its data, for spec.removedDisks: ${desired.removedDisks}` : "",
    forgotten.length > 0 ? `${has(forgotten)} no longer on the VM: that is recorded` : "",
  ];
}

/** Under Manual it is nobody's business whether it runs, and AlwaysOn and AlwaysOff ask for what they want. */
function powerDrift(keep: LiveVm, { desired }: MachineGoal, attributes: readonly AttributeChange[]): string | null {
  if (!keep.sealed || !desired) return null;
  const broken = brokenState(keep);
  if (broken !== null) return `VMM shows the VM as ${broken}`;
  const isByHand = desired.power.policy === "StartOnce" && keep.powerState !== "Running" && !asksForPower(attributes);
  return isByHand ? `the VM is ${keep.powerState}` : null;
}

const interruptedCycle = ({ power }: DesiredMachine, keep: LiveVm): string =>
  standingOf(keep) === "on" || power.policy === "AlwaysOff"
    ? "the record of an interrupted run, which was to start it again, is removed"
    : "an interrupted run shut it down for a change: it is started again";

const isWaitedFor = ({ desired }: MachineGoal, keep: LiveVm, { inventory }: World): boolean =>
  desired !== null && jobAtDisks(desired, keep, inventory) !== null;

/** What an interrupted run left of a disk that it had attached already. */
function describeForgotten(steps: readonly Step[], attributes: readonly AttributeChange[]): string {
  const forgets = hasOperation(steps, (one) => one.kind === "forget-disk" && one.because === "attached");
  return forgets && attributes.length === 0 ? "an interrupted run left the record of a disk that is attached again: it is removed" : "";
}

const hasOperation = (steps: readonly Step[], isIt: (operation: Operation) => boolean): boolean =>
  steps.some(({ task }) => task.kind === "operate" && isIt(task.operation));

function disruptionOf(keep: LiveVm, { desired }: MachineGoal, steps: readonly Step[], attributes: readonly AttributeChange[]): Disruption {
  const stops = steps.some(({ task }) => task.kind === "shut-down" && task.vmId === keep.id);
  // While VMM moves it the steps are not known yet.
  const willStop =
    isMoving(keep) && desired && !whyNotShutDown(desired, keep, PLANNED) && attributes.some(({ policy }) => policy === "power-off");
  if (!stops && !willStop) return "none";
  return attributes.some(({ path, policy }) => path === "spec.powerPolicy" && policy === "power-off") ? "power-off" : "power-cycle";
}

function describeDoomed({ doubles, remnants }: Candidate, doomed: readonly Id[]): string {
  const vms = [...doubles, ...remnants].filter(({ id }) => doomed.includes(id));
  return `${listed(vms.map(tellVm))} ${vms.length === 1 ? "is" : "are"}`;
}
