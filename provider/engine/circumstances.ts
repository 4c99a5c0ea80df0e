import type { Diagnostic } from "../model/diagnostic.ts";
import type { MaintenanceWindow } from "../model/maintenance-window.ts";
import type { Id } from "./inventory.ts";

/** What steps depend on beside goal and reading. */
export interface Circumstances {
  readonly isOpen: (window: MaintenanceWindow) => boolean;
  /** VMs that this run has tried to repair in vain. */
  readonly unrepaired: ReadonlySet<Id>;
  /** Paths of files that VMM has looked for in vain in this run. */
  readonly missing: ReadonlySet<string>;
  /** What this run was told that somebody else has taken meanwhile, and cannot do without. */
  readonly taken: Diagnostic | null;
}

/** A plan takes every window for open: it is looked at when it matters, so that one plan holds whenever it is carried out. */
export const PLANNED: Circumstances = { isOpen: () => true, unrepaired: new Set(), missing: new Set(), taken: null };
