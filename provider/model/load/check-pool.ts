import type { Diagnostic } from "../diagnostic.ts";
import { expandRange, MAX_RANGE, type RangeProblem } from "../expand-range.ts";
import { vmName } from "../kinds/machine.ts";
import { nameRange } from "../kinds/name-pool.ts";
import { countAt, type Draft, diagnose, read } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";

type Pool = Draft<"ScvmmNamePool"> | Draft<"ScvmmName">;

/** A range with its names; none where it is wrong. */
export interface PoolRange {
  readonly pool: Pool;
  readonly path: ManifestPath;
  readonly names: readonly string[];
}

const RANGES: ManifestPath = ["spec", "vmNameRanges"];

const PROBLEMS: Readonly<Record<RangeProblem, { readonly detail: string; readonly hint: string }>> = {
  width: { detail: "The two ends differ in length.", hint: "Write leading zeros: web-01 to web-20." },
  prefix: {
    detail: "The two ends differ in more than what counts up: digits, or letters of one case, at their ends.",
    hint: "Let both ends begin alike: web-01 to web-20.",
  },
  order: { detail: "The last name comes before the first.", hint: "Swap the two." },
  count: {
    detail: `A range has at most ${MAX_RANGE} names.`,
    hint: "Check that both ends begin alike; put what follows the digits into postfix, or make several ranges.",
  },
};

export interface NameRanges {
  readonly ranges: readonly PoolRange[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Expands ranges of names and says which are none. */
export function checkRanges(pool: Pool): NameRanges {
  const diagnostics: Diagnostic[] = [];
  const ranges = Array.from({ length: countAt(pool, RANGES) }, (_, index) => {
    const path: ManifestPath = [...RANGES, index];
    const { names, diagnostic } = expand(pool, path);
    if (diagnostic) diagnostics.push(diagnostic);
    return { pool, path, names };
  });
  if (ranges.length === 0 && pool.value) diagnostics.push(emptyPool(pool));
  return { ranges, diagnostics };
}

function expand(pool: Pool, path: ManifestPath): { readonly names: readonly string[]; readonly diagnostic?: Diagnostic } {
  const range = read(pool, path, nameRange);
  if (!range) return { names: [] };
  const error = (code: string, summary: string, detail: string, hint: string) =>
    diagnose(pool, path, { code, severity: "error", summary, detail, hint });
  const expansion = expandRange(range);
  if ("problem" in expansion) {
    const { detail, hint } = PROBLEMS[expansion.problem];
    return { names: [], diagnostic: error("MANIFEST_NAME_RANGE", `${range.from} to ${range.to} is no range of names`, detail, hint) };
  }
  // All names of a range are alike in length and differ in digits and letters only.
  const [first = ""] = expansion.names;
  const checked = vmName.safeParse(first);
  if (checked.success) return { names: expansion.names };
  const detail = `A VM's name ${checked.error.issues[0]?.code === "too_big" ? "has at most 64 characters" : 'cannot hold * ? [ ] < > | / \\ : " nor start or end with a blank'}.`;
  return {
    names: [],
    diagnostic: error("MANIFEST_VM_NAME_INVALID", "The names of this range cannot be those of VMs", detail, "Change from, to or postfix."),
  };
}

function emptyPool(pool: Pool): Diagnostic {
  return diagnose(pool, RANGES, {
    code: "MANIFEST_POOL_EMPTY",
    severity: "warning",
    summary: pool.kind === "ScvmmName" ? "There are no names to claim from" : "The pool has no names",
    detail: "Nothing can be claimed from it.",
    hint: "Add a range: from: web-01, to: web-20.",
  });
}
