import type { Assumption } from "./assumption.ts";

/** What is assumed of disks that outlive their VMs. */
export const PERSISTENT_DISK_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "detached-disk-files",
    assumed:
      "A file whose drive was removed with -SkipDeleteVHD stays where it is when its VM is removed, and VMM shows no object for it. To check: detach a disk whose file lies above the VM's folder, and one inside of it, remove the VM, and look at the host and at Get-SCVirtualHardDisk -All.",
    because: "2.6 and 2.15 tell of the switch, and a public controller relies on it; what VMM does with the folder is not recorded.",
  },
  {
    id: "attach-host-file",
    assumed:
      "New-SCVirtualDiskDrive -UseLocalVirtualHardDisk takes a file of the VM's own host, of a volume of its cluster (C:\\ClusterStorage) or of a share, at any power state. One that is missing fails with 2903, one that another VM has with 990070. To check: attach a file twice, and one of another host.",
    because: "2.6 records the parameters and 2903; the reach of a host and VMM's answer to a file in use are not recorded.",
  },
  {
    id: "new-disk-folder",
    assumed:
      "New-SCVirtualDiskDrive -Path makes a new file in that folder of the host, if the folder is there; the folder above a VM's own is. A file of the same name is refused with 990071. To check: add a disk with -Path to the parent of the VM's Location, once more under the same name.",
    because: "2.6 records the parameter, not what VMM does with a folder outside of the VM's.",
  },
  {
    id: "records-as-property-definitions",
    assumed:
      "A definition of a custom property has a name of up to 200 letters, digits, dots, hyphens and underscores that no other has (990009), and a description of up to 600 characters; Set-SCCustomProperty changes it, Remove-SCCustomProperty removes it. To check: New-SCCustomProperty with such a name and description twice, then Get, Set and Remove it.",
    because: "The cmdlets are known from their signatures; limits of name and description are not recorded.",
  },
  {
    id: "claims-as-property-definitions",
    assumed: "Of two that define a custom property of one name at the same time, one is refused (990009); names differ in more than case.",
    because: "That a name is unique is what VMM's console shows; a race of two is not recorded.",
  },
  {
    id: "empty-vm",
    assumed:
      "New-SCVirtualMachine with a name, a host, a path, a generation and an amount of memory, and nothing to make it from, makes a VM without disks and adapters (set NewVmFromHWProfile); a file can be attached to it, and goes when its drive is removed. To check: make one, attach a file, remove the drive without -SkipDeleteVHD, remove the VM.",
    because:
      "2.4 records the set with a hardware profile; the signature asks for none. A public controller deletes files with a throw-away VM.",
  },
  {
    id: "pinned-host",
    assumed:
      "Set-SCVMConfiguration -VMHost -PinVMHost answers with the configuration, and placement then keeps that host, or fails. To check: pin a configuration to a host, update it, and look at its VMHost.",
    because: "The parameters are known from the signatures; that placement keeps a pinned host is what their names say.",
  },
  {
    id: "numbers-of-persistent-disks",
    assumed: "A disk that another VM has 990070, a file that is in the way 990071.",
    because: "No public source shows VMM's own numbers; see numbers-from-990001.",
  },
];
