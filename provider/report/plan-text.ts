import type { Diagnostic } from "../model/diagnostic.ts";
import { type Change, type Disruption, type Plan, type PlanSummary, type WaitReason, waitReasons } from "../model/plan.ts";
import type { Preflight } from "../model/preflight.ts";
import { type AttributeStyle, attributeLines } from "./attribute-lines.ts";
import { count, wrap } from "./layout.ts";
import { PAPER, type Paper } from "./palette.ts";
import { findingLines, preflightFoot } from "./preflight-text.ts";
import { ACTION_SIGNS } from "./signs.ts";
import { visible } from "./visible.ts";

const INDENT = "      ";
const STYLE: AttributeStyle = { between: " -> ", end: "", terse: true, notes: false };

const LOST = [
  ["ScvmmVirtualIP/", "its address is given back"],
  ["ScvmmName/", "its name is given free"],
  ["ScvmmCheckpoint/", "the state that it keeps is lost"],
] as const;

/** Only what is worse than the action's own words say. */
function disruptionText({ address, disruption, disruptedBy, window }: Change): string {
  const texts: Readonly<Record<Disruption, string>> = {
    none: "",
    "power-cycle": "the machine is shut down and started again",
    "power-off": "the machine is shut down and stays off",
    replace: LOST.find(([kind]) => address.startsWith(kind))?.[1] ?? "the machine and its disks are lost",
  };
  if (texts[disruption] === "") return "";
  const because = disruptedBy.length === 0 ? "" : ` (because of ${disruptedBy.join(", ")})`;
  const when = window === null ? "" : `, in its maintenance window: ${window}`;
  return `disruption: ${texts[disruption]}${because}${when}`;
}

/** Attributes by what they wait for. */
export function waitingText({ waiting }: Change): string {
  const groups = waitReasons.flatMap((reason) => {
    const those = waiting.filter((one) => one.for === reason);
    const names = [...new Set(those.flatMap(({ checkpoints = [] }) => checkpoints))];
    const named = names.length === 0 ? "" : `: ${names.join(", ")}`;
    return those.length === 0 ? [] : [`${those.map(({ path }) => path).join(", ")} ${WAITS_FOR[reason]}${named}`];
  });
  return groups.length === 0 ? "" : `not now: ${groups.join("; ")}`;
}

const WAITS_FOR: Readonly<Record<WaitReason, string>> = {
  "power-off": "until the machine is off",
  permission: "as the machine may not be shut down",
  window: "until the maintenance window opens",
  state: "as the machine is neither on nor off",
  checkpoints: "while it has checkpoints",
};

function changeLines(change: Change, findings: readonly Diagnostic[], paper: Paper): string[] {
  const { palette, width } = paper;
  const look = ACTION_SIGNS[change.action];
  const head = `${look.paint(palette, look.sign.padStart(3))} ${palette.title(visible(change.address))}  ${look.paint(palette, look.words)}`;
  const remark = (text: string, paint: (text: string) => string) => wrap(visible(text), width, INDENT, 2).map(paint);
  const cause = change.cause === "" ? [] : remark(`cause: ${change.cause}`, palette.faint);
  const disruption = remark(disruptionText(change), palette.warning);
  const waiting = remark(waitingText(change), palette.warning);
  const notes = change.action === "update" || change.action === "replace";
  const found = findings.filter(({ address }) => address === change.address).flatMap((finding) => findingLines(finding, INDENT, paper));
  return [head, ...cause, ...disruption, ...waiting, ...attributeLines(change.attributes, { ...STYLE, notes }, paper), ...found, ""];
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

const NO_PREFLIGHT: Preflight = { depth: "none", findings: [], budgets: [], notAsked: [] };

/** A plan for people: what, why, at what cost, and what to sign it off by; objects without a change are only counted. */
export function planText(plan: Plan, paper: Paper = PAPER, preflight: Preflight = NO_PREFLIGHT): string {
  const changes = plan.changes.filter((change) => change.action !== "none");
  const scope = visible(plan.scope);
  const head =
    changes.length === 0
      ? [
          plan.leftOut === undefined
            ? `No changes in scope ${scope}: VMM is as the manifests say.`
            : `No changes to what was asked for in scope ${scope}.`,
        ]
      : [`Changes in scope ${scope}:`, "", ...changes.flatMap((change) => changeLines(change, preflight.findings, paper))];
  const part = partialLine(plan);
  const tail = [
    ...(part === undefined ? [] : [paper.palette.warning(part)]),
    ...(changes.length === 0 ? [] : [paper.palette.faint(plan.fingerprint)]),
  ];
  const foot = changes.length === 0 ? [] : preflightFoot(preflight, new Set(changes.map(({ address }) => address)), paper);
  return `${[...head, ...foot, ...(foot.length > 0 ? [""] : []), paper.palette.title(planSummaryLine(plan.summary)), ...tail].join("\n")}\n`;
}
