import type { Assumption } from "./assumption.ts";

/** What is assumed of disks, DVD drives and the library. */
export const STORAGE_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "numbers-of-storage",
    assumed: "A DVD drive that holds something already 990030, a disk of a VM with checkpoints 990031.",
    because: "No public source shows VMM's own numbers; see numbers-from-990001.",
  },
  {
    id: "dvd-media",
    assumed:
      "An ISO is not inserted where one is already; -NoMedia leaves the host's copy of the ISO as an object of its own until Remove-SCISO or the removal of the VM. To check: eject an ISO that was mounted by copy, and look at Get-SCISO and the VM's folder.",
    because: "2.9 tells that sources eject first and remove the copy; whether -NoMedia alone does either is not recorded.",
  },
  {
    id: "dvd-drive-while-running",
    assumed: "DVD drives are added while the VM is off (640), on generation 2 too; media change at any time.",
    because: "2.13 infers the first, and Hyper-V may allow it on SCSI; the second is done by two sources.",
  },
  {
    id: "library-visibility",
    assumed: "A file that lies in a library share is an object only after the share's refresh, an hour at most.",
    because: "4.3 and 4.21 tell the hourly refresh and that objects come with it.",
  },
  {
    id: "checkpoint-files",
    assumed:
      "While a VM has checkpoints its disks show as differencing ones whose files are called as before with `_` and a Guid behind, and one more with each further checkpoint, `.avhdx`; such a disk is neither expanded nor removed (990031). The files below stay where they are, and are in the way of new ones of their names.",
    because:
      "2.6 tells that disks with checkpoints are not expanded; the file's name is Hyper-V's own, and may get its Guid replaced instead; removal is not recorded.",
  },
  {
    id: "disk-taken-off",
    assumed:
      "Remove-SCVirtualDiskDrive takes a disk off SCSI while the VM runs, off IDE while it is off (640), and deletes its file unless -SkipDeleteVHD; HasSharedStorage of a drive is true where another VM may have the file.",
    because:
      "2.6 tells the switch, 2.13 infers the power state where help wants the VM stopped, 1.2 records the property, not when it is true.",
  },
  {
    id: "library-disk-copy",
    assumed: "A disk of the library given to New-SCVirtualDiskDrive is copied to the VM's folder under the file name given.",
    because: "2.6 tells that it is copied; which name the copy gets is not recorded.",
  },
  {
    id: "storage-qos",
    assumed:
      "A drive shows its policy as `StorageQoSPolicy`; it may be changed at any time, as may the most I/Os a second and the volume type.",
    because: "The parameters are known from the signatures; neither the property nor the power state is recorded.",
  },
  {
    id: "storage-classification",
    assumed: "`Classification` of a disk is the one given when it was added, else `Local Storage`; no place is refused for it.",
    because: "1.2 records the property; which storage a host offers is not modelled.",
  },
  {
    id: "fibre-channel",
    assumed:
      "Virtual fibre channel adapters are added, changed and removed while the VM is off (640), four at most (990041); an adapter shows `VirtualFibreChannelSAN` and `StorageFabricClassification`, a virtual SAN its `VMHost`; a SAN of another host is refused (990040).",
    because:
      "Public scripts add them to VMs that are off and choose the SAN of the VM's host; parameters are known from the signatures, properties are not.",
  },
];
