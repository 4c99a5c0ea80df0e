import type { HardwareSettings } from "../engine/hardware.ts";
import { flag, integer, optional, record, text, texts } from "./decode.ts";

/** Properties of a VM for its hardware settings; a VMM that is older than a property has null there. */
export const hardware = record({
  secureBoot: optional(flag("SecureBootEnabled")),
  secureBootTemplate: optional(text("SecureBootTemplate")),
  firstBootDevice: optional(text("FirstBootDevice")),
  bootOrder: texts("BootOrder"),
  cpuRelativeWeight: optional(integer("RelativeWeight")),
  cpuReserve: optional(integer("CPUReserve")),
  cpuMaximumPercent: optional(integer("CPUMax")),
  memoryWeight: optional(integer("MemoryWeight")),
  startDelaySeconds: optional(integer("DelayStart")),
  vmOwner: optional(text("Owner")),
  backup: optional(flag("BackupEnabled")),
  dataExchange: optional(flag("DataExchangeEnabled")),
  heartbeat: optional(flag("HeartbeatEnabled")),
  shutdown: optional(flag("OperatingSystemShutdownEnabled")),
  timeSynchronization: optional(flag("TimeSynchronizationEnabled")),
});

export function hardwareOf({ vmOwner, bootOrder, ...plain }: ReturnType<typeof hardware.decode>): HardwareSettings {
  return { ...plain, owner: vmOwner, bootOrder: bootOrder.length > 0 ? bootOrder : null, nestedVirtualization: null };
}
