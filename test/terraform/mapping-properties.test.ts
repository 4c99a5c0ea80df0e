import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointPolicies } from "../../provider/engine/kinds/checkpoint/attributes.ts";
import { machinePolicies } from "../../provider/engine/kinds/machine/policies.ts";
import { virtualIpPolicies } from "../../provider/engine/kinds/virtual-ip/attributes.ts";
import { KINDS, type Kind } from "../../provider/model/load/kinds.ts";
import { API_VERSION } from "../../provider/model/metadata.ts";
import { fieldsOf } from "../../provider/model/schema-tree.ts";
import type { Attributes } from "../../provider/terraform/schema/attribute.ts";
import { conform } from "../../provider/terraform/schema/conform.ts";
import { setAt } from "../../provider/terraform/schema/live.ts";
import { loadMapped } from "../../provider/terraform/schema/load-mapped.ts";
import type { AttributePath, Mapping } from "../../provider/terraform/schema/mapping.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { RULES } from "../../provider/terraform/schema/rules.ts";
import { validate } from "../../provider/terraform/schema/validate.ts";
import { isObject, type ObjectValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";
import { isPlain, isThere, specOf } from "./arbitraries.ts";
import { PROVIDER } from "./support/simulated-estate.ts";

const runs = { numRuns: 100 };
const kindOf = ({ kind }: Mapping): Kind => kind as Kind;
const each = mappings.map((mapping) => [mapping.name, mapping] as const);
const providerRef = { name: "provider" };

const manifestOf = (mapping: Mapping, spec: object) => ({
  apiVersion: API_VERSION,
  kind: mapping.kind,
  metadata: { name: "web-1", namespace: mapping.namespace },
  spec: { providerRef, ...spec },
});

describe("the table of departures", () => {
  it.each(Object.entries(RULES))("names fields of the vocabulary: %s", (kind, rules) => {
    const paths = fieldsOf(KINDS[kind as Kind]).map(({ path }) => path);
    expect(Object.keys(rules).filter((path) => !paths.includes(path))).toEqual([]);
  });

  it.each(each)("and the rules leave no field of it out: %s", (_, mapping) => {
    const known = new Set([
      "key",
      ...fc.sample(specOf(kindOf(mapping)), 200).flatMap((spec) => given(mapping.fromManifest(manifestOf(mapping, spec)))),
    ]);
    const settable = names(mapping.schema.attributes).filter(
      (name) => !/_wo|user_data|username|guest\.domain|disks\.persistent_disk\./.test(name),
    );
    // What no manifest fills is no attribute of the vocabulary.
    expect(settable.filter((name) => !known.has(name))).toEqual([]);
    const left = fieldsOf(KINDS[kindOf(mapping)]).filter(
      ({ path, schema }) => path.startsWith("spec.") && !isPlain(kindOf(mapping), path, schema),
    );
    for (const { path, facts } of left) {
      expect([path, facts?.computed ?? facts?.unsupported ?? facts?.deprecated ?? RULES[kindOf(mapping)]?.[path]?.rule]).not.toContain(
        undefined,
      );
    }
  });
});

/** Attributes that are not computed, by path. */
const names = (attributes: Attributes, at = ""): readonly string[] =>
  Object.entries(attributes).flatMap(([name, { type, presence }]) => {
    if (presence === "computed") return [];
    return type.kind === "object" ? [`${at}${name}`, ...names(type.attributes, `${at}${name}.`)] : [`${at}${name}`];
  });

/** Those of a state that are not null. */
function given(value: ObjectValue, at = "", schema?: Attributes): readonly string[] {
  return Object.entries(value).flatMap(([name, item]): readonly string[] => {
    if (item === null) return [];
    const own = `${at}${name}`;
    if (Array.isArray(item))
      return [own, ...item.flatMap((one) => (typeof one === "object" && one ? given(one as ObjectValue, `${own}.`) : []))];
    if (typeof item !== "object") return [own];
    const isMap = ["disks", "network_adapters"].includes(own);
    return [
      own,
      ...(isMap
        ? Object.values(item as ObjectValue).flatMap((one) => given(one as ObjectValue, `${own}.`, schema))
        : given(item as ObjectValue, `${own}.`, schema)),
    ];
  });
}

const isEmptyGroup = (name: string, value: unknown): boolean =>
  ["networking", "bootstrap"].includes(name) && Object.keys(value as object).length === 0;

describe.each(each)("%s", (_, mapping) => {
  it("reads what it writes", () => {
    fc.assert(
      fc.property(specOf(kindOf(mapping)), (all) => {
        // An empty group of fields that stand at the top in Terraform says nothing.
        const spec = Object.fromEntries(Object.entries(all).filter(([name, value]) => !isEmptyGroup(name, value)));
        const manifest = manifestOf(mapping, spec);
        const state = mapping.fromManifest(manifest);
        expect(conform(mapping.schema, state)).toEqual(state);
        expect(mapping.toManifest(state, "web-1").object).toEqual(manifest);
      }),
      runs,
    );
  });
});

/** Paths that the engine reports, of a value with two of everything. */
const full = (kind: Kind): readonly string[] => {
  const patterns = kind === "ScvmmMachine" ? Object.keys(machinePolicies) : kind === "ScvmmVirtualIP" ? Object.keys(virtualIpPolicies) : [];
  return patterns
    .map((pattern) => pattern.replace("[]", "[1]"))
    .map((path) => (/(customProperty|spec\.metadata)$/.test(path) ? `${path}.role` : path));
};

describe("paths of the engine", () => {
  const [machine] = mappings as [Mapping];
  const device = (deviceName: string) => ({
    deviceName,
    vmNetwork: "A",
    ipAddresses: ["10.0.0.5"],
    staticIPAddressPools: ["P"],
    nameservers: [],
  });
  const state = machine.fromManifest(
    manifestOf(machine, {
      disks: [{}, { name: "data" }],
      networking: { devices: [device("eth0"), device("eth1")] },
      fibreChannel: [{}, { virtualSAN: "A" }],
      dynamicMemory: {},
      firmware: {},
      guest: { domain: {} },
      dvdDrive: {},
      vmOptions: { integrationServices: {} },
      customProperty: { role: "web" },
      metadata: { role: "web" },
    }),
  );

  it.each(full("ScvmmMachine").filter((path) => !path.endsWith("userDataFile")))("lead to an attribute of the machine: %s", (path) => {
    const found = machine.attributePath(path, state);
    expect([found, isThere(state, found) && found.length > 0]).toEqual([found, true]);
    const field = path.split(".").at(-1)?.toLowerCase() ?? "";
    // Its own attribute, but for what is a label or a secret.
    if (!/disks\[1\]\.name|deviceName|Secret|vmName/.test(path)) expect(String(found.at(-1)).replaceAll("_", "")).toBe(field);
  });

  it.each(Object.keys(checkpointPolicies).filter((path) => path !== "spec.machine"))("lead to an attribute of a checkpoint: %s", (path) => {
    const mapping = mappings.find(({ kind }) => kind === "ScvmmCheckpoint") as Mapping;
    const found = mapping.attributePath(path, mapping.fromManifest(manifestOf(mapping, {})));
    expect(found.map((step) => String(step).replace("virtual_machine_", "vm"))).toEqual([path.replace("spec.", "").toLowerCase()]);
  });

  it.each(full("ScvmmVirtualIP"))("lead to an attribute of a virtual IP: %s", (path) => {
    const mapping = mappings.find(({ kind }) => kind === "ScvmmVirtualIP") as Mapping;
    const found = mapping.attributePath(path, mapping.fromManifest(manifestOf(mapping, {})));
    expect(found.map((step) => String(step).replaceAll("_", ""))).toEqual([path.replace("spec.", "").toLowerCase()]);
  });
});

/** What passes every check, with all that goes together. */
const VALID: Readonly<Record<string, Value>> = {
  scvmm_virtual_machine: {
    key: "web-1",
    name: "web-1",
    cloud: "Production",
    host_group: "All Hosts",
    vm_template: "ubuntu",
    hardware_profile: "large",
    generation: 2,
    firmware: { secure_boot: true, secure_boot_template: "MicrosoftWindows", first_boot_device: "SCSI,0,0" },
    operating_system: "Ubuntu",
    cpu_count: 2,
    memory: "4Gi",
    dynamic_memory: { minimum: "2Gi", maximum: "8Gi", buffer_percentage: 20 },
    disks: {
      boot: { size: "40Gi", iops_maximum: "500" },
      data: { size: "1Gi", dynamic: false, volume_type: "None" },
      db: { persistent_disk: { key: "db", size: "1Gi", dynamic: true, reclaim_policy: "Retain" } },
    },
    dvd_drive: { iso: "a.iso" },
    dns_domain: "corp.example",
    network_adapters: {
      eth0: { vm_network: "A", vlan: 4, mac_address_type: "Static", mac_address: "00:1D:D8:B7:1C:05", ip_addresses: ["10.0.0.5"] },
      eth1: { vm_network: "A", mac_address_pool: "P", gateway: "10.0.0.1", nameservers: ["10.0.0.1", "10.0.0.2"] },
    },
    custom_property: { role: "web", tier: "1" },
    vm_options: { description: "x", cpu_reserve: 5, integration_services: { backup: true } },
    power_policy: "AlwaysOn",
    power_cycle_policy: "Allow",
    maintenance_window: { days: ["Mon"], start: "02:00", duration: "1h", time_zone: "UTC" },
    shutdown_timeout: "5m",
    force_off: true,
    timeouts: { create: "1h" },
    hostname: "web-1",
    guest: { administrator_password_wo: "x", domain: { name: "corp", username: "a", password_wo: "b" }, run_once_commands: ["a"] },
    user_data: "#cloud-config",
    fibre_channel: [{ virtual_san: "A" }],
  },
  scvmm_virtual_ip: { key: "vip", pool: "P", address: "10.0.0.9", description: "x", deletion_protection: true },
  scvmm_name: { key: "web", ranges: [{ from: "web-01", to: "web-20", postfix: ".corp" }, { from: "db-1" }] },
  scvmm_checkpoint: {
    key: "before",
    name: "Before",
    virtual_machine_id: "8a1f3c52-0d5e-4a55-9d3f-6a1b2c3d4e5f",
    description: "x",
    timeouts: { create: "1h" },
  },
  scvmm_persistent_disk: { key: "db", size: "1Gi", dynamic: false, path: "D:\\Disks", reclaim_policy: "Delete" },
};

/** Every place in a value that has something. */
function placesIn(value: Value): readonly AttributePath[] {
  if (value === null) return [];
  const below = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [[], ...below.flatMap(([step, item]) => placesIn(item).map((path) => [step, ...path]))];
}

describe.each(each)("a sound configuration of %s", (name, mapping) => {
  const sound = conform(mapping.schema, VALID[name] ?? null);

  it("has nothing wrong", () => {
    expect(validate(mapping, sound)).toEqual([]);
  });

  it("is a manifest of the provider block that it is planned for", () => {
    const { manifests } = loadMapped([mapping.toManifest(sound, "a")], PROVIDER);
    const { providers, ...lists } = manifests;
    const owned = Object.values(lists).flat() as readonly { readonly address: string; readonly provider?: unknown }[];
    expect(providers).toEqual([PROVIDER]);
    expect(owned.map(({ address }) => address)).toContain(`${mapping.kind}/${mapping.namespace}/a`);
    expect(owned.filter(({ provider }) => provider !== PROVIDER.address)).toEqual([]);
  });

  it("has nothing wrong either, whatever of it is not known", () => {
    for (const path of placesIn(sound).slice(1))
      expect([path, validate(mapping, setAt(sound, path, UNKNOWN) as ObjectValue)]).toEqual([path, []]);
  });
});
