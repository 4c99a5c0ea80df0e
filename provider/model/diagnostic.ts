/** What a person is told: never a bare sentence, always a code, and where known a place and a remedy. */
export interface Diagnostic {
  /** Stable, upper-case with a prefix of the room: `MANIFEST_UNKNOWN_FIELD`, `PLAN_POOL_FULL`, `VMM_ERROR`, `WINRM_AUTH`, … */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  /** One line, no trailing stop. */
  readonly summary: string;
  /** What is wrong and what is allowed. */
  readonly detail?: string;
  /** What to do. */
  readonly hint?: string;
  /** File as the user named it, and 1-based line and column. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path in the manifest: `spec.disks[0].size`. */
  readonly path?: string;
  /** Address of the resource: `ScvmmMachine/web-farm/web-1`. */
  readonly address?: string;
}

/** Thrown where going on makes no sense; carries every diagnostic found, not only the first. */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => d.summary).join("; "));
    this.name = "DiagnosticError";
    this.diagnostics = diagnostics;
  }
}
