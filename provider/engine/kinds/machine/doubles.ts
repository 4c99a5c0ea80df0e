import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LiveVm } from "../../inventory.ts";
import type { Planning } from "../../kind.ts";
import { listed } from "../../text.ts";
import { type Candidate, tellVm } from "./candidate.ts";

/** Doubles that were finished are objects that work: without pruning they stay. */
export function removableDoubles({ doubles }: Candidate, { options }: Planning, tell: (diagnostic: Diagnostic) => void): readonly LiveVm[] {
  const kept = options.prune ? [] : doubles.filter(({ sealed }) => sealed);
  if (kept.length > 0)
    tell({
      code: "PLAN_DOUBLES_LEFT",
      severity: "warning",
      summary: `${kept.length} more ${kept.length === 1 ? "VM carries" : "VMs carry"} the mark of this machine`,
      detail: `Left, since pruning is off: ${listed(kept.map(tellVm))}.`,
      hint: `Remove them with pruning, or clear the custom property that marks them if they are clones to keep.`,
    });
  return doubles.filter((vm) => !kept.includes(vm));
}

export function missingTwin(twins: readonly LiveVm[]): Diagnostic {
  return {
    code: "PLAN_MISSING_TWIN",
    severity: "warning",
    summary: "VMM shows a second VM with this machine's mark as Missing",
    detail: `After a failover a VM may be listed twice: ${listed(twins.map(tellVm))}. It is left: removing it could remove files that the other uses.`,
    hint: "Refresh the host or cluster in VMM; if the entry stays, remove it from VMM's database by hand.",
  };
}
