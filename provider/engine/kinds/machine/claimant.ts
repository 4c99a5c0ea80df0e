import type { LoadedMachine, LoadedNamePool } from "../../../model/manifests.ts";
import type { LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";
import type { World } from "../../world.ts";

export interface Claimant {
  readonly loaded: LoadedMachine;
  /** The VM that it is, or the remnant that it leaves behind. */
  readonly live: LiveVm | null;
  readonly doubles: readonly LiveVm[];
  readonly world: World;
}

/** The name that a manifest gives; a machine with neither name nor pool is named as its manifest. */
export const literalName = ({ value }: LoadedMachine): string => value.spec.vmName ?? value.metadata.name;

const foldedNames = new WeakMap<LoadedNamePool, ReadonlySet<string>>();
export function poolNames(pool: LoadedNamePool): ReadonlySet<string> {
  const names = foldedNames.get(pool) ?? new Set(pool.names.map(fold));
  foldedNames.set(pool, names);
  return names;
}
