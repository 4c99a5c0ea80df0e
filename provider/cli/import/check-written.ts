import { type Inventory, planChanges, type Written } from "../../engine/index.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { loadManifests } from "../../model/load-manifests.ts";
import type { LoadedProvider } from "../../model/manifests.ts";

const SCOPE = "import";
const addressOf = (namespace: string, name: string): string => `ScvmmMachine/${namespace}/${name}`;

/**
 * Holds manifests that were written of VMs against those VMs, as if they were marked: what cannot be loaded is left out, and what
 * the plan would change is told, so that nobody adopts it unaware.
 */
export function checkWritten({ machines, diagnostics }: Written, provider: LoadedProvider, inventory: Inventory): Written {
  const { value } = provider;
  const items = [{ ...value, spec: { scvmmHost: value.spec.scvmmHost } }, ...machines.map(({ manifest }) => manifest)];
  const loaded = loadManifests([{ file: "import", text: JSON.stringify({ apiVersion: "v1", kind: "List", items }) }]);
  const owned = machines.map(({ vm, manifest }) => {
    const { namespace = "default", name } = manifest["metadata"] as { readonly namespace?: string; readonly name: string };
    return { ...vm, sealed: true, mark: { scope: SCOPE, address: addressOf(namespace, name) } };
  });
  const addresses = new Map(owned.map((vm) => [vm.mark.address, vm]));
  const { plan, diagnostics: problems } = planChanges({
    scope: SCOPE,
    manifests: loaded.manifests,
    inventories: new Map([[provider.address, { ...inventory, owned: [...inventory.owned, ...owned] }]]),
    options: { prune: false, maxDeletionShare: 1, allowMassDeletion: true },
  });
  const broken = new Map<string, Diagnostic>();
  for (const problem of [...loaded.diagnostics, ...problems])
    if (problem.severity === "error" && problem.address !== undefined && addresses.has(problem.address))
      broken.set(problem.address, problem);
  const changed = plan.changes.filter(({ address, action }) => action !== "none" && addresses.has(address) && !broken.has(address));
  const nameOf = (address: string): string => addresses.get(address)?.name ?? address;
  return {
    machines: machines.filter(({ vm }) => ![...broken.keys()].some((address) => addresses.get(address)?.id === vm.id)),
    diagnostics: [
      ...diagnostics,
      ...[...broken].map(([address, problem]) => leftOut(nameOf(address), problem)),
      ...changed.map(({ address, attributes }) =>
        differs(
          nameOf(address),
          attributes.map(({ path }) => path),
        ),
      ),
    ],
  };
}

const leftOut = (name: string, { summary, path }: Diagnostic): Diagnostic => ({
  code: "IMPORT_NOT_POSSIBLE",
  severity: "warning",
  summary: `VM "${name}" is left out: no manifest can stand for it`,
  detail: `${path === undefined ? "" : `${path}: `}${summary}`,
});

const differs = (name: string, paths: readonly string[]): Diagnostic => ({
  code: "IMPORT_DIFFERS",
  severity: "warning",
  summary: `the manifest of VM "${name}" is not as VMM has it: a plan would change ${paths.join(", ")}`,
  hint: "Remove these fields from the manifest to leave them alone.",
});
