import { call, ref } from "../../batch/build.ts";
import type { Batch, CmdletCall } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { CreateMachine, Outcome } from "../../engine/operation.ts";
import { describeWithMark, MARK_PROPERTY, parseMark, sameMark, splitDescription } from "../../model/mark.ts";
import { guid, optional, record, text } from "../decode.ts";
import { isEnded } from "../jobs.ts";
import type { Results } from "../results.ts";
import { blankBootDisk, blankTemplate, failureOf, withoutTemplate } from "./blank-template.ts";
import { type Carrier, done, failed, identity, type Step, taken, workOf } from "./carrier.ts";
import { lookForName } from "./find-machine.ts";
import { guestParameters } from "./guest-parameters.ts";
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
 * 1. look for a VM of that name  2. unless there is one, fetch template and place, or make the template of a blank one  3. make
 * a configuration and have VMM place it, on a given host where there is one  4. start the creation, with the mark in its own arguments.
 *
 * A placement that fails does not stop the creation: VMM then places by itself (scvmm-domain D9), and its answer counts. The boot disk of
 * a blank VM goes before, by itself: were it refused, the rest would make a VM without one.
 */
export const createMachine: Carrier<CreateMachine> = (operation, newId) => {
  const group = newId();
  const unlessThere = (results: Results, then: () => Outcome | Step) => (results.found("look") ? existing(operation, results) : then());
  const making: Step = {
    batch: batchOf(operation, group),
    read: (results) => unlessThere(results, () => made(operation, results)),
  };
  const { blank, name } = operation;
  if (!blank) return making;
  return {
    batch: [look(name), ...blankBootDisk(name, blank, ABSENT, group)],
    read: (results) => unlessThere(results, () => failureOf("bootDisk", results) ?? making),
  };
};

function made({ blank }: CreateMachine, results: Results): Outcome | Step {
  const outcome = (blank && failureOf("made", results)) ?? workOf(results, "create", results.rows("create", identity)[0]?.id);
  return blank && outcome.state !== "running" ? withoutTemplate(results, outcome) : outcome;
}

const ABSENT = { unless: "look" } as const;

/** The sets of New-SCVMConfiguration take a host group or a cloud; with both, the cloud goes to the creation (scvmm-domain 2.2). */
const cloudComesLater = ({ cloudId, hostGroupId }: CreateMachine): boolean => cloudId !== null && hostGroupId !== null;

const look = (name: string): CmdletCall => lookForName("look", name, found);

function batchOf(operation: CreateMachine, group: Id): Batch {
  const { name, cloudId, hostGroupId, hostId, availabilitySet, blank } = operation;
  return [
    look(name),
    ...ingredients(operation),
    ...(blank ? blankTemplate(operation, blank, ABSENT, group) : []),
    call(
      "config",
      "New-SCVMConfiguration",
      {
        VMTemplate: ref(blank ? "whole" : "template"),
        Name: name,
        VMHostGroup: hostGroupId ? ref("group") : undefined,
        Cloud: cloudId && !cloudComesLater(operation) ? ref("cloud") : undefined,
        AvailabilitySetNames: availabilitySet === null ? undefined : [availabilitySet],
      },
      ABSENT,
    ),
    ...(hostId ? pinned(hostId) : []),
    call("place", "Update-SCVMConfiguration", { VMConfiguration: ref("config") }, ABSENT),
    creation(operation),
  ];
}

/** The creation refers to what this finds: where the host cannot be had, nothing is made elsewhere. */
const pinned = (hostId: Id): Batch => [
  call("host", "Get-SCVMHost", { ID: hostId }, ABSENT),
  call("pin", "Set-SCVMConfiguration", { VMConfiguration: ref("config"), VMHost: ref("host"), PinVMHost: true }, ABSENT),
];

/** What the machine is made of and where it goes. */
function ingredients({ templateId, cloudId, hostGroupId, hardwareProfileId, operatingSystemId }: CreateMachine): Batch {
  return [
    ...(templateId ? [call("template", "Get-SCVMTemplate", { ID: templateId }, ABSENT)] : []),
    ...(cloudId ? [call("cloud", "Get-SCCloud", { ID: cloudId }, ABSENT)] : []),
    ...(hostGroupId ? [call("group", "Get-SCVMHostGroup", { ID: hostGroupId }, ABSENT)] : []),
    ...(hardwareProfileId ? [call("profile", "Get-SCHardwareProfile", { ID: hardwareProfileId }, ABSENT)] : []),
    ...(operatingSystemId ? [call("system", "Get-SCOperatingSystem", { ID: operatingSystemId }, ABSENT)] : []),
  ];
}

/** A blank VM's template has its hardware profile and operating system already. */
function creation(operation: CreateMachine): CmdletCall {
  const { name, description, mark, hostId, hardwareProfileId, operatingSystemId, blank } = operation;
  return call(
    "create",
    "New-SCVirtualMachine",
    {
      Name: name,
      VMConfiguration: ref(hostId ? "pin" : "config"),
      Cloud: cloudComesLater(operation) ? ref("cloud") : undefined,
      Description: describeWithMark(description, mark),
      HardwareProfile: hardwareProfileId && !blank ? ref("profile") : undefined,
      OperatingSystem: operatingSystemId && !blank ? ref("system") : undefined,
      CPUCount: operation.cpuCount,
      MemoryMB: operation.memoryMb ?? undefined,
      ...dynamicMemoryParameters(operation.dynamicMemory ?? undefined),
      ...optionParameters(operation.options),
      ...guestParameters(operation.guest),
    },
    { ...ABSENT, job: true, project: identity.projection },
  );
}

/** scvmm-domain 4.4. */
const FAILED: ReadonlySet<string> = new Set(["CreationFailed", "CustomizationFailed"]);

function existing(operation: CreateMachine, results: Results): Outcome {
  const vms = results.rows("look", found);
  const ours = vms.find((vm) => sameMark(parseMark(vm.owner) ?? splitDescription(vm.description).mark, operation.mark));
  if (!ours) return taken(`A VM named ${operation.name} exists already`, `its VMM id is ${vms.map((vm) => vm.id).join(", ")}`);
  if (FAILED.has(ours.status))
    return failed("VMM_CREATION_FAILED", `The creation of ${operation.name} has failed before`, "Remove the VM in VMM, then apply again");
  if (ours.jobId !== null && ours.jobStatus !== null && !isEnded(ours.jobStatus))
    return { state: "running", jobId: ours.jobId, objectId: ours.id };
  return done(ours.id);
}
