import { attachedTo } from "../../engine/disk-places.ts";
import { readDiskSlots } from "../../engine/disk-slots.ts";
import { formatQuantity } from "../../model/quantity.ts";
import { byKeys, type Item, type Listing } from "./listing.ts";

/** Every persistent disk of ours, whatever its scope: the VM that has it, or the machine that had it last. */
export const disks: Listing = {
  doc: "persistent disks: the VMs that have them, or where their files are",
  columns: [
    ["NAME", "name"],
    ["STATE", "state"],
    ["MACHINE", "machine"],
    ["SIZE", "size"],
    ["RECLAIM", "reclaim"],
    ["HOST", "host"],
    ["FILE", "file"],
  ],
  name: "name",
  items: ({ inventory }) => {
    const attached = inventory.owned.flatMap(attachedTo).map(({ vm, disk, path, fileName, identity }): Item & { name: string } => ({
      name: `${identity.namespace}/${identity.disk}`,
      state: "attached",
      machine: vm.name,
      size: formatQuantity(disk.sizeBytes),
      reclaim: readDiskSlots(vm).find((slot) => slot.disk === identity.disk)?.reclaim ?? "Retain",
      host: vm.hostName,
      file: path,
      scope: identity.scope,
      record: inventory.detachedDisks.some((one) => one.fileName === fileName),
    }));
    const held = new Set(attached.filter(({ record }) => record).map(({ name, scope }) => `${String(scope)} ${name}`));
    const detached = inventory.detachedDisks.map(({ identity, record }): Item & { name: string } => ({
      name: `${identity.namespace}/${identity.disk}`,
      state: "detached",
      machine: record?.machine ?? null,
      size: record ? formatQuantity(record.sizeBytes) : null,
      reclaim: record?.reclaim ?? null,
      host: record?.host ?? null,
      file: record?.path ?? null,
      scope: identity.scope,
      record: true,
    }));
    return [...attached, ...detached.filter(({ name, scope }) => !held.has(`${String(scope)} ${name}`))].sort(byKeys(({ name }) => name));
  },
};
