import { liesIn } from "./host-groups.ts";
import type { Cloud, Host, HostGroup } from "./objects/fabric.ts";
import { vmmErrors } from "./vmm-errors.ts";
import type { World } from "./world.ts";

/**
 * The best host of a cloud, a host group or both: the one with the largest share of its memory not given to any VM. The first by name
 * where several are equal. Throws where none may take a VM of that size (see assumptions: placement).
 */
export function place(
  world: World,
  vm: string,
  memoryMb: number,
  target: { readonly cloud: Cloud | null; readonly group: HostGroup | null },
): Host {
  const given = new Map<Host, number>();
  for (const other of world.store.vms.values()) if (other.VMHost) given.set(other.VMHost, (given.get(other.VMHost) ?? 0) + other.Memory);
  const free = (host: Host) => 1 - ((given.get(host) ?? 0) + host.MemoryReserveMB) / (host.TotalMemory / 1024 ** 2);
  const { cloud, group } = target;
  const candidates = [...world.store.hosts.values()].filter(
    (host) =>
      host.AvailableForPlacement &&
      !host.MaintenanceHost &&
      host.AvailableMemory >= memoryMb &&
      (!group || liesIn(host.VMHostGroup, group)) &&
      (!cloud || cloud.HostGroup.some((part) => liesIn(host.VMHostGroup, part))),
  );
  const [best] = candidates.sort((a, b) => free(b) - free(a) || (a.Name < b.Name ? -1 : 1));
  if (!best) throw vmmErrors.noHost(vm);
  return best;
}
