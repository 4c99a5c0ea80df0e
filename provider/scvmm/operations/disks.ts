import { call, ref, select } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { AddDisk, ExpandDisk, Outcome, RemoveDisk, SetDisk } from "../../engine/operation.ts";
import { guid, optional, record, text } from "../decode.ts";
import type { Results } from "../results.ts";
import { accepted, type Carrier, done, gone, taken } from "./carrier.ts";
import { findMachine, workOnMachine } from "./find-machine.ts";

export const VOLUME_TYPES = ["None", "Boot", "System", "BootAndSystem"] as const;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

const slot = record({ id: guid("ID"), fileName: optional(text("VirtualHardDisk.Name")) });

/** A drive has no pointer to its VM, so it is found among those of the VM. */
function findDisk(vmId: Id, diskId: Id): Batch {
  return [
    findMachine(vmId),
    call("disk", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: [{ path: "ID", op: "eq", value: diskId }] } }),
  ];
}

function workOnDisk(results: Results, vmId: Id, diskId: Id, id: string): Outcome {
  return results.found("disk") === 0 ? gone("The disk", diskId) : workOnMachine(results, vmId, id, diskId);
}

type Targets = Pick<AddDisk, "content" | "storageClassificationId" | "storageQoSPolicyId">;

/** What a new disk refers to. */
export function diskTargets({ content, storageClassificationId, storageQoSPolicyId }: Targets, absent: { readonly unless: string }): Batch {
  return [
    ...("virtualHardDiskId" in content ? [call("source", "Get-SCVirtualHardDisk", { ID: content.virtualHardDiskId }, absent)] : []),
    ...(storageClassificationId ? [call("classification", "Get-SCStorageClassification", { ID: storageClassificationId }, absent)] : []),
    ...(storageQoSPolicyId ? [call("policy", "Get-SCStorageQoSPolicy", { ID: storageQoSPolicyId }, absent)] : []),
  ];
}

export function diskContent(content: AddDisk["content"]) {
  if ("virtualHardDiskId" in content) return { VirtualHardDisk: ref("source") };
  const kind = content.dynamic ? ({ Dynamic: true } as const) : ({ Fixed: true } as const);
  return { ...kind, VirtualHardDiskSizeMB: Math.ceil(content.sizeBytes / MIB) };
}

export const addDisk: Carrier<AddDisk> = (operation) => {
  const { vmId, bus, lun, fileName } = operation;
  const place = [
    { path: "BusType", op: "eq", value: "SCSI" },
    { path: "Bus", op: "eq", value: String(bus) },
    { path: "Lun", op: "eq", value: String(lun) },
  ] as const;
  return {
    batch: [
      findMachine(vmId),
      call("present", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: place }, project: slot.projection }),
      ...diskTargets(operation, { unless: "present" }),
      call(
        "add",
        "New-SCVirtualDiskDrive",
        {
          VM: ref("vm"),
          SCSI: true,
          Bus: bus,
          LUN: lun,
          ...diskContent(operation.content),
          Path: operation.folder ?? undefined,
          FileName: fileName,
          StorageClassification: operation.storageClassificationId ? ref("classification") : undefined,
          StorageQoSPolicy: operation.storageQoSPolicyId ? ref("policy") : undefined,
          VolumeType: accepted("volume type", VOLUME_TYPES, operation.volumeType),
        },
        { unless: "present", job: true },
      ),
    ],
    read: (results) => {
      const [there] = results.rows("present", slot);
      if (!there) return workOnMachine(results, vmId, "add");
      // VMM gives the file's name with its extension, or without (scvmm-domain 1.2).
      const same = there.fileName?.toLowerCase().replace(/\.vhdx?$/, "") === fileName.toLowerCase();
      return same ? done(there.id) : taken(`SCSI ${bus}/${lun} of the VM ${vmId} holds another disk`, `its file is ${there.fileName}`);
    },
  };
};

export const expandDisk: Carrier<ExpandDisk> = ({ vmId, diskId, sizeBytes }) => {
  const sizeGb = Math.ceil(sizeBytes / GIB);
  return {
    batch: [
      ...findDisk(vmId, diskId),
      select("already", "disk", { where: { all: [{ path: "VirtualHardDisk.MaximumSize", op: "eq", value: String(sizeGb * GIB) }] } }),
      call(
        "expand",
        "Expand-SCVirtualDiskDrive",
        { VirtualDiskDrive: ref("disk"), VirtualHardDiskSizeGB: sizeGb },
        { unless: "already", job: true },
      ),
    ],
    read: (results) => (results.found("already") ? done(diskId) : workOnDisk(results, vmId, diskId, "expand")),
  };
};

export const setDisk: Carrier<SetDisk> = ({ vmId, diskId, set }) => ({
  batch: [
    ...findDisk(vmId, diskId),
    ...("storageQoSPolicyId" in set ? [call("policy", "Get-SCStorageQoSPolicy", { ID: set.storageQoSPolicyId })] : []),
    call("set", "Set-SCVirtualDiskDrive", { VirtualDiskDrive: ref("disk"), ...settingOf(set) }, { job: true }),
  ],
  read: (results) => workOnDisk(results, vmId, diskId, "set"),
});

function settingOf(set: SetDisk["set"]) {
  if ("iopsMaximum" in set) return { IOPSMaximum: set.iopsMaximum };
  if ("storageQoSPolicyId" in set) return { StorageQoSPolicy: ref("policy") };
  return { VolumeType: accepted("volume type", VOLUME_TYPES, set.volumeType) };
}

export const removeDisk: Carrier<RemoveDisk> = ({ vmId, diskId }) => ({
  batch: [...findDisk(vmId, diskId), call("remove", "Remove-SCVirtualDiskDrive", { VirtualDiskDrive: ref("disk") }, { job: true })],
  read: (results) => (results.found("disk") === 0 ? done(diskId) : workOnDisk(results, vmId, diskId, "remove")),
});
