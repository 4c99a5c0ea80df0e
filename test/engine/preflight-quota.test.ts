import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Amounts, QuotaAnswer } from "../../provider/engine/preflight/contract.ts";
import { NOTHING } from "../../provider/engine/preflight/load.ts";
import { judgeQuotas } from "../../provider/engine/preflight/quota.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import type { Estate } from "../../provider/simulator/estate/estate.ts";
import { machine } from "./support/manifests.ts";
import { limitedEstate, preflightOn } from "./support/preflight.ts";
import { actions } from "./support/runs.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const spec = { cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi", cpuCount: 2 };
const farm = (names: string, more: object = {}) => ({ machines: names.split("").map((name) => machine(name, { ...spec, ...more })) });
type Farm = Partial<Manifests>;

const at = (given: Parameters<typeof limitedEstate>[0]) => simulated({ estate: limitedEstate(given) as Estate });
const ALL = { allowMassDeletion: true };

async function look(port: ReturnType<typeof at>["port"], some: Farm, depth: "full" | "quick" | "none" = "quick") {
  const planned = await planOn(port, some, ALL);
  return preflightOn(port, planned, some, depth);
}

describe("a cloud's limit", () => {
  it.each([
    ["VMs", { vmCount: 3 }, "3 VMs", "4", "spec.cloud"],
    ["custom points", { points: 3 }, "3 quota points", "4", "spec.cloud"],
    ["processors", { cpuCount: 7 }, "7 running CPUs", "8", "spec.cpuCount"],
    ["memory", { memoryMb: 7 * 1024 }, "7Gi of running memory", "8Gi", "spec.memory"],
    ["storage", { storageGb: 100 }, "100Gi of disks", "160Gi", "spec.disks"],
  ])("of %s is held against the plan, with the change that would hit it", async (_, quota, limit, after, path) => {
    const { port } = at({ quota });
    const { diagnostics, planned, preflight } = await look(port, farm("abcd"));
    const [first, ...others] = diagnostics;
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code: "PLAN_QUOTA_EXCEEDED", severity: "error", path, file: "farm.yaml" });
    expect(first?.summary).toBe(`cloud Production has room for ${limit}, with this plan it would have ${after}`);
    // Storage: 40 GiB each, so that the third does not fit; of the others the fourth.
    expect(first?.address).toBe(`ScvmmMachine/default/${path === "spec.disks" ? "c" : "d"}`);
    expect(planned.work).toEqual([]);
    expect(preflight.findings).toEqual([]);
  });

  it.each([
    ["VMs", { vmCount: 3 }],
    ["custom points", { points: 3 }],
    ["processors", { cpuCount: 7 }],
    ["memory", { memoryMb: 7 * 1024 }],
    ["storage", { storageGb: 100 }],
  ])("of %s is what ends the apply when nobody asks; one that is kept ends nothing", async (_, quota) => {
    const { port } = at({ quota });
    const blind = await look(port, farm("abcd"), "none");
    expect([blind.diagnostics, blind.preflight.findings]).toEqual([[], []]);
    const { summary, results } = await applyOn(port, blind.planned);
    expect(summary.failed).toBeGreaterThan(0);
    expect(results.flatMap(({ diagnostics }) => diagnostics.map(({ summary: text }) => text)).join()).toMatch(/990005|capacity/i);
    const fitting = at({ quota });
    const seen = await look(fitting.port, farm("ab"));
    expect(seen.diagnostics).toEqual([]);
    expect((await applyOn(fitting.port, seen.planned)).summary).toEqual({ done: 2, failed: 0, notRun: 0 });
  });

  it("does not count processors and memory of VMs that are off, and counts the start of one that was left unfinished", async () => {
    const { port, vmm } = at({ quota: { cpuCount: 4 } });
    await converge(port, farm("ab"));
    const [one, two] = [...vmm.world.store.vms.values()];
    if (!one || !two) throw new Error("two VMs were made");
    one.VirtualMachineState = "PowerOff";
    expect((await look(port, farm("abc"))).diagnostics).toEqual([]);
    // As a run that was broken off before the start leaves it.
    one.CustomProperty.delete("ScvmmOwner");
    Object.assign(one, { Description: "[scvmm:v1:shop:ScvmmMachine/default/a]" });
    const { diagnostics } = await look(port, farm("abc"));
    expect(diagnostics).toMatchObject([{ address: "ScvmmMachine/default/c", detail: expect.stringContaining("2 now") }]);
  });

  it("counts disks that grow, and processors of a machine that is shut down for them and started again", async () => {
    const quota = { storageGb: 90, cpuCount: 5 };
    const { port } = at({ quota });
    await converge(port, farm("ab"));
    const grown = await look(port, farm("ab", { disks: [{ size: "50Gi" }] }));
    expect(grown.diagnostics).toMatchObject([{ code: "PLAN_QUOTA_EXCEEDED", path: "spec.disks", address: "ScvmmMachine/default/b" }]);
    const more = await look(port, farm("ab", { cpuCount: 3, powerCyclePolicy: "Allow" }));
    expect(more.diagnostics).toMatchObject([{ code: "PLAN_QUOTA_EXCEEDED", path: "spec.cpuCount" }]);
    expect((await look(port, farm("ab", { cpuCount: 3 }))).diagnostics).toEqual([]);
  });

  it("does not count processors of machines that are made and not started", async () => {
    const { port } = at({ quota: { cpuCount: 3 } });
    expect((await look(port, farm("ab"))).diagnostics).toMatchObject([{ path: "spec.cpuCount" }]);
    expect((await look(port, farm("ab", { powerPolicy: "Manual" }))).diagnostics).toEqual([]);
  });

  it("has nothing to say of a plan without changes, and asks nothing", async () => {
    const { port } = at({ quota: { vmCount: 1 } });
    await converge(port, farm("a"));
    const planned = await planOn(port, farm("a"));
    const deaf = { readPreflight: () => Promise.reject(new Error("asked")) };
    const { preflight } = await preflightOn(deaf, planned, farm("a"));
    expect(preflight).toMatchObject({ findings: [], budgets: [], notAsked: [] });
  });
});

describe("what deletions give back", () => {
  it("is waited for where it is needed: so the apply goes through that else fails", async () => {
    const exchanged = async () => {
      const { port } = at({ quota: { vmCount: 2 } });
      await converge(port, farm("xy"));
      return { port, ...(await look(port, farm("ab"))) };
    };
    const { port, planned, diagnostics } = await exchanged();
    expect(diagnostics).toEqual([]);
    expect(actions(planned)).toEqual({ a: "create", b: "create", x: "delete", y: "delete" });
    expect(planned.waits).toEqual(
      new Map(["a", "b"].map((name) => [`ScvmmMachine/default/${name}`, ["ScvmmMachine/default/x", "ScvmmMachine/default/y"]])),
    );
    expect((await applyOn(port, planned)).summary).toEqual({ done: 4, failed: 0, notRun: 0 });
    const other = await exchanged();
    const { waits: _, ...hasty } = other.planned;
    expect((await applyOn(other.port, hasty)).summary.failed).toBeGreaterThan(0);
  });

  it("is not waited for where there is room, and neither plan nor bases tell the two apart", async () => {
    const wide = at({ quota: { vmCount: 20 } });
    await converge(wide.port, farm("x"));
    const some = farm("a");
    const planned = await planOn(wide.port, some, ALL);
    const [none, quick] = [await preflightOn(wide.port, planned, some, "none"), await preflightOn(wide.port, planned, some)];
    expect(quick.planned.waits).toEqual(new Map());
    expect([none, quick].map((one) => [one.planned.plan, one.planned.work])).toEqual([
      [planned.plan, planned.work],
      [planned.plan, planned.work],
    ]);
  });

  it("by other changes is no order that VMM keeps to: a warning, with the change", async () => {
    const { port } = at({ quota: { memoryMb: 6 * 1024 } });
    await converge(port, { machines: [machine("a", { ...spec, memory: "4Gi" }), machine("b", spec)] });
    const swapped = {
      machines: [machine("a", { ...spec, powerCyclePolicy: "Allow" }), machine("b", { ...spec, memory: "4Gi", powerCyclePolicy: "Allow" })],
    };
    const { preflight, diagnostics } = await look(port, swapped);
    expect(diagnostics).toEqual([]);
    expect(preflight.findings).toMatchObject([{ code: "PLAN_QUOTA_TIGHT", severity: "warning", address: "ScvmmMachine/default/b" }]);
  });
});

describe("a limit of the account's role", () => {
  it("warns, since whose VMs count is not known; an administrator has none", async () => {
    const userQuota = { vmCount: 1 };
    const role = { name: "Tenants", profile: "TenantAdmin" as const };
    const { preflight, diagnostics } = await look(at({ userQuota, role }).port, farm("ab"));
    expect(diagnostics).toEqual([]);
    expect(preflight.findings).toMatchObject([
      {
        code: "PLAN_QUOTA_EXCEEDED",
        severity: "warning",
        address: "ScvmmMachine/default/b",
        summary: expect.stringContaining("account's user"),
      },
    ]);
    expect((await look(at({ userQuota }).port, farm("ab"))).preflight.findings).toEqual([]);
  });
});

describe("the judgement", () => {
  const outlook = (vms: readonly number[]) => ({
    clouds: new Map([["c", "C"]]),
    loads: vms.map((amount, index) => ({
      address: `m-${index}`,
      cloudId: "c",
      deletes: amount < 0,
      amounts: { ...NOTHING, vms: amount },
      memoryEstimated: false,
    })),
    placements: [],
    rights: { account: { user: null, role: null, profile: null }, needed: [] },
  });
  const unlimited: Amounts<number | null> = { vms: null, points: null, storageBytes: null, cpus: null, memoryMb: null };
  const answer = (limit: number, used: number): QuotaAnswer => ({
    holder: "cloud",
    cloudId: "c",
    limits: { ...unlimited, vms: limit },
    used: { ...NOTHING, vms: used },
  });

  it("lets a plan through only if it fits in every order that keeps to what it waits for", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 6 }), fc.nat(30), fc.nat(20), (vms, limit, used) => {
        const { diagnostics, waits } = judgeQuotas(outlook(vms), [answer(limit, used)]);
        const add = (some: readonly number[]) => some.reduce((sum, amount) => sum + amount, 0);
        const takers = add(vms.filter((amount) => amount > 0));
        const givers = add(vms.filter((amount) => amount < 0));
        // The worst order: all that takes before all that it does not wait for.
        const worst = used + takers + (waits.size > 0 ? givers : 0);
        expect(diagnostics.length === 0).toBe(takers === 0 || worst <= limit);
        if (waits.size > 0) expect(used + takers).toBeGreaterThan(limit);
      }),
    );
  });
});
