import { isIPv6 } from "node:net";
import { call, ref, select } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { AdapterSettings, Addressing, MacSetting, SetAdapter } from "../../engine/operation-adapter.ts";
import type { Results } from "../results.ts";
import { type Granted, grantAddresses } from "./adapter-grants.ts";
import { connectionParameters, connectionTargets } from "./add-adapter.ts";
import { type Carrier, gone, outcomeOf, type Step, workOf } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";
import { grantMac } from "./grant-mac.ts";

/** With type Static: VMM takes the address from its MAC pool (scvmm-domain 2.7). */
const FROM_MAC_POOL = "00:00:00:00:00:00";

/**
 * 1. Grant the addresses that are lacking  2. grant a MAC address, where a pool of them is named  3. in one batch return what
 * goes, and set everything.
 *
 * Addresses are granted to the adapter before they are set (scvmm-domain 2.7): so a second address, and one of a second pool,
 * comes the same way as the first. Without addresses it is one round trip.
 */
export const setAdapter: Carrier<SetAdapter> = (operation) => {
  const { addressing, mac } = operation.set;
  const withMac = (granted: Granted): Step =>
    mac?.type === "Static" && mac.from === "pool"
      ? grantMac(operation, mac, (address) => change(operation, granted, address))
      : change(operation, granted, null);
  return addressing?.grants.length || addressing?.fixed.length ? grantAddresses(operation, addressing, withMac) : withMac([]);
};

function change(operation: SetAdapter, granted: Granted, grantedMac: string | null): Step {
  const { adapterId, set } = operation;
  const returns = set.addressing?.returns ?? [];
  return {
    batch: [
      call("adapter", "Get-SCVirtualNetworkAdapter", { ID: adapterId }),
      ...(set.connection ? connectionTargets(set.connection) : []),
      ...(set.portClassificationId ? [call("classification", "Get-SCPortClassification", { ID: set.portClassificationId })] : []),
      ...returns.flatMap((id, index) => returnBatch(id, index, adapterId)),
      call(
        "set",
        "Set-SCVirtualNetworkAdapter",
        { VirtualNetworkAdapter: ref("adapter"), ...parameters(set, granted, grantedMac) },
        { job: true },
      ),
    ],
    read: (results) => {
      if (isAbsent(results, "adapter")) return gone("The network adapter", adapterId);
      const stuck = returns.findIndex((_, index) => isStuck(results, index));
      if (stuck >= 0) return outcomeOf(results.of(`revoke${stuck}`));
      return workOf(results, "set", adapterId);
    },
  };
}

/** Only what the adapter still holds. */
function returnBatch(id: Id, index: number, adapterId: Id): Batch {
  return [
    call(`address${index}`, "Get-SCIPAddress", { ID: id }),
    select(`ours${index}`, `address${index}`, { where: { all: [{ path: "AssignedToID", op: "eq", value: adapterId }] } }),
    call(`revoke${index}`, "Revoke-SCIPAddress", { AllocatedIPAddress: ref(`ours${index}`) }),
  ];
}

const isStuck = (results: Results, index: number): boolean =>
  results.found(`ours${index}`) === 1 && results.of(`revoke${index}`).state !== "done";

function parameters(set: AdapterSettings, granted: Granted, grantedMac: string | null) {
  return {
    ...(set.connection ? connectionParameters(set.connection) : {}),
    PortClassification: set.portClassificationId ? ref("classification") : undefined,
    ...(set.mac ? macParameters(set.mac, grantedMac) : {}),
    EnableMACAddressSpoofing: set.macAddressSpoofing,
    EnableVMNetworkOptimization: set.vmNetworkOptimization,
    EnableGuestIPNetworkVirtualizationUpdates: set.guestIPNetworkVirtualizationUpdates,
    ...(set.addressing ? addressParameters(set.addressing, granted) : {}),
  };
}

function macParameters(mac: MacSetting, granted: string | null) {
  if (mac.type === "Dynamic") return { MACAddressType: "Dynamic" };
  return { MACAddressType: "Static", MACAddress: granted ?? (mac.from === "given" ? mac.address : FROM_MAC_POOL) };
}

function addressParameters({ fixed, dynamic }: Addressing, granted: Granted) {
  const typeOf = (family: 4 | 6) => (fixed.includes(family) ? "Static" : dynamic.includes(family) ? "Dynamic" : undefined);
  const addressesOf = (family: 4 | 6) => (fixed.includes(family) ? granted.filter((text) => isIPv6(text) === (family === 6)) : undefined);
  return {
    IPv4AddressType: typeOf(4),
    IPv4Addresses: addressesOf(4),
    IPv6AddressType: typeOf(6),
    IPv6Addresses: addressesOf(6),
  } as const;
}
