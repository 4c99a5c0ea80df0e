import { type Listing, ownerText } from "./listing.ts";

/** Every name of the pools in the manifests: whether a VM or a claim has it, and whose that is. VMM compares names without case. */
export const names: Listing = {
  doc: "the names of the ScvmmNamePools, and who has them",
  columns: [
    ["POOL", "pool"],
    ["NAME", "name"],
    ["STATE", "state"],
    ["OWNER", "owner"],
    ["CLAIM", "claim"],
  ],
  name: "name",
  needsManifests: true,
  items: ({ inventory, manifests }) => {
    const marks = new Map(inventory.owned.map((vm) => [vm.id, vm.mark]));
    const vms = new Map(inventory.vms.map((vm) => [vm.name.toLowerCase(), vm]));
    const claims = new Map(inventory.nameClaims.map(({ name, mark }) => [name.toLowerCase(), ownerText(mark ?? undefined) ?? "(unknown)"]));
    return manifests.namePools.flatMap(({ address: pool, names: all }) =>
      all.map((name) => {
        const vm = vms.get(name.toLowerCase());
        const claim = claims.get(name.toLowerCase()) ?? null;
        const state = vm ? "used" : claim ? "claimed" : "free";
        return { pool, name, state, owner: vm ? (ownerText(marks.get(vm.id)) ?? "(not ours)") : null, claim };
      }),
    );
  },
};
