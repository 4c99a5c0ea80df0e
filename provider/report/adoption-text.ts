import type { Plan } from "../model/plan.ts";
import { wrap } from "./layout.ts";
import { PAPER, type Paper } from "./palette.ts";
import { visible } from "./visible.ts";

const INDENT = "      ";

export interface AdoptionFacts {
  readonly plan: Plan;
  readonly differs: ReadonlyMap<string, readonly string[]>;
  readonly absent: readonly string[];
  readonly owned: readonly string[];
}

/** `Adopt: 3 to mark (1 differs from its manifest), 4 marked already, 2 not in VMM.` */
function summaryLine({ plan, differs, absent, owned }: AdoptionFacts): string {
  const differing =
    differs.size === 0 ? "" : ` (${differs.size} ${differs.size === 1 ? "differs from its manifest" : "differ from their manifests"})`;
  return `Adopt: ${plan.changes.length} to mark${differing}, ${owned.length} marked already, ${absent.length} not in VMM.`;
}

/** What would be marked, and what the next plan would change then. */
export function adoptionText(facts: AdoptionFacts, { palette, width }: Paper = PAPER): string {
  const { plan, differs } = facts;
  const scope = visible(plan.scope);
  const lines = plan.changes.flatMap(({ address, cause }) => {
    const paths = differs.get(address) ?? [];
    return [
      `  ${palette.good(">")} ${palette.title(visible(address))}`,
      ...wrap(visible(cause), width, INDENT, 2).map(palette.faint),
      ...(differs.has(address)
        ? wrap(visible(`then differs in ${paths.join(", ") || "how it is made"}`), width, INDENT, 2).map(palette.warning)
        : []),
      "",
    ];
  });
  const head =
    lines.length === 0
      ? [`Nothing to adopt in scope ${scope}.`]
      : [`To be marked as owned by scope ${scope}, and else left as they are:`, "", ...lines];
  return `${[...head, palette.title(summaryLine(facts))].join("\n")}\n`;
}
