import { expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import { ignoreDrift } from "../../provider/engine/drift/ignore.ts";
import type { LiveVm } from "../../provider/engine/inventory.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { type IgnoreRule, parseIgnoreRule } from "../../provider/model/ignore-rule.ts";
import { inventory } from "./support/inventory.ts";
import { machine, namePool, planInput, SCOPE } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { planAndApply } from "./support/runs.ts";

it("plans 1,000 machines against 25,000 VMs well under 2 s", async () => {
  const template = new MemoryVmm();
  await planAndApply({ machines: [machine("x")] }, template);
  const pattern = template.vms[0] as LiveVm;
  const names = Array.from({ length: 30_000 }, (_, index) => `vm${index}`);
  const owned = Array.from({ length: 500 }, (_, index): LiveVm => {
    const address = `ScvmmMachine/default/m-${index}`;
    return { ...pattern, id: `id-${index}`, name: `vm${index}`, mark: { ...pattern.mark, address }, tag: index % 2 ? "old" : "new" };
  });
  const vms = Array.from({ length: 25_000 }, (_, index) => ({ ...pattern, id: `id-${index}`, name: `VM${index}` }));
  const machines = Array.from({ length: 1000 }, (_, index) =>
    machine(`m-${index}`, { vmNameFromPool: { name: "web" }, tag: "new", disks: [{ size: "40Gi" }], memory: "4Gi" }),
  );
  const input = planInput({ machines, namePools: [namePool("web", names)] }, inventory({ owned, vms }));
  // Time of the processor, so that a busy machine makes no difference.
  const before = process.cpuUsage();
  const { plan, diagnostics } = planChanges(input);
  const { user, system } = process.cpuUsage(before);
  const spent = (user + system) / 1000;
  expect(diagnostics).toEqual([]);
  expect(plan.summary).toMatchObject({ create: 500, update: 500 });
  const last = plan.changes.find(({ address }) => address.endsWith("/m-500"));
  expect(last?.attributes.find(({ path }) => path === "spec.vmName")?.after).toBe("vm25000");
  expect(spent).toBeLessThan(2000);
});

it("tells the drift of 1,000 machines among 25,000 VMs well under 2 s", async () => {
  const vmm = new MemoryVmm();
  await planAndApply({ machines: [machine("x")] }, vmm);
  const pattern = vmm.vms[0] as LiveVm;
  const owned = Array.from({ length: 1000 }, (_, index) => {
    const mark = { scope: SCOPE, address: `ScvmmMachine/default/m-${index}` };
    return { ...pattern, id: `id-${index}`, name: `m-${index}`, mark, tag: index % 2 ? "old" : "new" };
  });
  const vms = Array.from({ length: 25_000 }, (_, index) => ({ ...pattern, id: `id-${index}`, name: `m-${index}` }));
  const machines = Array.from({ length: 1000 }, (_, index) => machine(`m-${index}`, { tag: "new" }));
  const input = planInput({ machines }, { ...vmm.snapshot(), owned, vms });
  // Of the processor, not of the clock: other work on the machine does not count.
  const started = process.cpuUsage();
  const { report } = detectDrift({ ...input, listUnmanaged: true });
  const { report: rest } = ignoreDrift(report, [parseIgnoreRule("ScvmmMachine/default/m-1*:spec.tag") as IgnoreRule], "2026-01-01");
  const { user, system } = process.cpuUsage(started);
  expect(report.summary).toMatchObject({ checked: 1000, changed: 500 });
  expect(rest.summary.ignored).toBeGreaterThan(50);
  expect(report.coverage).toMatchObject({ total: 25_000, managed: 1000 });
  expect((user + system) / 1000).toBeLessThan(2000);
});
