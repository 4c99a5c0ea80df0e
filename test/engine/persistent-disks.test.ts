import { describe, expect, it } from "vitest";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", hostGroup: "All Hosts\\Datacenter A\\Web", powerCyclePolicy: "Allow" };
const persistentDisk = { pool: { name: "data" } };
const spec = (disks: readonly object[], more: object = {}) => ({ machines: [machine("web-1", { ...base, disks, ...more })] });
const kept = [{}, { name: "data", size: "5Gi", persistentDisk }];
const none = { machines: [] };

describe("a VM with a persistent disk", () => {
  it("is made, found again, and grows like any other", async () => {
    const { port } = simulated();
    await converge(port, spec(kept));
    expect((await planOn(port, spec(kept))).plan.changes).toMatchObject([{ action: "none" }]);
    await converge(port, spec([{}, { name: "data", size: "8Gi", persistentDisk }]));
    const [vm] = (await port.readInventory()).owned;
    expect(vm?.disks[1]).toMatchObject({ path: expect.stringMatching(/\\web-1__persistent_data\.vhdx$/), sizeBytes: 8 * 2 ** 30 });
  });

  it.each([
    ["its manifest is gone", none, {}],
    ["all of it is to be destroyed", spec(kept), { destroy: true }],
    ["the manifest no longer says so, and all is to be destroyed", spec([{}]), { destroy: true }],
  ])("stays where %s", async (_, manifests, options) => {
    const { port } = simulated();
    await converge(port, spec(kept));
    const planned = await planOn(port, manifests, options);
    expect(planned.diagnostics).toMatchObject([{ code: "PLAN_PERSISTENT_DISK", severity: "error" }]);
    expect((await port.readInventory()).owned).toHaveLength(1);
  });

  it("stays although its removal was planned before it had that disk", async () => {
    const { port } = simulated();
    await converge(port, spec([{}]));
    const planned = await planOn(port, none);
    expect(planned.plan.changes).toMatchObject([{ action: "delete" }]);
    await converge(port, spec(kept));
    const { results } = await applyOn(port, planned);
    expect(results).toMatchObject([{ state: "failed" }]);
    expect((await port.readInventory()).owned).toMatchObject([{ disks: [{}, {}] }]);
  });

  it("may go when the disk was detached by hand", async () => {
    const { port, vmm } = simulated();
    await converge(port, spec(kept));
    const [owned] = (await port.readInventory()).owned;
    vmm.world.store.vms.get(owned?.id ?? "")?.VirtualDiskDrives.pop();
    await applyOn(port, await planOn(port, none));
    expect((await port.readInventory()).owned).toEqual([]);
  });
});
