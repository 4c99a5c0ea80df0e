import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import type { Screen } from "./screen.ts";

/** Tells warnings and goes on; an error ends the command with everything that was found. */
export function withoutErrors<T extends { readonly diagnostics: readonly Diagnostic[] }>(screen: Screen, found: T): T {
  if (found.diagnostics.some((diagnostic) => diagnostic.severity === "error")) throw new DiagnosticError(found.diagnostics);
  screen.tell(found.diagnostics);
  return found;
}
