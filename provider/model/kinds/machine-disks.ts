import * as z from "zod";
import { field } from "../field.ts";
import { objectName, optionalText } from "../metadata.ts";
import { quantity } from "../quantity.ts";

/** It becomes a part of the file's name, behind `_`, by which the disk is known again. */
const diskName = z
  .string()
  .max(32)
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, {
    error: "expected lower-case letters, digits and '-', starting with a letter, ending with a letter or digit",
  });

/** What becomes of data disks that the manifest no longer lists. */
export const removedDiskPolicies = ["Keep", "Detach", "Delete"] as const;
export type RemovedDiskPolicy = (typeof removedDiskPolicies)[number];

/** One entry of `spec.disks`. */
export const machineDisk = z.strictObject({
  name: field(diskName.optional(), {
    doc: "Name of a data disk, unique in the machine. A disk with a name is known by it whatever its place in the list, others by their place. One that leaves the manifest goes as spec.removedDisks says: a SCSI disk while the machine runs, others while it is off; a new name is another disk.",
    policy: "hot-or-off",
  }),
  size: field(quantity.optional(), {
    doc: "Size of the virtual disk. A VHDX disk on SCSI grows while the machine runs, others while it is off; shrinking is refused.",
    policy: "hot-or-off",
  }),
  dynamic: field(z.boolean().default(true), { doc: "Whether the file grows as it is written.", policy: "create-only" }),
  vhDisk: field(optionalText, {
    doc: "Disk of the library that an added disk is a copy of, or without a template the first one: the name of its file, or its path where names repeat.",
    policy: "create-only",
  }),
  volumeType: field(z.enum(["Boot", "System", "BootAndSystem", "None"]).optional(), {
    doc: "Volume type of the disk.",
    policy: "in-place",
  }),
  storageClassification: field(optionalText, {
    doc: "Storage classification that an added disk is placed by.",
    policy: "create-only",
  }),
  iopsMaximum: field(quantity.optional(), { doc: "Most I/Os a second.", policy: "in-place" }),
  storageQoSPolicy: field(optionalText, { doc: "Storage QoS policy of the disk.", policy: "in-place" }),
  persistentDisk: field(
    z
      .strictObject({
        pool: field(z.strictObject({ name: field(objectName, { doc: "Name of the ScvmmPersistentDiskPool." }) }).optional(), {
          doc: "Pool in the same namespace that the disk is taken from: the one that the machine had in this place before, a free one, or a new one.",
        }),
        disk: field(z.strictObject({ name: field(objectName, { doc: "Name of the ScvmmPersistentDisk." }) }).optional(), {
          doc: "This very ScvmmPersistentDisk of the same namespace.",
        }),
      })
      .optional(),
    {
      doc: "Disk that outlives the machine: it is detached before the VM is removed, and attached to the next machine that claims it. Size, dynamic and folder come from the ScvmmPersistentDisk or the pool's template.",
      policy: "in-place",
    },
  ),
});
