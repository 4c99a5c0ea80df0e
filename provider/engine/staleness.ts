import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";

/** Why a saved plan must not be applied, naming what differs; empty when it still holds. `current` is planned anew from the same manifests. */
export function staleness(_saved: Plan, _current: Plan): readonly Diagnostic[] {
  throw new Error("not written yet");
}
