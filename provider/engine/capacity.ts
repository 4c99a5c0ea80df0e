import { groupBy } from "../model/group-by.ts";
import { type AddressUse, freeAddresses } from "./free-addresses.ts";
import type { LiveAddress, LivePool } from "./inventory-network.ts";
import type { Draft, Planning } from "./kind.ts";
import { listed } from "./text.ts";

/**
 * Whether every pool holds the addresses that the plan asks for: of virtual IPs and of adapters, each from its part of the pool, or together
 * where nothing parts it. Where they only suffice once deletions of the plan have returned theirs, the takers wait for those.
 */
export function checkCapacity(drafts: readonly Draft[], planning: Planning): readonly Draft[] {
  const after = new Map<Draft, string[]>();
  for (const [provider, own] of groupBy(drafts, (draft) => draft.provider)) {
    const world = planning.providers.get(provider)?.world;
    for (const poolId of new Set(own.flatMap(({ takes }) => [...takes.keys()]))) {
      const pool = world?.poolsById.get(poolId);
      for (const share of pool && world ? sharesOf(pool, world.inventory.addresses, own) : []) checkShare(share, planning, after);
    }
  }
  return drafts.map((draft) => ({ ...draft, after: [...new Set([...draft.after, ...(after.get(draft) ?? [])])].sort() }));
}

/** A part of a pool, and those who take from it and return to it. */
interface Share {
  readonly pool: LivePool;
  readonly free: number;
  /** null: of everybody. */
  readonly use: AddressUse | null;
  readonly drafts: readonly Draft[];
}

function sharesOf(pool: LivePool, grants: readonly LiveAddress[], drafts: readonly Draft[]): readonly Share[] {
  const shares = USES.flatMap((use): readonly Share[] => {
    const free = freeAddresses(pool, grants, use);
    return free === null ? [] : [{ pool, free, use, drafts: drafts.filter((draft) => useOf(draft) === use) }];
  });
  return shares.length > 0 ? shares : [{ pool, free: pool.availableAddresses, use: null, drafts }];
}

const USES: readonly AddressUse[] = ["adapters", "virtual IPs"];
const useOf = ({ address }: Draft): AddressUse => (address.startsWith("ScvmmVirtualIP/") ? "virtual IPs" : "adapters");

function checkShare({ pool, free, use, drafts }: Share, planning: Planning, after: Map<Draft, string[]>): void {
  const net = (draft: Draft): number => (draft.takes.get(pool.id) ?? 0) - (draft.frees.get(pool.id) ?? 0);
  const takers = drafts.filter((draft) => net(draft) > 0);
  const givers = drafts.filter((draft) => draft.action === "delete" && net(draft) < 0);
  const sum = (some: readonly Draft[]): number => some.reduce((total, draft) => total + net(draft), 0);
  const [wanted, returned] = [sum(takers), -sum(givers)];
  if (wanted <= free) return;
  if (wanted <= free + returned) {
    for (const taker of takers) after.set(taker, [...(after.get(taker) ?? []), ...givers.map(({ address }) => address)]);
    return;
  }
  const [first] = takers;
  if (!first) return;
  const part = use === null ? "" : ` for ${use}`;
  planning.report(
    first.place({
      code: "PLAN_ADDRESSES_EXHAUSTED",
      severity: "error",
      summary: `pool "${pool.name}" has ${free} free addresses${part}, the plan needs ${wanted}`,
      detail: `${use === null ? "" : "The pool keeps a set of its addresses for virtual IPs. "}Of ${pool.totalAddresses} addresses, ${returned} more are returned by deletions of this plan. Asked for by ${listed(takers.map(({ address }) => address))}.`,
      hint: "Widen the pool in VMM, return addresses that nobody uses, or name another pool.",
    }),
  );
}
