import { type Listing, ownerText } from "./listing.ts";

/** Every name of the pools in the manifests: whether a VM has it, and whose that is. VMM compares names without case. */
export const names: Listing = {
  doc: "the names of the ScvmmNamePools, and who has them",
  columns: [
    ["POOL", "pool"],
    ["NAME", "name"],
    ["STATE", "state"],
    ["OWNER", "owner"],
  ],
  name: "name",
  needsManifests: true,
  items: ({ inventory, manifests }) => {
    const marks = new Map(inventory.owned.map((vm) => [vm.id, vm.mark]));
    const vms = new Map(inventory.vms.map((vm) => [vm.name.toLowerCase(), vm]));
    return manifests.namePools.flatMap(({ address: pool, names: all }) =>
      all.map((name) => {
        const vm = vms.get(name.toLowerCase());
        return { pool, name, state: vm ? "used" : "free", owner: vm ? (ownerText(marks.get(vm.id)) ?? "(not ours)") : null };
      }),
    );
  },
};
