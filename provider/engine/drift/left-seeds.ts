import type { DriftItem } from "../../model/drift.ts";
import type { Inventory } from "../inventory.ts";
import { vmOfSeed } from "../operation-seed.ts";
import { fold, sortedBy } from "../text.ts";

interface LibraryFile {
  readonly name: string;
  /** UNC. */
  readonly path: string;
}

function removerOf(path: string): string {
  if (/\.iso$/i.test(path)) return "Remove-SCISO";
  return /\.vfd$/i.test(path) ? "Remove-SCVirtualFloppyDisk" : "Remove-SCVirtualHardDisk";
}

/**
 * Cloud-init data in the library whose VM is gone: it was deleted by hand after the data had come and before it was attached. The file
 * holds secrets, and nobody looks for it by another VM's name. It has no mark, so it is told with the ScvmmProvider.
 */
export function leftSeeds(
  provider: string,
  files: readonly LibraryFile[],
  { vms }: Pick<Inventory, "vms">,
  place: DriftItem["place"],
): readonly DriftItem[] {
  const known = new Set(vms.map(({ id }) => fold(id)));
  const left = files.filter(({ name }) => {
    const vmId = vmOfSeed(name);
    return vmId !== null && !known.has(vmId);
  });
  return sortedBy(left, ({ path }) => path).map(({ path }) => ({
    address: provider,
    kind: "leaked",
    attributes: [],
    detail: `cloud-init data ${path} is left of a VM that is gone, and may hold secrets; remove with ${removerOf(path)}`,
    place,
  }));
}
