import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import { ignoreDrift } from "../../provider/engine/drift/ignore.ts";
import { type IgnoreRule, parseIgnoreRule, toIgnoreRule } from "../../provider/model/ignore-rule.ts";
import { machine, namePool, planInput, SCOPE, virtualIp } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { plan, planAndApply } from "./support/runs.ts";

const A = "ScvmmMachine/default/a";
const B = "ScvmmMachine/default/b";
const stub = (name: string, cloud: string | null, hostGroupPath: string | null = null) => ({
  id: `foreign-${name}`,
  name,
  status: "Running",
  cloud,
  hostName: null,
  hostGroupPath,
});

async function applied(some: Parameters<typeof planAndApply>[0]): Promise<MemoryVmm> {
  const vmm = new MemoryVmm();
  await planAndApply(some, vmm);
  return vmm;
}

const driftOf = (some: Parameters<typeof planInput>[0], vmm: MemoryVmm, more: object = {}) =>
  detectDrift({ ...planInput(some, vmm.snapshot()), ...more });

const rule = (text: string): IgnoreRule => parseIgnoreRule(text) as IgnoreRule;

describe("what drift tells", () => {
  it("places of the object and of every attribute", async () => {
    const some = { machines: [machine("a", { cpuCount: 2, tag: "x" })] };
    const vmm = await applied(some);
    Object.assign(vmm.vms[0] as object, { cpuCount: 4, tag: "y" });
    const { report } = driftOf(some, vmm);
    expect(report.items).toMatchObject([
      {
        address: A,
        kind: "changed",
        place: { file: "farm.yaml", line: "metadata.name".length + 1 },
        attributes: [
          { path: "spec.cpuCount", before: 4, after: 2, place: { line: "spec.cpuCount".length + 1 } },
          { path: "spec.tag", place: { line: "spec.tag".length + 1 } },
        ],
      },
    ]);
    expect(report.summary).toMatchObject({ checked: 1, inSync: 0, drifted: 1, changed: 1 });
  });

  it("a VM without a manifest is unmanaged and tells what it holds; a virtual IP without one is leaked", async () => {
    const pool = namePool("names", ["n1", "n2"]);
    const device = { networking: { devices: [{ vmNetwork: "Net A", staticIPAddressPools: ["pool-a"] }] } };
    const vmm = await applied({
      machines: [machine("a", { vmNameFromPool: { name: "names" }, ...device })],
      namePools: [pool],
      virtualIps: [virtualIp("v")],
    });
    const { report } = driftOf({ namePools: [pool] }, vmm);
    expect(report.items.map(({ address, kind }) => [address, kind])).toEqual([
      [A, "unmanaged"],
      ["ScvmmVirtualIP/default/v", "leaked"],
    ]);
    expect(report.items[0]?.detail).toMatch(/^manifest is gone; it holds the name n1 of ScvmmNamePool\/default\/names and 10\.0\.0\.\d+$/);
  });

  it("a difference that apply would refuse is drift, not an error", async () => {
    const some = (size: string) => ({ machines: [machine("a", { disks: [{ size: "40Gi" }, { size }] })] });
    const vmm = await applied(some("60Gi"));
    const { report, diagnostics } = driftOf(some("50Gi"), vmm);
    expect(report.items).toMatchObject([{ kind: "changed", detail: expect.stringContaining("apply would refuse this: ") }]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(report.unchecked).toEqual([]);
  });

  it("what cannot be resolved is not checked, and the others are", async () => {
    const vmm = await applied({ machines: [machine("a"), machine("b")] });
    Object.assign(vmm.vms[0] as object, { cpuCount: 4 });
    const { report, diagnostics } = driftOf({ machines: [machine("a"), machine("b", { cloud: "Nowhere" })] }, vmm);
    expect(report.items).toMatchObject([{ address: A, kind: "changed" }]);
    expect(report.unchecked).toMatchObject([{ address: B, reasons: ['VMM has no cloud "Nowhere"'] }]);
    expect(report.objects.map(({ address }) => address)).toEqual([A]);
    expect(report.summary).toMatchObject({ checked: 1, unchecked: 1 });
    expect(diagnostics).toMatchObject([{ severity: "error", address: B }]);
  });
});

describe("what has leaked", () => {
  const device = { networking: { devices: [{ vmNetwork: "Net A", staticIPAddressPools: ["pool-a"] }] } };
  const some = { machines: [machine("a", device), machine("b", device)] };

  it("addresses whose VM was removed past VMM, with and without a manifest", async () => {
    const vmm = await applied(some);
    expect(driftOf(some, vmm).report.items).toEqual([]);
    vmm.vms = vmm.vms.filter(({ name }) => name !== "a");
    const leak = { address: A, kind: "leaked", detail: expect.stringMatching(/^10\.0\.0\.10 of IP pool pool-a is granted to/) };
    expect(driftOf(some, vmm).report.items).toMatchObject([{ address: A, kind: "missing" }, leak]);
    const { report } = driftOf({ machines: some.machines.slice(1) }, vmm);
    expect(report.items).toMatchObject([{ ...leak, attributes: [{ before: ["10.0.0.10"], after: null }] }]);
    expect(report.summary).toMatchObject({ checked: 2, leaked: 1 });
  });

  it("not what another scope took, nor what a VM has whose mark is another now", async () => {
    const vmm = await applied(some);
    for (const vm of vmm.vms) if (vm.name === "a") Object.assign(vm, { mark: { scope: SCOPE, address: "ScvmmMachine/default/renamed" } });
    const renamed = { machines: [machine("b", device)] };
    expect(driftOf(renamed, vmm).report.items.map(({ kind }) => kind)).toEqual(["unmanaged"]);
    vmm.vms = vmm.vms.filter(({ name }) => name !== "a");
    for (const grant of vmm.addresses)
      if (grant.machine?.address === A) Object.assign(grant, { machine: { scope: "elsewhere", address: A } });
    expect(driftOf(renamed, vmm).report.items).toEqual([]);
  });

  it("templates of blank machines that were given up", async () => {
    const vmm = await applied({ machines: [machine("b")] });
    vmm.temporary = [{ id: "t-1", mark: { scope: SCOPE, address: A } }];
    expect(driftOf({ machines: [machine("b")] }, vmm).report.items).toMatchObject([
      { address: A, kind: "leaked", detail: expect.stringContaining("temporary template t-1") },
    ]);
  });
});

describe("manifests that could not be loaded", () => {
  it("do not make their VMs look unmanaged", async () => {
    const vmm = await applied({ machines: [machine("a"), machine("b")] });
    const unloaded = [{ address: B, place: null, reasons: ["spec.cpuCount must be a number"] }];
    const { report } = driftOf({ machines: [machine("a")] }, vmm, { unloaded });
    expect(report.items).toEqual([]);
    expect(report.unchecked).toEqual(unloaded);
    expect(report.coverage).toMatchObject({ total: 2, managed: 2, others: 0 });
  });

  it("where it is not known which they are, nothing is said to have none", async () => {
    const vmm = await applied({ machines: [machine("a"), machine("b")], virtualIps: [virtualIp("v")] });
    const { report } = driftOf({ machines: [machine("a")] }, vmm, { unknown: ["web.yaml:3: no YAML"] });
    expect(report.items).toEqual([]);
    expect(report.unchecked.map(({ address }) => address)).toEqual([B, "ScvmmVirtualIP/default/v"]);
    expect(report.unchecked[0]?.reasons[0]).toContain("web.yaml:3: no YAML");
  });
});

describe("a machine that VMM itself shows as lost or broken", () => {
  it.each(
    ["AlwaysOn", "StartOnce", "Manual", "AlwaysOff"].flatMap((powerPolicy) =>
      ["Missing", "HostNotResponding", "IncompleteVMConfig", "CreationFailed"].map((status) => [powerPolicy, status] as const),
    ),
  )("is drift under %s: %s", async (powerPolicy, status) => {
    const some = { machines: [machine("a", { powerPolicy })] };
    const vmm = await applied(some);
    expect(driftOf(some, vmm).report.items).toEqual([]);
    // A state of management may stand beside the power state, or in place of it.
    for (const change of [{ status }, { status, powerState: status }]) {
      Object.assign(vmm.vms[0] as object, change);
      const { items } = driftOf(some, vmm).report;
      expect(items).toMatchObject([{ address: A, kind: "power", detail: `VMM shows the VM as ${status}` }]);
    }
  });

  it("is warned of where a plan changes it, and only there", async () => {
    const some = { machines: [machine("a")] };
    const vmm = await applied(some);
    Object.assign(vmm.vms[0] as object, { status: "Missing" });
    expect(plan(some, vmm).diagnostics).toEqual([]);
    const changed = plan({ machines: [machine("a", { tag: "new" })] }, vmm);
    expect(changed.diagnostics).toMatchObject([{ code: "PLAN_MACHINE_OUT_OF_ORDER", severity: "warning", address: A }]);
    expect(changed.work).toHaveLength(1);
  });
});

describe("coverage", () => {
  it("counts each VM of the clouds and host groups once, by who manages it", async () => {
    const vmm = await applied({ machines: [machine("a"), machine("b")] });
    const [, b] = vmm.vms;
    vmm.vms.push({ ...(b as (typeof vmm.vms)[number]), id: "of-others", name: "z", mark: { scope: "elsewhere", address: B } });
    vmm.others = [
      stub("Two", "production"),
      stub("one", "Production", "All Hosts\\East\\Web"),
      stub("east", null, "all hosts\\east\\web"),
      stub("eastern", null, "All Hosts\\Eastern"),
      stub("far", "Staging"),
    ];
    const some = { machines: [machine("a"), machine("c", { cloud: undefined, hostGroup: "East" })] };
    const { coverage } = driftOf(some, vmm, { listUnmanaged: true }).report;
    expect(coverage).toMatchObject({ places: ["cloud Production", "host group All Hosts\\East"], total: 6, managed: 1, others: 2 });
    expect(coverage.unmanaged?.map(({ name }) => name)).toEqual(["east", "one", "Two"]);
    expect(driftOf(some, vmm).report.coverage.unmanaged).toBeNull();
  });
});

describe("virtual IPs that nobody owns", () => {
  it("are listed with the VMs that nobody manages, of the pools that the manifests name", async () => {
    const some = { machines: [machine("a")], virtualIps: [virtualIp("front")] };
    const vmm = await applied(some);
    const [own] = vmm.addresses;
    const like = { ...(own as (typeof vmm.addresses)[number]), mark: undefined, assignedToType: "VIP" };
    vmm.addresses.push(
      { ...like, id: "free-2", address: "10.0.0.102", description: "portal [old]" },
      { ...like, id: "free-1", address: "10.0.0.99", description: "" },
      { ...like, id: "of-adapter", address: "10.0.0.98", assignedToId: "somebody", assignedToType: "VirtualNetworkAdapter" },
      { ...like, id: "elsewhere", address: "10.0.0.97", mark: { scope: "elsewhere", address: "ScvmmVirtualIP/default/x" } },
      { ...like, id: "other-pool", address: "10.9.9.9", poolId: "no pool of ours" },
    );
    const pool = vmm.snapshot().pools.find(({ id }) => id === own?.poolId)?.name;
    expect(driftOf(some, vmm, { listUnmanaged: true }).report.coverage.unownedIps).toEqual([
      { address: "10.0.0.99", pool, description: "" },
      { address: "10.0.0.102", pool, description: "portal [old]" },
    ]);
    const { items, coverage } = driftOf(some, vmm).report;
    expect([items, coverage.unownedIps]).toEqual([[], null]);
  });
});

describe("ignore rules", () => {
  async function three() {
    const some = { machines: [machine("a", { cpuCount: 2, tag: "x", memory: "4Gi" }), machine("b", { tag: "x" })] };
    const vmm = await applied(some);
    Object.assign(vmm.vms[0] as object, { cpuCount: 4, tag: "y", powerState: "PowerOff" });
    Object.assign(vmm.vms[1] as object, { tag: "y" });
    return driftOf(some, vmm).report;
  }
  const kindsOf = (report: Awaited<ReturnType<typeof three>>) =>
    report.items.map(({ address, kind, attributes }) => `${address.at(-1)} ${kind} ${attributes.map(({ path }) => path)}`.trim());

  it("take attributes out of an item and leave the rest, with its detail", async () => {
    const { report } = ignoreDrift(await three(), [rule("ScvmmMachine/**:spec.tag")], "2026-01-01");
    expect(kindsOf(report)).toEqual(["a changed spec.cpuCount", "a power"]);
    expect(report.items[0]?.detail).toBe("manifest differs in spec.cpuCount");
    expect(report.ignored).toMatchObject([
      { address: A, rule: "ScvmmMachine/**:spec.tag", attributes: [{ path: "spec.tag" }] },
      { address: B, attributes: [{ path: "spec.tag" }] },
    ]);
    expect(report.summary).toMatchObject({ changed: 1, power: 1, drifted: 1, ignored: 2, checked: 2, inSync: 0 });
  });

  it("take a kind, or an object as a whole", async () => {
    expect(kindsOf(ignoreDrift(await three(), [rule("**:power")], "2026-01-01").report)).toEqual([
      "a changed spec.cpuCount,spec.tag",
      "b changed spec.tag",
    ]);
    expect(kindsOf(ignoreDrift(await three(), [rule(A)], "2026-01-01").report)).toEqual(["b changed spec.tag"]);
    expect(ignoreDrift(await three(), [rule("**")], "2026-01-01").report.items).toEqual([]);
  });

  it("that are over count no more; that fit nothing are told", async () => {
    const until = (date: string) => toIgnoreRule({ object: "**", until: date, reason: "move" }, null);
    const over = ignoreDrift(await three(), [until("2026-01-01")], "2026-01-02");
    expect(over.report.items).toHaveLength(3);
    expect(over.diagnostics).toMatchObject([{ code: "DRIFT_RULE_OVER", severity: "warning" }]);
    expect(ignoreDrift(await three(), [until("2026-01-01")], "2026-01-01").report.ignored[0]).toMatchObject({ reason: "move" });
    expect(ignoreDrift(await three(), [rule("ScvmmMachine/x/*")], "2026-01-01").diagnostics).toMatchObject([
      { code: "DRIFT_RULE_UNUSED", severity: "info" },
    ]);
  });

  it("do not hide what is no attribute, such as a second VM with the mark", async () => {
    const some = { machines: [machine("a", { tag: "x" })] };
    const vmm = await applied(some);
    const [a] = vmm.vms;
    vmm.vms.push({ ...(a as (typeof vmm.vms)[number]), id: "zz-double", adapters: [] });
    for (const vm of vmm.vms) Object.assign(vm, { tag: "y" });
    const { report } = ignoreDrift(driftOf(some, vmm).report, [rule("**:spec.tag")], "2026-01-01");
    expect(report.items).toMatchObject([{ address: A, attributes: [], detail: expect.stringContaining("2 VMs carry its mark") }]);
  });
});

it("is the same whatever the order of the input", async () => {
  const some = { machines: [machine("a"), machine("b"), machine("c")], virtualIps: [virtualIp("v")] };
  const vmm = await applied(some);
  for (const vm of vmm.vms) Object.assign(vm, { cpuCount: 4 });
  const turned = { machines: [...some.machines].reverse(), virtualIps: some.virtualIps };
  expect(driftOf(turned, vmm).report).toEqual(driftOf(some, vmm).report);
  expect(driftOf(some, vmm).report.scope).toBe(SCOPE);
});
