import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../provider/engine/canonical-json.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { shuffledInventory, shuffledManifests, someManifests } from "./support/arbitraries.ts";
import { planInput } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { apply, codes, plan, planAndApply } from "./support/runs.ts";
import { doubles } from "./support/simulated.ts";

const free = { allowMassDeletion: true };

/** Disks never shrink; everything else can follow anything. */
const isRefused = (planned: ReturnType<typeof plan>): boolean => codes(planned).includes("PLAN_DISK_SHRINK");

describe("for any manifests and any state", () => {
  it("the plan is the same bytes, whatever the order of its inputs", () =>
    fc.assert(
      fc.asyncProperty(someManifests, someManifests, fc.integer(), async (before, after, seed) => {
        const vmm = new MemoryVmm();
        await planAndApply(before, vmm);
        const live = vmm.snapshot();
        const made = planChanges(planInput(after, live));
        const again = planChanges(planInput(shuffledManifests(after, seed), shuffledInventory(live, seed)));
        expect(canonicalJson(again)).toBe(canonicalJson(made));
        expect(made.plan.changes.map(({ address }) => address)).toEqual(made.plan.changes.map(({ address }) => address).sort());
      }),
      { numRuns: 40 },
    ));

  it("the plan after an apply is empty, and nothing is there twice", () =>
    fc.assert(
      fc.asyncProperty(someManifests, someManifests, async (before, after) => {
        const vmm = new MemoryVmm();
        for (const some of [before, after]) {
          const planned = plan(some, vmm, free);
          if (isRefused(planned)) return;
          expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          const report = await apply(planned, vmm);
          expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
          const again = plan(some, vmm, free);
          expect(again.plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
          expect(doubles(vmm.snapshot())).toEqual([]);
          expect(vmm.vms.every(({ sealed, powerState }) => sealed && powerState === "Running")).toBe(true);
        }
      }),
      { numRuns: 40 },
    ));

  it("a run that breaks off anywhere, with any answers lost, is finished by the next", () =>
    fc.assert(
      fc.asyncProperty(someManifests, someManifests, fc.nat(30), fc.infiniteStream(fc.nat(9)), async (before, after, last, dice) => {
        const vmm = new MemoryVmm();
        await planAndApply(before, vmm);
        const planned = plan(after, vmm, free);
        if (isRefused(planned)) return;
        const start = vmm.log.length;
        vmm.fault = (_, count) => {
          if (count - start > last) return { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } };
          return dice.next().value === 0 ? "lose-answer" : undefined;
        };
        await apply(planned, vmm);
        vmm.fault = () => undefined;
        await planAndApply(after, vmm, free);
        expect(plan(after, vmm, free).plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
        expect(doubles(vmm.snapshot())).toEqual([]);
        expect(vmm.vms.every(({ sealed, powerState }) => sealed && powerState === "Running")).toBe(true);
      }),
      { numRuns: 40 },
    ));
});
