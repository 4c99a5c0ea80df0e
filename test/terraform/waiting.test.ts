import { describe, expect, it } from "vitest";
import { WEB, world } from "./support/world.ts";

const nothing = { action: "none", errors: [] };

describe("what cannot be set for now", () => {
  it("keeps its value, and is told with the reason; once it can be set the plan sets it", async () => {
    const { core, vm, turnOff } = world();
    await core.apply(WEB);
    const bigger = { ...WEB, cpu_count: 4 };
    const { plan } = await core.apply(bigger);
    expect(plan).toMatchObject({
      action: "update",
      warnings: ["PLAN_POWER_CYCLE_BLOCKED cpu_count"],
      planned: { cpu_count: 2, waiting: { cpu_count: "permission" }, disruption: "none" },
    });
    expect([(await vm()).cpuCount, core.kept?.value["cpu_count"], core.kept?.value["waiting"]]).toEqual([
      2,
      2,
      { cpu_count: "permission" },
    ]);
    // Nothing can be done about it, which is not passed over in silence.
    expect(await core.plan(bigger)).toMatchObject({ ...nothing, warnings: ["PLAN_POWER_CYCLE_BLOCKED cpu_count"] });
    await turnOff();
    const after = await core.apply(bigger);
    expect(after.plan).toMatchObject({ action: "update", warnings: [], planned: { cpu_count: 4, waiting: {} } });
    expect([after.errors, (await vm()).cpuCount]).toEqual([[], 4]);
    expect(await core.plan(bigger)).toMatchObject({ ...nothing, warnings: [] });
  });

  it("is no warning where it is wanted", async () => {
    const { core } = world();
    const patient = { ...WEB, power_cycle_policy: "WhenOff" };
    await core.apply(patient);
    const bigger = { ...patient, cpu_count: 4 };
    expect((await core.apply(bigger)).plan).toMatchObject({
      action: "update",
      warnings: [],
      planned: { waiting: { cpu_count: "power-off" } },
    });
    expect(await core.plan(bigger)).toMatchObject({ ...nothing, warnings: [] });
  });

  it("is promised where Terraform takes nothing else, and comes to light with the next refresh", async () => {
    const { core, turnOff } = world();
    await core.apply(WEB);
    const limited = { ...WEB, vm_options: { cpu_limit_for_migration: true } };
    const first = await core.apply(limited);
    expect([first.errors, first.plan.planned]).toMatchObject([
      [],
      { vm_options: { cpu_limit_for_migration: true }, waiting: { "vm_options.cpu_limit_for_migration": "permission" } },
    ]);
    const again = await core.plan(limited);
    expect(again).toMatchObject({ ...nothing, warnings: ["PLAN_POWER_CYCLE_BLOCKED vm_options.cpu_limit_for_migration"] });
    expect(core.kept?.value).toMatchObject({ vm_options: { cpu_limit_for_migration: false } });
    await turnOff();
    await core.apply(limited);
    expect(await core.plan(limited)).toMatchObject({ ...nothing, warnings: [] });
  });

  it("waits with its whole item where that is new", async () => {
    const { core, turnOff } = world();
    const old = { ...WEB, vm_template: "Windows Server 2016", network_adapters: { front: { vm_network: "Web" } } };
    expect((await core.apply(old)).errors).toEqual([]);
    const more = { ...old, network_adapters: { ...old.network_adapters, back: { vm_network: "App" } } };
    expect((await core.apply(more)).plan).toMatchObject({
      action: "update",
      planned: { network_adapters: { front: { vm_network: "Web" } }, waiting: { "network_adapters.back.vm_network": "permission" } },
    });
    expect(await core.plan(more)).toMatchObject(nothing);
    await turnOff();
    expect((await core.apply(more)).errors).toEqual([]);
    expect(await core.plan(more)).toMatchObject({ ...nothing, warnings: [] });
  });

  it("does not hold up the rest", async () => {
    const { core, vm } = world();
    await core.apply(WEB);
    const { plan, errors } = await core.apply({ ...WEB, cpu_count: 4, tag: "blue" });
    expect([plan.planned, errors]).toMatchObject([{ cpu_count: 2, tag: "blue" }, []]);
    expect(await vm()).toMatchObject({ cpuCount: 2, tag: "blue" });
  });

  it("fails, and keeps what was reached, where it was promised and somebody has turned the machine on", async () => {
    const { core, byHand, turnOff } = world();
    await core.apply({ ...WEB, power_policy: "Manual" });
    await turnOff();
    const bigger = { ...WEB, power_policy: "Manual", cpu_count: 4, tag: "blue" };
    const { errors } = await core.apply(bigger, { during: () => byHand(({ id }) => ({ kind: "start-machine", vmId: id })) });
    expect(errors).toEqual(["TERRAFORM_WAITS_NOW cpu_count"]);
    expect(core.kept).toMatchObject({ isTainted: false, value: { cpu_count: 2, tag: "blue" } });
  });

  it("waits for its window, and is not done though it opens while the rest is", async () => {
    const { core, vm } = world();
    const now = new Date();
    const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(now.getUTCDay() + 3) % 7];
    const windowed = { ...WEB, power_cycle_policy: "Allow", maintenance_window: { days: [day], start: "02:00", duration: "1h" } };
    expect((await core.apply(windowed)).errors).toEqual([]);
    const bigger = { ...windowed, cpu_count: 4, tag: "blue" };
    const { plan, errors } = await core.apply(bigger);
    expect(plan).toMatchObject({
      warnings: [],
      planned: { cpu_count: 2, tag: "blue", waiting: { cpu_count: "window" }, disruption: "none" },
    });
    expect([errors, await vm()]).toMatchObject([[], { cpuCount: 2, tag: "blue", powerState: "Running" }]);
    expect(await core.plan(bigger)).toMatchObject(nothing);
    const open = { ...bigger, maintenance_window: { start: "00:00", duration: "24h" } };
    expect((await core.apply(open)).plan).toMatchObject({ planned: { cpu_count: 4, waiting: {}, disruption: "power-cycle" } });
    expect(await core.plan(open)).toMatchObject({ ...nothing, warnings: [] });
  });
});
