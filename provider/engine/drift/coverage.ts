import type { Coverage, StrangeVm } from "../../model/drift.ts";
import type { Mark } from "../../model/mark.ts";
import type { Id, VmStub } from "../inventory.ts";
import type { Planning, ProviderView } from "../kind.ts";
import { byText, fold, sortedBy } from "../text.ts";
import type { DriftInput } from "./drift-input.ts";
import { unownedIps } from "./unowned-ips.ts";

/** Where a scope has its VMs in one VMM. */
interface Area {
  /** In lower case, with the name as VMM spells it. */
  readonly clouds: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/** How much of its clouds and host groups a scope manages. VMs without any mark are those that nobody manages. */
export function coverageOf(planning: Planning, { unloaded = [], listUnmanaged = false }: DriftInput): Coverage {
  const { scope, manifests, providers } = planning;
  // A manifest with an error is one all the same.
  const known = new Set([...manifests.machines, ...unloaded].map(({ address }) => address));
  const areas = [...providers].map(([provider, view]) => ({ view, area: areaOf(provider, view, planning) }));
  // Two ScvmmProviders may lead to one VMM.
  const marks = new Map<Id, Mark | undefined>();
  const unmanaged: StrangeVm[] = [];
  for (const { view, area } of areas)
    for (const vm of view.world.inventory.vms.filter(({ id }) => !marks.has(id)).filter((vm) => isWithin(vm, area))) {
      const mark = view.world.ownedById.get(vm.id)?.mark;
      marks.set(vm.id, mark);
      if (!mark) unmanaged.push({ name: vm.name, id: vm.id, status: vm.status, cloud: vm.cloud, hostGroup: vm.hostGroupPath });
    }
  const managed = [...marks.values()].filter((mark) => mark?.scope === scope && known.has(mark.address)).length;
  return {
    places: [...new Set(areas.flatMap(({ area }) => placesOf(area)))].sort(byText),
    total: marks.size,
    managed,
    others: marks.size - managed - unmanaged.length,
    unmanaged: listUnmanaged ? sortedBy(unmanaged, ({ name, id }) => `${fold(name)} ${id}`) : null,
    unownedIps: listUnmanaged ? unownedIps(planning) : null,
  };
}

const placesOf = ({ clouds, groups }: Area): readonly string[] => [
  ...[...clouds.values()].map((name) => `cloud ${name}`),
  ...[...groups.values()].map((path) => `host group ${path}`),
];

/** A cloud or group that VMM does not have is told of where it is resolved. */
function areaOf(provider: string, { world, finders }: ProviderView, { scope, manifests }: Planning): Area {
  const specs = manifests.machines.filter((machine) => machine.provider === provider).map(({ value }) => value.spec);
  const own = world.inventory.owned.filter(({ mark }) => mark.scope === scope);
  const clouds = new Set([...specs.flatMap(({ cloud }) => cloud ?? []), ...own.flatMap(({ cloud }) => cloud ?? [])]);
  const groups = new Set(specs.flatMap(({ hostGroup }) => hostGroup ?? []));
  const found = <T>(answer: { readonly object: T } | { readonly problem: unknown }): readonly T[] =>
    "object" in answer ? [answer.object] : [];
  return {
    clouds: new Map([...clouds].flatMap((name) => found(finders.cloud(name))).map(({ name }) => [fold(name), name])),
    groups: new Map([...groups].flatMap((name) => found(finders.hostGroup(name))).map(({ path }) => [fold(path), path])),
  };
}

/** In one of the clouds, or in one of the groups or below it. */
function isWithin({ cloud, hostGroupPath }: VmStub, { clouds, groups }: Area): boolean {
  if (cloud !== null && clouds.has(fold(cloud))) return true;
  if (hostGroupPath === null || groups.size === 0) return false;
  const steps = fold(hostGroupPath).split("\\");
  return steps.some((_, index) => groups.has(steps.slice(0, index + 1).join("\\")));
}
