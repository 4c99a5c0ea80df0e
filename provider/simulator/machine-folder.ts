import type { Host } from "./objects/fabric.ts";
import type { World } from "./world.ts";

/** The folder of a VM bears its name; of two on one host that are named alike the second gets a number (see assumptions: folder-of-a-vm). */
export function folderFor({ store }: World, host: Host | null, path: string, name: string): string {
  const taken = new Set([...store.vms.values()].flatMap((vm) => (vm.VMHost === host && vm.Location ? [vm.Location.toLowerCase()] : [])));
  const folder = `${path}\\${name}`;
  if (!taken.has(folder.toLowerCase())) return folder;
  for (let number = 1; ; number++) if (!taken.has(`${folder}_${number}`.toLowerCase())) return `${folder}_${number}`;
}
