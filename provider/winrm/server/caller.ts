/** Who sends a request, and from where. */
export interface Caller {
  readonly username: string;
  readonly address: string;
  readonly url: string;
  /** Aborted when the caller's connection is gone. */
  readonly gone: AbortSignal;
}
