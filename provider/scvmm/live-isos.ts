import type { LiveVm } from "../engine/inventory.ts";
import { fold } from "../engine/text.ts";
import { isSeedOf } from "./live-seed.ts";

/** An ISO that a host has for itself. */
export interface IsoCopy {
  readonly id: string;
  readonly path: string;
}

/** Copies lie beside their VM (scvmm-domain 2.9). */
export function leftIsos(vm: Pick<LiveVm, "id" | "dvdDrives">, location: string | null, copies: readonly IsoCopy[]): LiveVm["leftIsos"] {
  if (location === null) return [];
  const folder = `${fold(location).replace(/\\+$/, "")}\\`;
  const held = new Set(vm.dvdDrives.map(({ isoPath }) => isoPath !== null && fold(isoPath)));
  const left = copies.filter(({ path }) => fold(path).startsWith(folder) && !held.has(fold(path)));
  return left.map((copy) => ({ ...copy, isSeed: isSeedOf(copy.path, vm.id, "dvd") }));
}
