import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { listed } from "../text.ts";
import type { RatingAnswer } from "./contract.ts";
import type { Placement } from "./placements.ts";

/**
 * Creations and moves that no host can take at the moment. A machine that could not be made at all is an error; a move that is
 * refused leaves the VM where it is. What some hosts have against a VM is not told: others take it.
 */
export function judgeRatings(placements: readonly Placement[], answers: readonly RatingAnswer[]): readonly Diagnostic[] {
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  return [...groupBy(placements, ({ question }) => question.key)].flatMap(([key, [first, ...others]]) => {
    const answer = byKey.get(key);
    return first && answer && answer.suitable === 0 ? [unplaceable(first, others, answer)] : [];
  });
}

function unplaceable({ address, moves, conclusive, question }: Placement, others: readonly Placement[], answer: RatingAnswer): Diagnostic {
  const of = "hostGroupId" in question.range ? "host group" : "cloud";
  const rest = others.length === 0 ? "" : `\nThe same holds for ${listed(others.map((other) => other.address))}.`;
  const less = conclusive
    ? ""
    : "\nVMM rates the template as it is; the manifest gives the VM less memory, so that it may fit all the same.";
  const isError = !moves && conclusive;
  return {
    code: "PLAN_NO_HOST",
    severity: isError ? "error" : "warning",
    address,
    path: "hostGroupId" in question.range ? "spec.hostGroup" : "spec.cloud",
    summary: `VMM rates ${hostsText(answer.hosts)} of this ${of} with 0 stars for it`,
    detail: `${answer.reasons}${rest}${less}`,
    hint: `Mend what VMM names, or choose another ${of}.${isError ? " To try it all the same: --preflight quick." : ""}`,
  };
}

const hostsText = (hosts: number): string => (hosts === 0 ? "no host" : hosts === 1 ? "the one host" : `all ${hosts} hosts`);
