import { describe, expect, it } from "vitest";
import { dead, lost, tampered, unwatched } from "../engine/support/crashes.ts";
import { machine } from "../engine/support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "../engine/support/simulated.ts";

const named = (...names: readonly string[]) => [{}, ...names.map((name) => ({ name, size: "5Gi" }))];
const farm = (removedDisks: string, disks: readonly object[], powerCyclePolicy = "Allow") => ({
  machines: [
    machine("web-1", { vmName: "web-1", vmTemplate: "Ubuntu 22.04 LTS", cloud: "Production", powerCyclePolicy, removedDisks, disks }),
  ],
});

const stages = [
  { title: "one goes", before: named("data", "logs"), after: named("logs") },
  { title: "all go", before: named("data", "logs"), after: named() },
  { title: "one goes and one comes", before: named("data"), after: named("orders") },
] as const;

const cases = ["Detach", "Delete"].flatMap((policy) => stages.map((stage) => ({ policy, ...stage })));

describe.each(cases)("data disks that leave the manifest, $policy, broken off as $title", ({ policy, before, after }) => {
  async function prepared() {
    const on = simulated();
    await converge(on.port, farm(policy, before));
    return on;
  }
  type On = Awaited<ReturnType<typeof prepared>>;

  async function operations(): Promise<number> {
    const { port } = await prepared();
    const counting = tampered(port, (_, __, run) => run());
    await applyOn(counting, await planOn(counting, farm(policy, after)));
    return counting.count;
  }

  async function expectDone({ port, vmm }: On): Promise<void> {
    const again = await planOn(port, farm(policy, after));
    expect(again.plan.changes).toMatchObject([{ action: "none" }]);
    const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web-1");
    expect(vm?.VirtualDiskDrives).toHaveLength(after.length);
    const gone = before.filter((one) => !after.some((other) => "name" in one && "name" in other && one.name === other.name)).slice(1);
    expect([...vmm.world.store.looseDisks.values()]).toHaveLength(policy === "Detach" ? gone.length : 0);
  }

  it.each(["before", "after", "lost"] as const)("killed %s every operation: the next apply finishes it, once", async (when) => {
    const total = await operations();
    expect(total).toBeGreaterThan(1);
    for (let last = 1; last <= total; last++) {
      const on = await prepared();
      const crashing = tampered(on.port, async (_, count, run) => {
        if (count < last) return run();
        if (count > last || when === "before") return dead;
        await run();
        return when === "lost" ? lost : dead;
      });
      await applyOn(when === "after" ? unwatched(crashing, on.port, last) : crashing, await planOn(on.port, farm(policy, after)));
      for (let tries = 0; tries < 3; tries++) await converge(on.port, farm(policy, after));
      await expectDone(on);
    }
  });
});
