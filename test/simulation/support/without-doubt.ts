import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import { MARK_PROPERTY } from "../../../provider/model/mark.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import type { Place } from "./draw-moves.ts";
import { markOf } from "./estate-view.ts";
import { addressOf } from "./loaded.ts";
import type { Goal } from "./scenario.ts";

/** What a broken run has made under an earlier address is none of a manifest that has its object by now. */
export function withoutDoubt(goal: Goal, diagnostics: readonly Diagnostic[]): Goal {
  const doubtful = diagnostics.flatMap(({ code, address }) => (code === "PLAN_MOVE_DOUBTFUL" && address ? [address] : []));
  const cleared = <T extends Place>(kind: "ScvmmMachine" | "ScvmmVirtualIP", all: readonly T[]): readonly T[] =>
    all.map((one) => (doubtful.includes(addressOf(kind, one)) ? { ...one, earlier: [] } : one));
  return { ...goal, machines: cleared("ScvmmMachine", goal.machines), virtualIps: cleared("ScvmmVirtualIP", goal.virtualIps) };
}

/**
 * What a manifest is to move from is one of several objects, where a broken run has made one under an earlier address and the next run another:
 * people name the one that is finished, or the last. The other one has no manifest then, and the plan deletes it.
 */
export function fromOnlyOne(goal: Goal, diagnostics: readonly Diagnostic[], store: Store, scope: string): Goal {
  const several = diagnostics.flatMap(({ code, address }) => (code === "PLAN_MOVE_SEVERAL" && address ? [address] : []));
  const isFinished = (place: string): boolean =>
    [...store.vms.values()].some((vm) => {
      const mark = markOf(vm);
      return mark?.scope === scope && mark.address === `ScvmmMachine/${place}` && vm.CustomProperty.has(MARK_PROPERTY);
    });
  const asked = goal.machines.filter((one) => several.includes(addressOf("ScvmmMachine", one)));
  if (asked.length === 0) return goal;
  const machines = goal.machines.map((one) => {
    const [last] = one.earlier;
    const from = one.earlier.find(isFinished) ?? last;
    return asked.includes(one) && from !== undefined ? { ...one, earlier: [from] } : one;
  });
  return { ...goal, machines };
}
