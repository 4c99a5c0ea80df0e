import type { LoadedPersistentDisk, LoadedPersistentDiskPool } from "../../../provider/model/manifests.ts";
import { diskPool, persistentDisk } from "../../engine/support/manifests.ts";
import type { Dice } from "./dice.ts";

/** A persistent disk with a manifest of its own. */
export interface KeptDisk {
  readonly name: string;
  /** GiB; it only grows. */
  readonly size: number;
  readonly reclaim: "Retain" | "Delete";
  /** The machine that claims it, by its origin. */
  readonly holder: string | null;
}

/** What a scope has of disks that outlive their machines. */
export interface KeptDisks {
  readonly disks: readonly KeptDisk[];
  /** Machines that claim a disk of the pool, by their origin. */
  readonly pooled: readonly string[];
}

export const NO_DISKS: KeptDisks = { disks: [], pooled: [] };
const POOL = "cache";

const someOf = (keepers: readonly string[], roll: Dice): readonly string[] => keepers.filter(() => roll.chance(40));
const holder = (keepers: readonly string[], roll: Dice): string | null =>
  keepers.length > 0 && roll.chance(80) ? roll.pick(keepers) : null;

/** `keepers`: machines that may have such disks. */
export function drawKeptDisks(keepers: readonly string[], roll: Dice): KeptDisks {
  if (keepers.length === 0) return NO_DISKS;
  const disks = ["d", "e"].slice(0, 1 + roll.below(2)).map((name): KeptDisk => {
    return { name, size: 1 + roll.below(3), reclaim: roll.pick(["Retain", "Retain", "Delete"]), holder: holder(keepers, roll) };
  });
  return { disks, pooled: someOf(keepers, roll) };
}

/** They grow, go from machine to machine, and their manifests leave. */
export function nextKeptDisks({ disks, pooled }: KeptDisks, keepers: readonly string[], roll: Dice): KeptDisks {
  const isThere = (origin: string): boolean => keepers.includes(origin);
  const kept = disks
    .filter(() => !roll.chance(10))
    .map((disk): KeptDisk => {
      const stays = disk.holder !== null && isThere(disk.holder) && roll.chance(50);
      return { ...disk, size: disk.size + (roll.chance(30) ? 2 : 0), holder: stays ? disk.holder : holder(keepers, roll) };
    });
  return { disks: kept, pooled: roll.chance(60) ? pooled.filter(isThere) : someOf(keepers, roll) };
}

/** Entries of `spec.disks` for one machine. */
export const claimsOf = ({ disks, pooled }: KeptDisks, origin: string): readonly object[] => [
  ...disks.filter((disk) => disk.holder === origin).map(({ name }) => ({ name: `kept-${name}`, persistentDisk: { disk: { name } } })),
  ...(pooled.includes(origin) ? [{ name: "cache", persistentDisk: { pool: { name: POOL } } }] : []),
];

export const keptDisksOf = ({ disks }: KeptDisks): readonly LoadedPersistentDisk[] =>
  disks.map(({ name, size, reclaim }) => persistentDisk(name, { size: `${size}Gi`, reclaimPolicy: reclaim }));

/** The pool is never without its manifest. */
export const POOLS: readonly LoadedPersistentDiskPool[] = [diskPool(POOL, { size: "1Gi" })];
