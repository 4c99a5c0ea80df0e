import { sortedBy } from "../../engine/text.ts";
import { objects, text } from "./attributes.ts";
import { lookup } from "./lookup.ts";

export const vmNetwork = lookup({
  name: "scvmm_vm_network",
  doc: "A VM network of VMM, with its subnets.",
  finder: "vmNetwork",
  what: "VM network",
  objects: ({ vmNetworks }) => vmNetworks,
  attributes: {
    logical_network: text("Name of its logical network."),
    isolation: text("`NoIsolation`, `VLANNetwork`, `WindowsNetworkVirtualization` or `External`; null where VMM does not say."),
    subnets: objects(
      {
        id: text("VMM's id of the subnet."),
        name: text("Its name."),
        vlans: { type: { kind: "list", of: { kind: "number" } }, presence: "computed", doc: "VLANs of its sites; 0 for none." },
      },
      "Its subnets, by name.",
    ),
  },
  values: ({ logicalNetwork, isolation, subnets }) => ({
    logical_network: logicalNetwork,
    isolation,
    subnets: sortedBy(subnets, ({ name, id }) => `${name}\0${id}`).map(({ id, name, vlans }) => ({
      id,
      name,
      vlans: [...vlans].sort((a, b) => a - b),
    })),
  }),
});
