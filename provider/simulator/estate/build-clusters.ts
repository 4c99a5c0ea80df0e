import type { Host } from "../objects/fabric.ts";
import type { HostCluster } from "../objects/placement.ts";
import type { World } from "../world.ts";
import { type Estate, EstateError } from "./estate.ts";
import { find } from "./find.ts";

/** Failover clusters; their nodes are hosts of one host group. */
export function buildClusters(estate: Estate, { store, random }: World): void {
  for (const [index, given] of estate.clusters.entries()) {
    const nodes = given.nodes.map((name): Host => find(store.hosts, name, "host"));
    const [first, ...others] = nodes;
    if (!first || others.some((node) => node.VMHostGroup !== first.VMHostGroup))
      throw new EstateError(`clusters[${index}].nodes`, "the nodes of a cluster lie in one host group");
    const cluster: HostCluster = {
      $type: "HostCluster",
      ID: random.guid(),
      Name: given.name,
      MarkedForDeletion: false,
      ClusterName: given.name.split(".")[0] ?? given.name,
      HostGroup: first.VMHostGroup,
      ClusterReserve: 1,
      Nodes: nodes,
    };
    for (const node of nodes) node.HostCluster = cluster;
    store.clusters.set(cluster.ID, cluster);
  }
}
