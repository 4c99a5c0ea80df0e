import { virtualIpSpec } from "../../model/kinds/virtual-ip.ts";
import { API_VERSION, DEFAULT_NAMESPACE } from "../../model/metadata.ts";
import type { Json } from "../../model/plan.ts";
import { splitProtection } from "../../model/protection.ts";
import { findersOf } from "../finder.ts";
import type { Inventory } from "../inventory.ts";
import type { LiveAddress } from "../inventory-network.ts";
import { ipKey } from "../ip-address.ts";
import { sortedBy } from "../text.ts";
import { worldOf } from "../world.ts";
import { finds } from "./devices.ts";
import type { Naming } from "./machine-manifest.ts";
import { objectNames } from "./object-names.ts";

export interface WrittenVirtualIp {
  readonly name: string;
  readonly manifest: { readonly [key: string]: Json };
}

export const isUnowned = ({ mark, assignedToId, assignedToType }: LiveAddress): boolean =>
  !mark && assignedToId === null && assignedToType === "VIP";

/** Manifests of the virtual IPs that nobody manages, of pools whose names tell them. Pure. */
export function virtualIpManifests(
  inventory: Inventory,
  { namespace, providerRef }: Omit<Naming, "name">,
  taken: ReadonlySet<string>,
): readonly WrittenVirtualIp[] {
  const { poolsById } = worldOf(inventory);
  const { pool: finder } = findersOf(inventory);
  const free = sortedBy(inventory.addresses.filter(isUnowned), ({ address }) => ipKey(address)).filter(({ poolId }) =>
    finds(finder, poolsById.get(poolId)?.name ?? null),
  );
  const names = objectNames(
    free.map(({ id, address }) => ({ id, name: `vip-${address.replaceAll(/[.:]+/g, "-")}` })),
    taken,
  );
  return free.map(({ id, address, poolId, description }) => {
    const { text, isProtected } = splitProtection(description);
    const isGood = virtualIpSpec.shape.description.safeParse(text).data === text && text !== "";
    const name = names.get(id) ?? "";
    const spec = {
      providerRef: { ...providerRef },
      pool: poolsById.get(poolId)?.name ?? "",
      address,
      ...(isGood ? { description: text } : {}),
      ...(isProtected ? { deletionProtection: true } : {}),
    };
    const metadata = { name, ...(namespace === DEFAULT_NAMESPACE ? {} : { namespace }) };
    return { name, manifest: { apiVersion: API_VERSION, kind: "ScvmmVirtualIP", metadata, spec } };
  });
}
