import type { Batch } from "./call.ts";
import type { BatchReply } from "./result.ts";

/** Carries a batch to an interpreter and its reply back: one round trip, whatever the number of calls. */
export interface BatchExecutor {
  /**
   * Rejects when the batch did not run, or its answer was lost; the error tells which (`outcome: "not-run" | "unknown"`).
   * Errors of single calls are in the reply.
   */
  execute(batch: Batch, signal?: AbortSignal): Promise<BatchReply>;
  close(): Promise<void>;
}

/** Runs PowerShell that people wrote, as it stands, in a pipeline of its own: their text is never mixed into ours. */
export interface ScriptRunner {
  /**
   * To its end; what it puts out is dropped. Rejects with BatchError: `SCRIPT_FAILED` when it ended with an error or wrote one,
   * `SCRIPT_REFUSED` where the endpoint runs no scripts; else as `execute`.
   */
  runScript(text: string, parameters: Readonly<Record<string, ScriptValue>>, signal?: AbortSignal): Promise<void>;
}

/** Plain data: lists become arrays, objects hashtables. */
export type ScriptValue = null | boolean | number | string | readonly ScriptValue[] | { readonly [key: string]: ScriptValue };

/** A batch that brought no reply. */
export class BatchError extends Error {
  readonly outcome: "not-run" | "unknown";
  /** Stable code for diagnostics, e.g. `WINRM_AUTH`, `WINRM_CONNECT`. */
  readonly code: string;
  readonly hint: string | undefined;
  constructor(outcome: "not-run" | "unknown", code: string, message: string, hint?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "BatchError";
    this.outcome = outcome;
    this.code = code;
    this.hint = hint;
  }
}
