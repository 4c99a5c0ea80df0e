import * as z from "zod";
import { field } from "../field.ts";
import { API_VERSION, description, metadata, objectName, optionalText, providerRef } from "../metadata.ts";
import { quantity } from "../quantity.ts";
import { bootstrap } from "./bootstrap.ts";
import { fibreChannel } from "./fibre-channel.ts";
import { guest } from "./guest.ts";
import { machineDisk, removedDiskPolicies } from "./machine-disks.ts";
import { firmware, generation, hardwareOptions } from "./machine-hardware.ts";
import { powerFields } from "./machine-power.ts";
import { networkDevice } from "./network-device.ts";

const NAME = /^[^*?[\]<>|/\\:"\s]([^*?[\]<>|/\\:"]*[^*?[\]<>|/\\:"\s])?$/;
const NAME_RULE = 'must be 1 to 64 characters, without * ? [ ] < > | / \\ : " and without a blank at its start or end';

/** VMM reads `* ? [ ]` in names as wildcards (scvmm-domain D21), and files are named after the VM. */
export const vmName = z.string().max(64).regex(NAME, { error: NAME_RULE });

/** "" is the same as no name, as Kubernetes' own types write what is not set. */
const optionalVmName = z
  .string()
  .max(64)
  .regex(new RegExp(`^$|${NAME.source}`), { error: NAME_RULE })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const vmOptions = z.strictObject({
  checkpointType: field(z.enum(["Disabled", "Production", "ProductionOnly", "Standard"]).optional(), {
    doc: "Type of checkpoints.",
    policy: "in-place",
  }),
  cpuLimitForMigration: field(z.boolean().optional(), {
    doc: "Limit CPU features so that the VM can move between CPU generations.",
    policy: "power-off",
  }),
  cpuLimitFunctionality: field(z.boolean().optional(), { doc: "Limit CPU functions for old guests.", policy: "power-off" }),
  description: field(description.optional(), { doc: "Description of the VM.", policy: "in-place" }),
  enableNestedVirtualization: field(z.boolean().optional(), {
    doc: "Offer virtualization extensions to the guest; only at creation, since VMM does not tell it, and refused by a VMM that is older than the parameter.",
    policy: "create-only",
  }),
  startAction: field(z.enum(["NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM", "TurnOnVMIfRunningWhenVSStopped"]).optional(), {
    doc: "What happens when the host starts.",
    policy: "in-place",
  }),
  stopAction: field(z.enum(["ShutdownGuestOS", "TurnOffVM", "SaveVM"]).optional(), {
    doc: "What happens when the host stops.",
    policy: "in-place",
  }),
  ...hardwareOptions,
});

export const machineSpec = z.strictObject({
  providerRef: field(providerRef.optional(), { doc: "The ScvmmProvider; may be left out where the manifests hold exactly one." }),
  cloud: field(optionalText, {
    doc: "VMM cloud to run the VM in. A change moves the VM where its host is none of the cloud's.",
    policy: "in-place",
  }),
  hostGroup: field(optionalText, {
    doc: "Host group to run the VM in: its name, or its path where names repeat. A change moves the VM, live while it runs.",
    policy: "in-place",
  }),
  vmName: field(optionalVmName, { doc: "Name of the VM.", policy: "power-off" }),
  vmNameFromPool: field(z.strictObject({ name: field(objectName, { doc: "Name of the ScvmmNamePool." }) }).optional(), {
    doc: "ScvmmNamePool in the same namespace that the name is claimed from.",
  }),
  vmTemplate: field(optionalText, {
    doc: "VM template to make the VM from; without one it is made blank, from hardwareProfile and disks.",
    policy: "create-only",
  }),
  hardwareProfile: field(optionalText, {
    doc: "Hardware profile; what the manifest sets itself wins. Needed where there is no vmTemplate.",
    policy: "create-only",
  }),
  generation: field(generation.optional(), {
    doc: "Generation of the VM, checked against its template or hardware profile, where it comes from; only at creation.",
    policy: "create-only",
  }),
  firmware: field(firmware.optional(), { doc: "How the VM boots." }),
  operatingSystem: field(optionalText, { doc: "Operating system as VMM lists it.", policy: "in-place" }),
  cpuCount: field(z.int().min(1).max(255), { doc: "Number of virtual CPUs.", policy: "power-off" }),
  memory: field(quantity.optional(), {
    doc: "Memory at start; rounded up to a whole 1Mi. Static memory changes while the machine runs, that of dynamic memory while it is off.",
    policy: "hot-or-off",
  }),
  dynamicMemory: field(
    z
      .strictObject({
        minimum: field(quantity, { doc: "Least memory; while the machine runs it goes down, not up.", policy: "hot-or-off" }),
        maximum: field(quantity, { doc: "Most memory; while the machine runs it goes up, not down.", policy: "hot-or-off" }),
        bufferPercentage: field(z.int().min(5).max(2000).optional(), {
          doc: "Memory held in reserve.",
          policy: "hot-or-off",
          unit: "percent",
        }),
      })
      .optional(),
    { doc: "Range of dynamic memory; a machine of static memory gets one while it runs.", policy: "hot-or-off" },
  ),
  disks: field(z.array(machineDisk).optional(), {
    doc: "Disks: the first is the template's boot disk, or that of a blank VM, the others are added; those without a name go by position.",
  }),
  removedDisks: field(z.enum(removedDiskPolicies).default("Keep"), {
    doc: "What becomes of a data disk with a name that leaves spec.disks. Keep: it stays as it is, with a warning. Detach: it is taken off the VM, and its file stays on the host. Delete: its file goes too, with all data. Only disks that were made from this manifest or listed by it under Detach or Delete, as VMM keeps it in ScvmmDataDisks; never the boot disk, a persistent or a shared one, nor what people have added.",
  }),
  dvdDrive: field(
    z
      .strictObject({
        iso: field(optionalText, {
          doc: "ISO in the drive: the name of a file in the library, or its path where names repeat; without one the drive is empty. It is known by its file name: a file that was replaced under its name is not mounted again, give the new one a name of its own. Only a machine that has no drive yet must be off.",
          policy: "hot-or-off",
        }),
      })
      .optional(),
    { doc: "First DVD drive of the VM; a drive that the template does not bring is added while the VM is off." },
  ),
  networking: field(
    z
      .strictObject({
        domain: field(z.string().optional(), { doc: "DNS domain of the guest." }),
        devices: field(z.array(networkDevice).optional(), {
          doc: "Network adapters; where it is given the list is whole, but for adapters that people have added.",
        }),
      })
      .optional(),
    { doc: "Network settings." },
  ),
  tag: field(z.string().optional(), { doc: "Tag of the VM.", policy: "in-place" }),
  customProperty: field(z.record(z.string().min(1), z.string()).optional(), {
    doc: "Custom properties of the VM; a definition that VMM lacks is made.",
    policy: "in-place",
  }),
  availabilitySet: field(optionalText, { doc: "Availability set: its members run on different hosts.", policy: "in-place" }),
  vmOptions: field(vmOptions.optional(), { doc: "Further options of the VM." }),
  ...powerFields,
  deletionProtection: field(z.boolean().optional(), {
    doc: "Refuse every plan that would delete or replace the VM, also when this manifest is gone; false lifts it.",
    policy: "in-place",
  }),
  hostname: field(optionalText, {
    doc: "Host name of the guest, for cloud-init and spec.guest: a literal, or a template of .spec.vmName and .spec.networking.domain; without one the VM's name up to its first dot, and the domain.",
    policy: "create-only",
  }),
  guest: field(guest.optional(), {
    doc: "What VMM writes into the guest as the machine is made, from a template that can be customised; the computer's name comes from spec.hostname.",
  }),
  metadata: field(z.record(z.string(), z.string()).optional(), {
    doc: "Extra cloud-init meta-data; wins over instance-id and local-hostname.",
    policy: "create-only",
  }),
  bootstrap: field(bootstrap.optional(), { doc: "cloud-init data that a new machine is started with." }),
  fibreChannel: field(fibreChannel.optional(), {
    doc: "Virtual fibre channel adapters, in any order: what VMM has beyond them is removed; an empty list leaves none.",
  }),
  id: field(z.string().optional(), { doc: "VMM's id; filled in by controllers.", computed: true }),
  providerID: field(z.string().optional(), { doc: "Provider id; filled in by controllers.", computed: true }),
});

export const scvmmMachine = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmMachine"),
  metadata,
  spec: machineSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmMachine = z.output<typeof scvmmMachine>;
