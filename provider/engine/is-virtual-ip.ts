import type { LiveAddress } from "./inventory-network.ts";

/** What VMM says of an address that an adapter of a VM holds. */
const ADAPTER = "VirtualNetworkAdapter";

/** Every grant that no adapter holds, other people's too. */
export const isVirtualIp = ({ assignedToType }: LiveAddress): boolean => assignedToType !== ADAPTER;
