import type { VirtualMachine } from "./objects/machine.ts";
import type { World } from "./world.ts";

/** From the start of a VM to VMM's knowing its guest (see assumptions: guest-report). */
const REPORT_MS = 90_000;

/** A system that starts takes the host name of the seed that it finds, as cloud-init would; without one it says nothing of itself. */
export function boot({ now }: World, vm: VirtualMachine): void {
  const disks = vm.VirtualDiskDrives.map(({ VirtualHardDisk }) => VirtualHardDisk);
  const media = [...vm.VirtualDVDDrives.map(({ ISO }) => ISO), vm.VirtualFloppyDrive?.VirtualFloppyDisk, ...disks];
  const hostname = media.map((medium) => hostnameIn(medium?.$content ?? null)).find((found) => found !== undefined);
  if (hostname !== undefined) vm.$guest = { hostname, reportsFrom: now() + REPORT_MS };
  else if (vm.$guest) vm.$guest = { ...vm.$guest, reportsFrom: now() + REPORT_MS };
}

/** A file's content lies in one piece in an image, so that it can be seen without knowing the file system. */
function hostnameIn(content: Uint8Array | null): string | undefined {
  if (!content) return undefined;
  const [, hostname] = /^local-hostname: "([^"]*)"$/m.exec(Buffer.from(content).toString("latin1")) ?? [];
  return hostname;
}
