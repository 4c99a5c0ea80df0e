import type { Inventory, VmDetails, VmStub } from "../../engine/inventory.ts";
import { sortedBy } from "../../engine/text.ts";
import type { Mark } from "../../model/mark.ts";
import { OWN_PROPERTIES } from "../../model/own-properties.ts";
import type { Attributes } from "../schema/attribute.ts";
import type { ObjectValue } from "../value/value.ts";
import { number, objects, optional, text, textMap, texts } from "./attributes.ts";
import type { DataSourceType } from "./data-source-type.ts";
import { detailsOf } from "./details.ts";
import { type Filters, filtersOf, fitsDetails, fitsStub, needsDetails } from "./filters.ts";
import { memoryText } from "./hardware.ts";

const FOUND: Attributes = {
  id: text("VMM's id of the VM."),
  name: text("Its name; VMM lets several VMs have one."),
  status: text("What VMM says of it: `Running`, `PowerOff`, `UnderMigration` and others."),
  cloud: text("Name of its cloud; null outside any."),
  host: text("Full name of its host."),
  host_group: text("Path of its host group."),
  scope: text("Scope that manages it; null where nobody does."),
  owner: text("Kind, namespace and key of what manages it, `ScvmmMachine/terraform/web-1`; null where nobody does."),
};

const DETAILS: Attributes = {
  vm_id: text("Hyper-V's id of the VM, which its guest sees too."),
  power_state: text("`Running`, `PowerOff`, `Saved`, `Paused` and others."),
  description: text("Its description."),
  tag: text("Its tag; empty for none."),
  custom_properties: textMap("Its custom properties, but for those that this provider keeps for itself."),
  operating_system: text("Name of its operating system, as VMM was told."),
  generation: number("1 or 2."),
  cpu_count: number("Number of its virtual processors."),
  memory: text("Its memory, `4Gi`."),
  ip_addresses: texts("Addresses of all adapters as VMM last saw them, those of DHCP too."),
};

const bare = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, doc: `${attribute.doc} Null without details.` }]),
  );

export const virtualMachines: DataSourceType = {
  name: "scvmm_virtual_machines",
  schema: {
    version: 0,
    doc: "VMs of VMM, those of others too, by name and id; without any filter all of them. A filter that names a cloud, host or host group that is not there is an error: a misspelt one would be an empty list.",
    attributes: {
      name: optional("string", "Only VMs whose name fits: `*` stands for any text, `?` for one character; without regard to case."),
      cloud: optional("string", "Only VMs in this cloud."),
      host_group: optional("string", "Only VMs in this host group and below: its name, or its path where names repeat."),
      host: optional("string", "Only VMs on this host: its full name, or the part before the first dot."),
      status: optional("string", "Only VMs of which VMM says this, `Running`."),
      managed: optional("bool", "true: only VMs that some scope manages; false: only those that nobody manages."),
      scope: optional("string", "Only VMs that this scope manages."),
      power_state: optional("string", "Only VMs in this power state, `PowerOff`. Needs details."),
      tag: optional("string", "Only VMs with this tag; empty: those without one. Needs details."),
      custom_properties: {
        type: { kind: "map", of: { kind: "string" } },
        presence: "optional",
        doc: "Only VMs with all of these custom properties. Needs details.",
      },
      details: optional(
        "bool",
        "Reads more of each VM that fits. Of VMs that nobody manages this is asked in one more reading, so that other filters keep it short; filters that need it imply it.",
      ),
      ids: texts("Ids of the VMs that were found, in the order of `virtual_machines`."),
      virtual_machines: objects({ ...FOUND, ...bare(DETAILS) }, "The VMs that were found, by name and id."),
    },
  },
  check: () => [],
  /** 1. What every reading tells of every VM. 2. Of what is left, what only a closer look tells, where it is asked for. */
  read: async (config, estate) => {
    const inventory = await estate.inventory();
    const filters = filtersOf(config, inventory);
    const owned = new Map(inventory.owned.map((vm) => [vm.id, vm]));
    const near = inventory.vms.filter((vm) => fitsStub(filters, vm, owned.get(vm.id)?.mark));
    const found = needsDetails(filters) ? await closer(near, filters, inventory, estate) : near.map((vm) => ({ vm, details: undefined }));
    const ordered = sortedBy(found, ({ vm }) => `${vm.name}\0${vm.id}`);
    return {
      ...config,
      ids: ordered.map(({ vm }) => vm.id),
      virtual_machines: ordered.map(({ vm, details }) => ({ ...stubValues(vm, owned.get(vm.id)?.mark), ...detailValues(details) })),
    };
  },
};

interface Found {
  readonly vm: VmStub;
  readonly details: VmDetails | undefined;
}

/** A VM that has gone meanwhile is left out. */
async function closer(
  near: readonly VmStub[],
  filters: Filters,
  inventory: Inventory,
  estate: Parameters<DataSourceType["read"]>[1],
): Promise<readonly Found[]> {
  const details = await detailsOf(
    near.map(({ id }) => id),
    inventory,
    estate,
  );
  return near.flatMap((vm) => {
    const known = details.get(vm.id);
    return known && fitsDetails(filters, known) ? [{ vm, details: known }] : [];
  });
}

const stubValues = ({ id, name, status, cloud, hostName, hostGroupPath }: VmStub, mark: Mark | undefined): ObjectValue => ({
  id,
  name,
  status,
  cloud,
  host: hostName,
  host_group: hostGroupPath,
  scope: mark?.scope ?? null,
  owner: mark?.address ?? null,
});

function detailValues(vm: VmDetails | undefined): ObjectValue {
  if (!vm) return Object.fromEntries(Object.keys(DETAILS).map((name) => [name, null]));
  return {
    vm_id: vm.vmId,
    power_state: vm.powerState,
    description: vm.description,
    tag: vm.tag,
    custom_properties: Object.fromEntries(Object.entries(vm.customProperties).filter(([name]) => !OWN_PROPERTIES.has(name.toLowerCase()))),
    operating_system: vm.operatingSystem,
    generation: vm.generation,
    cpu_count: vm.cpuCount,
    memory: memoryText(vm.memoryMb),
    ip_addresses: vm.adapters.flatMap(({ ipv4Addresses, ipv6Addresses }) => [...ipv4Addresses, ...ipv6Addresses]),
  };
}
