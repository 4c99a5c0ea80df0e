import { InvalidArgumentError } from "commander";
import { type FailReason, failReasons as reasons } from "../engine/index.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { type Change, losesDisk, type Plan } from "../model/plan.ts";

type Test = (change: Change) => boolean;

/** What a plan may be refused for; power-cycle is every shutdown, also one for good, delete also the loss of a disk. */
const REASONS: Readonly<Record<FailReason, Test>> = {
  "power-cycle": ({ disruption }) => disruption === "power-cycle" || disruption === "power-off",
  replace: ({ action, disruption }) => action === "replace" || disruption === "replace",
  delete: ({ action, attributes, waiting }) => action === "delete" || losesDisk(attributes, waiting),
};

export const FAIL_REASONS = reasons.join(",");

/** `power-cycle,replace` */
export function failReasons(text: string): readonly FailReason[] {
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !reasons.some((reason) => reason === word));
  if (unknown === undefined) return reasons.filter((reason) => words.includes(reason));
  throw new InvalidArgumentError(`One or more of ${reasons.join(", ")}, with commas between.`);
}

function causeOf({ action, attributes, cause, disruptedBy }: Change, reason: FailReason): string {
  if (reason === "delete" && action !== "delete")
    return `because of ${attributes.flatMap(({ path, file }) => (file?.fate === "deleted" ? [`${path} (${file.path})`] : [])).join(", ")}`;
  return disruptedBy.length > 0 ? `because of ${disruptedBy.join(", ")}` : cause;
}

/** Throws DiagnosticError with one PLAN_FAIL_ON for each change that is not wanted; nothing has been changed then. */
export function refuseDisruptions({ changes }: Plan, refused: readonly FailReason[] = []): void {
  const problems = changes.flatMap((change) =>
    refused
      .filter((reason) => REASONS[reason](change))
      .map((reason): Diagnostic => {
        const { address } = change;
        return {
          code: "PLAN_FAIL_ON",
          severity: "error",
          address,
          summary: `the plan has a ${reason}, which --fail-on refuses`,
          detail: causeOf(change, reason),
          hint: "Nothing was changed. Take the change out of the manifests, leave the object out with --exclude, or run without this --fail-on.",
        };
      }),
  );
  if (problems.length > 0) throw new DiagnosticError(problems);
}
