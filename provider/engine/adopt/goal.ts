import type { Mark } from "../../model/mark.ts";
import type { Id } from "../inventory.ts";

/** An object of VMM that nobody manages, or another scope does, and that shall carry this mark. */
export interface AdoptionGoal {
  readonly kind: "Adoption";
  readonly mark: Mark;
  /** The mark that it carries; null for none. */
  readonly from: Mark | null;
  readonly object: { readonly vmId: Id } | { readonly addressId: Id; readonly description: string };
}
