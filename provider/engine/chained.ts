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

/** A chain in which something waits for its own end, as for a disk: refused, or two objects would have one mark for a while. */
export function refuseKnots(drafts: readonly Draft[], { moves, report }: Pick<Planning, "moves" | "report">): void {
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  for (const address of moves.chained.keys()) {
    const seen = new Set<string>();
    const queue = [...(byAddress.get(address)?.after ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(byAddress.get(next)?.after ?? []));
    }
    const draft = byAddress.get(address);
    if (draft && seen.has(address)) report(draft.place(knotted([...seen].sort())));
  }
}
