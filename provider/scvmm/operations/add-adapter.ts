import { call, ref } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { AdapterConnection, AddAdapter } from "../../engine/operation-adapter.ts";
import { beside, type Carrier, done, gone, identity, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

/** What a connection refers to. */
export function connectionTargets({ vmNetworkId, subnetId }: AdapterConnection): Batch {
  return [
    call("network", "Get-SCVMNetwork", { ID: vmNetworkId }),
    ...(subnetId ? [call("subnet", "Get-SCVMSubnet", { ID: subnetId })] : []),
  ];
}

/** A VLAN that is not given follows from the subnet. */
export function connectionParameters({ subnetId, vlan }: AdapterConnection) {
  return {
    VMNetwork: ref("network"),
    VMSubnet: subnetId ? ref("subnet") : undefined,
    VLanEnabled: vlan === null ? undefined : vlan > 0,
    VLanID: vlan ? vlan : undefined,
  };
}

/**
 * 1. look which adapters there are  2. add one, unless there is another by now: a batch that is delivered twice adds once.
 * Without addresses: the parameter set for a VM has none (scvmm-domain 2.5), and without -Synthetic it would be an emulated one.
 */
export const addAdapter: Carrier<AddAdapter> = ({ vmId, connection, total }) => ({
  batch: [findMachine(vmId), call("adapters", "Get-SCVirtualNetworkAdapter", { VM: ref("vm") }, { project: identity.projection })],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    const present = results.found("adapters");
    if (present === undefined) return workOf(results, "adapters");
    if (present >= total) return done();
    const where = beside(results.rows("adapters", identity).map(({ id }) => id));
    return {
      batch: [
        findMachine(vmId),
        call("late", "Get-SCVirtualNetworkAdapter", { VM: ref("vm") }, { where, project: identity.projection }),
        ...connectionTargets(connection),
        call(
          "add",
          "New-SCVirtualNetworkAdapter",
          { VM: ref("vm"), ...connectionParameters(connection), Synthetic: true },
          { project: identity.projection, unless: "late" },
        ),
      ],
      read: (added) => {
        const [late] = added.rows("late", identity);
        return late ? done(late.id) : workOnMachine(added, vmId, "add", added.rows("add", identity)[0]?.id);
      },
    };
  },
});
