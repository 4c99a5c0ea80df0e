import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedCheckpoint } from "../../../model/manifests.ts";
import type { Mark } from "../../../model/mark.ts";
import type { Action, AttributeChange } from "../../../model/plan.ts";
import { inChain } from "../../chained.ts";
import { DESTROYED } from "../../deletion.ts";
import type { LiveCheckpoint } from "../../inventory-storage.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { placed } from "../../place.ts";
import { listed } from "../../text.ts";
import { attribute, type CheckpointAttribute } from "./attributes.ts";
import { deletedDraft, leftCheckpoints } from "./deletions.ts";
import type { CheckpointGoal, DesiredCheckpoint } from "./goal.ts";
import { checkpointSteps, chooseCheckpoint } from "./steps.ts";
import { type Target, targetOf } from "./target.ts";

/**
 * 1. Find the VM of every manifest, and the checkpoint by its mark.
 * 2. Compare; what is to be taken waits for its machine, and so does what goes with a VM that is removed.
 * 3. Checkpoints of this scope whose manifest is gone. Those without a mark are nobody's business here.
 */
export function planCheckpoints(planning: Planning, earlier: readonly Draft[]): readonly Draft[] {
  const drafts = planning.manifests.checkpoints.flatMap((loaded) => {
    const view = planning.providers.get(loaded.provider);
    return view ? planCheckpoint(loaded, view, planning, earlier) : [];
  });
  return planning.options.destroy ? drafts : [...drafts, ...leftCheckpoints(planning, earlier)];
}

function planCheckpoint(loaded: LoadedCheckpoint, view: ProviderView, planning: Planning, earlier: readonly Draft[]): Draft[] {
  const { address, provider, value } = loaded;
  const mark = { scope: planning.scope, address };
  const movedFrom = planning.moves.from.get(address) ?? null;
  const chained = inChain(address, planning);
  const others = chained.goal.others ?? [];
  const marked = view.world.checkpointsOf(movedFrom ?? mark).filter(({ id }) => !others.includes(id));
  const place: Draft["place"] = (diagnostic) => placed(diagnostic, loaded);
  if (planning.options.destroy) {
    return deletedDraft(marked, { view, provider, cause: DESTROYED, place, earlier, timeouts: value.spec.timeouts });
  }
  const sought = targetOf(loaded, view, planning, earlier);
  if ("problem" in sought) {
    planning.report(place(sought.problem));
    return [];
  }
  const { target } = sought;
  const [keep, ...doubles] = chooseCheckpoint(
    marked.filter(({ vmId }) => vmId === target.vm?.id),
    target.vm?.id ?? null,
  );
  const elsewhere = marked.filter(({ vmId }) => vmId !== target.vm?.id);
  if (!keep && isDisabled(target, view, planning)) {
    planning.report(place(disabled(target)));
    return [];
  }
  const doomed = [...doubles, ...elsewhere];
  const desired = desiredOf(loaded, target);
  const goal: CheckpointGoal = {
    kind: "ScvmmCheckpoint",
    mark,
    movedFrom,
    ...chained.goal,
    doomed: doomed.map(({ id }) => id),
    desired,
  };
  const attributes = keep ? differences(desired, keep) : creationAttributes(desired, target, elsewhere, view);
  const action = actionOf({ keep, doomed: doomed.length, elsewhere: elsewhere.length, attributes: attributes.length, movedFrom });
  return [
    {
      address,
      provider,
      action,
      disruption: action === "replace" ? "replace" : "none",
      window: null,
      attributes,
      cause: action === "none" ? "" : causeOf({ keep, doubles, elsewhere, attributes, target, movedFrom }, view),
      goal,
      steps: checkpointSteps(goal, view.world),
      after: [...afterMachine(target, keep), ...chained.after],
      losses: action === "replace" ? 1 : 0,
      takes: new Map(),
      frees: new Map(),
      power: null,
      timeouts: value.spec.timeouts,
      place,
    },
  ];
}

/** The machine as its manifest says comes first, then the checkpoint of it. */
const afterMachine = ({ draft }: Target, keep: LiveCheckpoint | undefined): readonly string[] =>
  draft && draft.action !== "none" && !keep ? [draft.address] : [];

function desiredOf({ value }: LoadedCheckpoint, { vm, machine, draft }: Target): DesiredCheckpoint {
  const { name, description } = value.spec;
  return {
    vmId: vm?.id ?? null,
    machine,
    notOn: vm ? [] : (draft?.goal.doomed ?? []),
    name: name ?? null,
    newName: value.metadata.name,
    description: description ?? null,
  };
}

interface Sums {
  readonly keep: LiveCheckpoint | undefined;
  readonly doomed: number;
  readonly elsewhere: number;
  readonly attributes: number;
  readonly movedFrom: Mark | null;
}

function actionOf({ keep, doomed, elsewhere, attributes, movedFrom }: Sums): Action {
  if (!keep) return elsewhere > 0 ? "replace" : "create";
  return attributes + doomed > 0 || movedFrom ? "update" : "none";
}

/** VMM refuses a checkpoint of such a VM. What the manifest of the machine says comes before it. */
function isDisabled({ vm, draft }: Target, { world }: ProviderView, { manifests }: Planning): boolean {
  const manifest = manifests.machines.find(({ address }) => address === draft?.address);
  const wanted = manifest?.value.spec.vmOptions?.checkpointType;
  return (wanted ?? world.ownedById.get(vm?.id ?? "")?.checkpointType) === "Disabled";
}

function disabled({ path, text }: Target): Diagnostic {
  return {
    code: "PLAN_CHECKPOINTS_DISABLED",
    severity: "error",
    path,
    summary: `checkpoints are disabled on ${text}`,
    detail: "Its type of checkpoints is Disabled.",
    hint: "Set spec.vmOptions.checkpointType of the machine to Production, ProductionOnly or Standard, or remove this checkpoint.",
  };
}

function creationAttributes(
  { name, newName, description }: DesiredCheckpoint,
  { path, text }: Target,
  elsewhere: readonly LiveCheckpoint[],
  view: ProviderView,
): readonly AttributeChange[] {
  const before = elsewhere.length > 0 ? listed(elsewhere.map((one) => vmText(one, view, path))) : null;
  return [
    ...(before === text ? [] : [attribute(path, before, text)]),
    ...(elsewhere.length > 0 ? [] : [attribute("spec.name", null, name ?? newName)]),
    ...(description && elsewhere.length === 0 ? [attribute("spec.description", null, description)] : []),
  ];
}

/** The VM of a checkpoint as the manifest would tell it. */
function vmText({ vmId }: LiveCheckpoint, { world }: ProviderView, path: CheckpointAttribute): string {
  if (path === "spec.vmId") return vmId;
  const machine = world.ownedById.get(vmId)?.mark.address.split("/").at(-1);
  const name = world.inventory.vms.find(({ id }) => id === vmId)?.name ?? vmId;
  return path === "spec.machine" ? (machine ?? name) : name;
}

function differences({ name, description }: DesiredCheckpoint, keep: LiveCheckpoint): readonly AttributeChange[] {
  return [
    ...(name !== null && name !== keep.name ? [attribute("spec.name", keep.name, name)] : []),
    ...(description !== null && description !== keep.description
      ? [attribute("spec.description", keep.description || null, description || null)]
      : []),
  ];
}

interface Found {
  readonly keep: LiveCheckpoint | undefined;
  readonly doubles: readonly LiveCheckpoint[];
  readonly elsewhere: readonly LiveCheckpoint[];
  readonly attributes: readonly AttributeChange[];
  readonly target: Target;
  readonly movedFrom: Mark | null;
}

function causeOf({ keep, doubles, elsewhere, attributes, target, movedFrom }: Found, view: ProviderView): string {
  const isRemade = elsewhere.some(({ vmId }) => target.draft?.goal.doomed.includes(vmId));
  const where = listed(elsewhere.map((one) => vmText(one, view, "spec.vmName")));
  return [
    movedFrom ? `moved from ${movedFrom.address}` : "",
    !keep && elsewhere.length === 0 ? "not in VMM" : "",
    !keep && isRemade ? "its machine is made anew, and takes the checkpoint with it" : "",
    !keep && elsewhere.length > 0 && !isRemade ? `it is of ${where}: that one is merged` : "",
    keep && attributes.length > 0 ? `manifest differs in ${attributes.map(({ path }) => path).join(", ")}` : "",
    keep && doubles.length + elsewhere.length > 0
      ? `${doubles.length + elsewhere.length + 1} checkpoints carry its mark: the oldest of its VM stays, the others are merged`
      : "",
  ]
    .filter(Boolean)
    .join("; ");
}
