import { call, ref, select } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { BlankMachine, CreateMachine, Outcome } from "../../engine/operation.ts";
import { describeWithMark } from "../../model/mark.ts";
import type { Results } from "../results.ts";
import { accepted, identity, outcomeOf, type Step } from "./carrier.ts";
import { diskContent, diskTargets } from "./disks.ts";

const VOLUME_TYPES = ["None", "Boot", "System", "BootAndSystem"] as const;

/** As VMM's own console names them. */
const TEMPORARY = "Temporary Template";

/**
 * The boot disk of a blank VM, held for its template. They go together by a job group (scvmm-domain 2.5), whose id, `group`, is new every
 * time, so that nothing of an earlier run is left in it. Unless `absent` holds nothing is made.
 */
export function blankBootDisk(name: string, blank: BlankMachine, absent: { readonly unless: string }, group: Id): Batch {
  const { content, volumeType, storageClassificationId } = blank.bootDisk;
  return [
    ...diskTargets({ ...blank.bootDisk, storageQoSPolicyId: null }, absent),
    call(
      "bootDisk",
      "New-SCVirtualDiskDrive",
      {
        JobGroup: group,
        ...(blank.generation === 1 ? { IDE: true } : { SCSI: true }),
        Bus: 0,
        LUN: 0,
        ...diskContent(content),
        StorageClassification: storageClassificationId ? ref("classification") : undefined,
        FileName: `${name}_disk_0_0`,
        VolumeType: accepted("volume type", VOLUME_TYPES, volumeType),
      },
      absent,
    ),
  ];
}

/**
 * The template of a blank VM, found as `template`, and as `whole` where it has its disk: a job group may have been lost with a restart of
 * VMM's service, or spoilt by a second delivery. Only from a template or a VM can VMM place one in a cloud or host group (scvmm-domain 2.4). `profile`, and `system` where there is one, are found before, and the disk is held.
 */
export function blankTemplate(operation: CreateMachine, blank: BlankMachine, absent: { readonly unless: string }, group: Id): Batch {
  const name = `${TEMPORARY}${group}`;
  return [
    call(
      "made",
      "New-SCVMTemplate",
      {
        Name: name,
        JobGroup: group,
        Generation: blank.generation,
        HardwareProfile: ref("profile"),
        OperatingSystem: operation.operatingSystemId ? ref("system") : undefined,
        NoCustomization: true,
        Description: describeWithMark("Made for a VM that is being created; may be removed when it is there.", operation.mark),
      },
      absent,
    ),
    call(
      "template",
      "Get-SCVMTemplate",
      { Name: name },
      { ...absent, where: { all: [{ path: "Name", op: "eq", value: name }] }, project: identity.projection },
    ),
    select("whole", "template", { ...absent, where: { all: [{ path: "VirtualDiskDrives.Lun", op: "eq", value: "0" }] } }),
  ];
}

/** A disk or a template that could not be made, as the outcome of the creation. */
export function failureOf(id: "bootDisk" | "made", results: Results): Outcome | null {
  const made = results.of(id);
  if (made.state === "failed") return outcomeOf(made);
  return id === "made" && results.found("template") === 1 && results.found("whole") === 0 ? diskless : null;
}

const diskless: Outcome = {
  state: "busy",
  diagnostic: { code: "VMM_TEMPLATE_WITHOUT_DISK", severity: "error", summary: "VMM made the temporary template without its boot disk" },
};

/** A creation that did not start would leave the template for good. What became of the creation stays the outcome. */
export function withoutTemplate(results: Results, outcome: Outcome): Outcome | Step {
  const [template] = results.rows("template", identity);
  if (!template) return outcome;
  return {
    batch: [
      call("template", "Get-SCVMTemplate", { ID: template.id }),
      call("remove", "Remove-SCVMTemplate", { VMTemplate: ref("template") }, { job: true }),
    ],
    read: () => outcome,
  };
}
