import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { DiskRecord } from "../../../model/disk-record.ts";
import type { PersistentDiskSpec } from "../../../model/kinds/persistent-disk.ts";
import { type DiskIdentity, diskAddress, diskFileName } from "../../../model/persistent-disk.ts";
import type { AttributeChange } from "../../../model/plan.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import { diskManifest, specOfDisk } from "../../disk-manifests.ts";
import { holdersOf } from "../../disk-places.ts";
import type { LiveDetachedDisk } from "../../inventory-storage.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { placed } from "../../place.ts";
import type { PersistentDiskGoal } from "./goal.ts";
import { persistentDiskSteps } from "./steps.ts";

/**
 * 1. Disks that are detached: what their record says follows their manifest; one without a manifest is told of.
 * 2. Disks with a manifest that are attached or not made yet: the machines that claim them see to them.
 */
export function planPersistentDisks(planning: Planning): readonly Draft[] {
  const seen = new Set<string>();
  const detached = [...planning.providers].flatMap(([provider, view]) =>
    view.world.inventory.detachedDisks
      .filter(({ identity, fileName }) => identity.scope === planning.scope && holdersOf(view.world.inventory, fileName).length === 0)
      .flatMap((disk) => {
        const address = diskAddress(disk.identity.namespace, disk.identity.disk);
        if (seen.has(address)) return [];
        seen.add(address);
        return [detachedDraft(disk, address, provider, view, planning)];
      }),
  );
  return [...detached, ...settledDrafts(seen, planning)];
}

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

const goalOf = (identity: DiskIdentity, reclaim: PersistentDiskGoal["reclaim"]): PersistentDiskGoal => ({
  kind: "ScvmmPersistentDisk",
  fileName: diskFileName(identity),
  doomed: [],
  reclaim,
});

function draftOf(address: string, provider: string, goal: PersistentDiskGoal, view: ProviderView, place: Draft["place"]): Draft {
  return {
    address,
    provider,
    action: "none",
    disruption: "none",
    attributes: [],
    cause: "",
    goal,
    steps: persistentDiskSteps(goal, view.world),
    after: [],
    losses: 0,
    takes: new Map(),
    frees: new Map(),
    power: null,
    window: null,
    place,
  };
}

function detachedDraft(
  { identity, record }: LiveDetachedDisk,
  address: string,
  provider: string,
  view: ProviderView,
  planning: Planning,
): Draft {
  const { namespace, disk } = identity;
  const loaded = diskManifest(planning.manifests, namespace, disk);
  const place: Draft["place"] = (diagnostic) => (loaded ? placed(diagnostic, loaded) : { ...diagnostic, address });
  const spec = specOfDisk(planning.manifests, namespace, disk);
  const draft = draftOf(address, provider, goalOf(identity, spec?.reclaimPolicy ?? null), view, place);
  if (!spec || planning.options.destroy) return released(draft, record, planning);
  const attributes = record ? reclaimChange(spec, record) : [];
  if (attributes.length === 0) return draft;
  return { ...draft, action: "update", attributes, cause: "manifest differs in spec.reclaimPolicy" };
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
