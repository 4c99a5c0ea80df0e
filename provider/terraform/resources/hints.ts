import type { Diagnostic } from "../../model/diagnostic.ts";

/** Where the command line has a flag or a verb for it, Terraform has another way. By code. */
const HINTS: Readonly<Record<string, string>> = {
  PLAN_NAME_TAKEN: "If it is this VM, import it: terraform import ADDRESS NAME\nElse choose another name.",
  PLAN_ADDRESS_TAKEN:
    "Choose another address, or leave it out for the pool's next free one. A virtual IP that is this one can be imported: terraform import ADDRESS IP",
  PLAN_PROTECTED: "To lose it after all, apply deletion_protection = false first.",
  PLAN_FAILED_CREATION_KEPT:
    "Look at its job in VMM; then repair or remove it there, or set failed_creation_policy to Repair or Remove. terraform apply -target leaves it out meanwhile.",
  PLAN_CHECKPOINT_VM_GONE: "Remove this resource with it, or correct the VM.",
  PLAN_QUOTA_EXCEEDED: "Free room there, or have the limit raised in VMM.",
  PLAN_QUOTA_TIGHT: "Free room there, or have the limit raised in VMM.",
};

export function inTerraformsWay(diagnostic: Diagnostic): Diagnostic {
  const hint = Object.hasOwn(HINTS, diagnostic.code) ? HINTS[diagnostic.code] : undefined;
  return hint === undefined ? diagnostic : { ...diagnostic, hint };
}
