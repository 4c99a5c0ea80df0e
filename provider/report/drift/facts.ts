/** What a report of drift tells beside the drift itself. */
export interface DriftFacts {
  /** When VMM was looked at. */
  readonly at: Date;
  readonly durationMs: number;
  /** Of this program. */
  readonly version: string;
  /** VMM servers that were read. */
  readonly servers: readonly string[];
}
