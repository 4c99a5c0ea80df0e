import type { Parameters } from "../binding/parameters.ts";
import { contentOf } from "../disk-content.ts";
import { DURATION_MS } from "../durations.ts";
import { makeDrive, makeTemplate } from "../make.ts";
import type { HardwareProfile, HeldDrive, OperatingSystem, Template } from "../objects/machine.ts";
import { resize, SIZING_PARAMETERS, sizingOf } from "../sizing.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

const HELD_DISK = /^(?:newTo|existingVHDTo)JobGroupParamSet(SCSI|IDE)(?:Fixed|Dynamic)?$/;

export const isForJobGroup = (parameters: Parameters): boolean => HELD_DISK.test(parameters.set);

/** Keeps a new drive for the last cmdlet of its job group; only that one finds out what is wrong with it (scvmm-domain 2.5). */
export function holdDrive(parameters: Parameters, world: World): void {
  const [, busType] = HELD_DISK.exec(parameters.set) ?? [];
  const group = parameters.text("JobGroup") ?? "";
  const held = world.store.jobGroups.get(group) ?? [];
  held.push({
    busType: busType === "IDE" ? "IDE" : "SCSI",
    bus: parameters.number("Bus") ?? 0,
    lun: parameters.number("LUN") ?? 0,
    ...contentOf(parameters),
    volumeType: parameters.text("VolumeType") ?? "None",
    classification: parameters.object("StorageClassification", "StorageClassification")?.Name,
  });
  world.store.jobGroups.set(group, held);
}

/** From a hardware profile and what its job group holds; customised from nothing it cannot be here. */
const make: CmdletDefinition = {
  honours: [...SIZING_PARAMETERS, "Name", "JobGroup", "Generation", "HardwareProfile", "OperatingSystem", "NoCustomization", "Description"],
  run: (parameters, world) => {
    if (parameters.set !== "NewTemplateFromNothing") throw unsupported("New-SCVMTemplate", `the parameter set ${parameters.set}`);
    const profile = parameters.object("HardwareProfile", "HardwareProfile");
    const generation = parameters.number("Generation") ?? 1;
    const held = world.store.jobGroups.get(parameters.text("JobGroup") ?? "") ?? [];
    world.store.jobGroups.delete(parameters.text("JobGroup") ?? "");
    demandSound(generation, profile, held);
    const template = templateOf(parameters, world, profile, generation);
    for (const drive of held) template.VirtualDiskDrives.push(makeDrive(world.random, template, { ...drive, ...PLACELESS }));
    return {
      objects: [template],
      work: {
        title: "Create template",
        target: template,
        locks: [],
        durationMs: DURATION_MS.template,
        finish: () => {
          world.store.templates.set(template.ID, template);
        },
      },
    };
  },
};

/** A template of nothing has its disks described, not made: no file is anywhere. */
const PLACELESS = { directory: "", hostName: null };

function demandSound(generation: number, profile: HardwareProfile | undefined, held: readonly HeldDrive[]): void {
  if (generation !== 1 && generation !== 2) throw vmmErrors.badSizing(`there is no generation ${generation}`);
  if (profile && profile.Generation !== generation)
    throw vmmErrors.badSizing(`the hardware profile is of generation ${profile.Generation}, the template of ${generation}`);
  const slots = new Set<string>();
  for (const { busType, bus, lun, sizeBytes, format } of held) {
    if (busType === "IDE" && generation === 2) throw vmmErrors.noIdeOnGeneration2();
    if (format === "VHD" && generation === 2) throw vmmErrors.badSizing("generation 2 needs disks of the format VHDX");
    if (sizeBytes <= 0) throw vmmErrors.badSizing("a disk must have a size");
    const slot = `${busType} ${bus}/${lun}`;
    if (slots.has(slot)) throw vmmErrors.slotTaken(slot);
    slots.add(slot);
  }
}

function templateOf(parameters: Parameters, world: World, profile: HardwareProfile | undefined, generation: number): Template {
  const system = parameters.object("OperatingSystem", "OperatingSystem") ?? unknownSystem(world);
  return makeTemplate(world.random, new Date(world.now()), {
    Name: parameters.text("Name") ?? "",
    Description: parameters.text("Description") ?? "",
    Generation: generation,
    OperatingSystem: system,
    ComputerName: "",
    IsCustomizable: !parameters.on("NoCustomization"),
    Owner: world.store.server.ConnectedUserName,
    ...resize(sizingOf(profile ?? SMALLEST), parameters),
  });
}

const SMALLEST = {
  CPUCount: 1,
  Memory: 512,
  DynamicMemoryEnabled: false,
  DynamicMemoryMinimumMB: null,
  DynamicMemoryMaximumMB: null,
  DynamicMemoryBufferPercentage: null,
};

/** Without a system VMM shows one named Unknown (scvmm-domain 1.5). */
function unknownSystem({ store }: World): OperatingSystem {
  const [first] = store.operatingSystems.values();
  const unknown = [...store.operatingSystems.values()].find(({ Name }) => Name === "Unknown") ?? first;
  if (!unknown) throw vmmErrors.objectNotFound("OperatingSystem", "Unknown");
  return unknown;
}

/** Refused while a VM is made of it (see assumptions: temporary-templates). */
const remove: CmdletDefinition = {
  honours: ["VMTemplate", "Confirm", "Force"],
  run: (parameters, world) => {
    const template = parameters.demanded("VMTemplate", "Template");
    if (!world.store.templates.has(template.ID)) throw vmmErrors.objectNotFound("Template", template.Name);
    if (world.jobs.isLocked(template)) throw vmmErrors.locked();
    return {
      objects: [template],
      work: {
        title: "Remove template",
        target: template,
        locks: [],
        durationMs: DURATION_MS.template,
        finish: () => {
          world.store.templates.delete(template.ID);
          template.MarkedForDeletion = true;
        },
      },
    };
  },
};

export const templateCmdlets = {
  "New-SCVMTemplate": make,
  "Remove-SCVMTemplate": remove,
} as const satisfies Record<string, CmdletDefinition>;
