import type { Diagnostic } from "../diagnostic.ts";
import { checkRanges, type NameRanges } from "./check-pool.ts";
import { type Draft, diagnose, isGiven } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";

const WAYS = ["vmNameRanges", "vmNameFromPool"] as const;

/** A claim takes its name from ranges of its own, or from a pool. Ranges of several claims may well be the same. */
export function checkClaim(claim: Draft<"ScvmmName">): NameRanges {
  const given = WAYS.filter((way) => isGiven(claim, ["spec", way]));
  if (given.length === 1) return given[0] === "vmNameRanges" ? checkRanges(claim) : { ranges: [], diagnostics: [] };
  return { ranges: [], diagnostics: [unclear(claim, given.length === 0 ? ["spec"] : ["spec", WAYS[1]], given.length === 0)] };
}

const unclear = (claim: Draft, path: ManifestPath, nothing: boolean): Diagnostic =>
  diagnose(claim, path, {
    code: "MANIFEST_NAME_SOURCE",
    severity: "error",
    summary: nothing ? "It is not said which names may be claimed" : "The names to claim from are told in two ways",
    detail: `A ScvmmName has ${WAYS.join(" or ")}.`,
    hint: "Give ranges of its own, such as vmNameRanges: [{from: web-01, to: web-20}], or the name of a ScvmmNamePool.",
  });
