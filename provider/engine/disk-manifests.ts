import { movedFrom } from "../model/annotations.ts";
import type { PersistentDiskSpec } from "../model/kinds/persistent-disk.ts";
import { selects } from "../model/label-selector.ts";
import type { LoadedPersistentDisk, LoadedPersistentDiskPool, Manifests } from "../model/manifests.ts";
import { type DiskIdentity, diskAddress, diskFileName, indexInPool } from "../model/persistent-disk.ts";

type Disks = Pick<Manifests, "persistentDisks" | "persistentDiskPools">;

const maps = new WeakMap<readonly LoadedPersistentDisk[], ReadonlyMap<string, LoadedPersistentDisk>>();

export function diskManifest({ persistentDisks }: Disks, namespace: string, disk: string): LoadedPersistentDisk | undefined {
  const map = maps.get(persistentDisks) ?? new Map(persistentDisks.map((loaded) => [loaded.address, loaded]));
  maps.set(persistentDisks, map);
  return map.get(diskAddress(namespace, disk));
}

const movedMaps = new WeakMap<readonly LoadedPersistentDisk[], ReadonlyMap<string, LoadedPersistentDisk>>();

/**
 * The manifest of a file: the one that it is called after, else the one that says it has moved from there. A file keeps its name, so the
 * manifest says so as long as there is the file.
 */
export function manifestOfFile(manifests: Disks, { namespace, disk }: Omit<DiskIdentity, "scope">): LoadedPersistentDisk | undefined {
  const { persistentDisks } = manifests;
  const moved =
    movedMaps.get(persistentDisks) ?? new Map(persistentDisks.flatMap((loaded) => movedFrom(loaded.value).map((from) => [from, loaded])));
  movedMaps.set(persistentDisks, moved);
  return diskManifest(manifests, namespace, disk) ?? moved.get(diskAddress(namespace, disk));
}

/** What the disk of a file shall be like; undefined: its manifest is gone. */
export function specOfFile(manifests: Disks, identity: Omit<DiskIdentity, "scope">): PersistentDiskSpec | undefined {
  return manifestOfFile(manifests, identity)?.value.spec ?? specOfDisk(manifests, identity.namespace, identity.disk);
}

/** Names that the file of a disk may have, without extension: its own first, then those of the namespaces that its manifest has moved from. */
export function filesOfDisk(manifests: Disks, identity: DiskIdentity): readonly [string, ...string[]] {
  const loaded = diskManifest(manifests, identity.namespace, identity.disk);
  const earlier = loaded ? movedFrom(loaded.value).map((address) => address.split("/")[1] ?? "") : [];
  const left = earlier.filter((namespace) => !diskManifest(manifests, namespace, identity.disk));
  return [diskFileName(identity), ...left.map((namespace) => diskFileName({ ...identity, namespace }))];
}

export function poolNamed({ persistentDiskPools }: Disks, namespace: string, name: string): LoadedPersistentDiskPool | undefined {
  return persistentDiskPools.find(({ address }) => address === `ScvmmPersistentDiskPool/${namespace}/${name}`);
}

/** What a disk shall be like: by its own manifest, or by the template of the pool that makes it. Undefined: its manifest is gone. */
export function specOfDisk(manifests: Disks, namespace: string, disk: string): PersistentDiskSpec | undefined {
  const own = diskManifest(manifests, namespace, disk);
  if (own) return own.value.spec;
  const maker = manifests.persistentDiskPools.find(
    ({ value: { metadata } }) => metadata.namespace === namespace && indexInPool(metadata.name, disk) !== undefined,
  );
  return maker?.value.spec.template.spec;
}

/** Whether a disk is one of a pool: chosen by its labels, or made by it. */
export function isOfPool(manifests: Disks, { value: pool }: LoadedPersistentDiskPool, disk: string): boolean {
  const own = diskManifest(manifests, pool.metadata.namespace, disk);
  return own ? selects(pool.spec.selector, own.value.metadata.labels) : indexInPool(pool.metadata.name, disk) !== undefined;
}
