import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";

/** What an exception says, as a diagnostic: its own where it has one. */
export function diagnosticOf(error: unknown, code: string, summary: string): Diagnostic {
  const [own] = error instanceof DiagnosticError ? error.diagnostics : [];
  return own ?? { code, severity: "error", summary, detail: error instanceof Error ? error.message : String(error) };
}
