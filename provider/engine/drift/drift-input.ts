import type { UncheckedObject } from "../../model/drift.ts";
import type { PlanInput } from "../plan-input.ts";

export interface DriftInput extends Pick<PlanInput, "scope" | "manifests" | "inventories"> {
  /** Manifests with errors: what VMM has of them is not judged. */
  readonly unloaded?: readonly UncheckedObject[];
  /** Why not all manifests are known, e.g. a file that is no YAML: then nothing is said to have none. */
  readonly unknown?: readonly string[];
  /** List the VMs of nobody, too. */
  readonly listUnmanaged?: boolean;
}
