import { MARK_PROPERTY, type Mark, parseMark, splitDescription } from "../../../provider/model/mark.ts";
import type { VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { VmmObject } from "../../../provider/simulator/objects/object.ts";
import type { Store } from "../../../provider/simulator/store.ts";

export const markOf = (vm: VirtualMachine): Mark | undefined =>
  parseMark(vm.CustomProperty.get(MARK_PROPERTY)) ?? splitDescription(vm.Description).mark;

/** Parts of an object that are shown whole; whatever else it refers to is shown by its name. */
const PARTS = new Set([
  "VirtualDiskDrives",
  "VirtualNetworkAdapters",
  "VirtualDVDDrives",
  "VirtualHardDisk",
  "VirtualFibreChannelAdapters",
  "VirtualFloppyDrive",
  "VMCheckpoints",
]);
/** What VMs of ours on the same host change. */
const LOOSE = new Set(["AvailableMemory", "$granted", "$owner", "FailedJobID"]);

/** All that VMM keeps of an object, as text. With `anonymous` without what is drawn anew for every object. */
function shown(object: object, anonymous: boolean): string {
  return JSON.stringify(object, function (this: unknown, key, value: unknown) {
    if (LOOSE.has(key) || (anonymous && /ID$|Id$|Guid$|MACAddress$|Time$|Location$|Path$|^Directory$/.test(key))) return undefined;
    if (typeof value === "bigint") return `${value}`;
    if (value instanceof Map) return [...value];
    if (value !== null && typeof value === "object" && "$type" in value && value !== object && !Array.isArray(this) && !PARTS.has(key))
      return nameOf(value as VmmObject);
    return value;
  });
}

const nameOf = (value: VmmObject): string => ("Name" in value ? value.Name : value.$type);

/** What was there before, and what people have made since: not a byte of it may differ from what people alone would have. */
export function foreignPart(store: Store, initial: ReadonlySet<string>): readonly string[] {
  const of = (table: ReadonlyMap<string, VmmObject>): string[] => [
    ...[...table].flatMap(([id, object]) => (initial.has(id) ? [shown(object, false)] : [])),
    ...[...table]
      .flatMap(([id, object]) => (!initial.has(id) && isPeoples(object as { Description?: string }) ? [shown(object, true)] : []))
      .sort(),
  ];
  return tablesOf(store).flatMap((table) => of(table as ReadonlyMap<string, VmmObject>));
}

const isPeoples = ({ Description }: { readonly Description?: string }): boolean => Description === "by people";

/** Ids of everything that VMM has. */
export function idsOf(store: Store): ReadonlySet<string> {
  return new Set(tablesOf(store).flatMap((table) => [...table.keys()]));
}

function tablesOf(store: Store) {
  return [
    store.vms,
    store.addresses,
    store.templates,
    store.isos,
    store.libraryDisks,
    store.customProperties,
    store.macAddresses,
    store.floppyDisks,
  ];
}
