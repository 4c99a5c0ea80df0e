import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../provider/terraform/value/value.ts";
import { Core } from "./support/core.ts";
import { estateOf, simulatedVmm } from "./support/simulated-estate.ts";

const WEB = {
  name: "web-1",
  cloud: "Production",
  vm_template: "Ubuntu 22.04 LTS",
  cpu_count: 2,
  memory: "4Gi",
};

function world() {
  const { vmm, port } = simulatedVmm();
  return { vmm, port, core: new Core(() => estateOf(port)) };
}

describe("a virtual machine", () => {
  it("is made, and the next plan is empty", async () => {
    const { core, port } = world();
    const first = await core.apply(WEB);
    expect([first.errors, first.warnings]).toEqual([[], []]);
    expect(first.plan.planned).toMatchObject({ id: UNKNOWN, key: "web-1", disruption: "none", waiting: {}, unfinished: null });
    const [vm] = (await port.readInventory()).owned;
    expect(vm).toMatchObject({ name: "web-1", mark: { scope: "shop", address: "ScvmmMachine/terraform/web-1" }, sealed: true });
    expect(core.kept?.value).toMatchObject({ id: vm?.id, memory: "4Gi", power_state: "Running", host: vm?.hostName });
    expect(await core.plan(WEB)).toMatchObject({ action: "none", errors: [], warnings: [] });
  });
});
