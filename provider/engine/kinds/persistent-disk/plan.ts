import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { DiskRecord } from "../../../model/disk-record.ts";
import type { PersistentDiskSpec } from "../../../model/kinds/persistent-disk.ts";
import { type DiskIdentity, diskAddress, diskFileName } from "../../../model/persistent-disk.ts";
import type { AttributeChange } from "../../../model/plan.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import { PLANNED } from "../../circumstances.ts";
import { manifestOfFile, specOfFile } from "../../disk-manifests.ts";
import { carriedDisks, holdersOf, recordOf } from "../../disk-places.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { placed } from "../../place.ts";
import type { PersistentDiskGoal } from "./goal.ts";
import { persistentDiskSteps } from "./steps.ts";

/**
 * 1. Disks that are detached: what their record says follows their manifest. One without a manifest is deleted, where that was its policy,
 *    or told of.
 * 2. Disks with a manifest that are attached or not made yet: the machines that claim them see to them.
 */
export function planPersistentDisks(planning: Planning): readonly Draft[] {
  const seen = new Set<string>();
  const detached = [...planning.providers].flatMap(([provider, view]) =>
    [...looseDisks(view, planning)].flatMap(([address, identity]) => {
      if (seen.has(address)) return [];
      seen.add(address);
      return [looseDraft(identity, address, provider, view, planning)];
    }),
  );
  return [...detached, ...settledDrafts(seen, planning)];
}

/** Those that no machine has: recorded ones, and those that a VM of their own carries. */
function looseDisks({ world: { inventory } }: ProviderView, { scope, options, manifests }: Planning): ReadonlyMap<string, DiskIdentity> {
  const isLoose = (fileName: string): boolean => holdersOf(inventory, fileName).every(({ vm }) => vm.mark.address.startsWith(KIND));
  const recorded = inventory.detachedDisks.map(({ identity }) => identity);
  const all = [...recorded, ...carriedDisks(inventory)].filter(
    (identity) => identity.scope === scope && isLoose(diskFileName(identity)) && isMeant(identity, options, manifests),
  );
  return new Map(
    all.map((identity) => [manifestOfFile(manifests, identity)?.address ?? diskAddress(identity.namespace, identity.disk), identity]),
  );
}

/** Of what has no manifest among those that are given a run that destroys knows nothing. */
const isMeant = ({ namespace, disk }: DiskIdentity, { destroy, isPart }: Planning["options"], manifests: Planning["manifests"]): boolean =>
  (destroy !== true && !isPart) || specOfFile(manifests, { namespace, disk }) !== undefined;

const KIND = "ScvmmPersistentDisk/";

function settledDrafts(seen: ReadonlySet<string>, planning: Planning): readonly Draft[] {
  const [only, ...others] = planning.providers.keys();
  return planning.manifests.persistentDisks.flatMap((loaded) => {
    const provider = loaded.provider ?? (others.length === 0 ? only : undefined);
    const view = provider === undefined ? undefined : planning.providers.get(provider);
    if (seen.has(loaded.address) || provider === undefined || !view) return [];
    const { namespace, name: disk } = loaded.value.metadata;
    const goal = goalOf({ scope: planning.scope, namespace, disk }, null);
    return [draftOf(loaded.address, provider, goal, view, (diagnostic) => placed(diagnostic, loaded))];
  });
}

function goalOf(identity: DiskIdentity, reclaim: PersistentDiskGoal["reclaim"], deleted = false): PersistentDiskGoal {
  const mark = { scope: identity.scope, address: diskAddress(identity.namespace, identity.disk) };
  return { kind: "ScvmmPersistentDisk", mark, fileName: diskFileName(identity), doomed: [], reclaim, deleted };
}

function draftOf(address: string, provider: string, goal: PersistentDiskGoal, view: ProviderView, place: Draft["place"]): Draft {
  return {
    address,
    provider,
    action: "none",
    disruption: "none",
    attributes: [],
    cause: "",
    goal,
    steps: persistentDiskSteps(goal, view.world, PLANNED),
    after: [],
    losses: 0,
    takes: new Map(),
    frees: new Map(),
    power: null,
    window: null,
    place,
  };
}

function looseDraft(identity: DiskIdentity, address: string, provider: string, view: ProviderView, planning: Planning): Draft {
  const { namespace, disk } = identity;
  const { options, manifests } = planning;
  const loaded = manifestOfFile(manifests, identity);
  const place: Draft["place"] = (diagnostic) => (loaded ? placed(diagnostic, loaded) : { ...diagnostic, address });
  const draft = (reclaim: PersistentDiskGoal["reclaim"], deleted = false): Draft =>
    draftOf(address, provider, goalOf(identity, reclaim, deleted), view, place);
  const record = recordOf(view.world.inventory, diskFileName(identity))?.record ?? null;
  const isCarried = view.world.vmsOf({ scope: planning.scope, address: diskAddress(namespace, disk) }).length > 0;
  const spec = options.destroy ? undefined : specOfFile(manifests, identity);
  if (!spec) {
    const goes = (options.prune || options.destroy) && (isCarried || record?.reclaim === "Delete");
    const deletion = draft(null, true);
    return goes && deletion.steps.steps.length > 0 ? deleted(deletion, record, isCarried) : released(draft(null), record, planning);
  }
  const kept = draft(spec.reclaimPolicy);
  if (isCarried)
    return { ...kept, action: "update", cause: "a VM carries it to have it deleted, and its manifest is there again: its file is kept" };
  const attributes = record ? reclaimChange(spec, record) : [];
  return attributes.length === 0 ? kept : { ...kept, action: "update", attributes, cause: "manifest differs in spec.reclaimPolicy" };
}

function deleted(draft: Draft, record: DiskRecord | null, isCarried: boolean): Draft {
  const size: readonly AttributeChange[] = record
    ? [{ path: "spec.size", before: formatQuantity(record.sizeBytes), after: null, policy: "in-place" }]
    : [];
  const cause = `manifest is gone, and its reclaim policy was Delete: its file is deleted with all data${isCarried ? "; an interrupted run has begun with it" : ""}`;
  return { ...draft, action: "delete", attributes: size, cause, losses: 1 };
}

function reclaimChange({ reclaimPolicy }: PersistentDiskSpec, { reclaim }: DiskRecord): readonly AttributeChange[] {
  return reclaim === reclaimPolicy ? [] : [{ path: "spec.reclaimPolicy", before: reclaim, after: reclaimPolicy, policy: "in-place" }];
}

/** Its manifest is gone, and its file is kept: nobody shall forget that it is there. */
function released(draft: Draft, record: DiskRecord | null, { report }: Planning): Draft {
  const steps = { steps: [], blocked: [], problems: [] };
  const where = record ? `${formatQuantity(record.sizeBytes)} in ${record.path} on ${record.host}` : "its record does not say where";
  const detail = `released and kept: ${where}; last of ${record?.machine ?? "an unknown machine"}`;
  report(draft.place(releasedDisk(draft.address, detail)));
  return { ...draft, steps, left: detail };
}

function releasedDisk(address: string, detail: string): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK_RELEASED",
    severity: "warning",
    summary: `${address} has no manifest any more, and its file is still there`,
    detail: `It is ${detail}.`,
    hint: "Put the manifest back to use it again; to be rid of it delete the file on the host, and the custom property that is called like it in VMM.",
  };
}
