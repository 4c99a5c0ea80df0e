import { DURATION_MS } from "../durations.ts";
import { grantMac, parseMac, returnMacs } from "../mac-pools.ts";
import type { AllocatedMacAddress } from "../objects/network.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen, named } from "./select.ts";

const getPool: CmdletDefinition = {
  honours: ["Name", "MACAddress"],
  run: (parameters, { store }) => {
    const text = parameters.text("MACAddress");
    const mac = text === undefined ? undefined : (parseMac(text) ?? -1);
    const found = named(store.macPools.values(), parameters.text("Name"));
    return { objects: found.filter(({ $first, $last }) => mac === undefined || (mac >= $first && mac <= $last)) };
  },
};

const getAddress: CmdletDefinition = {
  honours: ["All", "ID", "MACAddress", "MACAddressPool", "GrantToObjectID", "Assigned", "UnAssigned"],
  run: (parameters, { store }) => {
    const pool = parameters.object("MACAddressPool", "MACAddressPool");
    const holder = parameters.text("GrantToObjectID");
    const text = parameters.text("MACAddress");
    const wanted = (one: AllocatedMacAddress) =>
      (!pool || one.$pool === pool) &&
      (holder === undefined || one.AssignedToID === holder) &&
      (text === undefined || parseMac(one.Address) === parseMac(text)) &&
      !parameters.on("UnAssigned");
    return { objects: chosen(store.macAddresses, parameters).filter(wanted) };
  },
};

/** As a grant of an IP address: taken at once, recorded by a job. */
const grant: CmdletDefinition = {
  honours: ["MACAddressPool", "VirtualNetworkAdapter", "MACAddress", "Description"],
  run: (parameters, world) => {
    const adapter = parameters.demanded("VirtualNetworkAdapter", "VirtualNetworkAdapter");
    const pool = parameters.demanded("MACAddressPool", "MACAddressPool");
    const allocated = grantMac(world, pool, adapter.ID, parameters.text("MACAddress"));
    return {
      objects: [allocated],
      work: {
        title: "Allocate MAC address",
        target: allocated,
        locks: [],
        durationMs: DURATION_MS.address,
        finish: () => undefined,
        failed: () => returnMacs(world, adapter.ID, adapter.MACAddress),
      },
    };
  },
};

export const macAddressCmdlets = {
  "Get-SCMACAddress": getAddress,
  "Get-SCMACAddressPool": getPool,
  "Grant-SCMACAddress": grant,
} as const satisfies Record<string, CmdletDefinition>;
