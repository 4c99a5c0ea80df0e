import type { Assumption } from "../assumptions.ts";

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
];
