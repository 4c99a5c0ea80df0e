import type { Assumption } from "./assumption.ts";

/** What is assumed of power, of shutdowns and of repairs. */
export const POWER_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "resume",
    assumed: "Resume-SCVirtualMachine makes a paused VM run, and Start-SCVirtualMachine does not (1730); a saved VM is started.",
    because: "The cmdlets are those of the signatures and of help (2.10); what each says to a VM in another state is not recorded.",
  },
  {
    id: "repair-retry",
    assumed:
      "Repair-SCVirtualMachine -Retry of a VM with CreationFailed runs its creation once more, from the same template, as a job of the VM; it ends as a creation does. Of a VM in another state it fails with 1730.",
    because: "4.4 tells what Retry is for; what it does with a creation, and which job it shows, is not recorded.",
  },
  {
    id: "failed-creations",
    assumed:
      "A VM that shows CreationFailed or CustomizationFailed cannot be started (1730); one whose customization has failed as it ran can be turned off.",
    because: "4.4 tells the states and that such a VM is repaired or deleted; what its power cmdlets say is not recorded.",
  },
  {
    id: "shutdown-without-answer",
    assumed:
      "A shutdown through the guest is a job that lasts until the guest is off, or fails; it holds the VM's lock meanwhile, and Stop-SCJob ends it while the VM runs on.",
    because: "-Shutdown is documented to ask the guest (2.10, D8); how long VMM waits for one that does not answer is in no source.",
  },
];
