import type { Diagnostic } from "../model/diagnostic.ts";
import { groupBy } from "../model/group-by.ts";
import type { Inventory, LiveCloud, LiveIso, LiveVirtualHardDisk, Named } from "./inventory.ts";
import { byText, editDistance, fold, listed } from "./text.ts";

export type Found<T> = { readonly object: T } | { readonly problem: Diagnostic };

/** Finds an object of VMM by the name that a manifest uses; remembers answers, since thousands of machines ask the same. */
export type Finder<T> = (name: string) => Found<T>;

interface FinderOptions<T> {
  /** For people: `VM template`. */
  readonly what: string;
  readonly objects: readonly T[];
  /** A second name that is unique, such as a path. */
  readonly uniqueName?: (object: T) => string;
  /** A name that is good where no object has it as its whole one. */
  readonly shortName?: (object: T) => string;
  /** What tells objects of one name apart, beside the id. */
  readonly tell?: (object: T) => string;
}

export function finder<T extends Named>(options: FinderOptions<T>): Finder<T> {
  const byName = groupBy(options.objects, (object) => fold(object.name));
  const byShortName = groupBy(options.objects, (object) => fold(options.shortName?.(object) ?? object.name));
  const byUnique = new Map(options.uniqueName ? options.objects.map((object) => [fold(options.uniqueName?.(object) ?? ""), object]) : []);
  const answers = new Map<string, Found<T>>();
  const answer = (name: string): Found<T> => {
    const unique = byUnique.get(fold(name));
    if (unique) return { object: unique };
    const named = byName.get(fold(name)) ?? byShortName.get(fold(name)) ?? [];
    const [first, second] = named;
    if (!first) return { problem: unknown(name, options) };
    if (second) return { problem: ambiguous(name, named, options) };
    return { object: first };
  };
  return (name) => {
    const known = answers.get(name) ?? answer(name);
    answers.set(name, known);
    return known;
  };
}

function unknown<T extends Named>(name: string, { what, objects }: FinderOptions<T>): Diagnostic {
  const names = [...new Set(objects.map((object) => object.name))];
  const distance = new Map(names.map((candidate) => [candidate, editDistance(fold(candidate), fold(name))]));
  names.sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0) || byText(a, b));
  return {
    code: "PLAN_UNKNOWN_NAME",
    severity: "error",
    summary: `VMM has no ${what} "${name}"`,
    detail: names.length === 0 ? `VMM shows this account no ${what} at all.` : `It has: ${listed(names)}.`,
    hint: "Correct the name, or check that the account may see the object.",
  };
}

function ambiguous<T extends Named>(name: string, objects: readonly T[], { what, uniqueName, tell }: FinderOptions<T>): Diagnostic {
  const texts = objects.map((object) => [uniqueName?.(object), tell?.(object), `id ${object.id}`].filter(Boolean).join(", ")).sort(byText);
  return {
    code: "PLAN_AMBIGUOUS_NAME",
    severity: "error",
    summary: `VMM has ${objects.length} objects "${name}" of type ${what}`,
    detail: `They are: ${listed(texts)}.`,
    hint: uniqueName
      ? `Write the whole path, e.g. ${texts[0]?.split(", ")[0]}.`
      : "Rename all but one of them in VMM, so that the name says which.",
  };
}

const withoutExtension = ({ name }: Named): string => name.replace(/\.[^.]+$/, "");

export interface Finders {
  readonly cloud: Finder<LiveCloud>;
  readonly hostGroup: Finder<Inventory["hostGroups"][number]>;
  readonly template: Finder<Inventory["templates"][number]>;
  readonly hardwareProfile: Finder<Inventory["hardwareProfiles"][number]>;
  readonly operatingSystem: Finder<Named>;
  readonly vmNetwork: Finder<Inventory["vmNetworks"][number]>;
  readonly iso: Finder<LiveIso>;
  readonly virtualHardDisk: Finder<LiveVirtualHardDisk>;
  readonly storageClassification: Finder<Named>;
  readonly storageQoSPolicy: Finder<Named>;
  readonly storageFabricClassification: Finder<Named>;
  /** Of any host: only the name tells. */
  readonly virtualSan: Finder<Named>;
  readonly pool: Finder<Inventory["pools"][number]>;
  readonly portClassification: Finder<Named>;
  readonly macPool: Finder<Inventory["macPools"][number]>;
}

const made = new WeakMap<Inventory, Finders>();

/** Made once a reading. */
export function findersOf(inventory: Inventory): Finders {
  const finders = made.get(inventory) ?? makeFinders(inventory);
  made.set(inventory, finders);
  return finders;
}

function makeFinders(inventory: Inventory): Finders {
  return {
    cloud: finder({ what: "cloud", objects: inventory.clouds }),
    hostGroup: finder({ what: "host group", objects: inventory.hostGroups, uniqueName: (group) => group.path }),
    template: finder({ what: "VM template", objects: inventory.templates, tell: (template) => `generation ${template.generation}` }),
    hardwareProfile: finder({ what: "hardware profile", objects: inventory.hardwareProfiles }),
    operatingSystem: finder({ what: "operating system", objects: inventory.operatingSystems }),
    vmNetwork: finder({
      what: "VM network",
      objects: inventory.vmNetworks,
      tell: (network) => `subnets ${listed(network.subnets.map((subnet) => subnet.name))}`,
    }),
    iso: finder({ what: "ISO", objects: inventory.isos, uniqueName: ({ path }) => path, shortName: withoutExtension }),
    virtualHardDisk: finder({
      what: "virtual hard disk in its library",
      objects: inventory.virtualHardDisks,
      uniqueName: ({ path }) => path,
      shortName: withoutExtension,
    }),
    storageClassification: finder({ what: "storage classification", objects: inventory.storageClassifications }),
    storageQoSPolicy: finder({ what: "storage QoS policy", objects: inventory.storageQoSPolicies }),
    portClassification: finder({ what: "port classification", objects: inventory.portClassifications }),
    macPool: finder({ what: "MAC address pool", objects: inventory.macPools, tell: (pool) => `${pool.rangeStart} to ${pool.rangeEnd}` }),
    storageFabricClassification: finder({ what: "storage fabric classification", objects: inventory.storageFabricClassifications }),
    virtualSan: finder({
      what: "virtual SAN",
      objects: [...new Map(inventory.virtualSans.map((san) => [fold(san.name), san])).values()],
    }),
    pool: finder({
      what: "static IP pool",
      objects: inventory.pools,
      tell: (pool) => `subnet ${pool.subnet}, ${pool.rangeStart} to ${pool.rangeEnd}`,
    }),
  };
}
