import { describe, expect, it } from "vitest";
import type { PlanOptions } from "../../provider/engine/plan-input.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import { open, seeds, through } from "../simulation/support/lifetime.ts";
import { machine, namePool, numbered, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { actions, codes, plan, planAndApply } from "./support/runs.ts";

const pooled = (name: string) => machine(name, { vmNameFromPool: { name: "web" } });
const at = (name: string) => `ScvmmMachine/default/${name}`;
const free = { allowMassDeletion: true };

async function farm(some: Partial<Manifests>): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply(some, vmm);
  return vmm;
}

describe("a plan for part of the objects", () => {
  const some = { machines: ["web-1", "web-2", "db-1"].map((name) => machine(name)), virtualIps: [virtualIp("front")] };
  const planned = (options: Partial<PlanOptions>) => plan(some, new MemoryVmm(), options);

  it.each<[string, Partial<PlanOptions>, readonly string[]]>([
    ["one address", { targets: [at("web-1")] }, ["web-1"]],
    ["a pattern", { targets: [at("web-*")] }, ["web-1", "web-2"]],
    ["several", { targets: ["*/*/db-1", "ScvmmVirtualIP/**"] }, ["db-1", "front"]],
    ["all but some", { excludes: [at("web-*")] }, ["db-1", "front"]],
    ["a pattern without one", { targets: [at("*")], excludes: [at("web-2")] }, ["db-1", "web-1"]],
    ["whatever the case", { targets: ["scvmmmachine/default/WEB-1"] }, ["web-1"]],
  ])("holds %s", (_, options, names) => {
    const { plan: made, work, diagnostics } = planned(options);
    expect(made.changes.map(({ address }) => address.split("/")[2])).toEqual(names);
    expect(work.map(({ address }) => address.split("/")[2])).toEqual(names);
    expect([made.leftOut, diagnostics.map(({ code, severity }) => [code, severity])]).toEqual([
      4 - names.length,
      [["PLAN_PARTIAL", "warning"]],
    ]);
  });

  it("is no partial one when nothing is to be done with the others", async () => {
    const vmm = await farm(some);
    const { plan: made, diagnostics } = plan(some, vmm, { targets: [at("web-1")] });
    expect([made.leftOut, diagnostics, made.changes.length]).toEqual([undefined, [], 1]);
  });

  it("is refused when a pattern fits nothing: what is misspelt would change too much", () => {
    for (const options of [{ targets: [at("web-1"), at("wbe-2")] }, { excludes: [at("db")] }, { replace: [at("web-9")] }]) {
      const refused = planned(options);
      expect([codes(refused)[0], refused.work]).toEqual(["PLAN_UNKNOWN_ADDRESS", []]);
    }
    expect(planned({ replace: [at("web-*")] }).diagnostics[0]?.hint).toContain("takes no pattern");
    expect(planned({ targets: [at("wbe-2")] }).diagnostics[0]?.detail).toContain(`It has: ${at("web-2")}, `);
  });

  it("brings along the deletion that its name waits for, and cannot go without it", async () => {
    const vmm = await farm({ machines: [machine("old", { vmName: "n1" }), machine("stray")] });
    // Two of one name: neither can be what the new one was before.
    vmm.vms.push({ ...(vmm.vms[0] as (typeof vmm.vms)[number]), id: "twin", mark: { scope: "shop", address: at("older") } });
    const now = { machines: [machine("new", { vmName: "n1" })] };
    expect(actions(plan(now, vmm, { ...free, targets: [at("new")] }))).toEqual({ new: "create", old: "delete", older: "delete" });
    const refused = plan(now, vmm, { ...free, excludes: [at("old")] });
    expect(refused.diagnostics).toContainEqual(expect.objectContaining({ code: "PLAN_EXCLUDED_NEEDED", severity: "error" }));
    expect(actions(plan(now, vmm, { ...free, excludes: [at("old"), at("new")] }))).toEqual({ older: "delete", stray: "delete" });
  });

  it("is not stopped by what is wrong with others, nor by others that want the last name", () => {
    const broken = {
      machines: [pooled("a"), pooled("b"), machine("c", { vmTemplate: "no-such" })],
      namePools: [namePool("web", numbered("w", 1))],
    };
    const all = plan(broken, new MemoryVmm());
    expect(codes(all)).toEqual(["PLAN_NAMES_EXHAUSTED", "PLAN_UNKNOWN_NAME"]);
    const { plan: made, diagnostics, work } = plan(broken, new MemoryVmm(), { targets: [at("b")] });
    expect([work.length, made.changes[0]?.address, made.leftOut, codes({ diagnostics })]).toEqual([1, at("b"), 2, ["PLAN_PARTIAL"]]);
    expect(codes(plan(broken, new MemoryVmm(), { targets: [at("c")] }))).toEqual(["PLAN_UNKNOWN_NAME", "PLAN_PARTIAL"]);
  });

  it("deletes only what was asked for, and destroys only that", async () => {
    const vmm = await farm(some);
    const planned = plan({}, vmm, { targets: [at("db-1")] });
    expect(actions(planned)).toEqual({ "db-1": "delete" });
    await planAndApply(some, vmm, { destroy: true, excludes: [at("web-*")] });
    expect(vmm.vms.map(({ name }) => name)).toEqual(["web-1", "web-2"]);
  });

  it("for any manifests: its parts, one after the other, make what the whole makes", () =>
    through(seeds(111, 5), async ({ seed, manifests, read, plan: planOf, apply: applied }) => {
      for (const options of [{ targets: ["**/a"] }, { targets: ["**/b", "**/v"] }, { excludes: ["**/c"] }, {}]) {
        const planned = planOf(manifests, await read(), options);
        if (codes(planned).includes("PLAN_UNKNOWN_ADDRESS")) continue;
        expect([seed, (await applied(planned)).results.filter(({ state }) => state !== "done")]).toEqual([seed, []]);
      }
      expect([seed, open(planOf(manifests, await read()))]).toEqual([seed, []]);
    }));
});

describe("replacing on request", () => {
  it("makes a machine anew that nothing differs of, also one that runs", async () => {
    const some = { machines: [machine("web-1"), machine("web-2")] };
    const vmm = await farm(some);
    const [before] = vmm.vms;
    const { planned, report } = await planAndApply(some, vmm, { ...free, replace: [at("web-1")] });
    expect(planned.plan.changes).toMatchObject([{ action: "replace", disruption: "replace", cause: "asked for" }, { action: "none" }]);
    expect(report.summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    expect(vmm.vms.map(({ name }) => name).sort()).toEqual(["web-1", "web-2"]);
    expect(vmm.vms.some(({ id }) => id === before?.id)).toBe(false);
    expect(actions(plan(some, vmm))).toEqual({ "web-1": "none", "web-2": "none" });
  });

  it("just makes one that is not there, and counts as a loss", async () => {
    const some = { machines: [machine("web-1"), machine("web-2"), machine("web-3")] };
    const vmm = new MemoryVmm();
    expect(actions(plan(some, vmm, { replace: [at("web-1")] }))).toMatchObject({ "web-1": "create" });
    await planAndApply(some, vmm);
    expect(codes(plan(some, vmm, { replace: [at("web-1"), at("web-2")] }))).toEqual(["PLAN_MASS_DELETION"]);
  });

  it("is for machines", () => {
    const refused = plan({ virtualIps: [virtualIp("front")] }, new MemoryVmm(), { replace: ["ScvmmVirtualIP/default/front"] });
    expect(codes(refused)).toEqual(["PLAN_NOT_REPLACEABLE"]);
  });
});
