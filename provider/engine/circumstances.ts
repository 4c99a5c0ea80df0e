import type { MaintenanceWindow } from "../model/maintenance-window.ts";
import type { Id } from "./inventory.ts";

/** What steps depend on beside goal and reading. */
export interface Circumstances {
  readonly isOpen: (window: MaintenanceWindow) => boolean;
  /** VMs that this run has tried to repair in vain. */
  readonly unrepaired: ReadonlySet<Id>;
}

/** A plan takes every window for open: it is looked at when it matters, so that one plan holds whenever it is carried out. */
export const PLANNED: Circumstances = { isOpen: () => true, unrepaired: new Set() };
