import type { Diagnostic } from "../model/diagnostic.ts";
import type { Draft, Planning } from "./kind.ts";
import { listed } from "./text.ts";
import { marksIn } from "./world.ts";

/** Refuses a plan that deletes or replaces, or deletes disks of, too large a part of what the scope owns: most often a manifest folder is missing. */
export function guardDeletions(drafts: readonly Draft[], { scope, providers, options }: Planning): readonly Diagnostic[] {
  if (options.destroy || options.allowMassDeletion) return [];
  const marks = [...providers.values()].flatMap(({ world }) => marksIn(world.inventory));
  const owned = new Set(marks.filter((mark) => mark.scope === scope).map(({ address }) => address));
  const losing = drafts.filter(({ losses }) => losses > 0);
  const lost = losing.reduce((sum, { losses }) => sum + losses, 0);
  const { maxDeletionShare: share } = options;
  // A share of few objects is less than one of them; only 0 says that none may go.
  if (lost <= Math.max(share > 0 ? 1 : 0, share * owned.size)) return [];
  const percent = (part: number): string => `${Math.round(part * 1000) / 10} %`;
  const allowed = share > 0 ? `up to ${percent(share)} are allowed` : "none are allowed";
  return [
    {
      code: "PLAN_MASS_DELETION",
      severity: "error",
      summary: `the plan deletes or replaces ${lost} of ${owned.size} objects of scope ${scope}, or disks of them`,
      detail: `That is ${percent(lost / owned.size)}; ${allowed}. They are: ${listed(losing.map(({ address }) => address))}.`,
      hint: "Check that all manifests were given; if it is meant, allow it for this run: --allow-mass-deletion.",
    },
  ];
}
