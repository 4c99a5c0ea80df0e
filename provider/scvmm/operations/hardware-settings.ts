import type { HardwareSettings } from "../../engine/hardware.ts";
import { accepted } from "./carrier.ts";

const BOOT_DEVICES = ["Floppy", "CD", "IdeHardDrive", "PxeBoot", "Unknown"] as const;

/** Parameters of Set-SCVirtualMachine; null and undefined leave a property as it is. */
export function hardwareParameters(hardware: Partial<HardwareSettings>) {
  return {
    SecureBootEnabled: hardware.secureBoot ?? undefined,
    SecureBootTemplate: hardware.secureBootTemplate ?? undefined,
    FirstBootDevice: hardware.firstBootDevice ?? undefined,
    BootOrder: hardware.bootOrder?.map((device) => accepted("device to boot from", BOOT_DEVICES, device)),
    CPURelativeWeight: hardware.cpuRelativeWeight ?? undefined,
    CPUReserve: hardware.cpuReserve ?? undefined,
    CPUMaximumPercent: hardware.cpuMaximumPercent ?? undefined,
    MemoryWeight: hardware.memoryWeight ?? undefined,
    DelayStartSeconds: hardware.startDelaySeconds ?? undefined,
    Owner: hardware.owner ?? undefined,
    EnableBackup: hardware.backup ?? undefined,
    EnableDataExchange: hardware.dataExchange ?? undefined,
    EnableHeartbeat: hardware.heartbeat ?? undefined,
    EnableOperatingSystemShutdown: hardware.shutdown ?? undefined,
    EnableTimeSync: hardware.timeSynchronization ?? undefined,
    EnableNestedVirtualization: hardware.nestedVirtualization ?? undefined,
  };
}
