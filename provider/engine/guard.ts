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
  if (lost <= 1 || lost <= options.maxDeletionShare * owned.size) return [];
  const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
  return [
    {
      code: "PLAN_MASS_DELETION",
      severity: "error",
      summary: `the plan deletes or replaces ${lost} of ${owned.size} objects of scope ${scope}, or disks of them`,
      detail: `That is ${percent(lost / owned.size)}; up to ${percent(options.maxDeletionShare)} are allowed. They are: ${listed(losing.map(({ address }) => address))}.`,
      hint: "Check that all manifests were given; if it is meant, allow mass deletion for this run.",
    },
  ];
}
