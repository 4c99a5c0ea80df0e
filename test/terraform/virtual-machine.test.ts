import { describe, expect, it } from "vitest";
import type { Inventory } from "../../provider/engine/index.ts";
import { UNKNOWN } from "../../provider/terraform/value/value.ts";
import { WEB, world } from "./support/world.ts";

/** A physical disk cannot travel with its VM. */
const withPhysicalDisks = (inventory: Inventory, id: string): Inventory => ({
  ...inventory,
  owned: inventory.owned.map((vm) => (vm.id === id ? { ...vm, disks: vm.disks.map((disk) => ({ ...disk, format: "PassThrough" })) } : vm)),
});

const quiet = { action: "none", errors: [], warnings: [] };

describe("a virtual machine", () => {
  it("is made, and the next plan is empty", async () => {
    const { core, owned } = world();
    const first = await core.apply(WEB);
    expect([first.errors, first.warnings]).toEqual([[], []]);
    expect(first.plan.planned).toMatchObject({ id: UNKNOWN, key: "web-1", disruption: "none", waiting: {}, unfinished: null });
    const [vm] = await owned();
    expect(vm).toMatchObject({ name: "web-1", mark: { scope: "shop", address: "ScvmmMachine/terraform/web-1" }, sealed: true });
    expect(core.kept?.value).toMatchObject({ id: vm?.id, memory: "4Gi", power_state: "Running", host: vm?.hostName });
    expect(await core.plan(WEB)).toMatchObject(quiet);
  });

  it("is whole with disks and adapters by their labels", async () => {
    const { core } = world();
    const config = {
      ...WEB,
      disks: { boot: { size: "60Gi" }, data: { size: "10Gi" } },
      network_adapters: { front: { vm_network: "Web", static_ip_address_pools: ["Web static"] }, back: { vm_network: "App" } },
      custom_property: { Role: "web" },
      tag: "blue",
    };
    expect((await core.apply(config)).errors).toEqual([]);
    expect(await core.plan(config)).toMatchObject(quiet);
    const more = { ...config, disks: { ...config.disks, data: { size: "20Gi" }, logs: { size: "5Gi" } } };
    expect((await core.apply(more)).errors).toEqual([]);
    expect(await core.plan(more)).toMatchObject(quiet);
    const { back: _back, ...front } = config.network_adapters;
    const less = { ...more, network_adapters: front };
    expect((await core.apply(less)).errors).toEqual([]);
    expect(await core.plan(less)).toMatchObject(quiet);
  });

  it("is not changed by another form of the same", async () => {
    const { core } = world();
    await core.apply(WEB);
    expect(await core.plan({ ...WEB, memory: "4096Mi", cloud: "production" })).toMatchObject(quiet);
    expect(core.kept?.value).toMatchObject({ memory: "4Gi", cloud: "Production" });
    expect(await core.plan({ ...WEB, memory: "4097Mi" })).toMatchObject({ action: "update", planned: { memory: "4097Mi" } });
    expect(await core.plan({ ...WEB, memory: "4096Mi", tag: "x" })).toMatchObject({ planned: { memory: "4Gi", tag: "x" } });
  });

  it("is changed in place, and keeps what it knows but for what changes", async () => {
    const { core, vm } = world();
    await core.apply(WEB);
    const { id } = await vm();
    const { plan, errors, warnings } = await core.apply({ ...WEB, tag: "blue", memory: "6Gi" });
    expect(plan.planned).toMatchObject({ id, host: (await vm()).hostName, tag: "blue", memory: "6Gi", disruption: "none" });
    expect([errors, warnings, (await vm()).memoryMb]).toEqual([[], [], 6144]);
    expect(await core.plan({ ...WEB, tag: "blue", memory: "6Gi" })).toMatchObject(quiet);
  });

  it("tells at the attribute what a change costs, and says so in a known value", async () => {
    const { core, vm } = world();
    await core.apply(WEB);
    const bigger = { ...WEB, cpu_count: 4, power_cycle_policy: "Allow" };
    const { plan, errors } = await core.apply(bigger);
    expect(plan).toMatchObject({
      action: "update",
      warnings: ["TERRAFORM_DISRUPTION cpu_count"],
      planned: { disruption: "power-cycle", cpu_count: 4 },
    });
    expect(plan.messages[0]).toMatchObject({ summary: "the VM is shut down and brought back for cpu_count" });
    expect(plan.messages[0]?.detail).toContain("So power_cycle_policy allows it (Allow)");
    expect([errors, (await vm()).cpuCount, (await vm()).powerState]).toEqual([[], 4, "Running"]);
    expect(core.kept?.value["disruption"]).toBe("power-cycle");
    expect(await core.plan(bigger)).toMatchObject({ ...quiet, planned: { disruption: "power-cycle" } });
  });

  it("is no longer managed in what the configuration does not say any more", async () => {
    const { core, vm } = world();
    await core.apply({ ...WEB, tag: "blue" });
    const { plan } = await core.apply(WEB);
    expect(plan).toMatchObject({ action: "update", planned: { tag: null } });
    expect([(await vm()).tag, core.kept?.value["tag"]]).toEqual(["blue", null]);
    expect(await core.plan(WEB)).toMatchObject(quiet);
  });

  it("shows as drift just what people have changed", async () => {
    const { core, byHand } = world();
    await core.apply({ ...WEB, tag: "blue" });
    const before = core.kept?.value;
    await byHand(({ id }) => ({ kind: "set-machine", vmId: id, set: { tag: "red", description: "by hand" } }));
    await core.refresh();
    expect(core.kept?.value).toEqual({ ...before, tag: "red" });
    expect(await core.plan({ ...WEB, tag: "blue" })).toMatchObject({ action: "update", planned: { tag: "blue" } });
    await core.apply({ ...WEB, tag: "blue" });
    expect(await core.plan({ ...WEB, tag: "blue" })).toMatchObject(quiet);
  });

  it("is destroyed, and made again where it was destroyed by hand", async () => {
    const { core, byHand, owned } = world();
    await core.apply(WEB);
    await byHand(({ id }) => ({ kind: "stop-machine", vmId: id, how: "force" }));
    await byHand(({ id, mark }) => ({ kind: "remove-machine", vmId: id, mark }));
    expect(await core.plan(WEB)).toMatchObject({ action: "create" });
    expect(core.kept).toBeNull();
    expect((await core.apply(WEB)).errors).toEqual([]);
    expect(await owned()).toHaveLength(1);
    expect((await core.apply(null)).errors).toEqual([]);
    expect([core.kept, await owned()]).toEqual([null, []]);
  });

  it("is replaced where only a new one will do, by the attribute that says so", async () => {
    const { core, port, given, vm } = world();
    const config = { ...WEB, cloud: null, host_group: "Datacenter A", power_cycle_policy: "Allow" };
    expect((await core.apply(config)).errors).toEqual([]);
    const { id } = await vm();
    given.port = { ...port, readInventory: async () => withPhysicalDisks(await port.readInventory(), id) };
    const moved = { ...config, host_group: "Datacenter B" };
    const plan = await core.plan(moved);
    expect([plan.action, plan.replace, plan.warnings]).toEqual(["replace", ["host_group"], ["TERRAFORM_DISRUPTION host_group"]]);
    expect(plan.planned).toMatchObject({ id: UNKNOWN });
    expect((await core.apply(moved)).errors).toEqual([]);
    expect((await vm()).id).not.toBe(id);
    expect(await core.plan(moved)).toMatchObject(quiet);
  });

  it("is made anew on request, and not where it is protected", async () => {
    const { core, vm } = world();
    await core.apply(WEB);
    const { id } = await vm();
    expect((await core.apply(WEB, { force: true })).errors).toEqual([]);
    expect((await vm()).id).not.toBe(id);
    expect(await core.plan(WEB)).toMatchObject(quiet);
    const kept = { ...WEB, deletion_protection: true };
    await core.apply(kept);
    expect(await core.plan(kept, { force: true })).toMatchObject({ errors: ["PLAN_PROTECTED deletion_protection"] });
    expect(await core.plan(null)).toMatchObject({ errors: ["PLAN_PROTECTED deletion_protection"] });
    await core.apply({ ...WEB, deletion_protection: false });
    expect((await core.apply(null)).errors).toEqual([]);
  });

  it("keeps its key when its name changes, and its VM when its key does", async () => {
    const { core, vm } = world();
    await core.apply(WEB);
    const { id } = await vm();
    const renamed = { ...WEB, name: "web-2", power_cycle_policy: "Allow" };
    expect((await core.apply(renamed)).plan).toMatchObject({ action: "update", planned: { key: "web-1", name: "web-2" } });
    expect(await vm()).toMatchObject({ id, name: "web-2", mark: { address: "ScvmmMachine/terraform/web-1" } });
    const other = { ...renamed, key: "front" };
    expect(await core.apply(other)).toMatchObject({ errors: [], plan: { action: "update", replace: [], planned: { key: "front", id } } });
    expect(await vm()).toMatchObject({ id, mark: { address: "ScvmmMachine/terraform/front" } });
    expect(await core.plan(other)).toMatchObject(quiet);
  });

  it("tells what VMM does not have, where it is said", async () => {
    const { core, owned } = world();
    expect(await core.plan({ ...WEB, cloud: "Produktion" })).toMatchObject({ errors: ["PLAN_UNKNOWN_NAME cloud"] });
    expect(await core.plan({ ...WEB, network_adapters: { front: { vm_network: "Wbe" } } })).toMatchObject({
      errors: ["PLAN_UNKNOWN_NAME network_adapters.front.vm_network"],
    });
    expect(await core.plan({ ...WEB, vm_template: null })).toMatchObject({ errors: ["MANIFEST_NO_TEMPLATE"] });
    expect(await core.validate({ ...WEB, vm_template: null })).toMatchObject({ errors: [] });
    expect(await core.validate({ ...WEB, memory: "4 GB" })).toMatchObject({ errors: ["MANIFEST_INVALID_VALUE memory"] });
    expect(await owned()).toEqual([]);
  });

  it("says in the log what is done, and how far VMM is with its jobs", async () => {
    const { core } = world();
    await core.apply(WEB);
    expect(core.log).toContain("info ScvmmMachine/terraform/web-1: create VM web-1");
    expect(core.log.filter((line) => /^debug ScvmmMachine\/terraform\/web-1: Create virtual machine, \d+ %$/.test(line))).not.toEqual([]);
    expect(core.log.at(-1)).toBe("info ScvmmMachine/terraform/web-1: done");
  });

  it("points to what Terraform has in place of the command line's flags and verbs", async () => {
    const { core, port } = world();
    const [stranger] = (await port.readInventory()).vms;
    const { messages } = await core.plan({ ...WEB, name: stranger?.name });
    expect(messages[0]?.detail).toContain("terraform import ADDRESS NAME");
    await core.apply({ ...WEB, deletion_protection: true });
    const refused = await core.plan(null);
    expect(refused.messages[0]?.detail).toContain("apply deletion_protection = false first");
  });
});
