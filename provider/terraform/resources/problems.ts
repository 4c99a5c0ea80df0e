import type { Diagnostic } from "../../model/diagnostic.ts";
import { describeWindow } from "../../model/maintenance-window.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Change, Disruption, Waiting, WaitReason } from "../../model/plan.ts";
import { isProtection, PROTECTION_PROPERTY, splitProtection } from "../../model/protection.ts";
import type { LiveObject } from "../schema/mapping.ts";
import { isFinished, type There } from "./objects.ts";

const nameOf = (live: LiveObject): string => (live === null ? "" : "name" in live ? live.name : live.address);

/** VMM has an object with the key of one that Terraform wants to make. */
export function goingOn({ live }: There, key: string, change: Change | undefined): readonly Diagnostic[] {
  const what = `"${nameOf(live)}" (id ${live?.id ?? ""})`;
  if (change?.action === "replace" && isFinished(live))
    return [
      {
        code: "TERRAFORM_KEY_TAKEN",
        severity: "error",
        path: "metadata.name",
        summary: `VMM has ${what} with the key "${key}" already, and it would have to be made anew`,
        detail: `${change.cause}. Nothing is removed that the state does not know.`,
        hint: "Import it, give this resource another key, or remove it in VMM.",
      },
    ];
  return [
    {
      code: "TERRAFORM_GOES_ON",
      severity: "warning",
      path: "metadata.name",
      summary: `VMM has ${what} with the key "${key}" already: apply goes on with it, unless it is destroyed before`,
      detail:
        "An apply that was broken off has made it, or another configuration with the same scope. No second one is made. With create_before_destroy two objects would have one key at a time, which is refused: give the resource a key that changes together with what replaces it.",
      hint: "If it is another configuration's, give this provider block another scope, or this resource another key.",
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
export function protectedOne(live: LiveObject): readonly Diagnostic[] {
  if (live === null || !isProtected(live)) return [];
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

/** An object with the key that was not there when this was planned, or was to be removed before. */
export function turnedUp(live: LiveObject, key: string): Diagnostic {
  return {
    code: "TERRAFORM_KEY_TAKEN",
    severity: "error",
    path: "metadata.name",
    summary: `VMM has "${nameOf(live)}" (id ${live?.id ?? ""}) with the key "${key}", and it is finished: nothing is made beside it`,
    detail:
      "Either another configuration with the same scope has made it since this was planned, or it is what create_before_destroy is to replace.",
    hint: "Give the resource a key that changes together with what replaces it, or leave create_before_destroy out; if it is another configuration's, give one of them another scope or key.",
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
