import { groupBy } from "../model/group-by.ts";
import { formatMark, type Mark, sameMark } from "../model/mark.ts";
import type { Id, Inventory, LiveVm, VmStub } from "./inventory.ts";
import type { LiveNameClaim } from "./inventory-names.ts";
import type { LiveAddress, LivePool } from "./inventory-network.ts";
import type { LiveCheckpoint } from "./inventory-storage.ts";
import { ipKey } from "./ip-address.ts";
import { SEED_PREFIX } from "./operation-seed.ts";
import { fileName, fold } from "./text.ts";

/** A reading of VMM with the maps that make every question about it cheap. */
export interface World {
  readonly inventory: Inventory;
  /** Names in lower case: they are not unique in VMM (scvmm-domain 4.1). */
  readonly vmsByName: ReadonlyMap<string, readonly VmStub[]>;
  /** Names in lower case. */
  readonly claimsByName: ReadonlyMap<string, readonly LiveNameClaim[]>;
  readonly ownedById: ReadonlyMap<Id, LiveVm>;
  readonly poolsById: ReadonlyMap<Id, LivePool>;
  /** Grants by the object that has the address, e.g. an adapter. */
  readonly grantsByHolder: ReadonlyMap<Id, readonly LiveAddress[]>;
  /** Definitions of custom properties, in lower case. */
  readonly definitions: ReadonlySet<string>;
  /** Names of the library's disks and ISOs that carry cloud-init data, in lower case. */
  readonly librarySeeds: ReadonlySet<string>;
  temporaryTemplatesOf(mark: Mark): readonly Id[];
  vmsOf(mark: Mark): readonly LiveVm[];
  grantsOf(mark: Mark): readonly LiveAddress[];
  checkpointsOf(mark: Mark): readonly LiveCheckpoint[];
  claimsOf(mark: Mark): readonly LiveNameClaim[];
  grantsAt(poolId: Id, address: string): readonly LiveAddress[];
}

/** Of everything that carries one of ours, whatever its scope. */
export const marksIn = ({ owned, addresses, checkpoints, nameClaims }: Inventory): readonly Mark[] =>
  [...owned, ...addresses, ...checkpoints, ...nameClaims].flatMap(({ mark }) => mark ?? []);

const worlds = new WeakMap<Inventory, World>();

/** Made once a reading. */
export function worldOf(inventory: Inventory): World {
  const known = worlds.get(inventory);
  if (known) return known;
  const world = index(inventory);
  worlds.set(inventory, world);
  return world;
}

function seedNameIn(path: string): string | undefined {
  const name = fold(fileName(path));
  return name.startsWith(SEED_PREFIX) ? name : undefined;
}

function index(inventory: Inventory): World {
  const marked = groupBy(inventory.owned, (vm) => formatMark(vm.mark));
  const granted = groupBy(inventory.addresses, (grant) => (grant.mark ? formatMark(grant.mark) : ""));
  const claimed = groupBy(inventory.nameClaims, ({ mark }) => (mark ? formatMark(mark) : ""));
  const taken = groupBy(inventory.checkpoints, ({ mark }) => formatMark(mark));
  let places: ReadonlyMap<string, readonly LiveAddress[]> | undefined;
  const placeOf = (poolId: Id, address: string): string => `${poolId} ${ipKey(address)}`;
  return {
    inventory,
    vmsByName: groupBy(inventory.vms, (vm) => fold(vm.name)),
    claimsByName: groupBy(inventory.nameClaims, ({ name }) => fold(name)),
    ownedById: new Map(inventory.owned.map((vm) => [vm.id, vm])),
    poolsById: new Map(inventory.pools.map((pool) => [pool.id, pool])),
    grantsByHolder: groupBy(
      inventory.addresses.filter((grant) => grant.assignedToId !== null),
      (grant) => grant.assignedToId as Id,
    ),
    definitions: new Set(inventory.customProperties.map((definition) => fold(definition.name))),
    librarySeeds: new Set(
      [...inventory.isos, ...inventory.floppySeeds, ...inventory.virtualHardDisks].flatMap(({ path }) => seedNameIn(path) ?? []),
    ),
    temporaryTemplatesOf: (mark) => inventory.temporaryTemplates.filter((template) => sameMark(template.mark, mark)).map(({ id }) => id),
    vmsOf: (mark) => marked.get(formatMark(mark)) ?? [],
    grantsOf: (mark) => granted.get(formatMark(mark)) ?? [],
    claimsOf: (mark) => claimed.get(formatMark(mark)) ?? [],
    checkpointsOf: (mark) => taken.get(formatMark(mark)) ?? [],
    grantsAt: (poolId, address) => {
      places ??= groupBy(inventory.addresses, (grant) => placeOf(grant.poolId, grant.address));
      return places.get(placeOf(poolId, address)) ?? [];
    },
  };
}
