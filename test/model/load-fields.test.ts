import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../provider/model/diagnostic.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { codesOf, load, MACHINE, machine, manifest, pool, provider } from "./manifest-text.ts";

type Case = readonly [name: string, spec: string, expected: Partial<Diagnostic>];

const device = (fields: string) => `networking:\n  devices:\n    - {vmNetwork: Web, ${fields}}`;

/** Fields of a machine, added to one that is sound. They begin in line 8 of its file. */
const CASES: readonly Case[] = [
  [
    "misspelt",
    "cpucount: 2",
    { code: "MANIFEST_UNKNOWN_FIELD", path: "spec.cpucount", line: 8, column: 3, hint: "Did you mean cpuCount?" },
  ],
  ["swapped letters", "memroy: 4Gi", { code: "MANIFEST_UNKNOWN_FIELD", hint: "Did you mean memory?" }],
  ["at another level", "size: 4Gi", { code: "MANIFEST_UNKNOWN_FIELD", hint: "A field of this name belongs at spec.disks[].size." }],
  [
    "unknown inside a list",
    "disks:\n  - sizes: 4Gi",
    { code: "MANIFEST_UNKNOWN_FIELD", path: "spec.disks[0].sizes", line: 9, hint: "Did you mean size?" },
  ],
  ["number for a text", "tag: 007", { code: "MANIFEST_WRONG_TYPE", path: "spec.tag", hint: 'Put it in quotes: "007".' }],
  [
    "number for a text in a map",
    "customProperty: {CostCentre: 4711}",
    { path: "spec.customProperty.CostCentre", hint: 'Put it in quotes: "4711".' },
  ],
  [
    "text for a truth value",
    "vmOptions: {cpuLimitForMigration: yes}",
    { code: "MANIFEST_WRONG_TYPE", hint: "Write true or false, without quotes." },
  ],
  ["scalar for a list", "disks: 20Gi", { code: "MANIFEST_WRONG_TYPE", path: "spec.disks", summary: "spec.disks must be a list" }],
  ["mapping for a text", "tag: {a: b}", { code: "MANIFEST_WRONG_TYPE", detail: "It must be a text; it is a mapping." }],
  ["text for a mapping", "vmOptions: none", { code: "MANIFEST_WRONG_TYPE", summary: "spec.vmOptions must be a mapping" }],
  ["item without a value", "disks:\n  -", { code: "MANIFEST_WRONG_TYPE", path: "spec.disks[0]" }],
  ["wrong option", "vmOptions: {checkpointType: production}", { code: "MANIFEST_INVALID_VALUE", hint: "Did you mean Production?" }],
  ["wrong option, allowed ones", "powerCyclePolicy: Always", { detail: "Allowed are Never, WhenOff, Allow." }],
  [
    "no quantity",
    "memory: 4GB",
    { code: "MANIFEST_INVALID_VALUE", path: "spec.memory", detail: expect.stringContaining("500M"), hint: "Write 4Gi." },
  ],
  ["no quantity either", "disks: [{size: 20 gib}]", { code: "MANIFEST_INVALID_VALUE", hint: "Write 20Gi." }],
  ["negative quantity", "memory: -4Gi", { code: "MANIFEST_INVALID_VALUE", path: "spec.memory" }],
  ["fraction without unit", "memory: 1.5", { code: "MANIFEST_INVALID_VALUE", path: "spec.memory" }],
  [
    "required field of a part",
    "dynamicMemory: {minimum: 1Gi}",
    { code: "MANIFEST_MISSING_FIELD", path: "spec.dynamicMemory.maximum", line: 8 },
  ],
  ["no VM name", 'vmName: "web?"', { code: "MANIFEST_INVALID_VALUE", path: "spec.vmName", detail: expect.stringContaining("* ?") }],
  ["long VM name", `vmName: ${"a".repeat(65)}`, { code: "MANIFEST_INVALID_VALUE", detail: "It must be at most 64 characters long." }],
  [
    "no address",
    device("ipAddresses: [10.0.0.256]"),
    { path: "spec.networking.devices[0].ipAddresses[0]", detail: expect.stringContaining("IPv4") },
  ],
  ["IPv6 address with a zone", device('ipAddresses: ["fe80::1%eth0"]'), { path: "spec.networking.devices[0].ipAddresses[0]" }],
  ["prefix too long", device('ipAddresses: ["10.0.0.1/33"]'), { path: "spec.networking.devices[0].ipAddresses[0]" }],
  ["no VLAN", device("vlan: 4095"), { code: "MANIFEST_INVALID_VALUE", path: "spec.networking.devices[0].vlan" }],
  ["no MAC address", device("macAddress: '00:1D:D8'"), { code: "MANIFEST_INVALID_VALUE", path: "spec.networking.devices[0].macAddress" }],
  ["MAC address of a group", device("macAddress: '01:00:5E:00:00:01'"), { path: "spec.networking.devices[0].macAddress" }],
  ["MAC address of zeros", device("macAddress: '00:00:00:00:00:00'"), { path: "spec.networking.devices[0].macAddress" }],
  [
    "two MAC addresses",
    device("macAddress: '00:1D:D8:00:00:01', macAddressPool: Default"),
    { code: "MANIFEST_MAC_ADDRESS", path: "spec.networking.devices[0].macAddressPool" },
  ],
  [
    "a MAC address that is dynamic too",
    device("macAddress: '00:1D:D8:00:00:01', macAddressType: Dynamic"),
    { code: "MANIFEST_MAC_ADDRESS", path: "spec.networking.devices[0].macAddress" },
  ],
  ["gateway by name", device("gateway: router"), { code: "MANIFEST_NO_ADDRESS", path: "spec.networking.devices[0].gateway" }],
  [
    "name server with a prefix length",
    device("nameservers: [10.0.0.1, 10.0.0.2/24]"),
    { code: "MANIFEST_NO_ADDRESS", path: "spec.networking.devices[0].nameservers[1]" },
  ],
  ["note of devices as a property", "customProperty: {scvmmdevices: x}", { code: "MANIFEST_PROPERTY_RESERVED" }],
  ["empty VM network", 'networking: {devices: [{vmNetwork: ""}]}', { code: "MANIFEST_INVALID_VALUE", detail: "It must not be empty." }],
  [
    "mark in the description",
    "vmOptions: {description: 'x [scvmm:v1:y'}",
    { code: "MANIFEST_INVALID_VALUE", path: "spec.vmOptions.description" },
  ],
  ["two names", "vmName: a\nvmNameFromPool: {name: names}", { code: "MANIFEST_TWO_NAMES", path: "spec.vmNameFromPool", line: 9 }],
  [
    "memory below its range",
    "memory: 1Gi\ndynamicMemory: {minimum: 2Gi, maximum: 4Gi}",
    { code: "MANIFEST_MEMORY_RANGE", path: "spec.memory" },
  ],
  [
    "memory above its range",
    "memory: 5Gi\ndynamicMemory: {minimum: 2Gi, maximum: 4Gi}",
    { code: "MANIFEST_MEMORY_RANGE", path: "spec.memory" },
  ],
  ["range upside down", "dynamicMemory: {minimum: 4Gi, maximum: 2Gi}", { code: "MANIFEST_MEMORY_RANGE", path: "spec.dynamicMemory" }],
  ["no memory", "memory: 0", { code: "MANIFEST_MEMORY_RANGE", path: "spec.memory" }],
  [
    "mark of ownership as a property",
    "customProperty: {scvmmowner: 'scvmm:v1:other:ScvmmMachine/a/b'}",
    { code: "MANIFEST_PROPERTY_RESERVED", path: "spec.customProperty.scvmmowner", line: 8 },
  ],
  [
    "note of a restart as a property",
    "customProperty: {ScvmmRestart: x}",
    { code: "MANIFEST_PROPERTY_RESERVED", path: "spec.customProperty.ScvmmRestart" },
  ],
  [
    "properties that differ in case",
    "customProperty: {Role: a, role: b}",
    { code: "MANIFEST_PROPERTY_TWICE", path: "spec.customProperty.role", detail: expect.stringContaining("Role") },
  ],
  ["second disk without size", "disks: [{}, {dynamic: false}]", { code: "MANIFEST_DISK_SIZE", path: "spec.disks[1]" }],
  ["disk of size 0", "disks: [{size: 0}]", { code: "MANIFEST_DISK_SIZE", path: "spec.disks[0].size" }],
  [
    "two adapters without deviceName",
    `${device("gateway: 10.0.0.1")}\n    - {vmNetwork: App}`,
    { code: "MANIFEST_DEVICE_NAME", hint: "Add deviceName: eth1." },
  ],
  [
    "two adapters of one deviceName",
    `${device("deviceName: lan")}\n    - {vmNetwork: App, deviceName: lan}`,
    { path: "spec.networking.devices[1].deviceName" },
  ],
];

describe("one wrong field", () => {
  it.each(CASES)("%s", (_, spec, expected) => {
    const { manifests, diagnostics } = loadManifests([
      { file: "base.yaml", text: provider() + pool("names", "{from: n-1, to: n-9}") },
      { file: "web.yaml", text: machine("web", spec) },
    ]);
    const found = diagnostics.filter(({ severity }) => severity === "error");
    expect(found).toMatchObject([{ severity: "error", file: "web.yaml", address: "ScvmmMachine/default/web", ...expected }]);
    expect(manifests.machines).toEqual([]);
    expect(manifests.providers).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/Invalid|Too small|Too big|expected/);
  });

  it("a sound machine, that the cases start from", () => {
    const { manifests, diagnostics } = load(provider(), pool("names", "{from: n-1, to: n-9}"), machine("web"));
    expect(diagnostics).toEqual([]);
    expect(manifests.machines).toMatchObject([
      { address: "ScvmmMachine/default/web", provider: "ScvmmProvider/default/vmm", namePool: null },
    ]);
  });
});

describe("every mistake at once", () => {
  it("in one manifest, in the order of its lines", () => {
    const spec =
      "cpuCount: two\nmemory: 8Gi\ndynamicMemory: {minimum: 1Gi, maximum: 2Gi}\ndisks: [{}, {}]\ntagg: x\nproviderRef: {name: vm}";
    const result = load(provider(), manifest("ScvmmMachine", "web", spec));
    expect(result.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["MANIFEST_NO_PLACEMENT", "spec"],
      ["MANIFEST_NO_TEMPLATE", "spec"],
      ["MANIFEST_WRONG_TYPE", "spec.cpuCount"],
      ["MANIFEST_MEMORY_RANGE", "spec.memory"],
      ["MANIFEST_DISK_SIZE", "spec.disks[1]"],
      ["MANIFEST_UNKNOWN_FIELD", "spec.tagg"],
      ["MANIFEST_REFERENCE_MISSING", "spec.providerRef"],
    ]);
  });

  it("a machine without a spec", () => {
    const result = load(provider(), manifest("ScvmmMachine", "web", "").replace("spec:", ""));
    expect(codesOf(result)).toEqual(["MANIFEST_MISSING_FIELD", "MANIFEST_NO_PLACEMENT", "MANIFEST_NO_TEMPLATE"]);
  });

  it.each([
    ["takes one with the size of its boot disk", "hardwareProfile: Small\ndisks: [{size: 40Gi}]", []],
    ["asks for the size of the boot disk", "hardwareProfile: Small", ["MANIFEST_DISK_SIZE"]],
    ["asks for it beside other disks", "hardwareProfile: Small\ndisks: [{}, {size: 1Gi}]", ["MANIFEST_DISK_SIZE"]],
    ["asks for a hardware profile", "disks: [{size: 40Gi}]", ["MANIFEST_NO_TEMPLATE"]],
  ])("a machine without a template: %s", (_, spec, expected) => {
    expect(codesOf(load(provider(), manifest("ScvmmMachine", "web", `cloud: Test\ncpuCount: 1\n${spec}`)))).toEqual(expected);
  });
});

describe("notices", () => {
  const notices = (kind: string, spec: string) =>
    load(provider("other"), manifest(kind, "x", spec)).diagnostics.map(({ code, severity, path }) => [code, severity, path]);

  it("fields that are not carried out, once for each at its place", () => {
    const spec = "size: 1Gi\nfilename: data.vhdx\nvmHost: hv01";
    expect(notices("ScvmmPersistentDisk", spec)).toEqual([["MANIFEST_FIELD_UNSUPPORTED", "warning", "spec.filename"]]);
  });

  it("older spellings", () => {
    expect(notices("ScvmmNamePool", "vmNameRanges: [{start: a1, end: a3}]")).toEqual([
      ["MANIFEST_FIELD_DEPRECATED", "info", "spec.vmNameRanges[0].start"],
      ["MANIFEST_FIELD_DEPRECATED", "info", "spec.vmNameRanges[0].end"],
    ]);
    expect(notices("ScvmmProvider", "scvmmHost: vmm01\nexecHost: jump01")).toEqual([
      ["MANIFEST_FIELD_DEPRECATED", "info", "spec.execHost"],
    ]);
  });

  it("a field without a value is none, and says so", () => {
    const spec = `${MACHINE}\nproviderRef: {name: other}\nmemory:\ntag: ~`;
    expect(notices("ScvmmMachine", spec)).toEqual([
      ["MANIFEST_EMPTY_FIELD", "warning", "spec.memory"],
      ["MANIFEST_EMPTY_FIELD", "warning", "spec.tag"],
    ]);
  });

  it("nothing of what controllers write", () => {
    const spec = `${MACHINE}\nproviderRef: {name: other}\nid: 1c0ffee\nproviderID: scvmm://1C0FFEE`;
    const text = manifest("ScvmmMachine", "x", spec).replace(
      "{name: x}",
      "{name: x, uid: 1, creationTimestamp: null, managedFields: [{a: null}]}",
    );
    expect(load(provider("other"), text.replace("---", "status: {vmStatus: Running, backoff: null}\n---")).diagnostics).toEqual([]);
  });

  it("a misspelt namespace is no field of metadata", () => {
    const text = machine("web").replace("{name: web}", "{name: web, namspace: infra}");
    expect(load(provider(), text).diagnostics).toMatchObject([{ code: "MANIFEST_UNKNOWN_FIELD", hint: "Did you mean namespace?" }]);
  });
});
