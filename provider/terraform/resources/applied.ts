import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ObjectValue } from "../value/value.ts";
import type { PrivateData } from "./private-data.ts";

/** What Terraform is answered after an apply. With an error, a state of what was made now counts as tainted, and is made anew. */
export interface Applied {
  readonly state: ObjectValue | null;
  readonly privateData: PrivateData;
  /** With paths of manifests. */
  readonly diagnostics: readonly Diagnostic[];
}
