import type { VmmError } from "./errors.ts";
import { liesIn } from "./host-groups.ts";
import type { Cloud, Host, HostGroup } from "./objects/fabric.ts";
import type { Template, VirtualMachine } from "./objects/machine.ts";
import type { LogicalNetwork } from "./objects/network.ts";
import { equals } from "./ordinal.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/** What a VM asks of a host. */
export interface Demand {
  readonly name: string;
  readonly memoryMb: number;
  /** Bytes that its disks take at the moment: a dynamic one counts with its present size (scvmm-domain 2.3). */
  readonly diskBytes: number;
  readonly networks: readonly LogicalNetwork[];
  readonly highlyAvailable: boolean;
  readonly availabilitySets: readonly string[];
  /** The VM that is to move; null for a new one. */
  readonly vm: VirtualMachine | null;
}

/** Where hosts may be taken from; both null: anywhere. */
export interface Range {
  readonly cloud: Cloud | null;
  readonly group: HostGroup | null;
  /** This very host, if it is one of them. */
  readonly only?: Host | null;
}

/** What stands for or against one host. */
export interface Verdict {
  readonly host: Host;
  /** Share of its memory that no VM has been given. */
  readonly score: number;
  readonly reasons: readonly VmmError[];
  readonly warnings: readonly VmmError[];
  readonly memoryLeftMb: number;
  readonly diskLeftBytes: number;
}

const MIB = 1024 ** 2;

type Devices = Pick<VirtualMachine, "VirtualDiskDrives" | "VirtualNetworkAdapters">;

const diskBytesOf = ({ VirtualDiskDrives }: Pick<Devices, "VirtualDiskDrives">): number =>
  VirtualDiskDrives.reduce((sum, drive) => sum + drive.VirtualHardDisk.Size, 0);

const networksOf = ({ VirtualNetworkAdapters }: Pick<Devices, "VirtualNetworkAdapters">): readonly LogicalNetwork[] => [
  ...new Set(VirtualNetworkAdapters.flatMap(({ LogicalNetwork: network }) => network ?? [])),
];

export function demandOfMachine(vm: VirtualMachine): Demand {
  return {
    name: vm.Name,
    memoryMb: vm.Memory,
    diskBytes: diskBytesOf(vm),
    networks: networksOf(vm),
    highlyAvailable: vm.IsHighlyAvailable,
    availabilitySets: vm.AvailabilitySetNames ?? [],
    vm,
  };
}

export function demandOfNew(name: string, memoryMb: number, template: Template | null, rest: Partial<Demand> = {}): Demand {
  return {
    name,
    memoryMb,
    diskBytes: template ? diskBytesOf(template) : 0,
    networks: template ? networksOf(template) : [],
    highlyAvailable: false,
    availabilitySets: [],
    vm: null,
    ...rest,
  };
}

export function isInCloud(host: Host, cloud: Cloud): boolean {
  return cloud.HostGroup.some((part) => liesIn(host.VMHostGroup, part));
}

export function hostsIn({ store }: World, { cloud, group, only }: Range): readonly Host[] {
  const all = only ? [only] : [...store.hosts.values()];
  return all.filter((host) => (!group || liesIn(host.VMHostGroup, group)) && (!cloud || isInCloud(host, cloud)));
}

/** Whether the host has a switch on the logical network. */
export const reaches = (host: Host, network: LogicalNetwork): boolean => host.$networks === null || host.$networks.has(network);

/** Judges hosts for a VM; VMM's order of them is `best` (see assumptions: placement). */
export function judge(world: World, demand: Demand, hosts: readonly Host[]): readonly Verdict[] {
  const load = loadOf(world, demand.vm);
  return hosts.map((host) => {
    const { memoryMb, diskBytes, sets } = load.get(host) ?? { memoryMb: 0, diskBytes: 0, sets: [] };
    const own = demand.vm?.VMHost === host && demand.vm.VirtualMachineState === "Running" ? demand.vm.Memory : 0;
    const memoryLeftMb = host.AvailableMemory + own - demand.memoryMb;
    const diskLeftBytes = host.DiskVolumes.reduce((sum, volume) => sum + volume.Capacity, 0) - diskBytes - demand.diskBytes;
    const together = demand.availabilitySets.find((name) => sets.some((other) => equals(other, name)));
    return {
      host,
      score: 1 - (memoryMb + host.MemoryReserveMB) / (host.TotalMemory / MIB),
      reasons: reasonsAgainst(host, demand, memoryLeftMb, diskLeftBytes),
      warnings: together === undefined ? [] : [vmmErrors.sharesHost(host.Name, together)],
      memoryLeftMb,
      diskLeftBytes,
    };
  });
}

function reasonsAgainst(host: Host, demand: Demand, memoryLeftMb: number, diskLeftBytes: number): readonly VmmError[] {
  const missing = demand.networks.filter((network) => !reaches(host, network));
  return [
    ...(host.MaintenanceHost || !host.AvailableForPlacement ? [vmmErrors.hostInMaintenance(host.Name)] : []),
    ...(memoryLeftMb < 0 ? [vmmErrors.tooLittleMemory(host.Name)] : []),
    ...(diskLeftBytes < host.DiskSpaceReserveMB * MIB ? [vmmErrors.tooLittleDisk(host.Name)] : []),
    ...missing.map((network) => vmmErrors.noNetwork(network.Name)),
    ...(demand.highlyAvailable && !host.HostCluster ? [vmmErrors.notClustered(host.Name)] : []),
  ];
}

interface Load {
  memoryMb: number;
  diskBytes: number;
  readonly sets: string[];
}

/** What the VMs on every host have been given, the VM in question left out. */
function loadOf({ store }: World, except: VirtualMachine | null): ReadonlyMap<Host, Load> {
  const loads = new Map<Host, Load>();
  for (const vm of store.vms.values()) {
    if (!vm.VMHost || vm === except) continue;
    const load = loads.get(vm.VMHost) ?? { memoryMb: 0, diskBytes: 0, sets: [] };
    load.memoryMb += vm.Memory;
    load.diskBytes += diskBytesOf(vm);
    load.sets.push(...(vm.AvailabilitySetNames ?? []));
    loads.set(vm.VMHost, load);
  }
  return loads;
}

/** Hosts that can take it, the best first: apart from members of its availability sets, then by score, then by name. */
function best(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts
    .filter(({ reasons }) => reasons.length === 0)
    .sort((a, b) => a.warnings.length - b.warnings.length || b.score - a.score || (a.host.Name < b.host.Name ? -1 : 1));
}

/** The best host of a cloud, a host group or both. Throws where none may take the VM. */
export function place(world: World, demand: Demand, range: Range): Host {
  const [first] = best(judge(world, demand, hostsIn(world, range)));
  if (!first) throw vmmErrors.noHost(demand.name);
  return first.host;
}
