import type * as z from "zod";
import { scvmmCheckpoint } from "../kinds/checkpoint.ts";
import { scvmmMachine } from "../kinds/machine.ts";
import { scvmmName } from "../kinds/name.ts";
import { scvmmNamePool } from "../kinds/name-pool.ts";
import { scvmmPersistentDisk, scvmmPersistentDiskPool } from "../kinds/persistent-disk.ts";
import { scvmmProvider } from "../kinds/provider.ts";
import { scvmmVirtualIp } from "../kinds/virtual-ip.ts";

/** The kinds that this version carries out, with their schemas. */
export const KINDS = {
  ScvmmProvider: scvmmProvider,
  ScvmmNamePool: scvmmNamePool,
  ScvmmMachine: scvmmMachine,
  ScvmmVirtualIP: scvmmVirtualIp,
  ScvmmPersistentDisk: scvmmPersistentDisk,
  ScvmmPersistentDiskPool: scvmmPersistentDiskPool,
  ScvmmCheckpoint: scvmmCheckpoint,
  ScvmmName: scvmmName,
} as const satisfies Record<string, z.ZodType>;

export type Kind = keyof typeof KINDS;

/** Kinds of the published CRDs that this version reads past. */
export const UNUSED_KINDS: readonly string[] = ["ScvmmCluster", "ScvmmClusterTemplate", "ScvmmMachineTemplate"];

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}
