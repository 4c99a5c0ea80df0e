import { describe, expect, it } from "vitest";
import { refuseDisruptions } from "../../provider/cli/fail-on.ts";
import type { FailReason } from "../../provider/engine/apply/refusals.ts";
import { mergeCheckpoints, takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { setPower } from "../../provider/simulator/machine-state.ts";
import { lost, tampered } from "./support/crashes.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy: "Allow" };
const one = (more: object) => ({ machines: [machine("web-1", { ...base, ...more })] });

async function stage(before: object) {
  const on = simulated();
  await converge(on.port, one(before));
  const [vm] = [...on.vmm.world.store.vms.values()].filter(({ Name }) => Name === "web-1");
  if (!vm) throw new Error("no VM");
  return { ...on, vm };
}

/** The first operation's answer is lost, and meanwhile people do something: so all is read anew. */
async function surprised(on: Awaited<ReturnType<typeof stage>>, wanted: object, deed: () => void, failOn: readonly FailReason[]) {
  const planned = await planOn(on.port, one(wanted));
  refuseDisruptions(planned.plan, failOn);
  const port = tampered(on.port, async (_, count, run) => {
    if (count > 1) return run();
    deed();
    return lost;
  });
  return applyOn(port, planned, { failOn });
}

describe("what --fail-on refuses, coming up only during an apply", () => {
  const off = async () => {
    const on = await stage({ cpuCount: 2 });
    setPower(on.vmm.world, on.vm, "PowerOff");
    return { on, turnOn: () => setPower(on.vmm.world, on.vm, "Running") };
  };

  it("a shutdown: the machine was started after the plan", async () => {
    const { on, turnOn } = await off();
    const { results } = await surprised(on, { cpuCount: 4 }, turnOn, ["power-cycle"]);
    expect(results).toMatchObject([
      {
        state: "not-run",
        diagnostics: [
          {
            code: "APPLY_FAIL_ON",
            severity: "error",
            summary: expect.stringContaining("power-cycle"),
            detail: expect.stringContaining("shut"),
          },
        ],
      },
    ]);
    expect(results[0]).not.toHaveProperty("waits");
    expect(on.vm).toMatchObject({ VirtualMachineState: "Running", CPUCount: 2 });
  });

  it("is done where nobody refuses it", async () => {
    for (const failOn of [[], ["replace", "delete"]] as const) {
      const { on, turnOn } = await off();
      const { results } = await surprised(on, { cpuCount: 4 }, turnOn, failOn);
      expect(results).toMatchObject([{ state: "done" }]);
      expect(on.vm).toMatchObject({ VirtualMachineState: "Running", CPUCount: 4 });
    }
  });

  it.each([
    [["delete"], "not-run", 2],
    [["power-cycle", "replace"], "done", 1],
  ] as const)("the loss of a disk, whose checkpoints went after the plan: %j", async (failOn, state, disks) => {
    const on = await stage({ removedDisks: "Delete", disks: [{}, { name: "data", size: "5Gi" }] });
    takeCheckpoint(on.vmm.world, on.vm, "backup");
    const wanted = { removedDisks: "Delete", disks: [{}], tag: "new" };
    const { results } = await surprised(on, wanted, () => mergeCheckpoints(on.vm), failOn);
    expect(results).toMatchObject([{ state }]);
    expect(on.vm.VirtualDiskDrives).toHaveLength(disks);
  });

  it("is none where the machine goes anyway: it is turned off for its removal", async () => {
    const on = await stage({});
    const planned = await planOn(on.port, {});
    const port = tampered(on.port, async (_, count, run) => (count > 1 ? run() : lost));
    expect((await applyOn(port, planned, { failOn: ["power-cycle"] })).results).toMatchObject([{ action: "delete", state: "done" }]);
  });
});
