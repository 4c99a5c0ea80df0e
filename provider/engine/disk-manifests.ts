import type { PersistentDiskSpec } from "../model/kinds/persistent-disk.ts";
import { selects } from "../model/label-selector.ts";
import type { LoadedPersistentDisk, LoadedPersistentDiskPool, Manifests } from "../model/manifests.ts";
import { diskAddress, indexInPool } from "../model/persistent-disk.ts";

type Disks = Pick<Manifests, "persistentDisks" | "persistentDiskPools">;

const maps = new WeakMap<readonly LoadedPersistentDisk[], ReadonlyMap<string, LoadedPersistentDisk>>();

export function diskManifest({ persistentDisks }: Disks, namespace: string, disk: string): LoadedPersistentDisk | undefined {
  const map = maps.get(persistentDisks) ?? new Map(persistentDisks.map((loaded) => [loaded.address, loaded]));
  maps.set(persistentDisks, map);
  return map.get(diskAddress(namespace, disk));
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
