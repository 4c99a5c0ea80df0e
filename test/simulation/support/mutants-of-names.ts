import type { Mutant } from "./mutant.ts";
import { skipped } from "./tampering.ts";

/**
 * A claim that does not look whether a VM bears the name cannot be told here from people who make a VM of a name that is claimed, which they
 * may at any time: the looks have tests of their own (test/scvmm/names.test.ts).
 */
export const MUTANTS_OF_NAMES: readonly Mutant[] = [
  { name: "keep the name", wrong: "the claim of a name is not given free", port: skipped(({ kind }) => kind === "release-name") },
];
