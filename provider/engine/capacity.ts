import type { Id } from "./inventory.ts";
import type { Draft, Planning } from "./kind.ts";
import { groupBy, listed } from "./text.ts";

/**
 * Whether every pool holds the addresses that the plan asks for: of virtual IPs and of adapters together. Where they only
 * suffice once deletions of the plan have returned theirs, the takers wait for those.
 */
export function checkCapacity(drafts: readonly Draft[], planning: Planning): readonly Draft[] {
  const after = new Map<Draft, string[]>();
  for (const [provider, own] of groupBy(drafts, (draft) => draft.provider)) {
    const pools = new Set(own.flatMap(({ takes }) => [...takes.keys()]));
    for (const pool of pools) checkPool(pool, provider, own, planning, after);
  }
  return drafts.map((draft) => ({ ...draft, after: [...new Set([...draft.after, ...(after.get(draft) ?? [])])].sort() }));
}

function checkPool(poolId: Id, provider: string, drafts: readonly Draft[], planning: Planning, after: Map<Draft, string[]>): void {
  const pool = planning.providers.get(provider)?.world.poolsById.get(poolId);
  if (!pool) return;
  const net = (draft: Draft): number => (draft.takes.get(poolId) ?? 0) - (draft.frees.get(poolId) ?? 0);
  const takers = drafts.filter((draft) => net(draft) > 0);
  const givers = drafts.filter((draft) => draft.action === "delete" && net(draft) < 0);
  const sum = (some: readonly Draft[]): number => some.reduce((total, draft) => total + net(draft), 0);
  const [wanted, returned] = [sum(takers), -sum(givers)];
  if (wanted <= pool.availableAddresses) return;
  if (wanted <= pool.availableAddresses + returned) {
    for (const taker of takers) after.set(taker, [...(after.get(taker) ?? []), ...givers.map(({ address }) => address)]);
    return;
  }
  const [first] = takers;
  if (!first) return;
  planning.report(
    first.place({
      code: "PLAN_ADDRESSES_EXHAUSTED",
      severity: "error",
      summary: `pool "${pool.name}" has ${pool.availableAddresses} free addresses, the plan needs ${wanted}`,
      detail: `Of ${pool.totalAddresses} addresses, ${returned} more are returned by deletions of this plan. Asked for by ${listed(takers.map(({ address }) => address))}.`,
      hint: "Widen the pool in VMM, return addresses that nobody uses, or name another pool.",
    }),
  );
}
