import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import type { Planned } from "../../provider/engine/plan-changes.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { claim, machine, namePool, numbered, PROVIDER, planInput } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const WEB = numbered("web-", 4);
const vm = (name: string, spec: Record<string, unknown> = {}) =>
  machine(name, { vmTemplate: "Ubuntu 22.04 LTS", disks: [{ size: "40Gi" }], ...spec });

const changes = ({ plan }: Planned) =>
  plan.changes.filter(({ action }) => action !== "none").map(({ address, action }) => `${action} ${address}`);
const codes = ({ diagnostics }: Planned) => diagnostics.map(({ code }) => code);

function on() {
  const setup = simulated();
  const { store } = setup.vmm.world;
  const records = () => [...store.customProperties.values()].filter(({ Name }) => Name.startsWith("scvmm-name__"));
  /** What is held, and by whom. */
  const held = async () =>
    (await setup.port.readInventory()).nameClaims.map(({ name, mark }) => `${name} ${mark?.address.split("/")[2] ?? "?"}`).sort();
  const vms = () => [...store.vms.values()].map(({ Name }) => Name).filter((name) => name.startsWith("web-"));
  return { ...setup, store, records, held, vms };
}

describe("a claim of a name", () => {
  it("takes the first free name of its ranges, is kept, and then the plan is empty", async () => {
    const { port, held, records } = on();
    const names = [claim("a", WEB), claim("b", WEB)];
    const { planned, report } = await converge(port, { names });
    expect(planned.plan.changes[0]).toMatchObject({
      action: "create",
      cause: "it holds no name yet; the first free one is web-01",
      attributes: [
        { path: "spec.vmNameRanges", before: null },
        { path: "status.name", before: null, after: "(known after apply)" },
      ],
    });
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(await held()).toEqual(["web-01 a", "web-02 b"]);
    expect(records()[0]).toMatchObject({
      Name: "scvmm-name__web-01",
      Description: "VM name held by scvmm-provider: web-01 [scvmm:v1:shop:ScvmmName/default/a]",
      Members: ["VMHost"],
    });
    const again = await planOn(port, { names });
    expect([changes(again), again.diagnostics]).toEqual([[], []]);
    expect(detectDrift(planInput({ names }, await port.readInventory())).report.items).toEqual([]);
  });

  it("of a machine that bears it stays, and does not stand in that machine's way", async () => {
    const { port, held, vms } = on();
    const names = [claim("a", WEB)];
    await converge(port, { names });
    const farm = { names, machines: [vm("any", { vmName: "web-01" })] };
    const { report } = await converge(port, farm);
    expect([report.summary.failed, vms(), await held()]).toEqual([0, ["web-01"], ["web-01 a"]]);
    const again = await planOn(port, farm);
    expect([changes(again), again.diagnostics]).toEqual([[], []]);
  });

  it("is not given to machines that claim from a pool, nor planned for one of them", async () => {
    const { port, held, vms } = on();
    const namePools = [namePool("web", WEB)];
    const machines = ["x", "y"].map((name) => vm(name, { vmNameFromPool: { name: "web" } }));
    await converge(port, { names: [claim("a", WEB, "web")], namePools });
    // One more claim in the very plan that makes the machines.
    const farm = { namePools, machines, names: [claim("a", WEB, "web"), claim("b", WEB, "web")] };
    const { report } = await converge(port, farm);
    expect(report.summary.failed).toBe(0);
    expect([vms().sort(), await held()]).toEqual([
      ["web-02", "web-03"],
      ["web-01 a", "web-04 b"],
    ]);
    expect(changes(await planOn(port, farm))).toEqual([]);
  });

  it("counts among the names of a pool that are used, now and after the plan", async () => {
    const { port } = on();
    const namePools = [namePool("web", WEB)];
    const used = async (some: object) => {
      const planned = await planOn(port, { namePools, ...some }, { allowMassDeletion: true });
      return planned.outlook.budgets.map(({ of, now, after, limit }) => [of, now, after, limit]);
    };
    const names = [claim("a", WEB, "web"), claim("b", WEB, "web")];
    expect(await used({ names })).toEqual([["pool web", 0, 2, 4]]);
    await converge(port, { names, namePools });
    const machines = [vm("m", { vmName: "web-02" })];
    expect(await used({ names, machines })).toEqual([["pool web", 2, 2, 4]]);
    expect(await used({ names: names.slice(0, 1), machines })).toEqual([["pool web", 2, 2, 4]]);
    expect(await used({ names: names.slice(0, 1) })).toEqual([["pool web", 2, 1, 4]]);
  });

  it("is refused where none is free, with who holds them", async () => {
    const { port } = on();
    await converge(port, { names: [claim("a", ["web-01"])], machines: [vm("m", { vmName: "web-02" })] });
    const planned = await planOn(
      port,
      { names: [claim("a", ["web-01"]), claim("b", ["WEB-01", "web-02"])], machines: [vm("m", { vmName: "web-02" })] },
      {},
    );
    expect(planned.diagnostics).toMatchObject([
      {
        code: "PLAN_NAMES_EXHAUSTED",
        path: "spec.vmNameRanges",
        detail: "Of 2: WEB-01: ScvmmName/default/a, web-02: ScvmmMachine/default/m.",
      },
    ]);
  });

  it("waits for what the plan gives free: a machine and its claim that both go", async () => {
    const { port, held } = on();
    await converge(port, { names: [claim("a", ["web-01"])] });
    await converge(port, { names: [claim("a", ["web-01"])], machines: [vm("m", { vmName: "web-01" })] });
    const { planned, report } = await converge(port, { names: [claim("b", ["web-01"])] }, { allowMassDeletion: true });
    const after = Object.fromEntries(planned.work.map((work) => [work.address, work.after]));
    expect(after).toEqual({
      "ScvmmMachine/default/m": [],
      "ScvmmName/default/a": ["ScvmmMachine/default/m"],
      "ScvmmName/default/b": ["ScvmmMachine/default/m", "ScvmmName/default/a"],
    });
    expect(report.summary).toEqual({ done: 3, failed: 0, notRun: 0 });
    expect(await held()).toEqual(["web-01 b"]);
  });

  it("is replaced when its name is none of its names any more; the old one is given free last", async () => {
    const { port, held } = on();
    await converge(port, { names: [claim("a", WEB)] });
    const { planned } = await converge(port, { names: [claim("a", ["db-1"])] });
    expect(planned.plan.changes[0]).toMatchObject({
      action: "replace",
      disruption: "replace",
      attributes: [
        { path: "spec.vmNameRanges", before: "web-01", after: "db-1" },
        { path: "status.name", before: "web-01" },
      ],
    });
    expect(planned.work[0]?.steps.map(({ label }) => label)).toEqual([
      "claim the name db-1, or the next free one",
      "give the name web-01 free",
    ]);
    expect(await held()).toEqual(["db-1 a"]);
    expect(changes(await planOn(port, { names: [claim("a", ["DB-1", "db-2"])] }))).toEqual([]);
  });

  it("whose manifest is gone is given free; without pruning it is told of; drift calls it leaked", async () => {
    const { port, held } = on();
    await converge(port, { names: [claim("a", WEB)] });
    expect(codes(await planOn(port, {}, { prune: false }))).toEqual(["PLAN_UNMANAGED"]);
    expect(await planOn(port, {}, { isPart: true })).toMatchObject({ plan: { changes: [] }, diagnostics: [] });
    expect(detectDrift(planInput({}, await port.readInventory())).report.items).toMatchObject([
      { address: "ScvmmName/default/a", kind: "leaked" },
    ]);
    expect(changes((await converge(port, {})).planned)).toEqual(["delete ScvmmName/default/a"]);
    expect(await held()).toEqual([]);
  });

  it("follows its renamed manifest, and what is destroyed is what manifests are given of", async () => {
    const { port, held } = on();
    await converge(port, { names: [claim("a", WEB), claim("b", WEB)] });
    const renamed = claim("c", WEB);
    const { metadata } = renamed.value;
    const moved = { ...renamed, value: { ...renamed.value, metadata: { ...metadata, annotations: { "scvmm-provider/moved-from": "a" } } } };
    const { planned } = await converge(port, { names: [moved, claim("b", WEB)] });
    expect(changes(planned)).toEqual(["update ScvmmName/default/c"]);
    expect(await held()).toEqual(["web-01 c", "web-02 b"]);
    await converge(port, { names: [renamed] }, { destroy: true });
    expect(await held()).toEqual(["web-02 b"]);
  });

  it.each([0, 1, 2, 3])(
    "that is renamed and has other names leaves nothing to nobody when it is broken off after %i steps",
    async (steps) => {
      const { port, held } = on();
      await converge(port, { names: [claim("a", WEB)] });
      const renamed = claim("b", ["db-1"]);
      const annotations = { "scvmm-provider/moved-from": "a" };
      const names = [{ ...renamed, value: { ...renamed.value, metadata: { ...renamed.value.metadata, annotations } } }];
      const planned = await planOn(port, { names });
      expect(planned.work[0]?.steps).toHaveLength(3);
      for (const { task } of planned.work[0]?.steps.slice(0, steps) ?? []) if (task.kind === "operate") await port.run(task.operation);
      await converge(port, { names });
      expect(await held()).toEqual(["db-1 b"]);
      const again = await planOn(port, { names });
      expect([changes(again), again.diagnostics]).toEqual([[], []]);
    },
  );

  it("that holds two names gives one of them free", async () => {
    const { port, held, records } = on();
    await converge(port, { names: [claim("a", WEB), claim("b", WEB)] });
    const [first, second] = records();
    if (first && second) second.Description = first.Description.replaceAll("web-01", "web-02");
    const { planned } = await converge(port, { names: [claim("a", WEB)] });
    expect(planned.plan.changes[0]?.cause).toBe("it holds 2 names: web-01 stays, web-02 is given free");
    expect(await held()).toEqual(["web-01 a"]);
  });

  it.each(["web 1 (new)", "wéb_01", "a.b-c_x0020_d", "𝒲eb"])("of any name that a VM may have, such as %s, is known again", async (name) => {
    const { port, held, records } = on();
    const names = [claim("a", [name])];
    await converge(port, { names });
    expect(await held()).toEqual([`${name} a`]);
    expect(records()[0]?.Name).toMatch(/^[a-z0-9._-]+$/);
    expect(changes(await planOn(port, { names }))).toEqual([]);
    const [record] = records();
    if (record) record.Description = "edited";
    expect((await port.readInventory()).nameClaims).toMatchObject([{ name: name.toLowerCase(), mark: null }]);
    expect(codes(await planOn(port, { names }))).toEqual(["PLAN_NAMES_EXHAUSTED"]);
  });
});

describe("claims of others", () => {
  const asOther = async (setup: ReturnType<typeof on>, name: string) => {
    await converge(setup.port, { names: [claim("theirs", [name])] });
    for (const record of setup.records()) record.Description = record.Description.replace(":shop:", ":other:");
  };

  it("are never given free, and stand in the way of machines and claims", async () => {
    const setup = on();
    await asOther(setup, "web-01");
    expect(changes(await planOn(setup.port, {}))).toEqual([]);
    const named = await planOn(setup.port, { machines: [vm("m", { vmName: "WEB-01" })] });
    expect(named.diagnostics).toMatchObject([
      { code: "PLAN_NAME_CLAIMED", path: "spec.vmName", detail: expect.stringContaining("ScvmmName/default/theirs") },
    ]);
    const pooled = { namePools: [namePool("web", WEB)], machines: [vm("m", { vmNameFromPool: { name: "web" } })] };
    await converge(setup.port, pooled);
    expect(setup.vms()).toEqual(["web-02"]);
  });

  it("made while a machine of the name is made: the machine gives way, and nothing is left of it", async () => {
    const setup = on();
    const machines = [vm("m", { vmName: "web-01" })];
    const planned = await planOn(setup.port, { machines });
    await asOther(setup, "web-01");
    const report = await applyOn(setup.port, planned);
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "APPLY_NAME_RACE" }] }]);
    expect([setup.vms(), await setup.held()]).toEqual([[], ["web-01 theirs"]]);
  });

  it("whose name a VM of nobody bears are kept, with a warning", async () => {
    const { port, store, held } = on();
    await converge(port, { names: [claim("a", WEB)] });
    const [stranger] = store.vms.values();
    if (stranger) stranger.Name = "WEB-01";
    const planned = await planOn(port, { names: [claim("a", WEB)] });
    expect([changes(planned), codes(planned)]).toEqual([[], ["PLAN_NAME_OVERTAKEN"]]);
    expect(await held()).toEqual(["web-01 a"]);
  });
});

describe("racing claims", () => {
  it("of as many engines as names end with one name each, whatever they had planned", async () => {
    const { port, vmm, held } = on();
    const all = ["a", "b", "c", "d"];
    const plans = await Promise.all(all.map((name) => planOn(port, { names: [claim(name, WEB)] }, { isPart: true })));
    expect(new Set(plans.map(({ plan }) => plan.changes[0]?.cause)).size).toBe(1);
    const ports = all.map(() => createVmmPort(simulatedExecutor(vmm), { server: "localhost" }));
    const reports = await Promise.all(plans.map((planned, index) => applyOn(ports[index] ?? port, planned)));
    expect(reports.map(({ summary }) => summary.done)).toEqual([1, 1, 1, 1]);
    const names = await held();
    expect(names.map((text) => text.split(" ")[0])).toEqual(WEB);
    expect(names.map((text) => text.split(" ")[1]).sort()).toEqual(all);
  });

  it("of more engines than names: the last one is refused, and holds nothing", async () => {
    const { port, held } = on();
    const plans = await Promise.all(
      ["a", "b", "c"].map((name) => planOn(port, { names: [claim(name, WEB.slice(0, 2))] }, { isPart: true })),
    );
    const reports = await Promise.all(plans.map((planned) => applyOn(port, planned)));
    expect(reports.map(({ summary }) => summary.done).sort()).toEqual([0, 1, 1]);
    expect(reports.flatMap(({ results }) => results.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))).toEqual([
      "VMM_TAKEN",
    ]);
    expect(await held()).toHaveLength(2);
  });

  it("of two engines for the same manifest hold one name", async () => {
    const { port, held } = on();
    const plans = [await planOn(port, { names: [claim("a", WEB)] }), await planOn(port, { names: [claim("a", WEB)] })];
    const reports = await Promise.all(plans.map((planned) => applyOn(port, planned)));
    expect(reports.map(({ summary }) => summary.done)).toEqual([1, 1]);
    expect(await held()).toEqual(["web-01 a"]);
  });

  it("with somebody who makes a VM of the name give way to it", async () => {
    const { port, held, store } = on();
    const planned = await planOn(port, { names: [claim("a", WEB)] });
    const [stranger] = store.vms.values();
    if (stranger) stranger.Name = "Web-01";
    await applyOn(port, planned);
    expect(await held()).toEqual(["web-02 a"]);
  });

  const kinds: readonly Operation["kind"][] = ["claim-name", "mark-name", "release-name"];
  it.each(kinds)("an answer that is lost to %s leads to the same end", async (kind) => {
    const { port, held } = on();
    let lost = false;
    const losing = {
      ...port,
      run: async (operation: Operation) => {
        const outcome = await port.run(operation);
        if (operation.kind !== kind || lost) return outcome;
        lost = true;
        return { state: "unknown" as const, diagnostic: { code: "LOST", severity: "error" as const, summary: "lost" } };
      },
    };
    const through = async (names: ReturnType<typeof claim>[], expected: readonly string[]) => {
      const report = await applyOn(losing, await planOn(losing, { names }));
      expect(report.results.filter(({ state }) => state !== "done")).toEqual([]);
      expect(await held()).toEqual(expected);
    };
    const renamed = claim("b", WEB);
    const annotations = { "scvmm-provider/moved-from": "a" };
    await through([claim("a", WEB)], ["web-01 a"]);
    await through([{ ...renamed, value: { ...renamed.value, metadata: { ...renamed.value.metadata, annotations } } }], ["web-01 b"]);
    await through([], []);
    expect(lost).toBe(true);
  });
});

it("two ScvmmProviders of one VMM are one: neither gives a name twice", async () => {
  const { port, held } = on();
  const OTHER = "ScvmmProvider/default/other";
  const names = [claim("a", WEB), claim("b", WEB, undefined, OTHER)];
  const live = await port.readInventory();
  const input = planInput({ names }, live);
  const { planChanges } = await import("../../provider/engine/plan-changes.ts");
  const { applyPlan } = await import("../../provider/engine/apply-plan.ts");
  const both = { ...input, inventories: new Map([...input.inventories, [OTHER, live]]) };
  const planned = planChanges(both);
  const ports = new Map([
    [PROVIDER, port],
    [OTHER, port],
  ]);
  await applyPlan(planned, ports, { parallelism: 4, sleep: async () => {}, now: () => 0 });
  expect(await held()).toEqual(["web-01 a", "web-02 b"]);
});
