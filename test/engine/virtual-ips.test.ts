import { describe, expect, it } from "vitest";
import type { Outcome } from "../../provider/engine/operation.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { machine, numbered, virtualIp } from "./support/manifests.ts";
import { codes } from "./support/runs.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const POOL = "Web static";
/** The pool keeps .200 to .219 for virtual IPs, of which people have two, and reserves .240 to .250. */
const vips = (count: number, more: object = {}) => ({
  virtualIps: numbered("v", count).map((name) => virtualIp(name, { pool: POOL, ...more })),
});
const one = (more: object) => ({ virtualIps: [virtualIp("front", { pool: POOL, ...more })] });
const farm = (count: number) => ({
  machines: numbered("m", count).map((name) =>
    machine(name, {
      vmTemplate: "Ubuntu 22.04 LTS",
      networking: { devices: [{ vmNetwork: "Web", staticIPAddressPools: [POOL] }] },
    }),
  ),
});
const ALL = { allowMassDeletion: true };

async function ownGrants(port: VmmPort) {
  const { addresses } = await port.readInventory();
  return addresses.filter(({ mark }) => mark).map(({ address, description, mark }) => ({ address, description, owner: mark?.address }));
}

describe("an address that one manifest names and another one has", () => {
  const ip = (name: string, more: object = {}) => virtualIp(name, { pool: POOL, ...more });
  const owners = async (port: VmmPort) =>
    Object.fromEntries((await ownGrants(port)).map(({ address, owner }) => [owner?.split("/")[2], address]));
  const wanted = { address: "10.20.10.202" };

  it("by chance: that one takes another first, and then gives it up, in one plan", async () => {
    const { port } = simulated();
    await converge(port, { virtualIps: [ip("chance")] });
    expect(await owners(port)).toEqual({ chance: "10.20.10.202" });
    const both = { virtualIps: [ip("chance"), ip("named", wanted)] };
    const { planned, report } = await converge(port, both, ALL);
    expect(planned.plan.changes).toMatchObject([
      {
        action: "replace",
        disruption: "replace",
        cause: "manifest differs in spec.address; ScvmmVirtualIP/default/named names the address that it has",
        attributes: [{ path: "spec.address", before: "10.20.10.202", after: "10.20.10.203" }],
      },
      { action: "create" },
    ]);
    expect(planned.work.map(({ after }) => after)).toEqual([[], ["ScvmmVirtualIP/default/chance"]]);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(await owners(port)).toEqual({ chance: "10.20.10.203", named: "10.20.10.202" });
    expect((await planOn(port, both)).plan.summary).toMatchObject({ none: 2 });
  });

  it("in its own manifest until now: it waits until that one has its new one", async () => {
    const { port } = simulated();
    await converge(port, { virtualIps: [ip("first", wanted)] });
    const both = { virtualIps: [ip("first", { address: "10.20.10.210" }), ip("second", wanted)] };
    const { report } = await converge(port, both, ALL);
    expect(report.summary).toEqual({ done: 2, failed: 0, notRun: 0 });
    expect(await owners(port)).toEqual({ first: "10.20.10.210", second: "10.20.10.202" });
  });

  it.each([
    ["is protected by its manifest", { deletionProtection: true }, {}],
    ["is protected in VMM", { deletionProtection: true }, { deletionProtection: undefined }],
  ])("stays with one that %s", async (_, first, then) => {
    const { port } = simulated();
    await converge(port, { virtualIps: [ip("chance", first)] });
    const both = { virtualIps: [ip("chance", { ...first, ...then }), ip("named", wanted)] };
    expect(codes(await planOn(port, both, ALL))).toEqual(["PLAN_ADDRESS_TAKEN"]);
  });

  it("stays with it where the pool has no other", async () => {
    const { port } = simulated();
    await converge(port, vips(18));
    const taken = (await ownGrants(port))[0]?.address;
    const planned = await planOn(port, { virtualIps: [...vips(18).virtualIps, ip("named", { address: taken })] }, ALL);
    expect(codes(planned)).toContain("PLAN_ADDRESS_TAKEN");
  });

  it("in a plan of a part nothing of the rest gives way", async () => {
    const { port } = simulated();
    await converge(port, { virtualIps: [ip("chance")] });
    expect(codes(await planOn(port, { virtualIps: [ip("named", wanted)] }, { isPart: true }))).toEqual(["PLAN_ADDRESS_TAKEN"]);
  });
});

describe("a virtual IP", () => {
  it("has its owner and its description in VMM, and goes back with its manifest", async () => {
    const { port } = simulated();
    const before = (await port.readInventory()).addresses.length;
    await converge(port, one({ address: "10.20.10.210", description: "Front" }));
    expect(await ownGrants(port)).toEqual([{ address: "10.20.10.210", description: "Front", owner: "ScvmmVirtualIP/default/front" }]);
    await converge(port, one({ address: "10.20.10.210", description: "Shop" }));
    expect(await ownGrants(port)).toMatchObject([{ address: "10.20.10.210", description: "Shop" }]);
    await converge(port, {}, ALL);
    expect((await port.readInventory()).addresses).toHaveLength(before);
  });

  it("without an address takes the next free one of the pool's set, and keeps it", async () => {
    const { port } = simulated();
    await converge(port, vips(3));
    expect((await ownGrants(port)).map(({ address }) => address).sort()).toEqual(["10.20.10.202", "10.20.10.203", "10.20.10.204"]);
    expect((await planOn(port, vips(3))).plan.summary).toMatchObject({ none: 3, create: 0, replace: 0 });
  });

  it.each([
    ["given", { address: "10.20.10.215" }],
    ["the next free one", {}],
  ])("whose grant is made and whose answer is lost is found again by its mark: %s", async (_, more) => {
    const { port } = simulated();
    let lost = 0;
    const deaf: VmmPort = {
      ...port,
      run: async (operation, signal): Promise<Outcome> => {
        const outcome = await port.run(operation, signal);
        if (operation.kind !== "grant-address" || lost++ > 0) return outcome;
        return { state: "unknown", diagnostic: { code: "WINRM_LOST", severity: "error", summary: "no answer" } };
      },
    };
    const planned = await planOn(deaf, one(more));
    expect((await applyOn(deaf, planned)).summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    expect(lost).toBe(1);
    expect(await ownGrants(port)).toHaveLength(1);
  });

  it("that another run of the same manifest has granted meanwhile is that one; of another's manifest it is taken", async () => {
    const { port } = simulated();
    const some = one({ address: "10.20.10.216" });
    const planned = await planOn(port, some);
    const reports = await Promise.all([applyOn(port, planned), applyOn(port, planned)]);
    expect(reports.map(({ summary }) => summary.done)).toEqual([1, 1]);
    expect(await ownGrants(port)).toHaveLength(1);
    const other = { virtualIps: [virtualIp("other", { pool: POOL, address: "10.20.10.217" })] };
    const mine = await planOn(port, { virtualIps: [...some.virtualIps, virtualIp("mine", { pool: POOL, address: "10.20.10.217" })] });
    await converge(port, { virtualIps: [...some.virtualIps, ...other.virtualIps] });
    const late = await applyOn(port, mine);
    expect(late.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "VMM_TAKEN" }] }]);
    expect((await ownGrants(port)).map(({ owner }) => owner).sort()).toEqual([
      "ScvmmVirtualIP/default/front",
      "ScvmmVirtualIP/default/other",
    ]);
  });
});

describe("what a pool keeps for virtual IPs", () => {
  it.each([
    ["20 more of 18", 19, ["PLAN_ADDRESSES_EXHAUSTED"]],
    ["18 of 18", 18, []],
  ])("is enough or not at plan time, as it is in VMM: %s", async (_, count, expected) => {
    const { port } = simulated();
    const planned = await planOn(port, vips(count));
    expect(codes(planned)).toEqual(expected);
    if (expected.length > 0)
      expect(planned.diagnostics[0]?.summary).toBe(`pool "${POOL}" has 18 free addresses for virtual IPs, the plan needs 19`);
    else expect((await applyOn(port, planned)).summary).toMatchObject({ done: count, failed: 0 });
  });

  it("is waited for where deletions return it", async () => {
    const { port } = simulated();
    await converge(port, vips(18));
    const next = { virtualIps: [...vips(17).virtualIps, virtualIp("new", { pool: POOL })] };
    const planned = await planOn(port, next, ALL);
    expect(planned.work.find(({ action }) => action === "create")?.after).toEqual(["ScvmmVirtualIP/default/v18"]);
    expect((await applyOn(port, planned)).summary).toEqual({ done: 2, failed: 0, notRun: 0 });
  });

  it.each([
    ["reserved", "10.20.10.245", "PLAN_ADDRESS_RESERVED", "error"],
    ["outside the set", "10.20.10.100", "PLAN_ADDRESS_NOT_FOR_VIPS", "warning"],
  ])("does not hold an address that is %s", async (_, address, code, severity) => {
    const { port } = simulated();
    const { diagnostics } = await planOn(port, one({ address }));
    expect(diagnostics).toMatchObject([{ code, severity, path: "spec.address" }]);
  });
});

describe("two engines that want one address", () => {
  type Some = Partial<Manifests>;
  const scoped = (some: Some) => some;

  it("given for an adapter: one has it, the other says so, and nothing is granted twice", async () => {
    const { port } = simulated({ estate: defaultEstate(1, { vms: 0 }) });
    const wanting = (name: string) =>
      scoped({
        machines: [
          machine(name, {
            vmTemplate: "Ubuntu 22.04 LTS",
            networking: { devices: [{ vmNetwork: "Web", staticIPAddressPools: [POOL], ipAddresses: ["10.20.10.77"] }] },
          }),
        ],
      });
    const [a, b] = [await planOn(port, wanting("a")), await planOn(port, wanting("b"))];
    const reports = await Promise.all([applyOn(port, a), applyOn(port, b)]);
    expect(reports.map(({ summary }) => summary.done).sort()).toEqual([0, 1]);
    const { addresses } = await port.readInventory();
    expect(addresses.filter(({ address }) => address === "10.20.10.77")).toHaveLength(1);
    const names = reports[0]?.summary.done === 1 ? ["a", "b"] : ["b", "a"];
    expect(codes(await planOn(port, { machines: names.flatMap((name) => wanting(name).machines ?? []) }))).toEqual(["PLAN_ADDRESS_TAKEN"]);
  });

  it("next free for adapters: each has its own", async () => {
    const { port } = simulated({ estate: defaultEstate(1, { vms: 0 }) });
    const { machines } = farm(4);
    const halves = [machines.slice(0, 2), machines.slice(2)];
    const plans = await Promise.all(halves.map((half) => planOn(port, { machines: half })));
    for (const report of await Promise.all(plans.map((planned) => applyOn(port, planned))))
      expect(report.results.flatMap((r) => r.diagnostics)).toEqual([]);
    const addresses = (await port.readInventory()).addresses.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
