/** Something that the simulator does without a recording or a document to show that VMM does it so. */
export interface Assumption {
  /** What the code refers to as `see assumptions: <id>`. */
  readonly id: string;
  readonly assumed: string;
  readonly because: string;
}
