import type { DiskRecord } from "../model/disk-record.ts";
import type { Mark } from "../model/mark.ts";
import { type DiskIdentity, diskFileName, parseDiskFileName } from "../model/persistent-disk.ts";
import { baseName, isOnClusterStorage, isOnShare } from "./disk-files.ts";
import { readDiskSlots } from "./disk-slots.ts";
import type { Inventory, LiveDisk, LiveVm } from "./inventory.ts";
import type { LiveDetachedDisk, LiveHost } from "./inventory-storage.ts";
import { fold } from "./text.ts";

/** A persistent disk of ours on a VM. */
export interface AttachedDisk {
  readonly vm: LiveVm;
  readonly disk: LiveDisk;
  /** Its file, whole. */
  readonly path: string;
  /** Of its file, without extension and without what a checkpoint has appended. */
  readonly fileName: string;
  readonly identity: DiskIdentity;
}

/** Where the file of a disk lies. */
export interface FilePlace {
  readonly hostName: string;
  readonly path: string;
  readonly sizeBytes: number;
}

interface Places {
  readonly attached: ReadonlyMap<string, readonly AttachedDisk[]>;
  readonly detached: ReadonlyMap<string, LiveDetachedDisk>;
  readonly hosts: ReadonlyMap<string, LiveHost>;
  /** VMs that were to get a disk, by the name of its file: as their custom property says. */
  readonly intended: ReadonlyMap<string, readonly LiveVm[]>;
  readonly ofScope: Map<string, ReadonlyMap<string, DiskIdentity>>;
  /** Of the VMs that carry a disk's own mark, to have it deleted. */
  readonly carried: readonly DiskIdentity[];
}

const known = new WeakMap<Inventory, Places>();

function placesOf(inventory: Inventory): Places {
  const places = known.get(inventory) ?? index(inventory);
  known.set(inventory, places);
  return places;
}

function index({ owned, detachedDisks, hosts }: Inventory): Places {
  const attached = new Map<string, AttachedDisk[]>();
  for (const vm of owned) for (const one of attachedTo(vm)) attached.set(one.fileName, [...(attached.get(one.fileName) ?? []), one]);
  const intended = new Map<string, LiveVm[]>();
  for (const vm of owned) for (const name of filesIntendedFor(vm)) intended.set(name, [...(intended.get(name) ?? []), vm]);
  return {
    attached,
    intended,
    detached: new Map(detachedDisks.map((disk) => [fold(disk.fileName), disk])),
    hosts: new Map(hosts.map((host) => [fold(host.name), host])),
    ofScope: new Map(),
    carried: owned.flatMap(({ mark }) => carriedBy(mark)),
  };
}

const KIND = "ScvmmPersistentDisk/";

function carriedBy({ scope, address }: Mark): readonly DiskIdentity[] {
  if (!address.startsWith(KIND)) return [];
  const [, namespace = "", disk = ""] = address.split("/");
  return [{ scope, namespace, disk }];
}

function filesIntendedFor(vm: LiveVm): readonly string[] {
  const [, namespace = ""] = vm.mark.address.split("/");
  return readDiskSlots(vm).map(({ disk }) => fold(diskFileName({ scope: vm.mark.scope, namespace, disk })));
}

/** VMs that have the disk, had it, or were about to get it when a run broke off. */
export const intendedFor = (inventory: Inventory, fileName: string): readonly LiveVm[] =>
  placesOf(inventory).intended.get(fold(fileName)) ?? [];

export const carriedDisks = (inventory: Inventory): readonly DiskIdentity[] => placesOf(inventory).carried;

/** The persistent disks of a VM whose files are called as ours are, whatever their scope. */
export function attachedTo(vm: LiveVm): readonly AttachedDisk[] {
  return vm.disks.flatMap((disk): AttachedDisk[] => {
    const fileName = disk.path === null ? "" : baseName(disk.path);
    const identity = parseDiskFileName(fileName);
    return identity && disk.path !== null ? [{ vm, disk, path: disk.path, fileName, identity }] : [];
  });
}

export const holdersOf = (inventory: Inventory, fileName: string): readonly AttachedDisk[] =>
  placesOf(inventory).attached.get(fold(fileName)) ?? [];

export const recordOf = (inventory: Inventory, fileName: string): LiveDetachedDisk | undefined =>
  placesOf(inventory).detached.get(fold(fileName));

/** All disks of a scope that VMM knows, by the names of their files. */
export function knownDisks(inventory: Inventory, scope: string): ReadonlyMap<string, DiskIdentity> {
  const { attached, detached, ofScope } = placesOf(inventory);
  const found = ofScope.get(scope);
  if (found) return found;
  const all = [...[...attached.values()].flat(), ...detached.values()].filter(({ identity }) => identity.scope === scope);
  const disks = new Map(all.map((one) => [fold(one.fileName), one.identity]));
  ofScope.set(scope, disks);
  return disks;
}

/** A VM that has it is surer than a record. null: VMM knows nothing of it; undefined: its record has become unreadable. */
export function placeOf(inventory: Inventory, fileName: string, except?: string): FilePlace | null | undefined {
  const holder = holdersOf(inventory, fileName).find(({ vm }) => vm.id !== except);
  if (holder && holder.vm.hostName !== null) return { hostName: holder.vm.hostName, path: holder.path, sizeBytes: holder.disk.sizeBytes };
  const detached = recordOf(inventory, fileName);
  if (!detached) return null;
  return detached.record ? recordedPlace(detached.record) : undefined;
}

const recordedPlace = ({ host, path, sizeBytes }: DiskRecord): FilePlace => ({ hostName: host, path, sizeBytes });

export const hostNamed = (inventory: Inventory, name: string): LiveHost | undefined => placesOf(inventory).hosts.get(fold(name));

/** Whether a host can use a file: its own, one on a volume of its cluster, one on a share. */
export function reaches(inventory: Inventory, hostName: string | null, place: Pick<FilePlace, "hostName" | "path">): boolean {
  if (isOnShare(place.path)) return true;
  if (hostName === null) return false;
  if (fold(hostName) === fold(place.hostName)) return true;
  const [cluster, other] = [hostNamed(inventory, hostName)?.cluster, hostNamed(inventory, place.hostName)?.cluster];
  return isOnClusterStorage(place.path) && cluster != null && cluster === other;
}
