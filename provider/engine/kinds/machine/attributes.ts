import { parseDiskFileName } from "../../../model/persistent-disk.ts";
import type { AttributeChange, Json } from "../../../model/plan.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import { baseName } from "../../disk-files.ts";
import type { DiskSlot } from "../../disk-slots.ts";
import type { LiveVm } from "../../inventory.ts";
import { byText } from "../../text.ts";
import { MIB } from "../../units.ts";
import { adapterAttributes } from "./adapter-attributes.ts";
import { fibreChannelAttributes } from "./fibre-channel.ts";
import type { DesiredDisk, DesiredMachine } from "./goal.ts";
import { hardwareAttributes } from "./hardware.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";

/** Every attribute that a new machine is given, in the order of the manifest. */
export function creationAttributes(desired: DesiredMachine): readonly AttributeChange[] {
  const { options, dynamicMemory: range } = desired;
  return [
    set("spec.cloud", desired.cloud?.name),
    set("spec.hostGroup", desired.hostGroup?.path),
    set("spec.vmName", desired.name),
    set("spec.vmTemplate", desired.template?.name),
    set("spec.hardwareProfile", desired.hardwareProfile?.name),
    set("spec.operatingSystem", desired.operatingSystem?.name),
    set("spec.cpuCount", desired.cpuCount),
    set("spec.memory", desired.memory?.text),
    set("spec.dynamicMemory.minimum", range?.minimum),
    set("spec.dynamicMemory.maximum", range?.maximum),
    set("spec.dynamicMemory.bufferPercentage", range?.bufferPercentage),
    set("spec.generation", desired.blank?.generation),
    (desired.disks ?? []).flatMap((disk, index) => diskAttributes(disk, index, index > 0 || desired.blank !== null)),
    set("spec.dvdDrive.iso", desired.dvdDrive?.iso?.name),
    (desired.fibreChannel ?? []).flatMap(fibreChannelAttributes),
    (desired.adapters ?? []).flatMap(adapterAttributes),
    seedAttributes(desired),
    desired.guest?.attributes ?? [],
    set("spec.tag", desired.tag),
    Object.keys(desired.customProperties)
      .sort(byText)
      .map((key) => attributeChange("spec.customProperty", null, desired.customProperties[key] ?? "", { key })),
    set("spec.availabilitySet", desired.availabilitySet),
    set("spec.vmOptions.checkpointType", options.checkpointType),
    set("spec.vmOptions.cpuLimitForMigration", options.cpuLimitForMigration),
    set("spec.vmOptions.cpuLimitFunctionality", options.cpuLimitFunctionality),
    set("spec.vmOptions.description", desired.description),
    set("spec.vmOptions.startAction", options.startAction),
    set("spec.vmOptions.stopAction", options.stopAction),
    hardwareAttributes(desired.hardware),
    set("spec.deletionProtection", desired.deletionProtection),
    set("spec.powerPolicy", desired.power.policy === "StartOnce" ? null : desired.power.policy),
  ].flat();
}

function set(pattern: MachineAttribute, after: Json | undefined, index?: number): readonly AttributeChange[] {
  return after === undefined || after === null ? [] : [attributeChange(pattern, null, after, index === undefined ? {} : { index })];
}

/** Of the data itself nothing is shown. */
function seedAttributes({ seed }: DesiredMachine): readonly AttributeChange[] {
  if (!seed) return [];
  const { dataSecretName, userDataFile } = seed.source;
  return [
    Object.keys(seed.metadata)
      .sort(byText)
      .map((key) => attributeChange("spec.metadata", null, seed.metadata[key] ?? "", { key })),
    set("spec.bootstrap.dataSecretName", dataSecretName),
    set("spec.bootstrap.userDataFile", userDataFile),
  ].flat();
}

/** `made`: not brought by a template, which would decide how its file grows. */
export function diskAttributes(disk: DesiredDisk, index: number, made: boolean): readonly AttributeChange[] {
  return [
    set("spec.disks[].persistentDisk", disk.persistent ? persistentText(disk.persistent) : null, index),
    set("spec.disks[].size", disk.size?.text, index),
    made && !disk.vhDisk ? set("spec.disks[].dynamic", disk.dynamic, index) : [],
    made ? set("spec.disks[].vhDisk", disk.vhDisk?.name, index) : [],
    set("spec.disks[].volumeType", disk.volumeType, index),
    made ? set("spec.disks[].storageClassification", disk.storageClassification?.name, index) : [],
    set("spec.disks[].iopsMaximum", disk.iopsMaximum?.text, index),
    set("spec.disks[].storageQoSPolicy", disk.storageQoSPolicy?.name, index),
  ].flat();
}

/** `db-1`; `db-1 (Delete)` where its data go with its manifest. */
export const persistentText = ({ disk, reclaim }: DiskSlot): string => (reclaim === "Delete" ? `${disk} (Delete)` : disk);

/** What a person wants to know of a VM before it is deleted. */
export function deletionAttributes(live: LiveVm): readonly AttributeChange[] {
  const gone = (pattern: MachineAttribute, before: Json, index?: number) =>
    before === null ? [] : [attributeChange(pattern, before, null, index === undefined ? {} : { index })];
  return [
    gone("spec.cloud", live.cloud),
    gone("spec.vmName", live.name),
    gone("spec.cpuCount", live.cpuCount),
    gone("spec.memory", formatQuantity(live.memoryMb * MIB)),
    live.disks.flatMap((disk, index) => {
      const identity = disk.path === null ? undefined : parseDiskFileName(baseName(disk.path));
      return identity
        ? gone("spec.disks[].persistentDisk", identity.disk, index)
        : gone("spec.disks[].size", formatQuantity(disk.sizeBytes), index);
    }),
    live.adapters.flatMap((adapter, index) => gone("spec.networking.devices[].vmNetwork", adapter.vmNetwork, index)),
  ].flat();
}
