import type { Diagnostic } from "../../../model/diagnostic.ts";
import { describeWithMark, type Mark } from "../../../model/mark.ts";
import type { ChangePolicy, Json } from "../../../model/plan.ts";
import { PROTECTION_PROPERTY } from "../../../model/protection.ts";
import { formatQuantity } from "../../../model/quantity.ts";
import type { LiveVm } from "../../inventory.ts";
import type { MachineOptions } from "../../operation.ts";
import { isProtectedVm } from "../../protection.ts";
import { fold, sortedBy } from "../../text.ts";
import { MIB } from "../../units.ts";
import type { World } from "../../world.ts";
import type { Delta } from "./delta.ts";
import { diffAdapters } from "./diff-adapters.ts";
import { diffDisks } from "./diff-disks.ts";
import { diffPlacement } from "./diff-placement.ts";
import { diffDvdDrive } from "./dvd-drive.ts";
import { diffFibreChannel } from "./fibre-channel.ts";
import type { DesiredMachine, MachineGoal } from "./goal.ts";
import { diffHardware, generationFixed, generationProblems } from "./hardware.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";
import { diffPower, isHeld } from "./power.ts";
import { diffSeed, reseeded } from "./seed.ts";

export interface MachineDiff {
  readonly deltas: readonly Delta[];
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

/** What differs between a machine and its VM, in the manifest's order. What the manifest is silent about is not looked at. Pure. */
export function diffMachine(
  desired: DesiredMachine,
  live: LiveVm,
  { mark, fates }: Pick<MachineGoal, "mark" | "fates">,
  world: World,
): MachineDiff {
  const disks = diffDisks(desired, live, { mark, fates }, world);
  const dvdDrive = diffDvdDrive(desired, live);
  const fibreChannel = diffFibreChannel(desired, live, world);
  const adapters = diffAdapters(desired, live, world);
  const placement = diffPlacement(desired, live, world);
  const isMoved = placement.some(({ operation }) => operation?.kind === "migrate-machine");
  return {
    deltas: [
      ...placement,
      ...diffName(desired, live),
      ...diffOperatingSystem(desired, live),
      ...diffSizing(desired, live),
      ...disks.deltas,
      ...dvdDrive.deltas,
      // Virtual SANs are a host's own: those of the next one are known when the machine is there.
      ...fibreChannel.deltas.map((delta): Delta => (isMoved ? { change: delta.change, followUp: true } : delta)),
      ...diffSeed(live),
      ...adapters.deltas,
      ...diffTexts(desired, live, mark),
      ...diffOptions(desired, live),
      ...diffHardware(desired.hardware, live),
      ...diffProtection(desired, live),
      ...diffPower(desired, live),
    ],
    warnings: [...disks.warnings, ...adapters.warnings, ...generationFixed(desired.generation, live)],
    errors: [...disks.errors, ...dvdDrive.errors, ...fibreChannel.errors, ...generationProblems(desired.hardware, live.generation)],
  };
}

const sameName = (a: string | null, b: string | null): boolean => fold(a ?? "") === fold(b ?? "");

function diffName({ name }: DesiredMachine, live: LiveVm): Delta[] {
  if (sameName(name, live.name)) return [];
  const change = attributeChange("spec.vmName", live.name, name);
  if (live.sealed) return [{ change, set: { name } }];
  // One that is not finished gives way where somebody else takes the name at the same time: that shows with the next reading. Its
  // cloud-init data may tell the guest the old name, and is made anew.
  return [{ change, set: { name }, ...(live.powerState === "PowerOff" ? reseeded(live) : {}), followUp: true }];
}

function diffOperatingSystem({ operatingSystem }: DesiredMachine, live: LiveVm): Delta[] {
  if (!operatingSystem || sameName(operatingSystem.name, live.operatingSystem)) return [];
  const change = attributeChange("spec.operatingSystem", live.operatingSystem, operatingSystem.name);
  return [{ change, set: { operatingSystemId: operatingSystem.id } }];
}

/** What a running VM allows: scvmm-domain 2.13. */
function diffSizing({ cpuCount, memory, dynamicMemory }: DesiredMachine, live: LiveVm): Delta[] {
  const deltas: Delta[] = [];
  if (cpuCount !== live.cpuCount) deltas.push({ change: attributeChange("spec.cpuCount", live.cpuCount, cpuCount), set: { cpuCount } });
  if (memory && memory.value !== live.memoryMb) {
    // Startup memory of a dynamic VM is read at its start only.
    const policy: ChangePolicy = live.dynamicMemory || isHeld(live) ? "power-off" : "in-place";
    const change = attributeChange("spec.memory", mebibytes(live.memoryMb), memory.text, { policy });
    deltas.push({ change, set: { memoryMb: memory.value } });
  }
  return [...deltas, ...(dynamicMemory ? diffRange(dynamicMemory, live) : [])];
}

/** While it runs, the range may become wider, not narrower. It is set as a whole, so one end that becomes narrower decides. */
function diffRange(range: NonNullable<DesiredMachine["dynamicMemory"]>, live: LiveVm): Delta[] {
  const had = live.dynamicMemory;
  const { minimumMb, maximumMb, bufferPercentage } = range;
  const set = { dynamicMemory: { minimumMb, maximumMb, bufferPercentage } };
  const narrower = had !== null && (minimumMb > had.minimumMb || maximumMb < had.maximumMb);
  const policy: ChangePolicy = narrower || isHeld(live) ? "power-off" : "in-place";
  const deltas: Delta[] = [];
  if (had?.minimumMb !== minimumMb) {
    const before = had && mebibytes(had.minimumMb);
    deltas.push({ change: attributeChange("spec.dynamicMemory.minimum", before, range.minimum, { policy }), set });
  }
  if (had?.maximumMb !== maximumMb) {
    const before = had && mebibytes(had.maximumMb);
    deltas.push({ change: attributeChange("spec.dynamicMemory.maximum", before, range.maximum, { policy }), set });
  }
  if (bufferPercentage !== null && had?.bufferPercentage !== bufferPercentage) {
    const before = had?.bufferPercentage ?? null;
    deltas.push({ change: attributeChange("spec.dynamicMemory.bufferPercentage", before, bufferPercentage, { policy }), set });
  }
  return deltas;
}

const mebibytes = (amount: number): string => formatQuantity(amount * MIB);

/** VMM's text for a tag that is not set (scvmm-domain 6-D14). */
const tagText = (tag: string): string => (tag === "(none)" ? "" : tag);

function diffTexts(desired: DesiredMachine, live: LiveVm, mark: Mark): Delta[] {
  const deltas = [...diffTag(desired, live), ...diffProperties(desired, live)];
  const { availabilitySet, description } = desired;
  if (availabilitySet !== null && !live.availabilitySets.some((name) => sameName(name, availabilitySet))) {
    const before = live.availabilitySets.length === 0 ? null : live.availabilitySets.join(", ");
    deltas.push({ change: attributeChange("spec.availabilitySet", before, availabilitySet), set: { availabilitySets: [availabilitySet] } });
  }
  if (description !== null && description !== live.description) {
    const text = live.sealed ? description : describeWithMark(description, mark);
    const change = attributeChange("spec.vmOptions.description", live.description || null, description);
    deltas.push({ change, set: { description: text } });
  }
  return deltas;
}

function diffTag({ tag }: DesiredMachine, live: LiveVm): Delta[] {
  const before = tagText(live.tag);
  if (tag === null || tagText(tag) === before) return [];
  return [{ change: attributeChange("spec.tag", before || null, tag), set: { tag } }];
}

function diffProtection({ deletionProtection: wanted }: DesiredMachine, live: LiveVm): Delta[] {
  const before = isProtectedVm(live);
  if (wanted === null || wanted === before) return [];
  const change = attributeChange("spec.deletionProtection", before, wanted);
  return [{ change, operation: { kind: "set-custom-property", vmId: live.id, name: PROTECTION_PROPERTY, value: wanted ? "true" : null } }];
}

/** An empty value and none are the same thing in VMM (scvmm-domain 4.20). */
function diffProperties({ customProperties }: DesiredMachine, live: LiveVm): Delta[] {
  const values = new Map(Object.entries(live.customProperties).map(([name, value]) => [fold(name), value]));
  const differing = Object.entries(customProperties).filter(([name, value]) => value !== (values.get(fold(name)) ?? ""));
  return sortedBy(differing, ([name]) => name).map(([name, value]) => ({
    change: attributeChange("spec.customProperty", values.get(fold(name)) || null, value || null, { key: name }),
    operation: { kind: "set-custom-property", vmId: live.id, name, value: value || null },
  }));
}

const optionAttributes = {
  checkpointType: "spec.vmOptions.checkpointType",
  cpuLimitForMigration: "spec.vmOptions.cpuLimitForMigration",
  cpuLimitFunctionality: "spec.vmOptions.cpuLimitFunctionality",
  startAction: "spec.vmOptions.startAction",
  stopAction: "spec.vmOptions.stopAction",
} as const satisfies Record<keyof MachineOptions, MachineAttribute>;

function diffOptions({ options }: DesiredMachine, live: LiveVm): Delta[] {
  return (Object.keys(optionAttributes) as (keyof MachineOptions)[]).flatMap((option) => {
    const [wanted, before]: [Json, Json] = [options[option], live[option]];
    if (wanted === null || wanted === before) return [];
    return [{ change: attributeChange(optionAttributes[option], before, wanted), set: { options: { [option]: wanted } } }];
  });
}
