import { call, ref } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { CreateMachine, Outcome } from "../../engine/operation.ts";
import { describeWithMark, MARK_PROPERTY, parseMark, sameMark, splitDescription } from "../../model/mark.ts";
import { guid, optional, record, text } from "../decode.ts";
import { isEnded } from "../jobs.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, failed, identity, taken, workOf } from "./carrier.ts";
import { dynamicMemoryParameters, optionParameters } from "./machine-settings.ts";

const found = record({
  id: guid("ID"),
  status: text("Status"),
  description: optional(text("Description")),
  owner: optional(text(`CustomProperty.${MARK_PROPERTY}`)),
  jobId: optional(guid("MostRecentTask.ID")),
  jobStatus: optional(text("MostRecentTask.Status")),
});

/**
 * 1. look for a VM of that name  2. unless there is one, fetch template and place  3. make a configuration and have VMM place
 * it  4. start the creation, with the mark in its own arguments.
 *
 * A placement that fails does not stop the creation: VMM then places by itself (scvmm-domain D9), and its answer counts.
 */
export const createMachine: Carrier<CreateMachine> = (operation) => ({
  batch: batchOf(operation),
  read: (results) =>
    results.found("look") ? existing(operation, results) : workOf(results, "create", results.rows("create", identity)[0]?.id),
});

function batchOf(operation: CreateMachine): Batch {
  const { name, cloudId, hostGroupId, hardwareProfileId, operatingSystemId } = operation;
  const absent = { unless: "look" };
  // The sets of New-SCVMConfiguration take a host group or a cloud; with both, the cloud goes to the creation (scvmm-domain 2.2).
  const cloudLater = cloudId !== null && hostGroupId !== null;
  return [
    call("look", "Get-SCVirtualMachine", sought(name), {
      where: { all: [{ path: "Name", op: "eq", value: name }] },
      project: found.projection,
    }),
    call("template", "Get-SCVMTemplate", { ID: operation.templateId }, absent),
    ...(cloudId ? [call("cloud", "Get-SCCloud", { ID: cloudId }, absent)] : []),
    ...(hostGroupId ? [call("group", "Get-SCVMHostGroup", { ID: hostGroupId }, absent)] : []),
    ...(hardwareProfileId ? [call("profile", "Get-SCHardwareProfile", { ID: hardwareProfileId }, absent)] : []),
    ...(operatingSystemId ? [call("system", "Get-SCOperatingSystem", { ID: operatingSystemId }, absent)] : []),
    call(
      "config",
      "New-SCVMConfiguration",
      {
        VMTemplate: ref("template"),
        Name: name,
        VMHostGroup: hostGroupId ? ref("group") : undefined,
        Cloud: cloudId && !cloudLater ? ref("cloud") : undefined,
        AvailabilitySetNames: operation.availabilitySet === null ? undefined : [operation.availabilitySet],
      },
      absent,
    ),
    call("place", "Update-SCVMConfiguration", { VMConfiguration: ref("config") }, absent),
    call(
      "create",
      "New-SCVirtualMachine",
      {
        Name: name,
        VMConfiguration: ref("config"),
        Cloud: cloudLater ? ref("cloud") : undefined,
        Description: describeWithMark(operation.description, operation.mark),
        HardwareProfile: hardwareProfileId ? ref("profile") : undefined,
        OperatingSystem: operatingSystemId ? ref("system") : undefined,
        CPUCount: operation.cpuCount,
        MemoryMB: operation.memoryMb ?? undefined,
        ...dynamicMemoryParameters(operation.dynamicMemory ?? undefined),
        ...optionParameters(operation.options),
      },
      { ...absent, job: true, project: identity.projection },
    ),
  ];
}

/** VMM reads wildcards in a name (scvmm-domain D21): with one in it, all VMs are looked through instead. */
function sought(name: string): { Name: string } | { All: true } {
  return /[*?[\]]/.test(name) ? { All: true } : { Name: name };
}

function existing(operation: CreateMachine, results: Results): Outcome {
  const vms = results.rows("look", found);
  const ours = vms.find((vm) => sameMark(parseMark(vm.owner) ?? splitDescription(vm.description).mark, operation.mark));
  if (!ours) return taken(`A VM named ${operation.name} exists already`, `its VMM id is ${vms.map((vm) => vm.id).join(", ")}`);
  if (ours.status === "CreationFailed")
    return failed("VMM_CREATION_FAILED", `The creation of ${operation.name} has failed before`, "Remove the VM in VMM, then apply again");
  if (ours.jobId !== null && ours.jobStatus !== null && !isEnded(ours.jobStatus))
    return { state: "running", jobId: ours.jobId, objectId: ours.id };
  return done(ours.id);
}
