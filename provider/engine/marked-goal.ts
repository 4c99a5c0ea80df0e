import type { Mark } from "../model/mark.ts";
import type { Id } from "./inventory.ts";

/** What the goals of all kinds say whose objects carry a mark. */
export interface MarkedGoal {
  readonly mark: Mark;
  /** What the object still carries whose manifest was renamed. */
  readonly movedFrom: Mark | null;
  /** Objects of these two marks that go to other manifests. */
  readonly others?: readonly Id[];
  /** Objects to remove. */
  readonly doomed: readonly Id[];
}

/** What a goal finds of its own: first what carries its mark, then what a renamed manifest has left. `of`: what carries a mark. */
export function ownOf<T extends { readonly id: Id }>(
  { mark, movedFrom, others = [] }: MarkedGoal,
  of: (mark: Mark) => readonly T[],
): readonly T[] {
  return [...of(mark), ...(movedFrom ? of(movedFrom) : [])].filter(({ id }) => !others.includes(id));
}
