import type { Diagnostic } from "../model/diagnostic.ts";
import { addressGlob } from "../model/glob.ts";
import type { Draft, Planning } from "./kind.ts";
import { markedManifests } from "./marked-manifests.ts";
import type { PlanOptions } from "./plan-input.ts";
import { editDistance, fold, listed, sortedBy } from "./text.ts";

/** Whether a plan is asked for this object: by its address, not yet by what it waits for. */
export function wantedBy({ targets = [], excludes = [] }: PlanOptions): (address: string) => boolean {
  const [wanted, unwanted] = [targets, excludes].map((patterns) => patterns.map(addressGlob));
  const fits = (globs: typeof wanted, address: string): boolean => (globs ?? []).some(({ matches }) => matches(address));
  return (address) => (targets.length === 0 || fits(wanted, address)) && !fits(unwanted, address);
}

export interface Selected {
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
  /** Objects that the plan leaves alone though something is to be done with them, or is wrong with them; sorted. */
  readonly leftOut: readonly string[];
}

/**
 * The part of the drafts that a plan is asked for.
 *
 * 1. Every pattern must fit something: a misspelt one would change too much or nothing.
 * 2. What was asked for, and all that it waits for.
 * 3. What is wrong with other objects does not stop these.
 */
export function select(drafts: readonly Draft[], diagnostics: readonly Diagnostic[], planning: Planning): Selected {
  const { targets = [], excludes = [], replace = [] } = planning.options;
  if (targets.length + excludes.length + replace.length === 0) return { drafts, diagnostics, leftOut: [] };
  const { machines } = planning.manifests;
  const known = new Set(
    sortedBy([...drafts, ...markedManifests(planning.manifests)], ({ address }) => address).map(({ address }) => address),
  );
  const machinesByAddress = new Set(machines.map(({ address }) => address));
  const unknown = [
    ...unknownPatterns([...targets, ...excludes], known),
    ...replace.filter((address) => !known.has(address)).map((address) => unknownAddress(address, [...known])),
  ];
  const others = replace.filter((address) => known.has(address) && !machinesByAddress.has(address));

  const { reached, refused } = closure(drafts, planning);
  const concerned = (address: string): boolean => reached.has(address) || (planning.wants(address) && known.has(address));
  const kept = diagnostics.filter(({ address }) => address === undefined || !known.has(address) || concerned(address));
  const leftOut = [
    ...drafts.filter(({ address, action }) => action !== "none" && !reached.has(address)).map(({ address }) => address),
    ...diagnostics.flatMap(({ address, severity }) =>
      severity === "error" && address !== undefined && known.has(address) && !concerned(address) ? [address] : [],
    ),
  ];
  return {
    drafts: drafts.filter(({ address }) => reached.has(address)),
    diagnostics: [...kept, ...unknown, ...others.map(notReplaceable), ...refused],
    leftOut: [...new Set(leftOut)].sort(),
  };
}

/** Wanted objects with everything that they wait for; what they wait for must not be excluded. */
function closure(drafts: readonly Draft[], { wants, options }: Planning) {
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  const isKept = wantedBy({ ...options, targets: [] });
  const refused: Diagnostic[] = [];
  const reached = new Set<string>();
  const queue = drafts.filter(({ address }) => wants(address));
  for (let draft = queue.pop(); draft; draft = queue.pop()) {
    reached.add(draft.address);
    for (const address of draft.after) {
      if (!isKept(address)) refused.push(draft.place(excludedButNeeded(draft.address, address)));
      const needed = byAddress.get(address);
      if (!needed) reached.add(address);
      else if (!reached.has(address)) queue.push(needed);
    }
  }
  return { reached, refused };
}

/** Patterns that fit nothing, each told. */
export const unknownPatterns = (patterns: readonly string[], known: ReadonlySet<string>): readonly Diagnostic[] =>
  patterns
    .filter((pattern) => ![...known].some(addressGlob(pattern).matches))
    .map((pattern) => ({
      ...unknownAddress(pattern, [...known]),
      hint: "An address is Kind/namespace/name; * stands for any part of a step, ** for any number of steps.",
    }));

/** Where one object has to be named. */
export function unknownAddress(address: string, known: readonly string[]): Diagnostic {
  const distance = new Map(known.map((one) => [one, editDistance(fold(one), fold(address))]));
  const nearest = [...known].sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0));
  return {
    code: "PLAN_UNKNOWN_ADDRESS",
    severity: "error",
    summary: `"${address}" is the address of no object of this plan`,
    detail: known.length === 0 ? "The plan has no objects." : `It has: ${listed(nearest)}.`,
    hint: "It takes no pattern, but a whole address: Kind/namespace/name.",
  };
}

function notReplaceable(address: string): Diagnostic {
  return {
    code: "PLAN_NOT_REPLACEABLE",
    severity: "error",
    address,
    summary: "only a machine with a manifest can be made anew on request",
    detail: "A virtual IP that is returned and asked for again may well be the same address.",
    hint: "Give a virtual IP another spec.address or spec.pool; rename the manifest of a checkpoint to have it taken anew.",
  };
}

function excludedButNeeded(address: string, excluded: string): Diagnostic {
  return {
    code: "PLAN_EXCLUDED_NEEDED",
    severity: "error",
    summary: `${address} takes a name or address that ${excluded} gives free, which is excluded`,
    hint: `Exclude ${address} as well, or neither.`,
  };
}

export function partial(leftOut: readonly string[]): readonly Diagnostic[] {
  if (leftOut.length === 0) return [];
  return [
    {
      code: "PLAN_PARTIAL",
      severity: "warning",
      summary: `the plan is partial: ${leftOut.length} ${leftOut.length === 1 ? "object is" : "objects are"} left out that it would otherwise change or refuse`,
      detail: `Left out: ${listed(leftOut)}.`,
      hint: "Plan without --target and --exclude before you rely on VMM being as the manifests say.",
    },
  ];
}
