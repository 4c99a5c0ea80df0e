import type { Inventory, Named } from "../../engine/inventory.ts";
import { isVirtualIp } from "../../engine/is-virtual-ip.ts";
import type { Attributes } from "../schema/attribute.ts";
import { number, sorted, text, texts } from "./attributes.ts";
import type { DataSourceType } from "./data-source-type.ts";

const names = (objects: readonly Named[]): readonly string[] => sorted(objects.map(({ name }) => name));
const paths = (objects: readonly { readonly path: string }[]): readonly string[] => sorted(objects.map(({ path }) => path));

/** What is listed, by attribute; names that VMM has twice are there twice. */
const LISTS: Readonly<Record<string, readonly [doc: string, of: (inventory: Inventory) => readonly string[]]>> = {
  clouds: ["Names of the clouds.", ({ clouds }) => names(clouds)],
  host_groups: ["Paths of the host groups.", ({ hostGroups }) => paths(hostGroups)],
  hosts: ["Full names of the hosts.", ({ hosts }) => names(hosts)],
  templates: ["Names of the VM templates.", ({ templates }) => names(templates)],
  hardware_profiles: ["Names of the hardware profiles.", ({ hardwareProfiles }) => names(hardwareProfiles)],
  operating_systems: ["Names of the operating systems.", ({ operatingSystems }) => names(operatingSystems)],
  vm_networks: ["Names of the VM networks.", ({ vmNetworks }) => names(vmNetworks)],
  ip_pools: ["Names of the static IP address pools.", ({ pools }) => names(pools)],
  mac_pools: ["Names of the MAC address pools.", ({ macPools }) => names(macPools)],
  port_classifications: ["Names of the port classifications.", ({ portClassifications }) => names(portClassifications)],
  storage_classifications: ["Names of the storage classifications.", ({ storageClassifications }) => names(storageClassifications)],
  storage_qos_policies: ["Names of the storage QoS policies.", ({ storageQoSPolicies }) => names(storageQoSPolicies)],
  library_shares: ["Paths of the library shares.", ({ libraryShares }) => paths(libraryShares)],
  isos: ["Paths of the ISO images of the library.", ({ isos }) => paths(isos)],
  virtual_hard_disks: ["Paths of the virtual hard disks of the library.", ({ virtualHardDisks }) => paths(virtualHardDisks)],
  custom_properties: ["Names of the custom properties that VMs may have.", ({ customProperties }) => names(customProperties)],
};

const LISTED: Attributes = Object.fromEntries(Object.entries(LISTS).map(([name, [doc]]) => [name, texts(doc)]));

const COVERAGE: Attributes = {
  total: number("VMs that the account can see."),
  own: number("Those that the provider's scope manages."),
  other_scopes: number("Those that other scopes manage."),
  unmanaged: number("Those that nobody manages."),
};

export const inventory: DataSourceType = {
  name: "scvmm_inventory",
  schema: {
    version: 0,
    doc: "What VMM has, as far as the account can see it: the names of everything but VMs, which `scvmm_virtual_machines` lists, and how many VMs are managed. Costs no request where anything else was read.",
    attributes: {
      server: {
        type: {
          kind: "object",
          nesting: "single",
          attributes: { name: text("Full name of VMM's server."), version: text("VMM's version.") },
        },
        presence: "computed",
        doc: "The VMM server.",
      },
      account: {
        type: {
          kind: "object",
          nesting: "single",
          attributes: {
            user: text("`DOMAIN\\user` that the provider is connected as; null where VMM does not say."),
            role: text("Name of its user role."),
            profile: text("`Administrator`, `DelegatedAdmin`, `ReadOnlyAdmin`, `TenantAdmin` or `SelfServiceUser`."),
          },
        },
        presence: "computed",
        doc: "As whom this was read.",
      },
      ...LISTED,
      counts: {
        type: { kind: "map", of: { kind: "number" } },
        presence: "computed",
        doc: "How many of each of these lists, by its name, and of `virtual_machines` and `virtual_ips`.",
      },
      coverage: {
        type: { kind: "object", nesting: "single", attributes: COVERAGE },
        presence: "computed",
        doc: "How many VMs are managed declaratively.",
      },
    },
  },
  check: () => [],
  read: async (_, estate) => {
    const live = await estate.inventory();
    const lists = Object.fromEntries(Object.entries(LISTS).map(([name, [, of]]) => [name, of(live)]));
    const own = live.owned.filter(({ mark }) => mark.scope === estate.scope).length;
    const { user, role, profile } = live.account;
    return {
      server: { name: live.server.name, version: live.server.version },
      account: { user, role: role?.name ?? null, profile },
      ...lists,
      counts: {
        ...Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.length])),
        virtual_machines: live.vms.length,
        virtual_ips: live.addresses.filter(isVirtualIp).length,
      },
      coverage: {
        total: live.vms.length,
        own,
        other_scopes: live.owned.length - own,
        unmanaged: live.vms.length - live.owned.length,
      },
    };
  },
};
