import * as z from "zod";
import { field } from "../field.ts";

/** Generation of a VM: 1 boots by BIOS from IDE, 2 by UEFI from SCSI (scvmm-domain 4.12). */
export const generation = z.literal([1, 2]);

const BOOT_DEVICE = /^(SCSI,[0-3],([0-9]|[1-5][0-9]|6[0-3])|NIC,([0-9]|1[01]))$/;

const bootDevice = z.string().regex(BOOT_DEVICE, {
  error: "expected SCSI,<bus>,<LUN> of a disk or DVD drive, such as SCSI,0,0, or NIC,<number>, such as NIC,0",
});

const bootOrder = z
  .array(z.enum(["CD", "IdeHardDrive", "PxeBoot", "Floppy"]))
  .min(1)
  .refine((devices) => new Set(devices).size === devices.length, { error: "each device may be named once" });

export const firmware = z.strictObject({
  secureBoot: field(z.boolean().optional(), { doc: "Start signed boot loaders alone; generation 2.", policy: "power-off" }),
  secureBootTemplate: field(z.enum(["MicrosoftWindows", "MicrosoftUEFICertificateAuthority", "OpenSourceShieldedVM"]).optional(), {
    doc: "Whose signatures secure boot accepts: MicrosoftWindows for Windows, MicrosoftUEFICertificateAuthority for Linux; generation 2.",
    policy: "power-off",
  }),
  firstBootDevice: field(bootDevice.optional(), {
    doc: "What is tried first: SCSI,<bus>,<LUN> or NIC,<number>; generation 2.",
    policy: "power-off",
  }),
  bootOrder: field(bootOrder.optional(), { doc: "Devices in the order in which they are tried; generation 1.", policy: "power-off" }),
  vtpm: field(z.boolean().optional(), {
    doc: "Virtual TPM. Refused: no cmdlet of VMM adds one, nor tells whether there is one.",
  }),
});

const integrationServices = z.strictObject({
  backup: field(z.boolean().optional(), { doc: "Backup through the host.", policy: "in-place" }),
  dataExchange: field(z.boolean().optional(), { doc: "Exchange of data between host and guest.", policy: "in-place" }),
  heartbeat: field(z.boolean().optional(), { doc: "Heartbeat of the guest.", policy: "in-place" }),
  shutdown: field(z.boolean().optional(), { doc: "Shutdown of the guest by the host.", policy: "in-place" }),
  timeSynchronization: field(z.boolean().optional(), { doc: "The guest's clock follows the host's.", policy: "in-place" }),
});

/** Options that VMM sets on a VM that exists, whatever made it. */
export const hardwareOptions = {
  cpuRelativeWeight: field(z.int().min(1).max(10_000).optional(), {
    doc: "Share of the host's processors against other VMs; 100 is normal.",
    policy: "in-place",
  }),
  cpuReserve: field(z.int().min(0).max(100).optional(), {
    doc: "Part of its processors that is kept for the VM.",
    policy: "in-place",
    unit: "percent",
  }),
  cpuMaximumPercent: field(z.int().min(1).max(100).optional(), {
    doc: "Most that the VM may use of its processors.",
    policy: "in-place",
    unit: "percent",
  }),
  memoryWeight: field(z.int().min(0).max(10_000).optional(), {
    doc: "Priority for memory against other VMs; 5000 is normal.",
    policy: "in-place",
  }),
  startDelaySeconds: field(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    {
      doc: "How long the host waits with an automatic start.",
      policy: "in-place",
      unit: "seconds",
    },
  ),
  owner: field(z.string().min(1).optional(), { doc: "Owner of the VM in VMM: DOMAIN\\user.", policy: "in-place" }),
  integrationServices: field(integrationServices.optional(), { doc: "Services between host and guest." }),
};
