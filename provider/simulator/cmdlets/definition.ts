import type { Parameters } from "../binding/parameters.ts";
import type { Work } from "../jobs.ts";
import type { VmmObject } from "../objects/object.ts";
import type { World } from "../world.ts";

/** What a cmdlet writes to the pipeline, and the job that it leaves the rest to. */
export interface Output {
  readonly objects: readonly VmmObject[];
  readonly work?: Work;
}

export interface CmdletDefinition {
  /** The parameters that have an effect here. A call with any other is refused rather than silently half done. */
  readonly honours: readonly string[];
  /** Throws `VmmError` for what is refused before a job is made. */
  readonly run: (parameters: Parameters, world: World) => Output;
}
