import { describe, expect, it } from "vitest";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };
const spec = (more: object) => ({ machines: [machine("web-1", { ...base, ...more })] });
const adapters = (...fibreChannel: readonly object[]) => spec({ fibreChannel });

describe("fibre channel adapters of a machine", () => {
  it("are made with it, changed, removed and added again; each ends in an empty plan", async () => {
    const { port } = simulated();
    const a = { virtualSAN: "san a", storageFabricClassification: "Fabric A" };
    const b = { virtualSAN: "SAN B" };
    const stages = [
      ["create", "none", [b, a], ["SAN B", "SAN A"]],
      // The order says nothing.
      ["none", "none", [a, b], ["SAN B", "SAN A"]],
      ["update", "power-cycle", [a, { ...b, storageFabricClassification: "Fabric B" }], ["SAN B", "SAN A"]],
      ["update", "power-cycle", [b], ["SAN B"]],
      ["update", "power-cycle", [{ virtualSAN: "SAN A" }, {}], ["SAN B", "SAN A"]],
      ["update", "power-cycle", [], []],
    ] as const;
    for (const [action, disruption, wanted, sans] of stages) {
      const { planned, report } = await converge(port, adapters(...wanted));
      expect(planned.plan.changes).toMatchObject([{ action, disruption }]);
      expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
      const [vm] = (await port.readInventory()).owned;
      expect(vm?.powerState).toBe("Running");
      expect(vm?.fibreChannel.map(({ virtualSan }) => virtualSan ?? undefined)).toEqual(sans);
      expect((await planOn(port, adapters(...wanted))).plan.changes).toMatchObject([{ action: "none" }]);
    }
  });

  it("of which the manifest is silent stay, and a power cycle has to be allowed", async () => {
    const { port } = simulated();
    await converge(port, adapters({ virtualSAN: "SAN A" }));
    expect((await planOn(port, spec({}))).plan.changes).toMatchObject([{ action: "none" }]);
    const careful = spec({ fibreChannel: [{ virtualSAN: "SAN B" }], powerCyclePolicy: "Never" });
    await applyOn(port, await planOn(port, careful));
    expect((await port.readInventory()).owned[0]).toMatchObject({ powerState: "Running", fibreChannel: [{ virtualSan: "SAN A" }] });
    const [vm] = (await port.readInventory()).owned;
    await port.run({ kind: "stop-machine", vmId: vm?.id ?? "", how: "force" });
    await converge(port, careful);
    expect((await port.readInventory()).owned[0]).toMatchObject({ powerState: "PowerOff", fibreChannel: [{ virtualSan: "SAN B" }] });
    expect((await planOn(port, careful)).plan.changes).toMatchObject([{ action: "none" }]);
  });

  it("need a virtual SAN that VMM has, and on the host of the VM", async () => {
    const { port } = simulated();
    const unknown = await planOn(port, adapters({ virtualSAN: "SAN X" }));
    expect(unknown.diagnostics).toMatchObject([{ code: "PLAN_UNKNOWN_NAME", path: "spec.fibreChannel[0].virtualSAN" }]);
    await converge(port, adapters());
    const live = await port.readInventory();
    const host = live.owned[0]?.hostName;
    const elsewhere = live.virtualSans.filter(({ hostName }) => hostName !== host);
    const { diagnostics } = await planOn(
      { ...port, readInventory: async () => ({ ...live, virtualSans: elsewhere }) },
      adapters({ virtualSAN: "SAN A" }),
    );
    expect(diagnostics).toMatchObject([{ code: "PLAN_NO_VIRTUAL_SAN", path: "spec.fibreChannel[0].virtualSAN" }]);
  });
});
