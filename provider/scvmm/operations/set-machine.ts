import { call, ref, select } from "../../batch/build.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome, SetMachine } from "../../engine/operation.ts";
import { formatMark, MARK_PROPERTY } from "../../model/mark.ts";
import { UNSET_TAG } from "../inventory.ts";
import { type Carrier, identity, type Step, taken, workOf } from "./carrier.ts";
import { findMachine, lookForName, workOnMachine } from "./find-machine.ts";
import { hardwareParameters } from "./hardware-settings.ts";
import { dynamicMemoryParameters, optionParameters } from "./machine-settings.ts";

/** A new name is looked for first, since VMM lets two VMs have one (scvmm-domain 4.1), and somebody may have been quicker. */
export const setMachine: Carrier<SetMachine> = (operation) => {
  const { vmId, set } = operation;
  const change = changeOf(operation);
  if (set.name === undefined) return change;
  return {
    batch: [lookForName("namesakes", set.name, identity)],
    read: (results) => {
      const others = results.rows("namesakes", identity).filter(({ id }) => id !== vmId);
      if (others.length > 0)
        return taken(`A VM named ${set.name} exists already`, `its VMM id is ${others.map(({ id }) => id).join(", ")}`);
      return results.of("namesakes").state === "done" ? change : workOf(results, "namesakes");
    },
  };
};

const changeOf = ({ vmId, set, onceSealed }: SetMachine): Step => ({
  batch: [
    findMachine(vmId),
    ...(onceSealed ? [select("sealed", "vm", { where: { all: [{ path: OWNER, op: "eq", value: formatMark(onceSealed) }] } })] : []),
    ...(set.operatingSystemId === undefined ? [] : [call("system", "Get-SCOperatingSystem", { ID: set.operatingSystemId })]),
    ...(set.cloudId === undefined ? [] : [call("cloud", "Get-SCCloud", { ID: set.cloudId })]),
    call(
      "set",
      "Set-SCVirtualMachine",
      {
        VM: ref(onceSealed ? "sealed" : "vm"),
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
  read: (results) =>
    onceSealed && results.found("vm") === 1 && results.found("sealed") === 0 ? unseen(vmId) : workOnMachine(results, vmId, "set", vmId),
});

const OWNER = `CustomProperty.${MARK_PROPERTY}`;

const unseen = (vmId: Id): Outcome => ({
  state: "busy",
  diagnostic: { code: "VMM_NOT_SEALED", severity: "error", summary: `VMM does not show the mark of the VM ${vmId} yet` },
});
