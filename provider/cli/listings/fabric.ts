import { byKeys, type Listing } from "./listing.ts";

/** What manifests name of VMM: clouds, templates, VM networks, address pools. */
export const clouds: Listing = {
  doc: "clouds",
  columns: [
    ["NAME", "name"],
    ["ID", "id"],
  ],
  name: "name",
  items: ({ inventory }) => inventory.clouds.map(({ name, id }) => ({ name, id })).sort(byKeys((cloud) => cloud.name)),
};

export const templates: Listing = {
  doc: "VM templates",
  columns: [
    ["NAME", "name"],
    ["GENERATION", "generation"],
    ["ID", "id"],
  ],
  name: "name",
  items: ({ inventory }) =>
    inventory.templates.map(({ name, generation, id }) => ({ name, generation, id })).sort(byKeys((template) => template.name)),
};

export const networks: Listing = {
  doc: "VM networks with their subnets",
  columns: [
    ["NAME", "name"],
    ["SUBNETS", "subnets"],
    ["ID", "id"],
  ],
  name: "name",
  items: ({ inventory }) =>
    inventory.vmNetworks
      .map(({ name, subnets, id }) => ({ name, subnets: subnets.map((subnet) => subnet.name).sort(), id }))
      .sort(byKeys((network) => network.name)),
};

export const pools: Listing = {
  doc: "static IP address pools",
  columns: [
    ["NAME", "name"],
    ["SUBNET", "subnet"],
    ["FROM", "rangeStart"],
    ["TO", "rangeEnd"],
    ["FREE", "free"],
    ["TOTAL", "total"],
    ["NETWORK", "vmNetwork"],
  ],
  name: "name",
  items: ({ inventory }) =>
    inventory.pools
      .map(({ name, subnet, rangeStart, rangeEnd, availableAddresses, totalAddresses, vmNetwork, id }) => ({
        name,
        subnet,
        rangeStart,
        rangeEnd,
        free: availableAddresses,
        total: totalAddresses,
        vmNetwork,
        id,
      }))
      .sort(byKeys((pool) => pool.name)),
};
