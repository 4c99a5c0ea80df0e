import { describe, expect, it } from "vitest";
import { call, ref } from "../../provider/batch/build.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { tampered } from "./support/crashes.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const ADDRESS = "10.20.10.77";
const devices = [{ vmNetwork: "Web", staticIPAddressPools: ["Web static"], ipAddresses: [ADDRESS] }];
const spec = { vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };
const one = (more: object = {}) => ({ machines: [machine("web-1", { ...spec, networking: { devices }, ...more })] });

/** Somebody is granted the address between the plan and the grant. */
async function racing(wanted: ReturnType<typeof one>, before?: ReturnType<typeof one>) {
  const on = simulated();
  if (before) await converge(on.port, before);
  const planned = await planOn(on.port, wanted);
  const { pools } = await on.port.readInventory();
  const ID = pools.find(({ name }) => name === "Web static")?.id ?? "";
  const [theirs] = [...on.vmm.world.store.vms.values()].flatMap((vm) => vm.VirtualNetworkAdapters);
  const rival = [
    call("pool", "Get-SCStaticIPAddressPool", { ID }),
    call("grant", "Grant-SCIPAddress", {
      StaticIPAddressPool: ref("pool"),
      GrantToObjectType: "VirtualNetworkAdapter",
      GrantToObjectID: theirs?.ID ?? "",
      IPAddress: ADDRESS,
    }),
  ];
  let isDone = false;
  const port = tampered(on.port, async (operation, _, run) => {
    if (operation.kind === "set-adapter" && !isDone) {
      isDone = true;
      await simulatedExecutor(on.vmm).execute(rival);
    }
    return run();
  });
  const { results } = await applyOn(port, planned);
  const vms = (await on.port.readInventory()).owned;
  return { ...on, results, vms };
}

describe("a machine whose given address somebody else takes at the same time", () => {
  const told = [{ state: "failed", diagnostics: [{ code: "VMM_TAKEN", summary: expect.stringContaining(ADDRESS) }] }];

  it.each(["Repair", "Remove"])("is removed while it is being made (%s), and nothing of it is left", async (failedCreationPolicy) => {
    const { results, vms, port, vmm } = await racing(one({ failedCreationPolicy }));
    expect(results).toMatchObject(told);
    expect(vms).toEqual([]);
    const held = [...vmm.world.store.addresses.values()].filter(({ Address }) => Address === ADDRESS);
    expect(held).toHaveLength(1);
    expect((await planOn(port, one())).diagnostics).toMatchObject([{ code: "PLAN_ADDRESS_TAKEN" }]);
  });

  it("is kept for people where its manifest says so", async () => {
    const { results, vms } = await racing(one({ failedCreationPolicy: "Keep" }));
    expect(results).toMatchObject(told);
    expect(vms).toMatchObject([{ sealed: false }]);
  });

  it("is kept where it was finished before, whatever the policy", async () => {
    const before = one({ networking: { devices: [{ vmNetwork: "Web" }] } });
    const { results, vms } = await racing(one({ failedCreationPolicy: "Remove" }), before);
    expect(results).toMatchObject(told);
    expect(vms).toMatchObject([{ sealed: true }]);
  });
});
