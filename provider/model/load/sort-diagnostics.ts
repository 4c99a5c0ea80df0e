import type { Diagnostic } from "../diagnostic.ts";

/** In the order of the sources, their lines and columns, each said once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const rank = (diagnostic: Diagnostic) => order.get(diagnostic.file ?? "") ?? files.length;
  const once = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...once.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || compare(keyOf(a), keyOf(b)),
  );
}

function keyOf({ code, file, line, column, path, summary }: Diagnostic): string {
  return JSON.stringify([code, file, line, column, path, summary]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
