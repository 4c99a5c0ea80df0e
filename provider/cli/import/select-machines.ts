import type { Inventory } from "../../engine/index.ts";
import type { VmStub } from "../../engine/inventory.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { addressGlob } from "../../model/glob.ts";

export interface MachineFilter {
  /** Names of clouds. */
  readonly cloud: readonly string[];
  /** Paths of host groups, or their names; what is below them counts. */
  readonly hostGroup: readonly string[];
  /** Names with wildcards. */
  readonly name: readonly string[];
}

const fold = (text: string): string => text.toLowerCase();

/** VMs that carry no mark and pass every kind of filter that is given. Throws DiagnosticError for a cloud or host group that VMM has not. */
export function selectMachines(inventory: Inventory, { cloud, hostGroup, name }: MachineFilter): readonly VmStub[] {
  const clouds = new Set(
    cloud
      .map((wanted) =>
        known(
          "cloud",
          wanted,
          inventory.clouds.map((one) => one.name),
        ),
      )
      .map(fold),
  );
  const groups = hostGroup.flatMap((wanted) => groupPaths(inventory, wanted)).map(fold);
  const names = name.map(addressGlob);
  const owned = new Set(inventory.owned.map(({ id }) => id));
  const isBelow = (path: string, group: string): boolean => path === group || path.startsWith(`${group}\\`);
  return inventory.vms.filter(
    (vm) =>
      !owned.has(vm.id) &&
      (clouds.size === 0 || clouds.has(fold(vm.cloud ?? ""))) &&
      (groups.length === 0 || groups.some((group) => isBelow(fold(vm.hostGroupPath ?? ""), group))) &&
      (names.length === 0 || names.some(({ matches }) => matches(vm.name))),
  );
}

function groupPaths({ hostGroups }: Inventory, wanted: string): readonly string[] {
  const found = hostGroups.filter(({ path, name }) => fold(path) === fold(wanted) || fold(name) === fold(wanted));
  if (found.length === 0)
    known(
      "host group",
      wanted,
      hostGroups.map(({ path }) => path),
    );
  return found.map(({ path }) => path);
}

function known(what: string, wanted: string, names: readonly string[]): string {
  if (names.some((name) => fold(name) === fold(wanted))) return wanted;
  const detail = names.length === 0 ? `VMM shows this account no ${what}.` : `It has: ${names.slice(0, 12).join(", ")}.`;
  throw new DiagnosticError([{ code: "IMPORT_UNKNOWN_PLACE", severity: "error", summary: `VMM has no ${what} "${wanted}"`, detail }]);
}
