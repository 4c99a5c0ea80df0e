import type { Change, Disruption, Plan, PlanSummary } from "../model/plan.ts";
import { type AttributeStyle, attributeLines } from "./attribute-lines.ts";
import { count, wrap } from "./layout.ts";
import { PAPER, type Paper } from "./palette.ts";
import { ACTION_SIGNS } from "./signs.ts";
import { visible } from "./visible.ts";

const INDENT = "      ";
const STYLE: AttributeStyle = { between: " -> ", end: "", terse: true, notes: false };

/** Only what is worse than the action's own words say. */
function disruptionText(change: Change): string {
  const texts: Readonly<Record<Disruption, string>> = {
    none: "",
    "power-cycle": "the machine is shut down and started again",
    replace: change.address.startsWith("ScvmmVirtualIP/") ? "its address is given back" : "the machine and its disks are lost",
  };
  const causes: Readonly<Record<Disruption, string>> = { none: "", "power-cycle": "power-off", replace: "replace" };
  const paths = change.attributes.filter((attribute) => attribute.policy === causes[change.disruption]).map((attribute) => attribute.path);
  const because = paths.length === 0 ? "" : ` (because of ${paths.join(", ")})`;
  return texts[change.disruption] === "" ? "" : `disruption: ${texts[change.disruption]}${because}`;
}

function changeLines(change: Change, paper: Paper): string[] {
  const { palette, width } = paper;
  const look = ACTION_SIGNS[change.action];
  const head = `${look.paint(palette, look.sign.padStart(3))} ${palette.title(visible(change.address))}  ${look.paint(palette, look.words)}`;
  const cause = change.cause === "" ? [] : wrap(`cause: ${visible(change.cause)}`, width, INDENT, 2).map(palette.faint);
  const disruption = wrap(visible(disruptionText(change)), width, INDENT, 2).map(palette.warning);
  const notes = change.action === "update" || change.action === "replace";
  return [head, ...cause, ...disruption, ...attributeLines(change.attributes, { ...STYLE, notes }, paper), ""];
}

/** `Plan: 5 to create, 0 to update, 0 to replace, 0 to delete, 2 unchanged.` */
export function planSummaryLine(summary: PlanSummary): string {
  const { create, update, replace, delete: deleted, none } = summary;
  return `Plan: ${create} to create, ${update} to update, ${replace} to replace, ${deleted} to delete, ${none} unchanged.`;
}

/** `Partial: 3 more objects would be changed, but were not asked for.` */
export function partialLine({ leftOut }: Plan): string | undefined {
  if (leftOut === undefined) return undefined;
  return `Partial: ${count(leftOut, "more object")} would be changed or refused, but ${leftOut === 1 ? "was" : "were"} not asked for.`;
}

/** Whether applying the plan would do anything. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some((change) => change.action !== "none");
}

/** A plan for people: what, why, at what cost, and what to sign it off by; objects without a change are only counted. */
export function planText(plan: Plan, paper: Paper = PAPER): string {
  const changes = plan.changes.filter((change) => change.action !== "none");
  const scope = visible(plan.scope);
  const head =
    changes.length === 0
      ? [
          plan.leftOut === undefined
            ? `No changes in scope ${scope}: VMM is as the manifests say.`
            : `No changes to what was asked for in scope ${scope}.`,
        ]
      : [`Changes in scope ${scope}:`, "", ...changes.flatMap((change) => changeLines(change, paper))];
  const part = partialLine(plan);
  const tail = [
    ...(part === undefined ? [] : [paper.palette.warning(part)]),
    ...(changes.length === 0 ? [] : [paper.palette.faint(plan.fingerprint)]),
  ];
  return `${[...head, paper.palette.title(planSummaryLine(plan.summary)), ...tail].join("\n")}\n`;
}
