import type { AttributeChange, Change, Plan } from "../model/plan.ts";
import type { Preflight } from "../model/preflight.ts";
import { shorten } from "./layout.ts";
import { blocksThatFit, codeSpan, fence, htmlText, markdownText, tableRow } from "./markdown.ts";
import { hasChanges, partialLine, planSummaryLine, waitingText } from "./plan-text.ts";
import { budgetText } from "./preflight-text.ts";
import { ACTION_SIGNS } from "./signs.ts";
import { valueText } from "./value.ts";

const MAX_VALUE = 200;
/** Beyond this a table stops helping, and leaves no room for the details. */
const MAX_ROWS = 100;

/** Lines of a diff: what goes with a minus, what comes with a plus. */
export function diffLines(attributes: readonly AttributeChange[]): string[] {
  const line = (sign: string, path: string, value: AttributeChange["before"]) =>
    value === null ? [] : [`${sign} ${path}: ${shorten(valueText(value), MAX_VALUE)}`];
  const ofFile = (path: string, file: AttributeChange["file"]) => (file ? [`- ${path}: file ${file.fate}: ${file.path}`] : []);
  return attributes.flatMap(({ path, before, after, file }) => [
    ...line("-", path, before),
    ...ofFile(path, file),
    ...line("+", path, after),
  ]);
}

export function details(title: string, address: string, lines: readonly string[]): string {
  return [
    `<details><summary>${htmlText(title)} <code>${htmlText(address)}</code></summary>`,
    "",
    fence("diff", lines),
    "",
    "</details>",
  ].join("\n");
}

function row(change: Change): string {
  const look = ACTION_SIGNS[change.action];
  return tableRow([`\`${look.sign}\``, codeSpan(change.address), change.action, disruptionCell(change), markdownText(change.cause)]);
}

/** `**power-cycle** by spec.cpuCount, in window …; not now: …` */
function disruptionCell(change: Change): string {
  const { disruption, disruptedBy, window } = change;
  const by = disruptedBy.length === 0 ? "" : ` by ${markdownText(disruptedBy.join(", "))}`;
  const when = window === null ? "" : `, in window ${markdownText(window)}`;
  const costs = disruption === "none" ? "" : `**${disruption}**${by}${when}`;
  return [costs, markdownText(waitingText(change))].filter(Boolean).join("; ");
}

function preflightLines({ findings, budgets, notAsked }: Preflight): readonly string[] {
  const lines = [
    ...findings.slice(0, MAX_ROWS).map(({ address, summary, code }) => {
      const of = address === undefined ? "" : `${codeSpan(address)}: `;
      return `- **warning** ${of}${markdownText(summary)} ${codeSpan(code)}`;
    }),
    ...budgets.map((budget) => `- ${markdownText(budgetText(budget))}`),
    ...notAsked.map((what) => `- Not asked: ${markdownText(what)}.`),
  ];
  return lines.length > 0 ? ["", ...lines] : [];
}

/** A plan as a comment on a pull request: the counts, a table of the changes, a diff of each. */
export function planMarkdown(plan: Plan, preflight?: Preflight): string {
  const changes = plan.changes.filter((change) => change.action !== "none");
  const part = partialLine(plan);
  const title = [
    `### ${planSummaryLine(plan.summary)}`,
    "",
    `Scope ${codeSpan(plan.scope)} · ${codeSpan(plan.fingerprint)}`,
    ...(part === undefined ? [] : ["", `**${part}**`]),
  ];
  if (!hasChanges(plan)) return `${[...title, ...(part === undefined ? ["", "VMM is as the manifests say."] : [])].join("\n")}\n`;
  const rows = changes.slice(0, MAX_ROWS).map(row);
  const more = changes.length > MAX_ROWS ? ["", `… and ${changes.length - MAX_ROWS} more changes.`] : [];
  const head = [
    ...title,
    "",
    tableRow(["", "object", "action", "disruption", "cause"]),
    tableRow(["---", "---", "---", "---", "---"]),
    ...rows,
    ...more,
    ...(preflight ? preflightLines(preflight) : []),
  ];
  const blocks = changes
    .filter((change) => change.attributes.length > 0)
    .map((change) => details(ACTION_SIGNS[change.action].words, change.address, diffLines(change.attributes)));
  return blocksThatFit(head.join("\n"), blocks, "changes");
}
