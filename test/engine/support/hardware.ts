import type { HardwareSettings } from "../../../provider/engine/hardware.ts";

/** What VMM shows of a new VM. */
export const newHardware = (generation: number): HardwareSettings => ({
  ...(generation === 2
    ? { secureBoot: true, secureBootTemplate: "MicrosoftWindows", firstBootDevice: "SCSI,0,0", bootOrder: null }
    : { secureBoot: null, secureBootTemplate: null, firstBootDevice: null, bootOrder: ["CD", "IdeHardDrive", "PxeBoot", "Floppy"] }),
  cpuRelativeWeight: 100,
  cpuReserve: 0,
  cpuMaximumPercent: 100,
  memoryWeight: 5000,
  startDelaySeconds: 0,
  owner: null,
  backup: true,
  dataExchange: true,
  heartbeat: true,
  shutdown: true,
  timeSynchronization: true,
  nestedVirtualization: null,
});
