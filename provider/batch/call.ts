import type { SecretCredential, SecretText } from "./secret-value.ts";

/**
 * The contract between a client and an interpreter of batches: cmdlet calls as data.
 *
 * A batch is an ordered list of calls. An interpreter (the PowerShell function in `scvmm/powershell`, or the simulator's
 * built-in one) runs them one after the other in one session, catches errors a call at a time, and returns one result a
 * call. No PowerShell text is ever built from values.
 */

/** The objects that an earlier call of the same batch found. */
export interface Reference {
  /** The `id` of the earlier call. */
  readonly $ref: string;
  /** Pass the objects as a list. Without it the earlier call must have found exactly one object. */
  readonly many?: true;
}

/** What a parameter may hold. Strings are converted by the cmdlet's own binder (Guid, enum, name of an object, …). */
export type CallValue = null | boolean | number | string | Reference | SecretText | SecretCredential | readonly CallValue[];

/**
 * A condition on an object, tested in the session after the cmdlet has answered (VMM's own name filters read wildcards
 * and brackets, scvmm-domain D21). Comparison ignores case (ordinal), on the leaf's projected text; a null leaf never matches, neither does it with `ne`.
 */
export interface Condition {
  /** Property path as in a projection, e.g. `Name`, `CustomProperty.ScvmmOwner` (a key of a hashtable). */
  readonly path: string;
  readonly op: "eq" | "ne" | "startsWith" | "contains";
  readonly value: string;
}

/** Keep an object when every condition of `all` holds and, if `any` is given, at least one of it. */
export interface Filter {
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
}

/**
 * One column of the rows that come back.
 * - a string: a property path; each step null-safe; a step into a hashtable reads that key
 * - `each`: a collection property, as a list of nested rows (null and empty collections give `[]`)
 * - `table`: a hashtable property, as an object of texts
 */
export type Column = string | { readonly each: string; readonly of: Projection } | { readonly table: string };
export type Projection = readonly Column[];

interface CallBase {
  /** Unique in the batch; letters and digits, starting with a letter. */
  readonly id: string;
  readonly where?: Filter;
  /** Absent: only the number of objects comes back. */
  readonly project?: Projection;
  /** Skip this call when the earlier call with this id found at least one object. */
  readonly unless?: string;
  /** Skip this call when the earlier call with this id found nothing: for what has no parameter that would refer to it. */
  readonly given?: string;
}

/** Run a cmdlet. */
export interface CmdletCall extends CallBase {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, CallValue>>;
  /** Run asynchronously and return the id of the job; the interpreter adds -RunAsynchronously and -JobVariable. */
  readonly job?: true;
}

/** Filter the objects of an earlier call again, with no cmdlet run. */
export interface Selection extends CallBase {
  readonly from: string;
}

/**
 * Write a file on the machine that the session is on, for cmdlets that take a path. The call finds the file's path, which later
 * calls refer to; it cannot be projected. The interpreter alone decides where the file lies, and removes it when the batch ends,
 * however it ends. What arrives otherwise than it was sent is refused (BadFile).
 */
export interface FileCall {
  readonly id: string;
  readonly file: {
    /** Name without a folder: letters, digits, `.`, `-` and `_`. */
    readonly name: string;
    readonly gzip: Uint8Array;
    /** Bytes of the content. */
    readonly size: number;
    /** SHA-256 of the content, in hex. */
    readonly sha256: string;
  };
  readonly unless?: string;
  readonly given?: string;
  readonly where?: never;
  readonly project?: never;
}

/** Of one file, unpacked. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export type Call = CmdletCall | Selection | FileCall;
export type Batch = readonly Call[];
