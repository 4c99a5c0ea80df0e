import { allVirtualHardDisks } from "../virtual-hard-disks.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen, getter } from "./select.ts";

/** What was put into a share since its last refresh does not show yet (scvmm-domain 4.21). */
const getIso: CmdletDefinition = {
  honours: ["All", "ID", "Name"],
  run: (parameters, { store, now }) => ({ objects: chosen(store.isos, parameters).filter(({ $visibleFrom }) => $visibleFrom <= now()) }),
};

const getVirtualHardDisk: CmdletDefinition = {
  honours: ["All", "ID", "Name"],
  run: (parameters, { store }) => ({ objects: chosen(allVirtualHardDisks(store), parameters) }),
};

export const readLibrary = {
  "Get-SCISO": getIso,
  "Get-SCVirtualHardDisk": getVirtualHardDisk,
  "Get-SCStorageClassification": getter((world) => world.store.storageClassifications),
  "Get-SCStorageQoSPolicy": getter((world) => world.store.storageQosPolicies),
  "Get-SCLibraryShare": getter((world) => world.store.libraryShares),
} as const satisfies Record<string, CmdletDefinition>;
