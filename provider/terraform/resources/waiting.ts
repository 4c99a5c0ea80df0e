import { isOpen } from "../../model/maintenance-window.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Change, Disruption, Waiting } from "../../model/plan.ts";

/**
 * Attributes that this change does not set: those that wait in the engine's plan, which takes every window for open, and what needs
 * a window that is not open `at` the time of the plan.
 */
export function waitingOf({ address, waiting, window, disruptedBy }: Change, { machines }: Manifests, at: number): readonly Waiting[] {
  const own = machines.find((machine) => machine.address === address)?.value.spec.maintenanceWindow;
  if (window === null || own === undefined || isOpen(own, at)) return waiting;
  return [...waiting, ...disruptedBy.map((path): Waiting => ({ path, for: "window" }))];
}

/** What a change costs without what waits. */
export const costOf = ({ disruption, disruptedBy }: Change, waiting: readonly Waiting[]): Disruption =>
  disruptedBy.length > 0 && disruptedBy.every((path) => waiting.some((one) => one.path === path)) ? "none" : disruption;
