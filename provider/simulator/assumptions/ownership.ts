import type { Assumption } from "./assumption.ts";

/** What is assumed of marks on what others have made. */
export const OWNERSHIP_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "mark-in-any-state",
    assumed:
      "The value of a custom property can be set of a VM whoever made it and whatever its state (running, saved, Missing, …), as long as no job holds it. To check: Set-SCCustomPropertyValue on a saved VM, and on one whose host does not answer.",
    because: "Sources set values of running VMs and of those that are off; no refusal is recorded.",
  },
  {
    id: "description-of-any-grant",
    assumed:
      "Set-SCIPAddress changes the description of an address that others have granted. To check: grant one in the console and describe it.",
    because: "Its parameters tell nothing of who granted it; a user role may see less.",
  },
  {
    id: "age-of-a-vm",
    assumed:
      "AddedTime of a VM is the moment at which New-SCVirtualMachine put it into VMM's database, before its job has made anything, and never changes; of two VMs the one that was visible before the other was asked for has the earlier one. To check: make two VMs at the same time, and read AddedTime while their jobs run and afterwards.",
    because: "1.1 records the property of every object; what it means for a VM that is being made is not recorded.",
  },
];
