import type { Assumption } from "./assumption.ts";

/** What is assumed of the import of files, and of guests that take a seed. */
export const SEED_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "numbers-of-import",
    assumed:
      "A file of that name in the library 990050, a path in no library share 990051, a file type that the library does not know 990052.",
    because: "No public source shows VMM's own numbers; see numbers-from-990001.",
  },
  {
    id: "import-file",
    assumed:
      "Import-SCLibraryPhysicalResource reads the source on the machine that the cmdlet runs on, makes folders that the share lacks, gives back nothing, and its file is an object of the library when it returns.",
    because:
      "Help tells of a local path; Morpheus looks for the object right after it, and waits for no refresh. Whether it makes folders, and what it returns, is not recorded.",
  },
  {
    id: "floppies",
    assumed:
      "A VM of generation 1 has one floppy drive from the start, and a VM of generation 2 none; its medium changes at any time; inserting a .vfd copies it beside the VM, and -NoMedia deletes that copy. The drive's property VirtualFloppyDisk is the copy.",
    because:
      "Help shows the cmdlets and says that -NoMedia deletes the disk; no cmdlet makes a drive; CAPI reads that property. The copy follows ISOs.",
  },
  {
    id: "library-disk-attached",
    assumed:
      "New-SCVirtualDiskDrive with a disk of the library copies it beside the VM under -FileName; the copy is removed with its drive, from SCSI while the VM runs, from IDE while it is off. StandaloneVirtualHardDisk derives from VirtualHardDisk.",
    because:
      "2.6 tells that the file is copied and goes with the drive; 2.13 infers removal from a running VM; CAPI removes such a disk through a parameter of the base type.",
  },
  {
    id: "guest-report",
    assumed:
      "ComputerName is null until a guest with Hyper-V's data exchange has run for a minute and a half, then the host name that cloud-init gave it; a seed is taken at every start that finds one. Guests without a seed say nothing.",
    because: "1.1 tells that it is the guest's name, null if never seen; 4.3 tells of a quick refresh every two minutes.",
  },
];
