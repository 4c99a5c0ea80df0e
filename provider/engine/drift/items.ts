import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DriftAttribute, DriftItem, DriftKind } from "../../model/drift.ts";
import type { Place } from "../../model/manifests.ts";
import type { Action, AttributeChange } from "../../model/plan.ts";
import type { Draft, Planning } from "../kind.ts";
import { poolNames } from "../kinds/machine/claimant.ts";
import { movedFromOf } from "../moved-from.ts";
import { fold, listed } from "../text.ts";
import type { PlannedGoal } from "../work.ts";

/** What is in VMM without a manifest. */
const ownerless: Readonly<Record<PlannedGoal["kind"], DriftKind>> = {
  ScvmmMachine: "unmanaged",
  ScvmmVirtualIP: "leaked",
  ScvmmPersistentDisk: "leaked",
  ScvmmCheckpoint: "leaked",
  ScvmmName: "leaked",
};

const kindOf: Readonly<Record<Action, (goal: PlannedGoal) => DriftKind>> = {
  // Nothing that apply could do, but a goal that cannot be reached.
  none: () => "changed",
  create: () => "missing",
  update: () => "changed",
  replace: () => "changed",
  delete: ({ kind }) => ownerless[kind],
};

export const differs = ({ action, steps, left }: Draft): boolean => action !== "none" || steps.problems.length > 0 || left !== undefined;

/** What a draft of a plan says of drift: nothing, a difference, the power state, or both. */
export function itemsOf(draft: Draft, planning: Planning): readonly DriftItem[] {
  const { address, action, power } = draft;
  const place = placeOf(draft, planning);
  const byHand: DriftItem[] = power === null ? [] : [{ address, kind: "power", attributes: [], detail: power, place }];
  if (draft.left !== undefined) return [{ address, kind: ownerless[draft.goal.kind], attributes: [], detail: draft.left, place }];
  if (!differs(draft)) return byHand;
  const attributes = draft.attributes.map((change): DriftAttribute => ({ ...change, place: placeOfPath(draft, change) }));
  const detail = [draft.cause, ...(action === "delete" ? holdings(draft, planning) : refusals(draft))].filter(Boolean).join("; ");
  return [{ address, kind: kindOf[action](draft.goal), ...movedFromOf(draft.goal), attributes, detail, place }, ...byHand];
}

/** Of its manifest, else of the ScvmmProvider that it was found with. */
export function placeOf(draft: Pick<Draft, "place" | "provider">, { manifests }: Planning): Place | null {
  const provider = manifests.providers.find(({ address }) => address === draft.provider);
  return placeIn(draft.place(nothing("metadata.name"))) ?? provider?.locate("metadata.name") ?? null;
}

const placeOfPath = (draft: Draft, { path }: AttributeChange): Place | null => placeIn(draft.place(nothing(path)));

/** Drafts know places only by putting them into diagnostics. */
const nothing = (path: string): Diagnostic => ({ code: "DRIFT", severity: "info", summary: "", path });

function placeIn({ file, line, column }: Diagnostic): Place | null {
  return file === undefined || line === undefined || column === undefined ? null : { file, line, column };
}

/** That apply would not get through does not make it less of a difference. */
const refusals = ({ steps }: Draft): readonly string[] => steps.problems.map(({ summary }) => `apply would refuse this: ${summary}`);

/** What nobody else can have as long as it is there. */
function holdings({ goal, provider }: Draft, { providers, manifests }: Planning): readonly string[] {
  const world = providers.get(provider)?.world;
  if (!world || goal.kind !== "ScvmmMachine") return [];
  const vms = goal.doomed.flatMap((id) => world.ownedById.get(id) ?? []);
  const names = vms.flatMap(({ name }) =>
    manifests.namePools.filter((pool) => poolNames(pool).has(fold(name))).map((pool) => `the name ${name} of ${pool.address}`),
  );
  const adapters = vms.flatMap((vm) => vm.adapters.map(({ id }) => id));
  const addresses = adapters.flatMap((id) => (world.grantsByHolder.get(id) ?? []).map(({ address }) => address)).sort();
  const held = [...names, ...(addresses.length > 0 ? [listed(addresses)] : [])];
  return held.length > 0 ? [`it holds ${held.join(" and ")}`] : [];
}
