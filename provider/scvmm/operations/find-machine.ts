import { call } from "../../batch/build.ts";
import type { CmdletCall, Projection } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome } from "../../engine/operation.ts";
import { NOT_FOUND } from "../known-errors.ts";
import type { Results } from "../results.ts";
import { gone, workOf } from "./carrier.ts";

/** Finds the VM as `vm`. An unknown id gives nothing, or an error (scvmm-domain D11). */
export const findMachine = (vmId: Id): CmdletCall => call("vm", "Get-SCVirtualMachine", { ID: vmId });

/** The outcome of work on a VM that `findMachine` looked for. */
export function workOnMachine(results: Results, vmId: Id, id: string, objectId: Id | null = null): Outcome {
  return isAbsent(results, "vm") ? gone("The VM", vmId) : workOf(results, id, objectId);
}

/** Whether a look by id proves that there is no such object: it found nothing, or VMM says 801, which means just that. */
export function isAbsent(results: Results, id: string): boolean {
  return results.found(id) === 0 || results.of(id).error?.number === NOT_FOUND;
}

/** The VMs of exactly this name, as `id`. */
export const lookForName = (id: string, name: string, { projection }: { readonly projection: Projection }): CmdletCall =>
  call(id, "Get-SCVirtualMachine", sought(name), { where: { all: [{ path: "Name", op: "eq", value: name }] }, project: projection });

/** VMM reads wildcards in a name (scvmm-domain D21): with one in it, all VMs are looked through instead. */
function sought(name: string): { Name: string } | { All: true } {
  return /[*?[\]]/.test(name) ? { All: true } : { Name: name };
}
