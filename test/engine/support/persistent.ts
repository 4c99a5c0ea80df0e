import type { LoadedMachine, LoadedPersistentDisk, LoadedPersistentDiskPool } from "../../../provider/model/manifests.ts";
import type { VmmOptions } from "../../../provider/simulator/vmm.ts";
import { diskPool, persistentDisk } from "./manifests.ts";
import { simulated } from "./simulated.ts";

export interface Farm {
  readonly persistentDisks: readonly LoadedPersistentDisk[];
  readonly persistentDiskPools: readonly LoadedPersistentDiskPool[];
  readonly machines: readonly LoadedMachine[];
}

/** Machines beside a disk `db` and a pool `data` of one disk. */
export const diskFarm = (machines: readonly LoadedMachine[], disk: Record<string, unknown> = {}): Farm => ({
  persistentDisks: [persistentDisk("db", disk)],
  persistentDiskPools: [diskPool("data", {}, 1)],
  machines,
});

/** A simulated VMM, and what can be seen of persistent disks in it. */
export function on(options: VmmOptions = {}) {
  const { port, vmm } = simulated(options);
  const { store } = vmm.world;
  const drives = () => [...store.drives.values()].filter((drive) => drive.VirtualHardDisk.Name.includes("__persistent_"));
  const loose = () => [...store.looseDisks.values()];
  const files = () => [...drives().map((drive) => drive.VirtualHardDisk), ...loose()];
  return {
    port,
    vmm,
    store,
    loose,
    files,
    vm: (name: string) => [...store.vms.values()].find((one) => one.Name === name),
    records: () => [...store.customProperties.values()].filter(({ Name }) => Name.includes("__persistent_")),
    /** Name of the one VM that has one. */
    holder: () => drives().map(({ $owner }) => $owner.Name)[0] ?? null,
    /** Something in the files, to know them again. */
    fill: (text: string) => {
      for (const file of files()) Object.assign(file, { $content: new TextEncoder().encode(text) });
    },
    content: () => files().map(({ $content }) => new TextDecoder().decode($content)),
  };
}
