import { byKeys, type Listing, ownerText } from "./listing.ts";

/** Every name that is held, whoever's claim it is. VMM compares names without case. */
export const claims: Listing = {
  doc: "names that ScvmmNames hold, and the VMs that bear them",
  columns: [
    ["NAME", "name"],
    ["OWNER", "owner"],
    ["VM", "vm"],
  ],
  name: "name",
  items: ({ inventory }) => {
    const vms = new Map(inventory.vms.map((vm) => [vm.name.toLowerCase(), vm.id]));
    return inventory.nameClaims
      .map(({ id, name, mark }) => ({ name, owner: ownerText(mark ?? undefined), vm: vms.get(name.toLowerCase()) ?? null, id }))
      .sort(byKeys(({ name }) => name));
  },
};
