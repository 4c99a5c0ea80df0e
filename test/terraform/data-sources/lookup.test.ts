import { describe, expect, it } from "vitest";
import { dataSources } from "../../../provider/terraform/data-sources/data-sources.ts";
import { conform } from "../../../provider/terraform/schema/conform.ts";
import { type ObjectValue, UNKNOWN } from "../../../provider/terraform/value/value.ts";
import { stage, typeNamed } from "./kit.ts";

const { read, refused, inventory, asked } = stage();

/** Type, a name that it has, and the word for people. */
const LOOKUPS = [
  ["scvmm_cloud", "Production", "cloud"],
  ["scvmm_host_group", "Datacenter A", "host group"],
  ["scvmm_template", "Ubuntu 22.04 LTS", "VM template"],
  ["scvmm_hardware_profile", "Small", "hardware profile"],
  ["scvmm_vm_network", "Web", "VM network"],
  ["scvmm_ip_pool", "Web static", "static IP pool"],
  ["scvmm_operating_system", "Windows Server 2022 Datacenter", "operating system"],
  ["scvmm_storage_classification", "Gold", "storage classification"],
  ["scvmm_iso", "ubuntu-22.04-live-server-amd64.iso", "ISO"],
] as const;

const check = (name: string, config: Record<string, unknown>) => {
  const { schema, check } = typeNamed(name);
  return check(conform(schema, config as ObjectValue));
};

describe.each(LOOKUPS)("%s", (type, name, what) => {
  it("is found by name without regard to case, and by its id: the same", async () => {
    const found = await read(type, { name: name.toUpperCase() });
    expect(found["name"]).toBe(name);
    expect(found["id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(await read(type, { id: String(found["id"]).toUpperCase() })).toEqual(found);
  });

  it("a name that VMM does not have is an error at the attribute, with the nearest first", async () => {
    const [problem, ...others] = await refused(type, { name: `${name}x` });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "PLAN_UNKNOWN_NAME", severity: "error", path: "name", summary: `VMM has no ${what} "${name}x"` });
    expect(problem?.detail).toMatch(new RegExp(`^It has: ${name.replaceAll(".", "\\.")}[,.]`));
  });

  it("an id that VMM does not have, too", async () => {
    const [problem] = await refused(type, { id: "00000000-0000-0000-0000-000000000000" });
    expect(problem).toMatchObject({ code: "PLAN_UNKNOWN_NAME", path: "id", detail: expect.stringContaining(name) });
  });

  it("is looked for by exactly one of them, before VMM is asked for anything", () => {
    expect(check(type, { name })).toEqual([]);
    expect(check(type, { id: "x" })).toEqual([]);
    expect(check(type, {})).toMatchObject([{ code: "TERRAFORM_LOOKUP", severity: "error" }]);
    expect(check(type, {})[0]).not.toHaveProperty("path");
    expect(check(type, { id: "x", name })).toMatchObject([{ code: "TERRAFORM_LOOKUP", path: "name" }]);
  });

  it("what is unknown may come out as anything, but not beside what is given", () => {
    expect(check(type, { name: UNKNOWN })).toEqual([]);
    expect(check(type, { id: UNKNOWN, name: UNKNOWN })).toEqual([]);
    expect(check(type, { id: UNKNOWN, name })).toEqual([]);
  });

  it("what came out as nothing is refused when it is read", async () => {
    expect(await refused(type, {})).toMatchObject([{ code: "TERRAFORM_LOOKUP" }]);
  });
});

it("all of them together are one reading", async () => {
  const fresh = stage();
  await Promise.all(LOOKUPS.map(([type, name]) => fresh.read(type, { name })));
  await Promise.all([fresh.read("scvmm_inventory"), fresh.read("scvmm_virtual_machines")]);
  expect(fresh.asked).toEqual({ inventories: 1, looks: [] });
});

it("every one of the table is tried here, or has tests of its own", () => {
  const known = [...LOOKUPS.map(([type]) => type), "scvmm_inventory", "scvmm_virtual_machines"];
  expect(dataSources.map(({ name }) => name)).toEqual([...known].sort());
});

describe("names that VMM has twice", () => {
  it("of host groups: the error has the paths; a path tells them apart", async () => {
    const [problem] = await refused("scvmm_host_group", { name: "Web" });
    expect(problem).toMatchObject({ code: "PLAN_AMBIGUOUS_NAME", path: "name", hint: "Give path or id in place of name." });
    for (const text of ["All Hosts\\Datacenter A\\Web", "All Hosts\\Datacenter B\\Web", "id "]) expect(problem?.detail).toContain(text);
    const found = await read("scvmm_host_group", { path: "all hosts\\datacenter b\\web" });
    expect(found).toMatchObject({ name: "Web", path: "All Hosts\\Datacenter B\\Web", parent: "All Hosts\\Datacenter B", host_groups: [] });
    expect(await read("scvmm_host_group", { id: found["id"] })).toEqual(found);
    const [unknown] = await refused("scvmm_host_group", { path: "All Hosts\\Datacenter B\\Wep" });
    expect(unknown).toMatchObject({ path: "path", detail: expect.stringMatching(/^It has: All Hosts\\Datacenter B\\Web,/) });
  });

  it("of templates: the error has their ids, of which each is good", async () => {
    const [problem] = await refused("scvmm_template", { name: "Legacy base" });
    expect(problem).toMatchObject({ code: "PLAN_AMBIGUOUS_NAME", hint: "Give id in place of name." });
    const ids = [...(problem?.detail ?? "").matchAll(/id ([0-9a-f-]{36})/g)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    const memory = await Promise.all(ids.map(async (id) => (await read("scvmm_template", { id }))["memory"]));
    expect(memory.sort()).toEqual(["1Gi", "2Gi"]);
  });

  it("of ISOs: by path", async () => {
    const { isos } = await inventory();
    const iso = isos[0];
    expect(await read("scvmm_iso", { path: iso?.path.toUpperCase() })).toMatchObject({ id: iso?.id, path: iso?.path, missing: false });
    expect(check("scvmm_iso", { name: "a", path: "b" })).toMatchObject([{ path: "path" }]);
  });
});

describe("what they tell", () => {
  it("of a cloud", async () => {
    expect(await read("scvmm_cloud", { name: "Production" })).toMatchObject({
      host_groups: ["All Hosts\\Datacenter A", "All Hosts\\Datacenter B"],
      port_classifications: expect.any(Array),
    });
  });

  it("of a host group: hosts in it and below", async () => {
    const { hosts } = await inventory();
    const inA = hosts.filter(({ hostGroupPath }) => hostGroupPath?.startsWith("All Hosts\\Datacenter A")).map(({ name }) => name);
    expect(inA.length).toBeGreaterThan(2);
    expect(await read("scvmm_host_group", { name: "Datacenter A" })).toMatchObject({
      parent: "All Hosts",
      hosts: inA.sort(),
      host_groups: ["All Hosts\\Datacenter A\\Data", "All Hosts\\Datacenter A\\Web"],
    });
    expect(await read("scvmm_host_group", { name: "All Hosts" })).toMatchObject({ parent: null });
  });

  it("of a template", async () => {
    expect(await read("scvmm_template", { name: "Ubuntu 22.04 LTS" })).toMatchObject({
      generation: 2,
      memory: "2Gi",
      os_type: "Linux",
      disks: [{ size: "40Gi" }],
      missing_files: [],
    });
  });

  it("of a VM network", async () => {
    expect(await read("scvmm_vm_network", { name: "Web" })).toMatchObject({
      logical_network: "Datacenter network",
      subnets: [{ name: "Web subnet", vlans: [110] }],
    });
  });

  it("of an address pool: what is free, its ranges, the virtual IPs of it", async () => {
    const live = await inventory();
    const pool = live.pools.find(({ name }) => name === "Web static");
    expect(await read("scvmm_ip_pool", { name: "Web static" })).toMatchObject({
      subnet: "10.20.10.0/24",
      range_start: "10.20.10.10",
      range_end: "10.20.10.250",
      total: pool?.totalAddresses,
      free: pool?.availableAddresses,
      vip_ranges: [{ first: "10.20.10.200", last: "10.20.10.219" }],
      reserved_ranges: [{ first: "10.20.10.240", last: "10.20.10.250" }],
      vm_network: "Web",
      vm_subnet: "Web subnet",
      gateways: ["10.20.10.1"],
      dns_servers: ["10.20.0.53", "10.20.0.54"],
      dns_suffix: "contoso.example",
    });
  });
});

it("nothing has been asked for but one inventory", () => expect(asked).toEqual({ inventories: 1, looks: [] }));
