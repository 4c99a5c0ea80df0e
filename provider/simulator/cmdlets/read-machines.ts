import type { VirtualDiskDrive, VirtualNetworkAdapter } from "../objects/machine.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen, named } from "./select.ts";

const getMachine: CmdletDefinition = {
  honours: ["All", "ID", "Name", "Cloud", "VMHost"],
  run: (parameters, { store }) => {
    const cloud = parameters.object("Cloud", "Cloud");
    const host = parameters.object("VMHost", "Host");
    const found = chosen(store.vms, parameters);
    return { objects: cloud || host ? found.filter((vm) => (!cloud || vm.Cloud === cloud) && (!host || vm.VMHost === host)) : found };
  },
};

const getDrive: CmdletDefinition = {
  honours: ["All", "ID", "VM", "VMTemplate"],
  run: (parameters, { store }) => {
    const owner = parameters.object("VM", "VM") ?? parameters.object("VMTemplate", "Template");
    const found: readonly VirtualDiskDrive[] = owner ? owner.VirtualDiskDrives : chosen(store.drives, parameters);
    return { objects: found };
  },
};

const getAdapter: CmdletDefinition = {
  honours: ["All", "ID", "Name", "VM", "VMTemplate"],
  run: (parameters, { store }) => {
    const owner = parameters.object("VM", "VM") ?? parameters.object("VMTemplate", "Template");
    const found: readonly VirtualNetworkAdapter[] = owner ? owner.VirtualNetworkAdapters : chosen(store.adapters, parameters);
    return { objects: named(found, parameters.text("Name")) };
  },
};

export const readMachines = {
  "Get-SCVirtualDiskDrive": getDrive,
  "Get-SCVirtualMachine": getMachine,
  "Get-SCVirtualNetworkAdapter": getAdapter,
} as const satisfies Record<string, CmdletDefinition>;
