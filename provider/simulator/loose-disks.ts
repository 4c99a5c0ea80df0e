import type { Host } from "./objects/fabric.ts";
import type { StandaloneVirtualHardDisk, VirtualDiskDrive } from "./objects/machine.ts";
import { equals } from "./ordinal.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

const SHARED = "c:\\clusterstorage\\";

/** Whether a path on one host is the very file of a disk: hosts have drives of their own, the nodes of a cluster share its volumes. */
function isFile(world: World, disk: StandaloneVirtualHardDisk, path: string, host: Host | null): boolean {
  if (!equals(disk.SharePath, path)) return false;
  if (path.startsWith("\\\\") || (host !== null && equals(disk.HostName ?? "", host.Name))) return true;
  const other = [...world.store.hosts.values()].find(({ Name }) => equals(Name, disk.HostName ?? ""));
  const clustered = host?.HostCluster != null && host.HostCluster === other?.HostCluster;
  return clustered && path.toLowerCase().startsWith(SHARED);
}

const driveOf = (world: World, path: string, host: Host | null): VirtualDiskDrive | undefined =>
  [...world.store.drives.values()].find((drive) => filesOf(drive).some((file) => isFile(world, file, path, host)));

/** Below the one that a drive writes to lie those that checkpoints have kept. */
function filesOf({ ID, VirtualHardDisk, $owner }: VirtualDiskDrive): readonly StandaloneVirtualHardDisk[] {
  if ($owner.$type !== "VM") return [];
  return [VirtualHardDisk, ...$owner.VMCheckpoints.flatMap(({ $files }) => $files.get(ID) ?? [])];
}

const looseOf = (world: World, path: string, host: Host | null): StandaloneVirtualHardDisk | undefined =>
  [...world.store.looseDisks.values()].find((disk) => isFile(world, disk, path, host));

/** The file of a detached disk stays where it is; VMM has no object for it any more (see assumptions: detached-disk-files). */
export function keepFile({ store }: World, disk: StandaloneVirtualHardDisk): void {
  store.looseDisks.set(disk.ID, disk);
}

/** Throws where the file is not there, or a VM has it. */
export function demandLoose(world: World, path: string, host: Host | null): StandaloneVirtualHardDisk {
  if (driveOf(world, path, host)) throw vmmErrors.diskInUse(path);
  const file = looseOf(world, path, host);
  if (!file) throw vmmErrors.fileNotFound(path, host?.Name ?? "");
  return file;
}

/** Throws where a new disk would have the file of another. */
export function demandNoFile(world: World, path: string, host: Host | null): void {
  if (driveOf(world, path, host) || looseOf(world, path, host)) throw vmmErrors.diskFileExists(path);
}

/** The drive that gets it gives it a new object. */
export function takeFile({ store }: World, file: StandaloneVirtualHardDisk): void {
  store.looseDisks.delete(file.ID);
}
