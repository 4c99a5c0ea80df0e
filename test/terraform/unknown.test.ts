import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../provider/terraform/value/value.ts";
import { WEB, world } from "./support/world.ts";

describe("what is known only after apply", () => {
  it.each([
    [{ name: UNKNOWN }, { key: UNKNOWN, name: UNKNOWN }],
    [
      { name: UNKNOWN, key: "front" },
      { key: "front", name: UNKNOWN },
    ],
    [{ cpu_count: UNKNOWN }, { cpu_count: UNKNOWN }],
    [{ cloud: UNKNOWN }, { cloud: UNKNOWN }],
    [{ vm_template: UNKNOWN }, { vm_template: UNKNOWN }],
    [
      { memory: UNKNOWN, tag: UNKNOWN },
      { memory: UNKNOWN, tag: UNKNOWN },
    ],
    [{ disks: UNKNOWN }, { disks: UNKNOWN }],
    [{ disks: { boot: { size: UNKNOWN }, data: { size: UNKNOWN } } }, { disks: { boot: { size: UNKNOWN }, data: { size: UNKNOWN } } }],
    [{ network_adapters: { eth0: { vm_network: UNKNOWN } } }, { network_adapters: { eth0: { vm_network: UNKNOWN } } }],
    [
      { network_adapters: { eth0: { vm_network: "Web", static_ip_address_pools: [UNKNOWN] } } },
      { network_adapters: { eth0: { vm_network: "Web", static_ip_address_pools: [UNKNOWN] } } },
    ],
    [{ custom_property: { Role: UNKNOWN } }, { custom_property: { Role: UNKNOWN } }],
    [{ user_data: UNKNOWN }, { user_data: UNKNOWN }],
  ])("does not stand against a plan: %j", async (some, planned) => {
    const { core } = world();
    expect(await core.validate({ ...WEB, ...some })).toMatchObject({ errors: [] });
    expect(await core.plan({ ...WEB, ...some })).toMatchObject({ action: "create", errors: [], warnings: [], planned });
  });

  it("excuses nothing else", async () => {
    const { core } = world();
    expect(await core.plan({ ...WEB, cpu_count: UNKNOWN, memory: "much" })).toMatchObject({ errors: ["MANIFEST_INVALID_VALUE memory"] });
    expect(await core.plan({ ...WEB, tag: UNKNOWN, cloud: "nowhere" })).toMatchObject({ errors: ["PLAN_UNKNOWN_NAME cloud"] });
  });

  it("leaves the rest of a change as it is planned", async () => {
    const { core } = world();
    await core.apply(WEB);
    const plan = await core.plan({ ...WEB, cpu_count: UNKNOWN, tag: "blue", memory: "4096Mi", name: UNKNOWN });
    expect(plan).toMatchObject({
      action: "update",
      errors: [],
      warnings: [],
      planned: { cpu_count: UNKNOWN, tag: "blue", memory: "4Gi", name: UNKNOWN, key: "web-1" },
    });
  });

  it("is refused at apply where it would cost more than was planned", async () => {
    const { core, vm } = world();
    await core.apply({ ...WEB, power_cycle_policy: "Allow" });
    const config = { ...WEB, power_cycle_policy: "Allow", cpu_count: 4 };
    const { planned } = await core.plan({ ...config, cpu_count: UNKNOWN });
    expect(planned).toMatchObject({ disruption: "none" });
    const result = await core.applyUpdate(config, { ...planned, cpu_count: 4 });
    expect(result.errors).toEqual(["TERRAFORM_MORE_DISRUPTIVE cpu_count"]);
    expect([core.kept?.value["cpu_count"], (await vm()).cpuCount]).toEqual([2, 2]);
  });
});
