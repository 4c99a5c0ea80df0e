import type { AttributeChange } from "../../../model/plan.ts";
import type { Operation, SetMachine } from "../../operation.ts";

/** One attribute that differs, and what sets it. */
export interface Delta {
  readonly change: AttributeChange;
  /** Properties for Set-SCVirtualMachine: merged into one call with others. */
  readonly set?: SetMachine["set"];
  /** Two attributes may share one operation: then it is the very same object. */
  readonly operation?: Operation;
  /** The machine is brought there, and stays. */
  readonly power?: "on" | "off";
  /** Further ones that belong to it, wherever their kinds come in the order. */
  readonly further?: readonly Operation[];
  /** What follows can only be worked out when the new object can be seen. */
  readonly followUp?: true;
}
