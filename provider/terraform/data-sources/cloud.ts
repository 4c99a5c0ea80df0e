import { sorted, texts } from "./attributes.ts";
import { lookup } from "./lookup.ts";

export const cloud = lookup({
  name: "scvmm_cloud",
  doc: "A private cloud of VMM.",
  finder: "cloud",
  what: "cloud",
  objects: ({ clouds }) => clouds,
  attributes: {
    host_groups: texts("Paths of the host groups that it is made of; empty where the account may not see them."),
    port_classifications: texts("Names of the port classifications that its users may choose."),
  },
  values: ({ hostGroups, portClassifications }, inventory) => {
    const names = new Map(inventory.portClassifications.map(({ id, name }) => [id, name]));
    return { host_groups: sorted(hostGroups), port_classifications: sorted(portClassifications.map(({ id }) => names.get(id) ?? id)) };
  },
});
