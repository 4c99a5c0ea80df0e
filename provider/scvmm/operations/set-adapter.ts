import { call, ref } from "../../batch/build.ts";
import type { Batch, Condition } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome, SetAdapter } from "../../engine/operation.ts";
import { guid, optional, record, text } from "../decode.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, gone, outcomeOf, type Step, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

const adapter = record({
  id: guid("ID"),
  macAddressType: text("MACAddressType"),
  macAddress: optional(text("MACAddress")),
  networkId: optional(guid("VMNetwork.ID")),
  subnetId: optional(guid("VMSubnet.ID")),
});
type Adapter = ReturnType<typeof adapter.decode>;

/** With type Static: VMM takes the address from its MAC pool (scvmm-domain 2.7). */
const FROM_MAC_POOL = "00:00:00:00:00:00";

/**
 * 1. look for the adapter  2. add it where it is missing  3. unless it has an address of the pool, connect it and have VMM grant
 * one  4. where it has one already, connect it alone.
 *
 * A second round trip is needed since grants are found by the adapter's id, and that cannot be had within one batch.
 */
export const setAdapter: Carrier<SetAdapter> = (operation) => ({
  batch: [
    findMachine(operation.vmId),
    call(
      "adapter",
      "Get-SCVirtualNetworkAdapter",
      { VM: ref("vm") },
      { where: { all: [{ path: "SlotId", op: "eq", value: String(operation.slot) }] }, project: adapter.projection },
    ),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", operation.vmId);
    if (results.found("adapter") === undefined) return workOf(results, "adapter");
    const [present] = results.rows("adapter", adapter);
    return present ? change(operation, present) : add(operation);
  },
});

/** What the changes refer to. */
function targets({ vmNetworkId, subnetId, poolId }: SetAdapter): Batch {
  return [
    call("network", "Get-SCVMNetwork", { ID: vmNetworkId }),
    ...(subnetId ? [call("subnet", "Get-SCVMSubnet", { ID: subnetId })] : []),
    ...(poolId ? [call("pool", "Get-SCStaticIPAddressPool", { ID: poolId })] : []),
  ];
}

const connection = ({ subnetId }: SetAdapter) => ({ VMNetwork: ref("network"), VMSubnet: subnetId ? ref("subnet") : undefined });

const wantsAddress = ({ poolId, addresses }: SetAdapter) => poolId !== null || addresses.length > 0;

/** A MAC address that is static already stays: machines are known by it. */
function addressing({ poolId, addresses }: SetAdapter, present: Adapter | undefined) {
  const hasMac = present?.macAddressType === "Static" && !/^[0:-]*$/.test(present.macAddress ?? "");
  return {
    IPv4AddressType: "Static",
    IPv4AddressPools: poolId ? [ref("pool")] : undefined,
    IPv4Addresses: addresses.length > 0 ? addresses : undefined,
    ...(hasMac ? {} : { MACAddressType: "Static", MACAddress: FROM_MAC_POOL }),
  } as const;
}

/** An adapter of a VM is added without addresses: its parameter set has none (scvmm-domain 2.5). */
function add(operation: SetAdapter): Step {
  return {
    batch: [
      findMachine(operation.vmId),
      ...targets(operation),
      call(
        "added",
        "New-SCVirtualNetworkAdapter",
        { VM: ref("vm"), ...connection(operation), Synthetic: true },
        { project: adapter.projection },
      ),
      ...(wantsAddress(operation)
        ? [
            call(
              "join",
              "Set-SCVirtualNetworkAdapter",
              { VirtualNetworkAdapter: ref("added"), ...connection(operation), ...addressing(operation, undefined) },
              { job: true },
            ),
          ]
        : []),
    ],
    read: (results) => {
      const [added] = results.rows("added", adapter);
      return workOnMachine(results, operation.vmId, wantsAddress(operation) ? "join" : "added", added?.id);
    },
  };
}

function change(operation: SetAdapter, present: Adapter): Step | Outcome {
  return wantsAddress(operation) ? join(operation, present, "held") : connect(operation, present);
}

/** Without `unless` the adapter gets its addresses whatever it holds: some of several are missing. */
function join(operation: SetAdapter, present: Adapter, unless: "held" | undefined): Step {
  const { poolId, addresses } = operation;
  const ofPool: readonly Condition[] = poolId ? [{ path: "AllocatingAddressPool.ID", op: "eq", value: poolId }] : [];
  const wanted = addresses.map((value): Condition => ({ path: "Address", op: "eq", value }));
  return {
    batch: [
      ...targets(operation),
      call("adapter", "Get-SCVirtualNetworkAdapter", { ID: present.id }),
      call(
        "held",
        "Get-SCIPAddress",
        { GrantToObjectID: present.id },
        { where: { all: ofPool, ...(wanted.length > 0 ? { any: wanted } : {}) } },
      ),
      call(
        "join",
        "Set-SCVirtualNetworkAdapter",
        { VirtualNetworkAdapter: ref("adapter"), ...connection(operation), ...addressing(operation, present) },
        { ...(unless ? { unless } : {}), job: true },
      ),
    ],
    read: (results) => {
      const held = unless ? (results.found("held") ?? 0) : 0;
      if (held === 0) return workOnAdapter(results, present.id, "join");
      return held < addresses.length ? join(operation, present, undefined) : connect(operation, present);
    },
  };
}

function connect(operation: SetAdapter, present: Adapter): Step | Outcome {
  const { vmNetworkId, subnetId } = operation;
  if (present.networkId === vmNetworkId && (subnetId === null || present.subnetId === subnetId)) return done(present.id);
  return {
    batch: [
      ...targets({ ...operation, poolId: null }),
      call("adapter", "Get-SCVirtualNetworkAdapter", { ID: present.id }),
      call("connect", "Set-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("adapter"), ...connection(operation) }, { job: true }),
    ],
    read: (results) => workOnAdapter(results, present.id, "connect"),
  };
}

function workOnAdapter(results: Results, id: Id, work: string): Outcome {
  if (isAbsent(results, "adapter")) return gone("The network adapter", id);
  return results.of(work).state === "failed" ? outcomeOf(results.of(work)) : workOf(results, work, id);
}
