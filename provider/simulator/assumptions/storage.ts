import type { Assumption } from "../assumptions.ts";

/** What is assumed of disks, DVD drives and the library. */
export const STORAGE_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "numbers-of-storage",
    assumed: "A DVD drive that holds something already 990030.",
    because: "No public source shows VMM's own number; see numbers-from-990001.",
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
];
