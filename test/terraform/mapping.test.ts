import { describe, expect, it } from "vitest";
import { blankState, conform } from "../../provider/terraform/schema/conform.ts";
import { loadMapped } from "../../provider/terraform/schema/load-mapped.ts";
import type { Mapping } from "../../provider/terraform/schema/mapping.ts";
import { mappingOf } from "../../provider/terraform/schema/mappings.ts";
import { validate } from "../../provider/terraform/schema/validate.ts";
import { type ObjectValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";

const mapping = (name: string): Mapping => {
  const found = mappingOf(name);
  if (!found) throw new Error(name);
  return found;
};
const machine = mapping("scvmm_virtual_machine");
const configOf = (value: Value): ObjectValue => conform(machine.schema, value);
const specOf = (config: ObjectValue) => (machine.toManifest(config, "web-1").object as { spec: object }).spec;

const WEB = {
  name: "WEB-1",
  cloud: "Production",
  vm_template: "ubuntu",
  cpu_count: 4,
  memory: "8Gi",
  disks: { logs: { size: "20Gi" }, boot: { size: "40Gi" }, 2: { size: "1Gi" }, data: { size: "10Gi" } },
  network_adapters: { eth10: { vm_network: "B" }, eth2: { vm_network: "A", ip_addresses: ["10.0.0.5"] } },
  dns_domain: "corp.example",
  custom_property: { role: "web" },
};

describe("a virtual machine", () => {
  it("becomes a manifest, labels in the order of the manifest", () => {
    expect(specOf(configOf(WEB))).toEqual({
      providerRef: { name: "provider" },
      cloud: "Production",
      vmName: "WEB-1",
      vmTemplate: "ubuntu",
      cpuCount: 4,
      memory: "8Gi",
      disks: [{ size: "40Gi" }, { size: "1Gi" }, { name: "data", size: "10Gi" }, { name: "logs", size: "20Gi" }],
      networking: {
        domain: "corp.example",
        devices: [
          { deviceName: "eth2", vmNetwork: "A", ipAddresses: ["10.0.0.5"] },
          { deviceName: "eth10", vmNetwork: "B" },
        ],
      },
      customProperty: { role: "web" },
    });
  });

  it("is known by its key, which is made of its name", () => {
    expect(machine.keyOf(configOf(WEB))).toBe("web-1");
    expect(machine.keyOf(configOf({ ...WEB, key: "other" }))).toBe("other");
    expect(machine.keyOf(configOf({ ...WEB, name: UNKNOWN }))).toBeNull();
    expect(machine.keyOf(configOf({ ...WEB, key: "other", name: UNKNOWN }))).toBe("other");
  });

  it.each([
    ["spec.disks[3].size", ["disks", "logs", "size"]],
    ["spec.disks[1]", ["disks", "2"]],
    ["spec.disks[9].size", ["disks"]],
    ["spec.networking.devices[0].vlan", ["network_adapters", "eth2", "vlan"]],
    ["spec.networking.devices[eth10].deviceName", ["network_adapters", "eth10"]],
    ["spec.networking.devices[0].ipAddresses[0]", ["network_adapters", "eth2", "ip_addresses", 0]],
    ["spec.networking", []],
    ["spec.customProperty.role", ["custom_property", "role"]],
    ['spec.customProperty["role"]', ["custom_property", "role"]],
    ["spec.vmName", ["name"]],
    ["metadata.name", ["key"]],
    ["spec.guest.domain.name", ["guest"]],
    ["spec", []],
  ])("shows %s where it stands", (path, expected) => {
    expect(machine.attributePath(path, configOf(WEB))).toEqual(expected);
  });

  it("takes what VMM has where that differs, and keeps the form of the rest", () => {
    const state = configOf({ ...WEB, memory: "4096Mi" });
    const live = machine.withLive(state, [
      { path: "spec.cpuCount", before: 2, after: 4, policy: "power-off" },
      { path: "spec.disks[3].size", before: "10Gi", after: "20Gi", policy: "in-place" },
      { path: "spec.networking.devices[0].ipAddresses", before: null, after: ["10.0.0.5"], policy: "in-place" },
      { path: "spec.customProperty.role", before: null, after: "web", policy: "in-place" },
      { path: "spec.powerPolicy", before: "PowerOff", after: "Running", policy: "in-place" },
    ]);
    expect(live).toEqual(
      configOf({
        ...WEB,
        memory: "4096Mi",
        cpu_count: 2,
        disks: { ...WEB.disks, logs: { size: "10Gi" } },
        network_adapters: { ...WEB.network_adapters, eth2: { vm_network: "A" } },
        custom_property: {},
      }),
    );
  });

  it("shows a device that is gone as gone", () => {
    const change = (path: string, after: string | boolean) => ({ path, before: null, after, policy: "in-place" as const });
    const live = machine.withLive(configOf(WEB), [
      change("spec.disks[2].size", "10Gi"),
      change("spec.disks[2].dynamic", true),
      change("spec.networking.devices[1].vmNetwork", "B"),
    ]);
    expect(Object.keys(live["disks"] as object).sort()).toEqual(["2", "boot", "logs"]);
    expect(Object.keys(live["network_adapters"] as object)).toEqual(["eth2"]);
  });

  it("keeps secrets beside the manifest, and names them in it", () => {
    const guest = { domain: { name: "corp", username: "joiner", password_wo: "pw-1" }, administrator_password_wo: "pw-2" };
    const config = configOf({ ...WEB, guest, user_data_wo: "#cloud-config" });
    const mapped = machine.toManifest(config, "web-1");
    expect(JSON.stringify(mapped.object)).not.toMatch(/pw-|#cloud/);
    const { manifests, diagnostics } = loadMapped([mapped]);
    expect(diagnostics).toEqual([]);
    const [loaded] = manifests.machines;
    expect(loaded?.guestSecrets?.administratorPassword?.reveal()).toBe("pw-2");
    expect(loaded?.guestSecrets?.domainAccount?.password.reveal()).toBe("pw-1");
    expect(loaded?.userData).toHaveProperty("content");
  });

  it("says the same of a state, which has no secrets", () => {
    const guest = { domain: { name: "corp", username: "joiner", password_wo: null, password_wo_version: 1 } };
    const { manifests, diagnostics } = loadMapped([machine.toManifest(configOf({ ...WEB, guest }), "web-1")]);
    expect([manifests.machines.length, diagnostics]).toEqual([1, []]);
  });

  it("brings the persistent disk along that it uses", () => {
    const persistent_disk = { key: "db", size: "100Gi", reclaim_policy: "Delete" };
    const config = configOf({ ...WEB, disks: { data: { persistent_disk } } });
    const mapped = machine.toManifest(config, "web-1");
    expect(specOf(config)).toMatchObject({ disks: [{}, { name: "data", persistentDisk: { disk: { name: "db" } } }] });
    const { manifests, diagnostics } = loadMapped([mapped]);
    expect(diagnostics).toEqual([]);
    expect(manifests.persistentDisks[0]?.value.spec).toMatchObject({ reclaimPolicy: "Delete", size: { text: "100Gi" } });
    expect(machine.attributePath("spec.disks[1].size", config)).toEqual(["disks", "data", "persistent_disk", "size"]);
    expect(machine.attributePath("spec.disks[1].persistentDisk", config)).toEqual(["disks", "data", "persistent_disk"]);
    const change = { path: "spec.disks[1].persistentDisk", after: "db (Delete)", policy: "in-place" } as const;
    expect(machine.withLive(config, [{ ...change, before: "db" }])).toEqual(config);
    expect(machine.withLive(config, [{ ...change, before: "other" }])).toMatchObject({
      disks: { data: { persistent_disk: { key: "other", size: "100Gi" } } },
    });
  });
});

describe("what is not known yet", () => {
  it("is left out, with what cannot be without it", () => {
    const { object, unknown } = machine.toManifest(
      configOf({ ...WEB, memory: UNKNOWN, network_adapters: { eth0: { vm_network: UNKNOWN, vlan: 4 }, eth1: { vm_network: "A" } } }),
      "web-1",
    );
    expect(object["spec"]).not.toHaveProperty("memory");
    expect(object["spec"]).toMatchObject({ networking: { domain: "corp.example" } });
    expect((object["spec"] as { networking: object }).networking).not.toHaveProperty("devices");
    expect(unknown).toEqual([["memory"], ["network_adapters", "eth0", "vm_network"], ["network_adapters", "eth0"], ["network_adapters"]]);
  });

  it.each([
    ["a required attribute", { ...WEB, cpu_count: UNKNOWN }],
    ["the only placement", { ...WEB, cloud: UNKNOWN }],
    ["name", { ...WEB, name: UNKNOWN }],
    ["a disk's size", { ...WEB, disks: { data: { size: UNKNOWN } } }],
    ["everything", Object.fromEntries(Object.keys(WEB).map((name): [string, Value] => [name, UNKNOWN]))],
  ] as const)("is no fault: %s", (_, config) => {
    expect(validate(machine, configOf(config))).toEqual([]);
  });
});

describe("validation", () => {
  it("says what scvmm validate says, at the attribute and in Terraform's words", () => {
    const config = { ...WEB, memory: "8GB", disks: { boot: {}, data: {} }, cloud: null };
    expect(validate(machine, configOf(config))).toEqual([
      expect.objectContaining({ code: "MANIFEST_DISK_SIZE", path: ["disks", "data"], summary: "disks.data has no size" }),
      {
        code: "MANIFEST_INVALID_VALUE",
        severity: "error",
        summary: "memory is not valid",
        detail:
          "It must be an amount of 0 or more, below 8Pi, such as 4Gi, 500M or 1073741824 (suffixes k M G T P, Ki Mi Gi Ti Pi).\n\nWrite 8Gi.",
        path: ["memory"],
      },
      expect.objectContaining({ code: "MANIFEST_NO_PLACEMENT", path: [] }),
    ]);
  });

  it("wants a name or a key", () => {
    expect(validate(machine, configOf({ ...WEB, name: null }))).toMatchObject([{ code: "MANIFEST_NO_NAME", path: ["name"] }]);
  });
});

describe("a schema's value", () => {
  it("has every attribute", () => {
    expect(conform(machine.schema, { name: "a" })).toEqual({ ...blankState(machine.schema), name: "a" });
  });
  it.each([
    ["one too many", { other: 1 }],
    ["another type", { cpu_count: "four" }],
    ["another type, deep", { disks: { boot: { size: 1 } } }],
  ] as const)("is refused with %s", (_, value) => {
    expect(() => conform(machine.schema, value)).toThrow(/other|cpu_count|disks\["boot"\]\.size/);
  });
});
