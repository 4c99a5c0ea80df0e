import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import type { Place } from "./draw-moves.ts";
import { addressOf } from "./loaded.ts";
import type { Goal } from "./scenario.ts";

/** What a broken run has made under an earlier address is none of a manifest that has its object by now. */
export function withoutDoubt(goal: Goal, diagnostics: readonly Diagnostic[]): Goal {
  const doubtful = diagnostics.flatMap(({ code, address }) => (code === "PLAN_MOVE_DOUBTFUL" && address ? [address] : []));
  const cleared = <T extends Place>(kind: "ScvmmMachine" | "ScvmmVirtualIP", all: readonly T[]): readonly T[] =>
    all.map((one) => (doubtful.includes(addressOf(kind, one)) ? { ...one, earlier: [] } : one));
  return { ...goal, machines: cleared("ScvmmMachine", goal.machines), virtualIps: cleared("ScvmmVirtualIP", goal.virtualIps) };
}
