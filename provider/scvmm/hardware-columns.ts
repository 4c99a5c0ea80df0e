import type { HardwareSettings } from "../engine/hardware.ts";
import { type Field, flag, integer, optional, text, texts } from "./decode.ts";

/** Properties of a VM for its hardware settings; a VMM that is older than a property has null there. */
export const hardwareFields = {
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
} as const satisfies Readonly<Record<string, Field<unknown>>>;

type HardwareRow = { readonly [K in keyof typeof hardwareFields]: ReturnType<(typeof hardwareFields)[K]["read"]> };

/** Takes the hardware settings out of a VM's row. */
export function splitHardware<T extends HardwareRow>(
  row: T,
): { readonly hardware: HardwareSettings; readonly rest: Omit<T, keyof HardwareRow> } {
  const entries = Object.entries(row);
  const isHardware = ([name]: [string, unknown]): boolean => Object.hasOwn(hardwareFields, name);
  const { vmOwner, bootOrder, ...plain } = Object.fromEntries(entries.filter(isHardware)) as HardwareRow;
  return {
    hardware: { ...plain, owner: vmOwner, bootOrder: bootOrder.length > 0 ? bootOrder : null, nestedVirtualization: null },
    rest: Object.fromEntries(entries.filter((entry) => !isHardware(entry))) as Omit<T, keyof HardwareRow>,
  };
}
