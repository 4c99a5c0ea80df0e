import { call, ref } from "../../batch/build.ts";
import type { SetMachine } from "../../engine/operation.ts";
import { UNSET_TAG } from "../inventory.ts";
import type { Carrier } from "./carrier.ts";
import { findMachine, workOnMachine } from "./find-machine.ts";
import { hardwareParameters } from "./hardware-settings.ts";
import { dynamicMemoryParameters, optionParameters } from "./machine-settings.ts";

export const setMachine: Carrier<SetMachine> = ({ vmId, set }) => ({
  batch: [
    findMachine(vmId),
    ...(set.operatingSystemId === undefined ? [] : [call("system", "Get-SCOperatingSystem", { ID: set.operatingSystemId })]),
    ...(set.cloudId === undefined ? [] : [call("cloud", "Get-SCCloud", { ID: set.cloudId })]),
    call(
      "set",
      "Set-SCVirtualMachine",
      {
        VM: ref("vm"),
        Name: set.name,
        Description: set.description,
        Tag: set.tag === "" ? UNSET_TAG : set.tag,
        CPUCount: set.cpuCount,
        MemoryMB: set.memoryMb,
        ...dynamicMemoryParameters(set.dynamicMemory),
        OperatingSystem: set.operatingSystemId === undefined ? undefined : ref("system"),
        Cloud: set.cloudId === undefined ? undefined : ref("cloud"),
        AvailabilitySetNames: set.availabilitySets,
        ...optionParameters(set.options ?? {}),
        ...hardwareParameters(set.hardware ?? {}),
      },
      { job: true },
    ),
  ],
  read: (results) => workOnMachine(results, vmId, "set", vmId),
});
