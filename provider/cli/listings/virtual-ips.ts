import { isVirtualIp } from "../../engine/is-virtual-ip.ts";
import { byKeys, type Listing, ownerText } from "./listing.ts";

/** Granted addresses that no adapter holds, other people's too. */
export const virtualIps: Listing = {
  doc: "granted addresses that no network adapter holds",
  columns: [
    ["ADDRESS", "address"],
    ["POOL", "pool"],
    ["OWNER", "owner"],
    ["DESCRIPTION", "description"],
  ],
  name: "address",
  items: ({ inventory }) => {
    const pools = new Map(inventory.pools.map((pool) => [pool.id, pool.name]));
    return inventory.addresses
      .filter(isVirtualIp)
      .map(({ id, address, poolId, mark, description }) => ({
        address,
        pool: pools.get(poolId) ?? poolId,
        owner: ownerText(mark),
        description,
        id,
      }))
      .sort(
        byKeys(
          (grant) => grant.pool,
          (grant) => grant.address,
        ),
      );
  },
};
