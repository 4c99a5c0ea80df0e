import { byKeys, type Listing, ownerText } from "./listing.ts";

/** Those of VMs with a mark of ours whoever took them, and everywhere those that carry one. */
export const checkpoints: Listing = {
  doc: "checkpoints of our VMs, and ours of other VMs, with their owners",
  columns: [
    ["NAME", "name"],
    ["VM", "vm"],
    ["TAKEN", "takenAt"],
    ["OWNER", "owner"],
    ["DESCRIPTION", "description"],
  ],
  name: "name",
  items: ({ inventory }) => {
    const vms = new Map(inventory.vms.map(({ id, name }) => [id, name]));
    const ours = inventory.checkpoints.map(({ id, name, vmId, takenAt, mark, description }) => ({
      name,
      vm: vms.get(vmId) ?? vmId,
      takenAt,
      owner: ownerText(mark),
      description,
      id,
      vmId,
    }));
    const known = new Set(ours.map(({ id }) => id));
    const others = inventory.owned.flatMap((vm) =>
      vm.checkpoints
        .filter(({ id }) => !known.has(id))
        .map(({ id, name }) => ({ name, vm: vm.name, takenAt: null, owner: null, description: "", id, vmId: vm.id })),
    );
    return [...ours, ...others].sort(
      byKeys(
        ({ vm }) => vm,
        ({ takenAt }) => takenAt ?? "~",
        ({ name }) => name,
        ({ id }) => id,
      ),
    );
  },
};
