import { beforeAll, describe, expect, it } from "vitest";
import { virtualMachines } from "../../../provider/terraform/data-sources/virtual-machines.ts";
import type { ObjectValue } from "../../../provider/terraform/value/value.ts";
import { another, type Stage, stage } from "./kit.ts";

const mark = (scope: string, key: string) => ({ ScvmmOwner: `scvmm:v1:${scope}:ScvmmMachine/terraform/${key}` });

/** 24 VMs of others, three of this scope, one of another, one that nobody manages with a tag and a property. */
const withOurs = () =>
  stage((estate) => ({
    ...estate,
    customProperties: [
      ...estate.customProperties,
      { name: "ScvmmOwner", description: "", members: ["VM"] },
      { name: "Role", description: "", members: ["VM"] },
    ],
    vms: [
      ...estate.vms,
      ...["web-2", "web-10", "Web-1"].map((name) =>
        another(estate, { name, tag: name === "Web-1" ? "front" : "", customProperties: mark("shop", name.toLowerCase()) }),
      ),
      another(estate, { name: "db-1", customProperties: mark("bank", "db-1") }),
      another(estate, { name: "legacy", tag: "front", customProperties: { Role: "Front" } }),
    ],
  }));

let at: Stage;
beforeAll(() => {
  at = withOurs();
});

const found = async (config: Record<string, unknown>): Promise<readonly ObjectValue[]> =>
  (await at.read("scvmm_virtual_machines", config))["virtual_machines"] as readonly ObjectValue[];
const names = async (config: Record<string, unknown>) => (await found(config)).map(({ name }) => name);

describe("scvmm_virtual_machines", () => {
  it("without a filter: all of them, by name and id, with their ids beside", async () => {
    const state = await at.read("scvmm_virtual_machines");
    const all = state["virtual_machines"] as readonly ObjectValue[];
    expect(all).toHaveLength(29);
    expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => String(name)).sort());
    expect(state["ids"]).toEqual(all.map(({ id }) => id));
    expect(all.filter(({ scope }) => scope !== null).map(({ name, scope, owner }) => [name, scope, owner])).toEqual([
      ["Web-1", "shop", "ScvmmMachine/terraform/web-1"],
      ["db-1", "bank", "ScvmmMachine/terraform/db-1"],
      ["web-10", "shop", "ScvmmMachine/terraform/web-10"],
      ["web-2", "shop", "ScvmmMachine/terraform/web-2"],
    ]);
    expect(all.every(({ tag, power_state, custom_properties }) => tag === null && power_state === null && custom_properties === null)).toBe(
      true,
    );
    expect(at.asked.looks).toEqual([]);
  });

  it("by name: a pattern of the whole name, without regard to case", async () => {
    expect(await names({ name: "WEB-*" })).toEqual(["Web-1", "web-10", "web-2"]);
    expect(await names({ name: "web-?" })).toEqual(["Web-1", "web-2"]);
    expect(await names({ name: "eb-1" })).toEqual([]);
    expect(await names({ name: "web-1" })).toEqual(["Web-1"]);
    expect(await names({ name: "web.1" })).toEqual([]);
  });

  it("by who manages them", async () => {
    expect(await names({ scope: "shop" })).toEqual(["Web-1", "web-10", "web-2"]);
    expect(await names({ managed: true })).toEqual(["Web-1", "db-1", "web-10", "web-2"]);
    expect(await names({ managed: false })).toHaveLength(25);
    expect(await names({ managed: false, scope: "shop" })).toEqual([]);
  });

  it("by cloud, host group with what is below it, host by full or short name, status: all of them together", async () => {
    const { vms } = await at.inventory();
    const some = async (config: Record<string, unknown>, fits: (vm: (typeof vms)[number]) => boolean) => {
      const expected = vms.filter(fits).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(vms.length);
      expect((await found(config)).map(({ id }) => id).sort()).toEqual(expected.sort());
    };
    await some({ cloud: "production" }, ({ cloud }) => cloud === "Production");
    await some({ host_group: "Datacenter A" }, ({ hostGroupPath }) => /^All Hosts\\Datacenter A(\\|$)/.test(hostGroupPath ?? ""));
    await some({ host_group: "All Hosts\\Datacenter B\\Web" }, ({ hostGroupPath }) => hostGroupPath === "All Hosts\\Datacenter B\\Web");
    const host = vms[0]?.hostName ?? "";
    await some({ host }, ({ hostName }) => hostName === host);
    await some({ host: host.split(".")[0]?.toUpperCase() }, ({ hostName }) => hostName === host);
    await some({ status: "poweroff" }, ({ status }) => status === "PowerOff");
    await some({ cloud: "Production", status: "Running" }, ({ cloud, status }) => cloud === "Production" && status === "Running");
  });

  it.each([
    ["cloud", "Prodcution", "PLAN_UNKNOWN_NAME", "It has: Production"],
    ["host_group", "Datacenter C", "PLAN_UNKNOWN_NAME", "It has: Datacenter A, Datacenter B"],
    ["host_group", "Web", "PLAN_AMBIGUOUS_NAME", "All Hosts\\Datacenter B\\Web"],
    ["host", "hv99.contoso.example", "PLAN_UNKNOWN_NAME", "It has: hv09.contoso.example"],
    ["host", "hv", "PLAN_UNKNOWN_NAME", "hv01.contoso.example"],
  ])("a %s %j that is none is an error, not an empty list", async (attribute, value, code, detail) => {
    const [problem, ...others] = await at.refused("scvmm_virtual_machines", { [attribute]: value });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code, severity: "error", path: attribute, detail: expect.stringContaining(detail) });
  });

  it("tells more where that is asked for, of ours and of others", async () => {
    const [ours] = await found({ name: "web-1", details: true });
    expect(ours).toMatchObject({
      tag: "front",
      power_state: "Running",
      custom_properties: {},
      memory: expect.stringMatching(/^\d+(Mi|Gi)$/),
      ip_addresses: [],
    });
    const [legacy] = await found({ name: "legacy", details: true });
    expect(legacy).toMatchObject({ tag: "front", custom_properties: { Role: "Front" }, scope: null });
    expect(legacy?.["vm_id"]).toMatch(/^[0-9A-F-]{36}$/);
  });

  it("by tag, power state and custom properties: only what other filters leave is looked at", async () => {
    expect(await names({ tag: "front" })).toEqual(["Web-1", "legacy"]);
    expect(await names({ tag: "front", managed: true })).toEqual(["Web-1"]);
    expect(await names({ tag: "Front", name: "legacy" })).toEqual([]);
    expect(await names({ tag: "", scope: "shop" })).toEqual(["web-10", "web-2"]);
    expect(await names({ custom_properties: { role: "Front" } })).toEqual(["legacy"]);
    expect(await names({ custom_properties: { role: "Front", Owner: "x" } })).toEqual([]);
    expect(await names({ power_state: "running", name: "web-*" })).toEqual(["Web-1", "web-10", "web-2"]);
    expect(await names({ power_state: "PowerOff", name: "web-*" })).toEqual([]);
  });
});

describe("what it costs", () => {
  it("of ours nothing, of others one look that all share", async () => {
    const fresh = withOurs();
    await fresh.read("scvmm_virtual_machines", { scope: "shop", details: true });
    expect(fresh.asked).toEqual({ inventories: 1, looks: [] });
    await Promise.all(
      [{ tag: "front" }, { details: true, name: "legacy" }, { power_state: "Running" }].map((config) =>
        fresh.read("scvmm_virtual_machines", config),
      ),
    );
    expect(fresh.asked.looks).toHaveLength(1);
    expect(new Set(fresh.asked.looks[0]).size).toBe(fresh.asked.looks[0]?.length);
    expect(fresh.asked.looks[0]).toHaveLength(25);
    await fresh.read("scvmm_virtual_machines", { details: true });
    expect(fresh.asked.looks).toHaveLength(1);
    expect(fresh.asked.inventories).toBe(1);
  });

  it("a look that fails is told, and not kept", async () => {
    const fresh = withOurs();
    const { reader } = fresh.estate;
    let fails = true;
    const estate = {
      ...fresh.estate,
      reader: () => ({
        ...reader(),
        readMachines: (...args: Parameters<ReturnType<typeof reader>["readMachines"]>) =>
          fails ? Promise.reject(new Error("cut")) : reader().readMachines(...args),
      }),
    };
    const config = Object.fromEntries(
      Object.keys(virtualMachines.schema.attributes).map((name) => [name, name === "name" ? "legacy" : null]),
    );
    await expect(virtualMachines.read({ ...config, details: true }, estate)).rejects.toThrow("cut");
    fails = false;
    const state = await virtualMachines.read({ ...config, details: true }, estate);
    expect(state["virtual_machines"]).toMatchObject([{ name: "legacy", tag: "front" }]);
  });

  it("a VM that has gone meanwhile is left out where it is looked at closer", async () => {
    const fresh = withOurs();
    const { vms } = await fresh.inventory();
    const gone = vms.find(({ name }) => name === "legacy");
    fresh.vmm.world.store.vms.delete(gone?.id ?? "");
    expect((await fresh.read("scvmm_virtual_machines", { name: "legacy", details: true }))["ids"]).toEqual([]);
  });
});
