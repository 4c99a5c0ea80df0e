import { describe, expect, it } from "vitest";
import { machine } from "./support/manifests.ts";
import { timed } from "./support/timed.ts";

/** VMM has said that it made an adapter, and shows it up to a minute later. */

const wanted = (...names: readonly string[]) => {
  const devices = names.map((deviceName) => ({ deviceName, vmNetwork: "Web" }));
  const spec = { vmName: "web", cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", powerCyclePolicy: "Allow", networking: { devices } };
  return { machines: [machine("web", spec)] };
};

describe("a network adapter that VMM shows late", () => {
  const late = (lagMs: number) => timed({ faults: [{ cmdlet: "New-SCVirtualNetworkAdapter", skip: 0, count: 1, lagMs }] });
  const adapters = ({ vmm }: ReturnType<typeof timed>) =>
    [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web")?.VirtualNetworkAdapters.length;

  it.each([20_000, 61_000])("is waited for and not made again (%i ms)", async (lagMs) => {
    const stage = late(lagMs);
    await stage.converge(wanted("eth0"));
    expect((await stage.converge(wanted("eth0", "eth1"))).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    await stage.pass(5 * 60_000);
    expect(adapters(stage)).toBe(2);
    expect((await stage.plan(wanted("eth0", "eth1"))).plan.summary.none).toBe(1);
  });

  it("is made again where people have taken it away at once", async () => {
    const stage = late(0);
    await stage.converge(wanted("eth0"));
    const planned = await stage.plan(wanted("eth0", "eth1"));
    let left = 1;
    const { results } = await stage.apply(planned, {
      onEvent: (event) => {
        if (event.type !== "step-finished" || !event.label.startsWith("add network adapter") || left-- === 0) return;
        for (const { VirtualNetworkAdapters: all } of stage.vmm.world.store.vms.values()) if (all.length > 1) all.pop();
      },
    });
    expect(results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(adapters(stage)).toBe(2);
  });
});
