import type { Diagnostic } from "../model/diagnostic.ts";
import type { Id } from "./inventory.ts";
import type { Draft, Planning } from "./kind.ts";
import { knotted } from "./move-problems.ts";

export interface InChain {
  /** For the goal, where moves are made one behind the other. */
  readonly goal: { readonly others?: readonly Id[] };
  readonly after: readonly string[];
}

const ALONE: InChain = { goal: {}, after: [] };

export function inChain(address: string, { moves }: Planning): InChain {
  const chained = moves.chained.get(address);
  return chained ? { goal: { others: chained.others }, after: chained.after } : ALONE;
}

/**
 * Changes that wait for each other are refused. In a chain of moves two objects would have one mark for a while. Others are machines that hand
 * on persistent disks and what else is one's alone in a circle; those of disks only are opened when they are claimed.
 */
export function refuseKnots(drafts: readonly Draft[], { moves, report }: Pick<Planning, "moves" | "report">): void {
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  const waitedFor = (address: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const queue = [...(byAddress.get(address)?.after ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(byAddress.get(next)?.after ?? []));
    }
    return seen;
  };
  for (const draft of drafts) {
    const { address, after, place } = draft;
    const seen = after.length > 0 ? waitedFor(address) : new Set<string>();
    if (!seen.has(address)) continue;
    const circle = [...seen].filter((other) => waitedFor(other).has(address)).sort();
    if (moves.chained.has(address)) report(place(knotted([...seen].sort())));
    else if (circle[0] === address && !circle.some((other) => moves.chained.has(other))) report(place(disksInCircle(circle)));
  }
}

function disksInCircle(circle: readonly string[]): Diagnostic {
  return {
    code: "PLAN_DISK_CIRCLE",
    severity: "error",
    path: "spec.disks",
    summary: `machines hand on their persistent disks in a circle: ${circle.join(", ")}`,
    detail: "A machine gets a disk when the other one has given it up, and each of these would wait for another.",
    hint: "Take one of the disks out of its machine's manifest for one apply, and give it to the other machine in the next.",
  };
}
