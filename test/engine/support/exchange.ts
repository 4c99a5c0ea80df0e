import { machine, persistentDisk } from "./manifests.ts";
import type { simulated } from "./simulated.ts";

export const spec = { vmTemplate: "Ubuntu 22.04 LTS", hostGroup: "All Hosts\\Datacenter A\\Web", powerCyclePolicy: "Allow" };

/** Machines by name, each with its persistent disk. */
export const exchange = (disks: Readonly<Record<string, string>>, more: object = {}) => ({
  persistentDisks: Object.values(disks).map((disk) => persistentDisk(disk)),
  machines: Object.entries(disks).map(([name, disk]) =>
    machine(name, { ...spec, ...more, vmName: name, disks: [{}, { name: "data", persistentDisk: { disk: { name: disk } } }] }),
  ),
});

/** Which disk each machine of ours has. */
export const holders = ({ vmm }: ReturnType<typeof simulated>): Record<string, string> =>
  Object.fromEntries(
    [...vmm.world.store.drives.values()].flatMap(({ $owner, VirtualHardDisk: { Name } }) => {
      const disk = /__persistent_(\w+)/.exec(Name)?.[1];
      return disk ? [[$owner.Name, disk]] : [];
    }),
  );

export const filesOf = ({ vmm }: ReturnType<typeof simulated>): number =>
  [...vmm.world.store.drives.values()].filter(({ VirtualHardDisk: { Name } }) => Name.includes("__persistent_")).length +
  vmm.world.store.looseDisks.size;
