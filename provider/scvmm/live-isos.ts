import { isOnClusterStorage, isOnShare } from "../engine/disk-files.ts";
import type { LiveVm } from "../engine/inventory.ts";
import { fold } from "../engine/text.ts";
import { isSeedOf } from "./live-seed.ts";

/** An ISO that a host has for itself. */
export interface IsoCopy {
  readonly id: string;
  readonly path: string;
  readonly hostName: string | null;
}

/** Hosts have drives of their own: two VMs that were named alike have folders of one path, each on its host. */
function isOnHostOf({ path, hostName }: IsoCopy, vm: Pick<LiveVm, "hostName">): boolean {
  if (hostName === null || isOnShare(path) || isOnClusterStorage(path)) return true;
  return vm.hostName !== null && fold(vm.hostName) === fold(hostName);
}

/** Copies lie beside their VM (scvmm-domain 2.9). */
export function leftIsos(
  vm: Pick<LiveVm, "id" | "dvdDrives" | "hostName">,
  location: string | null,
  copies: readonly IsoCopy[],
): LiveVm["leftIsos"] {
  if (location === null) return [];
  const folder = `${fold(location).replace(/\\+$/, "")}\\`;
  const held = new Set(vm.dvdDrives.map(({ isoPath }) => isoPath !== null && fold(isoPath)));
  const left = copies.filter((copy) => fold(copy.path).startsWith(folder) && !held.has(fold(copy.path)) && isOnHostOf(copy, vm));
  return left.map(({ id, path }) => ({ id, path, isSeed: isSeedOf(path, vm.id, "dvd") }));
}
