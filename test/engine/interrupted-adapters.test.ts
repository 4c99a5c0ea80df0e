import { describe, expect, it } from "vitest";
import type { VmmPort } from "../../provider/engine/port.ts";
import { DEVICES_PROPERTY } from "../../provider/model/mark.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

/** First seen as a seed of test/simulation. */

const spec = { vmName: "web", cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", powerCyclePolicy: "Allow" };
const farm = (more: object) => ({ machines: [machine("web", { ...spec, ...more })] });
const causes = async (port: VmmPort, some: ReturnType<typeof farm>) =>
  (await planOn(port, some)).plan.changes.map(({ action, cause }) => `${action} ${cause}`);

describe("a network adapter that a run has added, and broken off before it said which one it is", () => {
  const devices = (...names: readonly string[]) =>
    farm({ networking: { devices: names.map((deviceName) => ({ deviceName, vmNetwork: "Web" })) } });
  const recordOf = (vmm: ReturnType<typeof simulated>["vmm"]) => {
    const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web");
    return { adapters: vm?.VirtualNetworkAdapters.length, record: vm?.CustomProperty.get(DEVICES_PROPERTY), vm };
  };
  /** With eth0 alone it is finished; then eth1 is added by a run that says no more of it. */
  const interrupted = async (adds: boolean) => {
    const { port, vmm } = simulated();
    await converge(port, devices("eth0"));
    const planned = await planOn(port, devices("eth0", "eth1"));
    let isOver = false;
    const broken: VmmPort = {
      ...port,
      run: async (operation) => {
        isOver ||= operation.kind === "add-adapter" && !adds;
        if (isOver) return { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } };
        isOver = operation.kind === "add-adapter";
        return port.run(operation);
      },
    };
    await applyOn(broken, planned);
    expect(recordOf(vmm)).toMatchObject({ adapters: adds ? 2 : 1, record: expect.stringContaining("eth1=new") });
    return { port, vmm };
  };

  it("goes where the manifest does not want it any more, and is not there twice when it is wanted again", async () => {
    const { port, vmm } = await interrupted(true);
    await converge(port, devices("eth0"));
    expect(recordOf(vmm)).toMatchObject({ adapters: 1, record: expect.not.stringContaining("new") });
    expect(await causes(port, devices("eth0"))).toEqual(["none "]);
    await converge(port, devices("eth0", "eth1"));
    expect(recordOf(vmm).adapters).toBe(2);
    expect(await causes(port, devices("eth0", "eth1"))).toEqual(["none "]);
  });

  it("stays where it could be one of people's", async () => {
    const { port, vmm } = await interrupted(true);
    const { vm } = recordOf(vmm);
    await vmm.invoke({
      cmdlet: "New-SCVirtualNetworkAdapter",
      set: "VM",
      values: new Map(Object.entries({ VM: vm, Synthetic: true })) as never,
    });
    await converge(port, devices("eth0"));
    expect(recordOf(vmm)).toMatchObject({ adapters: 3, record: expect.not.stringContaining("eth1") });
    expect(await causes(port, devices("eth0"))).toEqual(["none "]);
  });

  it("is not taken for one that people add later, where it was never added", async () => {
    const { port, vmm } = await interrupted(false);
    await converge(port, devices("eth0"));
    const { vm, record } = recordOf(vmm);
    expect(record).not.toContain("eth1");
    await vmm.invoke({
      cmdlet: "New-SCVirtualNetworkAdapter",
      set: "VM",
      values: new Map(Object.entries({ VM: vm, Synthetic: true })) as never,
    });
    await converge(port, devices("eth0"));
    expect([recordOf(vmm).adapters, await causes(port, devices("eth0"))]).toEqual([2, ["none "]]);
  });
});

describe("a run whose reading is older than what another one has done", () => {
  it("does not put back which adapter is which, and leaves none over", async () => {
    const { port, vmm } = simulated();
    const devices = (...names: readonly string[]) =>
      farm({ networking: { devices: names.map((deviceName) => ({ deviceName, vmNetwork: "Web" })) } });
    await converge(port, devices("eth0"));
    const older = await planOn(port, devices("eth0", "eth1"));
    const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web");
    vm?.VirtualNetworkAdapters.splice(0);
    await converge(port, devices("eth0", "eth1"));
    const record = () => vm?.CustomProperty.get(DEVICES_PROPERTY);
    const written = record();
    const { results } = await applyOn(port, older);
    expect(results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect([vm?.VirtualNetworkAdapters.length, record()]).toEqual([2, written]);
    expect(await causes(port, devices("eth0", "eth1"))).toEqual(["none "]);
  });
});
