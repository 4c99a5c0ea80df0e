/** Who sends a request, and from where. */
export interface Caller {
  readonly username: string;
  readonly address: string;
  readonly url: string;
  /** What carries the request: compared, never looked into. */
  readonly connection: object;
  /** Aborted when the caller's connection is gone. */
  readonly gone: AbortSignal;
}
