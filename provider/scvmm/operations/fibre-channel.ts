import { call, ref } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome } from "../../engine/operation.ts";
import type { AddFibreChannel, RemoveFibreChannel, SetFibreChannel } from "../../engine/operation-fibre-channel.ts";
import type { Results } from "../results.ts";
import { beside, type Carrier, done, gone, identity, type Step, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

type Connected = AddFibreChannel | SetFibreChannel;

/** What the adapter refers to. */
const targets = ({ virtualSanId, storageFabricClassificationId }: Connected): Batch => [
  ...(virtualSanId ? [call("san", "Get-SCVMHostFibreChannelVirtualSAN", { ID: virtualSanId })] : []),
  ...(storageFabricClassificationId
    ? [call("classification", "Get-SCStorageFabricClassification", { ID: storageFabricClassificationId })]
    : []),
];

const connection = ({ virtualSanId, storageFabricClassificationId }: Connected) => ({
  VirtualFibreChannelSAN: virtualSanId ? ref("san") : undefined,
  StorageFabricClassification: storageFabricClassificationId ? ref("classification") : undefined,
});

/** 1. look which adapters there are  2. add one, unless there are more than before, or another by now. */
export const addFibreChannel: Carrier<AddFibreChannel> = (operation) => ({
  batch: [
    findMachine(operation.vmId),
    call("adapters", "Get-SCVirtualFibreChannelAdapter", { VM: ref("vm") }, { project: identity.projection }),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return gone("The VM", operation.vmId);
    if (results.found("adapters") === undefined) return workOf(results, "adapters");
    const present = results.rows("adapters", identity).map(({ id }) => id);
    const made = present[operation.present];
    return made ? done(made) : add(operation, present);
  },
});

function add(operation: AddFibreChannel, present: readonly Id[]): Step {
  return {
    batch: [
      findMachine(operation.vmId),
      call("late", "Get-SCVirtualFibreChannelAdapter", { VM: ref("vm") }, { where: beside(present), project: identity.projection }),
      ...targets(operation),
      call("add", "New-SCVirtualFibreChannelAdapter", { VM: ref("vm"), ...connection(operation) }, { job: true, unless: "late" }),
    ],
    read: (results) => {
      const [late] = results.rows("late", identity);
      return late ? done(late.id) : workOnMachine(results, operation.vmId, "add");
    },
  };
}

/** An adapter has no pointer to its VM, so it is found among those of the VM. */
const findAdapter = (vmId: Id, adapterId: Id): Batch => [
  findMachine(vmId),
  call("adapter", "Get-SCVirtualFibreChannelAdapter", { VM: ref("vm") }, { where: { all: [{ path: "ID", op: "eq", value: adapterId }] } }),
];

const workOnAdapter = (results: Results, vmId: Id, adapterId: Id, id: string): Outcome =>
  results.found("adapter") === 0 ? gone("The fibre channel adapter", adapterId) : workOnMachine(results, vmId, id, adapterId);

export const setFibreChannel: Carrier<SetFibreChannel> = (operation) => ({
  batch: [
    ...findAdapter(operation.vmId, operation.adapterId),
    ...targets(operation),
    call(
      "set",
      "Set-SCVirtualFibreChannelAdapter",
      { VirtualFibreChannelAdapter: ref("adapter"), ...connection(operation) },
      { job: true },
    ),
  ],
  read: (results) => workOnAdapter(results, operation.vmId, operation.adapterId, "set"),
});

export const removeFibreChannel: Carrier<RemoveFibreChannel> = ({ vmId, adapterId }) => ({
  batch: [
    ...findAdapter(vmId, adapterId),
    call("remove", "Remove-SCVirtualFibreChannelAdapter", { VirtualFibreChannelAdapter: ref("adapter") }, { job: true }),
  ],
  read: (results) => (results.found("adapter") === 0 ? done(adapterId) : workOnAdapter(results, vmId, adapterId, "remove")),
});
