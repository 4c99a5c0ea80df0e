import { fold } from "../../engine/text.ts";
import { sorted, text, texts } from "./attributes.ts";
import { lookup } from "./lookup.ts";

/** Steps of a path are held apart by backslashes. */
export const isWithin = (path: string | null, group: string): boolean => path !== null && `${fold(path)}\\`.startsWith(`${fold(group)}\\`);

export const hostGroup = lookup({
  name: "scvmm_host_group",
  doc: "A host group of VMM.",
  finder: "hostGroup",
  what: "host group",
  objects: ({ hostGroups }) => hostGroups,
  path: { doc: "Its path from the root, `All Hosts\\Datacenter A`: what tells groups of one name apart.", of: ({ path }) => path },
  attributes: {
    parent: text("Path of the group above it; null for the root."),
    host_groups: texts("Paths of the groups in it and below."),
    hosts: texts("Full names of the hosts in it and below."),
  },
  values: ({ path }, { hosts, hostGroups }) => {
    const end = path.lastIndexOf("\\");
    return {
      parent: end < 0 ? null : path.slice(0, end),
      host_groups: sorted(hostGroups.map((group) => group.path).filter((other) => fold(other) !== fold(path) && isWithin(other, path))),
      hosts: sorted(hosts.filter(({ hostGroupPath }) => isWithin(hostGroupPath, path)).map(({ name }) => name)),
    };
  },
});
