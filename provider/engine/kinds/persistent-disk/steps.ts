import type { Circumstances } from "../../circumstances.ts";
import { folderOf } from "../../disk-files.ts";
import { type AttachedDisk, attachedTo, holdersOf, hostNamed, recordOf } from "../../disk-places.ts";
import type { LiveVm } from "../../inventory.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import { attachIfThere, awaitJob, operate, reRead } from "../../steps.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import { isBeingMade, isRemnant } from "../machine/choose.ts";
import type { PersistentDiskGoal } from "./goal.ts";

/**
 * A disk that a machine has is that machine's to look after.
 *
 * VMM deletes a file only with the drive of a VM. So a VM without anything is made on the file's host, which carries the disk's own mark; the
 * file is attached to it, and goes with its drive; then the VM goes. One that is found without a reason gives the file back. Where VMM misses
 * the file, as after a record that was written late, the record goes alone.
 */
export function persistentDiskSteps(goal: PersistentDiskGoal, world: World, { missing }: Circumstances): Steps {
  const carriers = [...world.vmsOf(goal.mark)];
  const isCarrier = ({ vm }: AttachedDisk): boolean => carriers.includes(vm);
  if (!holdersOf(world.inventory, goal.fileName).every(isCarrier)) return NO_STEPS;
  const working = carriers.find(isBeingMade);
  if (working?.job) return { ...NO_STEPS, steps: [awaitJob(working.job.id), reRead] };
  const failed = carriers.filter(isRemnant);
  if (failed.length > 0) return { ...NO_STEPS, steps: [...failed.map(remove), reRead] };
  const steps = goal.deleted ? deletion(goal, carriers, world, missing) : [...carriers.flatMap(giveBack), ...recorded(goal, world)];
  return { ...NO_STEPS, steps };
}

const remove = ({ id, mark }: LiveVm): Step => operate({ kind: "remove-machine", vmId: id, mark });

/** The record goes before the file, so that none is ever left of a file that is gone. */
function deletion(
  { fileName, mark }: PersistentDiskGoal,
  carriers: readonly LiveVm[],
  world: World,
  missing: Circumstances["missing"],
): readonly Step[] {
  const record = recordOf(world.inventory, fileName)?.record;
  const holder = holdersOf(world.inventory, fileName)[0];
  if (holder)
    return [
      operate({ kind: "forget-disk", vmId: holder.vm.id, fileName, because: "doomed" }),
      operate({ kind: "remove-disk", vmId: holder.vm.id, diskId: holder.disk.id }),
      ...carriers.map(remove),
    ];
  if (!record) return carriers.map(remove);
  if (missing.has(record.path)) return [operate({ kind: "discard-record", fileName, record }), ...carriers.map(remove)];
  const [carrier] = carriers;
  if (carrier) {
    const { path } = record;
    const attach = { kind: "attach-disk", vmId: carrier.id, bus: 0, lun: 0, path, volumeType: "None", storageQoSPolicyId: null } as const;
    return [attachIfThere(attach), reRead];
  }
  const host = hostNamed(world.inventory, record.host);
  if (!host) return [];
  return [
    operate({
      kind: "create-carrier",
      name: `remove-${mark.address.split("/").at(-1)}`,
      mark,
      hostId: host.id,
      folder: folderOf(record.path),
    }),
    reRead,
  ];
}

function giveBack(vm: LiveVm): readonly Step[] {
  const kept = attachedTo(vm).flatMap(({ fileName, disk, path }) => {
    const hostName = vm.hostName ?? "";
    const record = { host: hostName, path, sizeBytes: disk.sizeBytes, reclaim: "Retain", machine: vm.mark.address, slot: "-" } as const;
    return [
      operate({ kind: "record-disk", fileName, record, onlyChange: false }),
      operate({ kind: "detach-disk", vmId: vm.id, diskId: disk.id, path, hostName }),
    ];
  });
  return [...kept, remove(vm)];
}

function recorded({ fileName, reclaim }: PersistentDiskGoal, { inventory }: World): readonly Step[] {
  const record = recordOf(inventory, fileName)?.record;
  if (!record || reclaim === null || record.reclaim === reclaim || holdersOf(inventory, fileName).length > 0) return [];
  return [operate({ kind: "record-disk", fileName, record: { ...record, reclaim }, onlyChange: true })];
}
