/**
 * A projected value. Leaves: text, Boolean and numbers as they are; enum values by name; Guid in lower case; DateTime as
 * ISO 8601 in UTC with milliseconds (`2026-01-31T10:00:00.000Z`); any other object by its ToString(); a collection as a list of leaves.
 */
export type Cell = null | boolean | number | string | readonly Cell[] | { readonly [key: string]: Cell };
/** Cells in the order of the projection's columns. */
export type Row = readonly Cell[];

/** An error of one call, from its ErrorRecord (scvmm-domain 3.1). */
export interface CallError {
  /** VMM's error number, from the FullyQualifiedErrorId before the comma; null when the error is not VMM's. */
  readonly number: number | null;
  /** FullyQualifiedErrorId, or one of the interpreter's own: CmdletNotAllowed, ReferenceEmpty, ReferenceAmbiguous, BadCall. */
  readonly errorId: string;
  /** PowerShell's error category, e.g. `ReadError`. */
  readonly category: string;
  /** Full type name of the exception. */
  readonly type: string;
  readonly message: string;
}

export interface CallResult {
  readonly id: string;
  /** skipped: `unless` found something, `given` found nothing, or a call that this one refers to did not succeed; `because` names that call. */
  readonly state: "done" | "failed" | "skipped";
  /** Objects found, after `where`. 0 unless done. */
  readonly count: number;
  readonly rows?: readonly Row[];
  /** Id of the job that a call with `job` started. */
  readonly job?: string;
  readonly error?: CallError;
  readonly because?: string;
}

/** What an interpreter answers, as compact JSON; a byte array of its gzip when longer than GZIP_ABOVE characters. */
export interface BatchReply {
  readonly format: 1;
  readonly results: readonly CallResult[];
}

/** Characters of JSON above which the reply is compressed: base64 of text inside base64 costs 1.8 times. */
export const GZIP_ABOVE = 4096;
