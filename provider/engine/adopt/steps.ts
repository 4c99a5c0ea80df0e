import { MARK_PROPERTY } from "../../model/mark.ts";
import { NO_STEPS, type Steps } from "../kind.ts";
import { operate } from "../steps.ts";
import { fold } from "../text.ts";
import type { World } from "../world.ts";
import type { AdoptionGoal } from "./goal.ts";

/** Adopting is a verb of its own, never planned by `plan`. What is marked already needs nothing. */
export function adoptionSteps({ mark, from, object }: AdoptionGoal, world: World): Steps {
  if ("addressId" in object) {
    const { addressId, description } = object;
    if (world.grantsOf(mark).some(({ id }) => id === addressId)) return NO_STEPS;
    return { ...NO_STEPS, steps: [operate({ kind: "describe-address", addressId, mark, from, description })] };
  }
  const { vmId } = object;
  if (world.vmsOf(mark).some(({ id }) => id === vmId)) return NO_STEPS;
  const purpose = "Scope and manifest that own this VM; set by scvmm-provider";
  const define = world.definitions.has(fold(MARK_PROPERTY))
    ? []
    : [operate({ kind: "define-property", name: MARK_PROPERTY, description: purpose })];
  return { ...NO_STEPS, steps: [...define, operate({ kind: "mark-machine", vmId, mark, from })] };
}
