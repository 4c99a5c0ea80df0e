import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json } from "../../model/plan.ts";
import { findersOf } from "../finder.ts";
import type { Inventory, VmDetails } from "../inventory.ts";
import { fold, listed, sortedBy } from "../text.ts";
import { worldOf } from "../world.ts";
import { machineManifest, type Naming } from "./machine-manifest.ts";
import { objectNames } from "./object-names.ts";

export interface Written {
  /** Sorted by name. */
  readonly machines: readonly { readonly name: string; readonly vm: VmDetails; readonly manifest: { readonly [key: string]: Json } }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Manifests of VMs that nobody manages. Pure.
 *
 * 1. Those of others, and those that share their name with another VM of VMM, are left out and told.
 * 2. A name for each object, and what VMM tells of it.
 */
export function writeManifests(
  vms: readonly VmDetails[],
  inventory: Inventory,
  naming: Omit<Naming, "name">,
  taken: ReadonlySet<string>,
): Written {
  const view = { world: worldOf(inventory), finders: findersOf(inventory) };
  const diagnostics: Diagnostic[] = [];
  const isAlone = ({ name }: VmDetails): boolean => (view.world.vmsByName.get(fold(name)) ?? []).length < 2;
  for (const vm of vms.filter((one) => !one.mark && !isAlone(one))) diagnostics.push(nameTwice(vm));
  const free = vms.filter((vm) => vm.mark === null && isAlone(vm));
  const names = objectNames(free, taken);
  const machines = free.flatMap((vm) => {
    const name = names.get(vm.id) ?? "";
    const { manifest, notes } = machineManifest(vm, view, { ...naming, name });
    if (notes.length > 0) diagnostics.push(manifest ? leftOut(vm, notes) : notWritten(vm, notes));
    return manifest ? [{ name, vm, manifest }] : [];
  });
  return { machines: sortedBy(machines, ({ name }) => name), diagnostics };
}

const nameTwice = ({ name, id }: VmDetails): Diagnostic => ({
  code: "IMPORT_NAME_TWICE",
  severity: "warning",
  summary: `VM "${name}" (id ${id}) is left out: VMM has another one of that name`,
  hint: "Rename one of them in VMM; names tell machines apart.",
});

const leftOut = ({ name }: VmDetails, notes: readonly string[]): Diagnostic => ({
  code: "IMPORT_FIELDS_LEFT_OUT",
  severity: "warning",
  summary: `the manifest of VM "${name}" does not say everything`,
  detail: listed(notes).replaceAll(", spec.", "\nspec."),
  hint: "What a manifest is silent about is never touched.",
});

const notWritten = ({ name, id }: VmDetails, notes: readonly string[]): Diagnostic => ({
  code: "IMPORT_NOT_POSSIBLE",
  severity: "warning",
  summary: `VM "${name}" (id ${id}) is left out: no manifest can stand for it`,
  detail: notes.join("\n"),
});
