import type { LiveVm } from "../../../provider/engine/inventory.ts";
import type { Operation } from "../../../provider/engine/operation.ts";
import type { Mutable } from "./memory-objects.ts";

type FibreChannelKind = "add-fibre-channel" | "set-fibre-channel" | "remove-fibre-channel";
type StorageKind =
  | "add-disk"
  | "detach-disk"
  | "attach-disk"
  | "expand-disk"
  | "set-disk"
  | "remove-disk"
  | "drop-disk"
  | "attach-iso"
  | "detach-iso"
  | "remove-iso-copy"
  | FibreChannelKind;
export type StorageOperation = Extract<Operation, { readonly kind: StorageKind }>;

const GIB = 1024 ** 3;
const KINDS: Readonly<Record<StorageKind, true>> = {
  "add-disk": true,
  "expand-disk": true,
  "set-disk": true,
  "remove-disk": true,
  "drop-disk": true,
  "detach-disk": true,
  "attach-disk": true,
  "attach-iso": true,
  "detach-iso": true,
  "remove-iso-copy": true,
  "add-fibre-channel": true,
  "set-fibre-channel": true,
  "remove-fibre-channel": true,
};

export const isStorage = (operation: Operation): operation is StorageOperation => operation.kind in KINDS;

/** What MemoryVmm does with disks and DVD drives. */
export function changeStorage(operation: StorageOperation, vm: Mutable<LiveVm>, newId: () => string): void {
  switch (operation.kind) {
    case "add-disk": {
      const { bus, lun, content, volumeType, fileName } = operation;
      const disk = {
        id: newId(),
        busType: "SCSI" as const,
        bus,
        lun,
        sizeBytes: "sizeBytes" in content ? content.sizeBytes : 10 * GIB,
        dynamic: "dynamic" in content ? content.dynamic : true,
        format: "VHDX",
        volumeType,
        iopsMaximum: null,
        storageQoSPolicy: null,
        path: `D:\\VMs\\${vm.name}\\${fileName}.vhdx`,
      };
      vm.disks = [...vm.disks, disk].sort((a, b) => a.busType.localeCompare(b.busType) || a.bus - b.bus || a.lun - b.lun);
      return;
    }
    case "expand-disk":
      vm.disks = vm.disks.map((disk) =>
        disk.id === operation.diskId ? { ...disk, sizeBytes: Math.ceil(operation.sizeBytes / GIB) * GIB } : disk,
      );
      return;
    case "set-disk":
      vm.disks = vm.disks.map((disk) => (disk.id === operation.diskId ? { ...disk, ...setting(operation.set) } : disk));
      return;
    case "attach-disk": {
      const { bus, lun, path, volumeType } = operation;
      const rest = { sizeBytes: 5 * GIB, dynamic: true, format: "VHDX", iopsMaximum: null, storageQoSPolicy: null };
      vm.disks = [...vm.disks, { id: newId(), busType: "SCSI", bus, lun, volumeType, path, ...rest }];
      return;
    }
    case "detach-disk":
    case "remove-disk":
    case "drop-disk":
      vm.disks = vm.disks.filter(({ id }) => id !== operation.diskId);
      return;
    case "attach-iso": {
      const { bus, lun, isoPath } = operation;
      const drive = vm.dvdDrives.find((one) => one.bus === bus && one.lun === lun);
      const busType = vm.generation === 1 ? ("IDE" as const) : ("SCSI" as const);
      const others = vm.dvdDrives.filter((one) => one !== drive);
      vm.dvdDrives = [...others, { id: drive?.id ?? newId(), busType, bus, lun, isoPath }];
      return;
    }
    case "detach-iso":
      vm.dvdDrives = vm.dvdDrives.map((drive) => (drive.id === operation.driveId ? { ...drive, isoPath: null } : drive));
      return;
    case "remove-iso-copy":
      return;
    case "add-fibre-channel":
      vm.fibreChannel = [...vm.fibreChannel, { id: newId(), virtualSan: "SAN A", storageFabricClassification: "Fabric A" }];
      return;
    case "set-fibre-channel":
      return;
    case "remove-fibre-channel":
      vm.fibreChannel = vm.fibreChannel.filter(({ id }) => id !== operation.adapterId);
      return;
  }
}

function setting(set: Extract<StorageOperation, { kind: "set-disk" }>["set"]) {
  return "storageQoSPolicyId" in set ? { storageQoSPolicy: "Fast" } : set;
}
