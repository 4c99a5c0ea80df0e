import type { Id } from "../../inventory.ts";
import type { MarkedGoal } from "../../marked-goal.ts";

/** What a claim shall be: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface NameGoal extends MarkedGoal {
  readonly kind: "ScvmmName";
  /** Of names that are no longer wanted, and doubles. */
  readonly doomed: readonly Id[];
  /** The name that is held, or else those to claim from, in this order; null: nothing shall be left. */
  readonly names: readonly string[] | null;
}
