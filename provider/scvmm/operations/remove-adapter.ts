import { call, ref } from "../../batch/build.ts";
import type { RemoveAdapter } from "../../engine/operation-adapter.ts";
import { type Carrier, done, workOf } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";

/** VMM returns what pools have granted to it, as when a VM is removed (scvmm-domain 2.7); the next plan sees what stays. */
export const removeAdapter: Carrier<RemoveAdapter> = ({ adapterId }) => ({
  batch: [
    call("adapter", "Get-SCVirtualNetworkAdapter", { ID: adapterId }),
    call("remove", "Remove-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("adapter") }, { job: true }),
  ],
  read: (results) => (isAbsent(results, "adapter") ? done(adapterId) : workOf(results, "remove", adapterId)),
});
