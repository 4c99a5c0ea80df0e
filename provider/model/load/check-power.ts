import type { Diagnostic } from "../diagnostic.ts";
import { powerFields } from "../kinds/machine-power.ts";
import { type Draft, diagnose, isGiven, read } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";

/** Fields that say how a machine is shut down. */
const SHUTDOWN = ["maintenanceWindow", "shutdownTimeout", "forceOff"] as const;

/** What says how a machine is shut down has no use where that is never done. */
export function checkPower(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  const path = (field: string): ManifestPath => ["spec", field];
  const policy = read(machine, path("powerCyclePolicy"), powerFields.powerCyclePolicy);
  if (policy === undefined || policy === "Allow") return [];
  return SHUTDOWN.filter((field) => isGiven(machine, path(field))).map((field) =>
    diagnose(machine, path(field), {
      code: "MANIFEST_POWER_UNUSED",
      severity: "warning",
      summary: `spec.${field} says how the machine is shut down, which apply never does`,
      detail: `spec.powerCyclePolicy is ${policy}; only Allow has apply shut a machine down.`,
      hint: "Set spec.powerCyclePolicy: Allow, or remove the field.",
    }),
  );
}
