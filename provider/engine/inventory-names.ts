import type { NameClaim } from "../model/name-claim.ts";
import type { Id } from "./inventory.ts";

/** A name of a VM that is held, whether a VM bears it or not. */
export interface LiveNameClaim extends NameClaim {
  /** Of the definition that keeps it. */
  readonly id: Id;
}
