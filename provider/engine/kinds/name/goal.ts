import type { Mark } from "../../../model/mark.ts";
import type { Id } from "../../inventory.ts";

/** What a claim shall be: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface NameGoal {
  readonly kind: "ScvmmName";
  readonly mark: Mark;
  /** What the claim still carries whose manifest was renamed. */
  readonly movedFrom: Mark | null;
  /** Claims of these two marks that go to other manifests. */
  readonly others?: readonly Id[];
  /** Claims to give up: of names that are no longer wanted, and doubles. */
  readonly doomed: readonly Id[];
  /** The name that is held, or else those to claim from, in this order; null: nothing shall be left. */
  readonly names: readonly string[] | null;
}
