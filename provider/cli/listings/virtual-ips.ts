import { byKeys, type Listing, ownerText } from "./listing.ts";

/** What VMM says of an address that an adapter of a VM holds; every other grant is a virtual IP. */
const ADAPTER = "VirtualNetworkAdapter";

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
      .filter((grant) => grant.assignedToType !== ADAPTER)
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
