import type { Mark } from "../model/mark.ts";

/** Hold the first of these names that no VM bears and nobody holds, unless the mark holds one of them already. `taken` where there is none. */
export interface ClaimName {
  readonly kind: "claim-name";
  /** At least one. */
  readonly names: readonly string[];
  readonly mark: Mark;
}

/** Change the mark of a claim that carries the mark, or `from`. */
export interface MarkName {
  readonly kind: "mark-name";
  readonly name: string;
  readonly mark: Mark;
  readonly from: Mark | null;
}

/** Give a name free, if its claim still carries this mark; absent counts as done. */
export interface ReleaseName {
  readonly kind: "release-name";
  readonly name: string;
  readonly mark: Mark;
}
