import { grantAddress, revokeAddress } from "../addresses.ts";
import type { Parameters } from "../binding/parameters.ts";
import { DURATION_MS } from "../durations.ts";
import { isVersion6, parseAddress, within } from "../ip-address.ts";
import type { AllocatedIpAddress, StaticIpAddressPool } from "../objects/network.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen } from "./select.ts";

const getPool: CmdletDefinition = {
  honours: ["ID", "Name", "VMSubnet", "Subnet", "IPAddress", "IPv4", "IPv6"],
  run: (parameters, { store }) => {
    const subnet = parameters.object("VMSubnet", "VMSubnet");
    const cidr = parameters.text("Subnet");
    const address = parameters.has("IPAddress") ? (parseAddress(parameters.text("IPAddress") ?? "") ?? -1n) : undefined;
    const wanted = (pool: StaticIpAddressPool) =>
      (!subnet || pool.VMSubnet === subnet) &&
      (cidr === undefined || pool.Subnet === cidr) &&
      (address === undefined || within(address, [pool.$range])) &&
      (!parameters.on("IPv4") || !isVersion6(pool.$range.from)) &&
      (!parameters.on("IPv6") || isVersion6(pool.$range.from));
    return { objects: chosen(store.pools, parameters).filter(wanted) };
  },
};

const getAddress: CmdletDefinition = {
  honours: ["All", "ID", "IPAddress", "StaticIPAddressPool", "GrantToObjectID", "Assigned", "UnAssigned"],
  run: (parameters, { store }) => {
    const pool = parameters.object("StaticIPAddressPool", "StaticIPAddressPool");
    const text = parameters.text("IPAddress");
    const holder = parameters.text("GrantToObjectID");
    const wanted = (one: AllocatedIpAddress) =>
      (!pool || one.AllocatingAddressPool === pool) &&
      (text === undefined || parseAddress(one.Address) === parseAddress(text)) &&
      (holder === undefined || one.AssignedToID === holder) &&
      (!parameters.on("Assigned") || one.AssignedToID !== null) &&
      (!parameters.on("UnAssigned") || one.AssignedToID === null);
    return { objects: chosen(store.addresses, parameters).filter(wanted) };
  },
};

/** The address is taken at once, so that two grants of the same moment never get the same one; the job only records it. */
const grant: CmdletDefinition = {
  honours: ["StaticIPAddressPool", "GrantToObjectType", "GrantToObjectID", "IPAddress", "Description"],
  run: (parameters, world) => {
    const allocated = grantAddress(world, {
      pool: parameters.demanded("StaticIPAddressPool", "StaticIPAddressPool"),
      type: parameters.text("GrantToObjectType") ?? "VirtualMachine",
      address: parameters.text("IPAddress"),
      assignedTo: parameters.text("GrantToObjectID") ?? null,
      description: parameters.text("Description") ?? "",
    });
    return {
      objects: [allocated],
      work: {
        title: "Allocate IP address",
        target: allocated,
        locks: [],
        durationMs: DURATION_MS.address,
        finish: () => undefined,
        failed: () => revokeIfHeld(allocated),
      },
    };

    function revokeIfHeld(one: AllocatedIpAddress): void {
      if (world.store.addresses.has(one.ID)) revokeAddress(world, one);
    }
  },
};

function held(parameters: Parameters, world: World): AllocatedIpAddress {
  const allocated = parameters.demanded("AllocatedIPAddress", "AllocatedIPAddress");
  if (!world.store.addresses.has(allocated.ID)) throw vmmErrors.addressUnknown();
  return allocated;
}

const revoke: CmdletDefinition = {
  honours: ["AllocatedIPAddress", "ReturnToPool"],
  run: (parameters, world) => {
    const allocated = held(parameters, world);
    return {
      objects: [allocated],
      work: {
        title: "Return IP address to pool",
        target: allocated,
        locks: [],
        durationMs: DURATION_MS.address,
        finish: () => revokeAddress(world, allocated),
      },
    };
  },
};

const change: CmdletDefinition = {
  honours: ["AllocatedIPAddress", "Description", "GrantToObjectID", "Owner"],
  run: (parameters, world) => {
    const allocated = held(parameters, world);
    return {
      objects: [allocated],
      work: {
        title: "Change properties of IP address",
        target: allocated,
        locks: [],
        durationMs: DURATION_MS.address,
        finish: () => {
          if (!world.store.addresses.has(allocated.ID)) throw vmmErrors.addressUnknown();
          allocated.Description = parameters.text("Description") ?? allocated.Description;
          allocated.AssignedToID = parameters.text("GrantToObjectID") ?? allocated.AssignedToID;
          allocated.Owner = parameters.text("Owner") ?? allocated.Owner;
          allocated.ModifiedTime = new Date(world.now());
        },
      },
    };
  },
};

export const addressCmdlets = {
  "Get-SCIPAddress": getAddress,
  "Get-SCStaticIPAddressPool": getPool,
  "Grant-SCIPAddress": grant,
  "Revoke-SCIPAddress": revoke,
  "Set-SCIPAddress": change,
} as const satisfies Record<string, CmdletDefinition>;
