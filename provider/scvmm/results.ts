import type { Batch } from "../batch/call.ts";
import type { BatchReply, CallResult } from "../batch/result.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { type Decoder, decodeRows } from "./decode.ts";
import { callDiagnostic } from "./errors.ts";

/** A reply by the ids of its calls, with rows read. */
export interface Results {
  of(id: string): CallResult;
  /** How many objects the call found; undefined when it failed or was skipped. */
  found(id: string): number | undefined;
  /** Throws DiagnosticError for rows that cannot be read. */
  rows<T>(id: string, decoder: Decoder<T>): readonly T[];
}

/** Throws DiagnosticError when the reply is not one to this batch. */
export function resultsOf(batch: Batch, reply: BatchReply): Results {
  const fits = reply.results.length === batch.length && batch.every((call, index) => reply.results[index]?.id === call.id);
  if (!fits) throw new DiagnosticError([strange(`${batch.length} calls were sent, ${reply.results.length} results came`)]);
  const byId = new Map(reply.results.map((result) => [result.id, result]));
  const of = (id: string) => {
    const result = byId.get(id);
    if (!result) throw new DiagnosticError([strange(`no result of ${id}`)]);
    return result;
  };
  return {
    of,
    found: (id) => {
      const result = of(id);
      return result.state === "done" ? result.count : undefined;
    },
    rows: (id, decoder) => {
      const problems: Diagnostic[] = [];
      const rows = decodeRows(id, decoder, of(id).rows ?? [], problems);
      if (problems.length > 0) throw new DiagnosticError(problems);
      return rows;
    },
  };
}

function strange(detail: string): Diagnostic {
  return { code: "VMM_STRANGE_REPLY", severity: "error", summary: "The reply does not fit the batch", detail };
}

/** Diagnostics of the calls of a batch that failed. */
export function failuresOf(reply: BatchReply): readonly Diagnostic[] {
  return reply.results.flatMap((result) => {
    if (!result.error) return [];
    const diagnostic = callDiagnostic(result.error);
    return [{ ...diagnostic, summary: `Reading ${result.id}: ${diagnostic.summary}` }];
  });
}
