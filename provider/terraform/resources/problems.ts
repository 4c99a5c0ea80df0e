import type { Diagnostic } from "../../model/diagnostic.ts";
import { describeWindow } from "../../model/maintenance-window.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Change, Disruption, Waiting, WaitReason } from "../../model/plan.ts";
import { isProtection, PROTECTION_PROPERTY, splitProtection } from "../../model/protection.ts";
import type { LiveObject } from "../schema/mapping.ts";
import { mayHoldData } from "./objects.ts";

const nameOf = (live: LiveObject): string => (live === null ? "" : "name" in live ? live.name : live.address);

/** VMM has an object with the key of one that Terraform wants to make. `replaced`: the one that goes before. */
export function alreadyThere(live: LiveObject, key: string, replaced: string | undefined): readonly Diagnostic[] {
  if (live === null) return [];
  if (live.id === replaced) return protectedOne(live);
  const what = `"${nameOf(live)}" (id ${live.id})`;
  const shared = { severity: "warning", path: "metadata.name" } as const;
  if (!mayHoldData(live))
    return [
      {
        ...shared,
        code: "TERRAFORM_GOES_ON",
        summary: `VMM has ${what} with the key "${key}" already: apply goes on with it, unless it is destroyed before`,
        detail: "An apply that was broken off has begun with it. No second one is made.",
      },
    ];
  return [
    {
      ...shared,
      code: "TERRAFORM_FINISHED_ONE",
      summary: `VMM has ${what} with the key "${key}", which the state does not know: unless it is destroyed before, apply refuses to make another`,
      detail: "Another configuration with the same scope may have made it, or the state was lost.",
      hint: `If it is this resource's: terraform import ADDRESS ${live.id}\nElse give this provider block another scope, or this resource another key.`,
    },
  ];
}

export function goneMeanwhile(): Diagnostic {
  return {
    code: "TERRAFORM_GONE",
    severity: "error",
    summary: "VMM does not have the object of this resource any more",
    hint: "Plan with a refresh: then it is planned to be made again.",
  };
}

/** The first half of a replacement that Terraform was asked for (-replace, taint), which the provider hears nothing else of. */
function protectedOne(live: NonNullable<LiveObject>): readonly Diagnostic[] {
  if (!isProtected(live)) return [];
  return [
    {
      code: "PLAN_PROTECTED",
      severity: "error",
      path: "spec.deletionProtection",
      summary: `"${nameOf(live)}" is protected against deletion, and the plan would replace it`,
      hint: "To lose it after all, apply deletion_protection = false first.",
    },
  ];
}

function isProtected(live: NonNullable<LiveObject>): boolean {
  if ("address" in live) return splitProtection(live.description).isProtected;
  if (!("customProperties" in live)) return false;
  const property = PROTECTION_PROPERTY.toLowerCase();
  return isProtection(Object.entries(live.customProperties).find(([name]) => name.toLowerCase() === property)?.[1]);
}

const COSTS = { "power-cycle": "is shut down and brought back", "power-off": "is shut down", replace: "is deleted and made anew" } as const;

/** A warning of what a change costs the machine that runs, at the attribute that it is for. */
export function disruption(change: Change | undefined, waiting: readonly Waiting[], { machines }: Manifests): readonly Diagnostic[] {
  if (!change || change.disruption === "none") return [];
  const causes = change.disruptedBy.filter((path) => !waiting.some((one) => one.path === path));
  const [first] = causes;
  if (first === undefined) return [];
  const spec = machines.find(({ address }) => address === change.address)?.value.spec;
  const when = spec?.maintenanceWindow
    ? `Only within its maintenance window: ${describeWindow(spec.maintenanceWindow)}.`
    : "It has no maintenance window: it comes with the apply.";
  const policy = change.disruption === "replace" ? "" : ` So spec.powerCyclePolicy allows it (${spec?.powerCyclePolicy ?? ""}).`;
  return [
    {
      code: "TERRAFORM_DISRUPTION",
      severity: "warning",
      path: first,
      summary: `the VM ${COSTS[change.disruption]} for ${causes.join(", ")}`,
      detail: `${when}${policy}`,
    },
  ];
}

/** The plan has promised a value that cannot be set now. */
export function waitsNow(path: string, reason: WaitReason): Diagnostic {
  return {
    code: "TERRAFORM_WAITS_NOW",
    severity: "error",
    path,
    summary: `${path} could not be set: it waits (${reason}), which it did not when this was planned`,
    hint: "Plan again: the plan then says what waits.",
  };
}

/** Only a new object can be had, which the plan did not tell. */
export function needsReplacement({ attributes, cause }: Change): Diagnostic {
  const path = attributes.find(({ policy }) => policy === "replace")?.path;
  return {
    code: "TERRAFORM_NEEDS_REPLACEMENT",
    severity: "error",
    ...(path !== undefined && { path }),
    summary: "it would have to be made anew, which was not planned",
    detail: `${cause}. That became known only now: a value that was unknown, or what somebody has changed in VMM.`,
    hint: "Plan again: the plan then shows the replacement.",
  };
}

export function moreDisruptive(now: Disruption, planned: string, causes: readonly string[]): Diagnostic {
  const [path] = causes;
  return {
    code: "TERRAFORM_MORE_DISRUPTIVE",
    severity: "error",
    ...(path !== undefined && { path }),
    summary: `the change would cost more than was planned: ${now} in place of ${planned}`,
    detail: `It is for ${causes.join(", ")}. The VM is no longer as it was when this was planned, or a value has become known.`,
    hint: "Plan again, and look at the new plan.",
  };
}

export function leftBehind(): Diagnostic {
  return {
    code: "TERRAFORM_UNFINISHED",
    severity: "warning",
    summary: "it is not finished",
    hint: "Apply again: that goes on where this apply has stopped, and waits for what VMM still works on.",
  };
}

/** It stays as it is, and nothing is made beside it. With create_before_destroy it is the object that is to be replaced. */
export function finishedOne(live: LiveObject, key: string): Diagnostic {
  return {
    code: "TERRAFORM_KEY_TAKEN",
    severity: "error",
    path: "metadata.name",
    summary: `VMM has "${nameOf(live)}" (id ${live?.id ?? ""}) with the key "${key}", and it is finished: nothing is made beside it`,
    detail:
      "Two objects cannot have one key. Either the state does not know it, since it was lost or another configuration has the same scope; or it is what create_before_destroy is to replace.",
    hint: `If the state does not know it: terraform import ADDRESS ${live?.id ?? ""}\nWith create_before_destroy give the resource a key and a name that change together with what replaces it.`,
  };
}

/** Terraform taints what an apply has failed to make. */
export function tainted(live: LiveObject): Diagnostic {
  return {
    code: "TERRAFORM_TAINTED",
    severity: "warning",
    summary: `"${nameOf(live)}" is there, but not finished: the next apply removes it and makes it anew`,
    detail: "Terraform counts what an apply has failed to make as tainted.",
    hint: "To have the next apply go on where this one has stopped: terraform untaint ADDRESS.",
  };
}
