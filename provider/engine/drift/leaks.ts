import type { DriftItem } from "../../model/drift.ts";
import type { Id } from "../inventory.ts";
import type { LiveAddress } from "../inventory-network.ts";
import type { Planning, ProviderView } from "../kind.ts";
import { attributePath } from "../kinds/machine/policies.ts";
import { groupBy, listed, sortedBy } from "../text.ts";
import { leftSeeds } from "./left-seeds.ts";

const MACHINE = "ScvmmMachine/";
const ADDRESSES = attributePath("spec.networking.devices[].ipAddresses");

/**
 * What machines of this scope took and nothing uses any more. Pools keep what was granted to an adapter whose VM was removed past
 * VMM, or whose host left it (scvmm-domain 2.7); a temporary template stays where a blank machine was given up half-way; cloud-init data
 * stays in the library. Two ScvmmProviders may lead to one VMM, so an object counts once. No plan returns these: nothing says that it could not be in use.
 */
export function leaksOf({ scope, manifests, providers }: Planning): readonly DriftItem[] {
  const seen = new Set<Id>();
  const first = <T extends { readonly id: Id }>(objects: readonly T[]): readonly T[] =>
    objects.filter(({ id }) => !seen.has(id) && seen.add(id));
  return [...providers].flatMap(([provider, view]) => {
    const place = manifests.providers.find(({ address }) => address === provider)?.locate("metadata.name") ?? null;
    const grants = first(view.world.inventory.addresses.filter((grant) => grant.mark?.scope === scope && isLeaked(grant, view)));
    const templates = first(
      view.world.inventory.temporaryTemplates.filter(
        ({ mark }) =>
          mark.scope === scope &&
          view.world.vmsOf(mark).length === 0 &&
          !manifests.machines.some((machine) => machine.address === mark.address),
      ),
    );
    const { isos, virtualHardDisks } = view.world.inventory;
    return [
      ...[...groupBy(grants, ({ mark }) => mark?.address ?? "")].map(([address, some]) => grantItem(address, some, view, place)),
      ...templates.map(({ id, mark }) => templateItem(mark.address, id, place)),
      ...leftSeeds(provider, { ...view.world.inventory, isos: first(isos), virtualHardDisks: first(virtualHardDisks) }, place),
    ];
  });
}

/** Granted to an adapter that its machine has not, or has no more. */
function isLeaked({ mark, assignedToId }: LiveAddress, { world }: ProviderView): boolean {
  if (!mark?.address.startsWith(MACHINE)) return false;
  return !world.vmsOf(mark).some(({ adapters }) => adapters.some(({ id }) => id === assignedToId));
}

function grantItem(address: string, grants: readonly LiveAddress[], { world }: ProviderView, place: DriftItem["place"]): DriftItem {
  const sorted = sortedBy(grants, (grant) => grant.address);
  const pools = [...new Set(sorted.map(({ poolId }) => world.poolsById.get(poolId)?.name ?? poolId))].sort();
  const addresses = sorted.map((grant) => grant.address);
  const gone = grants.length === 1 ? "a network adapter that is gone" : "network adapters that are gone";
  return {
    address,
    kind: "leaked",
    attributes: [{ path: ADDRESSES, before: addresses, after: null, policy: "in-place", place: null }],
    detail: `${listed(addresses)} of IP pool ${listed(pools)} ${grants.length === 1 ? "is" : "are"} granted to ${gone}; return with Revoke-SCIPAddress`,
    place,
  };
}

function templateItem(address: string, id: Id, place: DriftItem["place"]): DriftItem {
  return {
    address,
    kind: "leaked",
    attributes: [],
    detail: `temporary template ${id} is left of a machine that was never finished; remove with Remove-SCVMTemplate`,
    place,
  };
}
