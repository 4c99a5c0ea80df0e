import { type Finder, type Found, finder, findersOf } from "../../engine/finder.ts";
import type { Inventory, Named, VmDetails, VmStub } from "../../engine/inventory.ts";
import { fold } from "../../engine/text.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { type Glob, nameGlob } from "../../model/glob.ts";
import type { Mark } from "../../model/mark.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import { isWithin } from "./host-group.ts";

/** undefined: any will do. */
export interface Filters {
  readonly name: Glob | undefined;
  /** Name of the cloud, path of the host group, full name of the host, as VMM spells them. */
  readonly cloud: string | undefined;
  readonly hostGroup: string | undefined;
  readonly host: string | undefined;
  readonly status: string | undefined;
  readonly managed: boolean | undefined;
  readonly scope: string | undefined;
  readonly details: boolean;
  readonly powerState: string | undefined;
  readonly tag: string | undefined;
  readonly customProperties: ReadonlyMap<string, string>;
}

/** Throws DiagnosticError for a cloud, host group or host that VMM does not have. */
export function filtersOf(config: ObjectValue, inventory: Inventory): Filters {
  const text = (name: string): string | undefined => (typeof config[name] === "string" ? config[name] : undefined);
  const flag = (name: string): boolean | undefined => (typeof config[name] === "boolean" ? config[name] : undefined);
  const known = <T, R>(name: string, find: (name: string) => Found<T>, take: (object: T) => R): R | undefined => {
    const wanted = text(name);
    return wanted === undefined ? undefined : take(found(find(wanted), name));
  };
  const finders = findersOf(inventory);
  const name = text("name");
  const properties = config["custom_properties"];
  return {
    name: name === undefined ? undefined : nameGlob(name),
    cloud: known("cloud", finders.cloud, (cloud) => cloud.name),
    hostGroup: known("host_group", finders.hostGroup, (group) => group.path),
    host: known("host", hostFinder(inventory), (host) => host.name),
    status: text("status"),
    managed: flag("managed"),
    scope: text("scope"),
    details: flag("details") ?? false,
    powerState: text("power_state"),
    tag: text("tag"),
    customProperties: new Map(
      Object.entries(isObject(properties) ? properties : {}).flatMap(([key, value]) =>
        typeof value === "string" ? [[fold(key), value]] : [],
      ),
    ),
  };
}

function found<T>(answer: Found<T>, path: string): T {
  if ("object" in answer) return answer.object;
  throw new DiagnosticError([{ ...answer.problem, path }]);
}

/** Hosts of VMs count too: an account may see a VM, and not its host. */
function hostFinder({ hosts, vms }: Inventory): Finder<Named> {
  const known = new Set(hosts.map(({ name }) => fold(name)));
  const others = new Set(vms.flatMap(({ hostName }) => (hostName === null || known.has(fold(hostName)) ? [] : hostName)));
  const objects: readonly Named[] = [...hosts, ...[...others].map((name) => ({ id: "not shown", name }))];
  return finder({ what: "host", objects, shortName: ({ name }) => name.split(".")[0] ?? name });
}

export const needsDetails = ({ details, powerState, tag, customProperties }: Filters): boolean =>
  details || powerState !== undefined || tag !== undefined || customProperties.size > 0;

const isSame = (wanted: string | undefined, name: string | null): boolean =>
  wanted === undefined || (name !== null && fold(name) === fold(wanted));

/** Of what every reading tells. */
export const fitsStub = (filters: Filters, vm: VmStub, mark: Mark | undefined): boolean =>
  (filters.name?.matches(vm.name) ?? true) &&
  isSame(filters.cloud, vm.cloud) &&
  isSame(filters.host, vm.hostName) &&
  isSame(filters.status, vm.status) &&
  (filters.hostGroup === undefined || isWithin(vm.hostGroupPath, filters.hostGroup)) &&
  (filters.managed === undefined || filters.managed === (mark !== undefined)) &&
  (filters.scope === undefined || filters.scope === mark?.scope);

/** Of what a closer look tells. Names of custom properties have no case in VMM, their values have. */
export function fitsDetails({ powerState, tag, customProperties }: Filters, vm: VmDetails): boolean {
  const properties = new Map(Object.entries(vm.customProperties).map(([name, value]) => [fold(name), value]));
  return (
    isSame(powerState, vm.powerState) &&
    (tag === undefined || tag === vm.tag) &&
    [...customProperties].every(([name, value]) => (properties.get(name) ?? "") === value)
  );
}
