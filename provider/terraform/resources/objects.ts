import type { Inventory, LiveVm, VmDetails } from "../../engine/inventory.ts";
import type { LiveAddress } from "../../engine/inventory-network.ts";
import { choose, isRemnant } from "../../engine/kinds/machine/choose.ts";
import { worldOf } from "../../engine/world.ts";
import type { Kind } from "../../model/load/kinds.ts";
import { type Mark, sameMark } from "../../model/mark.ts";
import type { LiveObject } from "../schema/mapping.ts";

/** A resource as Terraform knows it. */
export interface Wanted {
  readonly kind: Kind;
  readonly mark: Mark;
  /** Of the object in VMM, as the state has it. */
  readonly id: string | null;
}

export interface There {
  readonly state: "there";
  readonly live: LiveObject;
  /** The reading, as if the object carried its mark. */
  readonly inventory: Inventory;
  /** Whether it does so in VMM; else the state alone knows it, as after an import. */
  readonly isMarked: boolean;
}

export type Sighting =
  | There
  /** What the state knows is another's. */
  | { readonly state: "foreign"; readonly mark: Mark; readonly name: string }
  /** What carries the mark is another object than the state knows, which is there too. */
  | { readonly state: "two"; readonly ids: readonly [string, string] }
  | { readonly state: "gone" };

type Details = (id: string) => Promise<VmDetails | undefined>;
type Sight = (wanted: Wanted, inventory: Inventory, details: Details) => Promise<Sighting>;

/** How an object of each kind is found: by its mark; else by its id, which only VMM's own answer can say is not there. */
const sights: Readonly<Partial<Record<Kind, Sight>>> = {
  ScvmmMachine: async ({ mark, id }, inventory, details) => {
    const { vmsOf, ownedById } = worldOf(inventory);
    const { keep, remnants } = choose(vmsOf(mark), () => false);
    const own = keep ?? remnants[0];
    const known = id === null ? undefined : inventory.vms.find((vm) => vm.id === id);
    if (own)
      return known && known.id !== own.id && !sameMark(ownedById.get(known.id)?.mark, mark) ? two(own, known) : there(own, inventory);
    if (!known) return { state: "gone" };
    const other = ownedById.get(known.id)?.mark;
    if (other) return { state: "foreign", mark: other, name: known.name };
    const vm = await details(known.id);
    if (!vm) return { state: "gone" };
    const live: LiveVm = { ...vm, mark, sealed: true };
    return { state: "there", live, inventory: { ...inventory, owned: [...inventory.owned, live] }, isMarked: false };
  },
  ScvmmVirtualIP: async ({ mark, id }, inventory) => {
    const [own] = worldOf(inventory).grantsOf(mark);
    const known = id === null ? undefined : inventory.addresses.find((grant) => grant.id === id);
    if (own) return known && known.id !== own.id && !sameMark(known.mark, mark) ? two(own, known) : there(own, inventory);
    if (!known) return { state: "gone" };
    if (known.mark) return { state: "foreign", mark: known.mark, name: known.address };
    const live: LiveAddress = { ...known, mark };
    const addresses = inventory.addresses.map((grant) => (grant.id === known.id ? live : grant));
    return { state: "there", live, inventory: { ...inventory, addresses }, isMarked: false };
  },
  ScvmmName: async ({ mark }, inventory) => {
    const [own] = worldOf(inventory).claimsOf(mark);
    return own ? there(own, inventory) : { state: "gone" };
  },
  /** VMM tells of checkpoints by their marks alone. */
  ScvmmCheckpoint: async ({ mark }, inventory) => {
    const [own] = worldOf(inventory).checkpointsOf(mark);
    return own ? there(own, inventory) : { state: "gone" };
  },
};

const there = (live: LiveObject, inventory: Inventory): Sighting => ({ state: "there", live, inventory, isMarked: true });
const two = (own: { readonly id: string }, known: { readonly id: string }): Sighting => ({ state: "two", ids: [own.id, known.id] });

/** Kinds without an object of their own are there as long as their resource is. */
export async function sight(wanted: Wanted, inventory: Inventory, details: Details): Promise<Sighting> {
  return (await sights[wanted.kind]?.(wanted, inventory, details)) ?? there(null, inventory);
}

/** What is left of a creation that has failed: it is made anew, and compared with nothing. */
export const isFailed = (live: LiveObject): boolean => live !== null && "powerState" in live && isRemnant(live);

export const isFinished = (live: LiveObject): boolean => live !== null && (!("sealed" in live) || live.sealed);

/** A VM that was finished once: people may have their data on it. An address holds none. */
export const mayHoldData = (live: LiveObject): boolean => live !== null && "sealed" in live && live.sealed;

/** A reading without one VM, as it will be once that is removed. */
export function withoutVm(inventory: Inventory, id: string): Inventory {
  const adapters = new Set(inventory.owned.flatMap((vm) => (vm.id === id ? vm.adapters.map((adapter) => adapter.id) : [])));
  return {
    ...inventory,
    vms: inventory.vms.filter((vm) => vm.id !== id),
    owned: inventory.owned.filter((vm) => vm.id !== id),
    addresses: inventory.addresses.filter((grant) => grant.id !== id && !adapters.has(grant.assignedToId ?? "")),
  };
}
