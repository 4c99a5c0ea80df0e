import { byKeys, type Listing, ownerText } from "./listing.ts";

/** Every VM, other people's too, with its owner if it is one of ours. */
export const machines: Listing = {
  doc: "all VMs, with their owners",
  columns: [
    ["NAME", "name"],
    ["STATUS", "status"],
    ["CLOUD", "cloud"],
    ["HOST", "host"],
    ["OWNER", "owner"],
  ],
  name: "name",
  items: ({ inventory }) => {
    const marks = new Map(inventory.owned.map((vm) => [vm.id, vm.mark]));
    return [...inventory.vms]
      .sort(
        byKeys(
          (vm) => vm.name,
          (vm) => vm.id,
        ),
      )
      .map(({ id, name, status, cloud, hostName }) => ({ name, status, cloud, host: hostName, owner: ownerText(marks.get(id)), id }));
  },
};
