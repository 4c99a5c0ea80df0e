import type { DriftItem } from "../../model/drift.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Id } from "../inventory.ts";
import type { LiveAddress } from "../inventory-network.ts";
import type { Planning, ProviderView } from "../kind.ts";
import { attributePath } from "../kinds/machine/policies.ts";
import { listed, sortedBy } from "../text.ts";
import { leftSeeds } from "./left-seeds.ts";

const ADDRESSES = attributePath("spec.networking.devices[].ipAddresses");

/**
 * What machines of this scope took and nothing of it uses any more. Pools keep what was granted to an adapter whose VM was removed
 * past VMM, or whose host left it (scvmm-domain 2.7); a temporary template stays where a blank machine was given up half-way;
 * cloud-init data stays in the library. Two ScvmmProviders may lead to one VMM, so an object counts once. No plan returns these: that
 * nothing uses them cannot be proved.
 */
export function leaksOf({ scope, manifests, providers }: Planning): readonly DriftItem[] {
  const seen = new Set<Id>();
  const first = <T extends { readonly id: Id }>(objects: readonly T[]): readonly T[] =>
    objects.filter(({ id }) => !seen.has(id) && seen.add(id));
  return [...providers].flatMap(([provider, view]) => {
    const { inventory } = view.world;
    const place = manifests.providers.find(({ address }) => address === provider)?.locate("metadata.name") ?? null;
    const adapters = new Set(inventory.owned.flatMap((vm) => vm.adapters.map(({ id }) => id)));
    const grants = first(inventory.addresses.filter((grant) => grant.machine?.scope === scope && !adapters.has(grant.assignedToId ?? "")));
    const templates = first(
      inventory.temporaryTemplates.filter(
        ({ mark }) =>
          mark.scope === scope &&
          view.world.vmsOf(mark).length === 0 &&
          !manifests.machines.some((machine) => machine.address === mark.address),
      ),
    );
    const files = first([...inventory.isos, ...inventory.floppySeeds, ...inventory.virtualHardDisks]);
    return [
      ...[...groupBy(grants, ({ machine }) => machine?.address ?? "")].map(([address, some]) => grantItem(address, some, view, place)),
      ...templates.map(({ id, mark }) => templateItem(mark.address, id, place)),
      ...leftSeeds(provider, files, inventory, place),
    ];
  });
}

function grantItem(address: string, grants: readonly LiveAddress[], { world }: ProviderView, place: DriftItem["place"]): DriftItem {
  const sorted = sortedBy(grants, (grant) => grant.address);
  const pools = [...new Set(sorted.map(({ poolId }) => world.poolsById.get(poolId)?.name ?? poolId))].sort();
  const addresses = sorted.map((grant) => grant.address);
  const granted = grants.length === 1 ? "is granted to a network adapter" : "are granted to network adapters";
  return {
    address,
    kind: "leaked",
    attributes: [{ path: ADDRESSES, before: addresses, after: null, policy: "in-place", place: null }],
    detail: `${listed(addresses)} of IP pool ${listed(pools)} ${granted} that no VM with our mark has; once sure that nothing uses ${grants.length === 1 ? "it" : "them"}, return with Revoke-SCIPAddress`,
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
