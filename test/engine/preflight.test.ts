import { describe, expect, it } from "vitest";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { questionsOf } from "../../provider/engine/preflight/questions.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import type { PreflightDepth } from "../../provider/model/preflight.ts";
import { inventory } from "./support/inventory.ts";
import { checkpoint, machine, namePool, numbered, PROVIDER, planInput, virtualIp } from "./support/manifests.ts";
import { limitedEstate, noAnswers, preflightOn } from "./support/preflight.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const spec = { cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", memory: "4Gi", cpuCount: 2 };
const farm = (names: string, more: object = {}) => ({ machines: names.split("").map((name) => machine(name, { ...spec, ...more })) });

type Given = Parameters<typeof limitedEstate>[0];
const at = (given: Given = {}) => simulated({ estate: limitedEstate(given) });

async function look(port: ReturnType<typeof at>["port"], some: Partial<Manifests>, depth: PreflightDepth = "full") {
  return preflightOn(port, await planOn(port, some, { allowMassDeletion: true }), some, depth);
}

const IN_MAINTENANCE: Given = { hosts: () => ({ maintenance: true }) };

describe("ratings of hosts", () => {
  it("that are all zero refuse a creation, with VMM's reasons and the hosts", async () => {
    const { port } = at(IN_MAINTENANCE);
    const { diagnostics } = await look(port, farm("ab"));
    expect(diagnostics).toMatchObject([
      { code: "PLAN_NO_HOST", severity: "error", address: "ScvmmMachine/default/a", path: "spec.cloud", file: "farm.yaml" },
    ]);
    expect(diagnostics[0]?.detail).toMatch(/^\d+: Host … is in maintenance.*\(hv01\S*, hv02\S*, hv03\S* and \d+ more\)$/m);
    expect(diagnostics[0]?.detail).toContain("The same holds for ScvmmMachine/default/b.");
  });

  it.each(["quick", "none"] as const)("are not asked for with --preflight %s, and the plan says so", async (depth) => {
    const { port } = at(IN_MAINTENANCE);
    const { diagnostics, preflight } = await look(port, farm("a"), depth);
    expect(diagnostics).toEqual([]);
    expect(preflight.notAsked.join()).toBe(
      depth === "none"
        ? "quotas, rights and ratings of hosts (--preflight none)"
        : "whether hosts can take the VM that is made or moved (--preflight full asks for it)",
    );
  });

  it("of which one is enough are passed over", async () => {
    let left = 0;
    const { port } = at({ hosts: () => ({ maintenance: left++ > 0 }) });
    const groups = ["Production", "Development"].map((cloud) => machine(cloud.toLowerCase(), { ...spec, cloud }));
    const { diagnostics, preflight } = await look(port, { machines: groups.slice(0, 1) });
    expect([diagnostics, preflight.findings]).toEqual([[], []]);
  });

  it("of a template warn where the manifest gives the VM less memory than that", async () => {
    const { port, vmm } = at();
    for (const template of vmm.world.store.templates.values()) template.Memory = 2 ** 22;
    const less = await look(port, farm("a"));
    expect(less.diagnostics).toEqual([]);
    expect(less.preflight.findings).toMatchObject([{ code: "PLAN_NO_HOST", severity: "warning", address: "ScvmmMachine/default/a" }]);
    expect((await look(port, farm("a", { memory: undefined }))).diagnostics).toMatchObject([{ code: "PLAN_NO_HOST", severity: "error" }]);
  });

  it("warn of a move that no host can take: the VM stays where it is", async () => {
    const { port, vmm } = at();
    const here = { ...spec, cloud: undefined, hostGroup: "Datacenter A" };
    await converge(port, { machines: [machine("a", here)] });
    for (const host of vmm.world.store.hosts.values())
      if (host.VMHostGroup.Path.includes("Datacenter B")) Object.assign(host, { AvailableForPlacement: false });
    const { diagnostics, preflight } = await look(port, { machines: [machine("a", { ...here, hostGroup: "Datacenter B" })] });
    expect(diagnostics).toEqual([]);
    expect(preflight.findings).toMatchObject([{ code: "PLAN_NO_HOST", severity: "warning", path: "spec.hostGroup" }]);
  });

  it("are asked for once a shape, and for no more than 16 of them", async () => {
    const { port } = at();
    const outlookOf = async (some: Partial<Manifests>) => (await planOn(port, some)).outlook.providers.get(PROVIDER);
    const alike = await outlookOf({ machines: Array.from({ length: 40 }, (_, index) => machine(`m-${index}`, spec)) });
    expect(alike && questionsOf(alike, "full")?.questions.placements).toHaveLength(1);
    const disks = (size: number) => [{}, { size: `${size}Gi`, dynamic: false }];
    const some = { machines: Array.from({ length: 20 }, (_, index) => machine(`m-${index}`, { ...spec, disks: disks(index + 1) })) };
    const distinct = await outlookOf(some);
    expect(distinct && questionsOf(distinct, "full")).toMatchObject({
      questions: { placements: { length: 16 } },
      notAsked: ["whether hosts can take 4 of 20 distinct VMs that are made or moved (no more than 16 are asked for)"],
    });
    expect((await look(port, some)).diagnostics).toEqual([]);
  });
});

describe("rights", () => {
  it("of a read-only administrator: a warning for the whole plan", async () => {
    const { port } = at({ role: { name: "Auditors", profile: "ReadOnlyAdmin" } });
    const { diagnostics, preflight } = await look(port, farm("a"));
    expect(diagnostics).toEqual([]);
    expect(preflight.findings).toMatchObject([{ code: "PLAN_RIGHTS_READ_ONLY", severity: "warning" }]);
    expect(preflight.findings[0]?.address).toBeUndefined();
  });

  it.each([
    [["Create", "Start", "Remove"], []],
    [["CreateFromVHDOrTemplate", "Start", "Remove"], []],
    [["Start"], ["Create", "Remove"]],
    [["create"], ["Remove", "Start"]],
  ])("of a tenant who may %j: what the plan needs beside it", async (permissions, missing) => {
    const { port, vmm } = at({ role: { name: "Tenants", profile: "TenantAdmin", permissions } });
    await converge(port, farm("x"));
    for (const vm of vmm.world.store.vms.values()) vm.VirtualMachineState = "PowerOff";
    const { preflight } = await look(port, farm("a"));
    expect(preflight.findings.map(({ summary }) => summary.split(" ").at(-1)).sort()).toEqual(missing);
    expect(preflight.findings.every(({ severity, address }) => severity === "warning" && address !== undefined)).toBe(true);
  });

  it.each(["Checkpoint", "PauseAndResume"])("for checkpoints, and to resume what is paused: without %s", async (missing) => {
    const permissions = ["Create", "Start", "Remove", "Checkpoint", "PauseAndResume"].filter((one) => one !== missing);
    const { port, vmm } = at({ role: { name: "Tenants", profile: "TenantAdmin", permissions } });
    const some = { machines: [machine("a", { ...spec, powerPolicy: "AlwaysOn" })] };
    await converge(port, some);
    for (const vm of vmm.world.store.vms.values()) if (vm.Name === "a") vm.VirtualMachineState = "Paused";
    const { preflight } = await look(port, { ...some, checkpoints: [checkpoint("before", { machine: "a" })] });
    expect(preflight.findings.map(({ summary }) => summary.split(" ").at(-1))).toEqual([missing]);
  });

  it("that VMM does not tell are not judged", async () => {
    const { port } = at({ role: { name: "Tenants", profile: "SelfServiceUser" } });
    expect((await look(port, farm("a"))).preflight.findings).toEqual([]);
  });
});

describe("a VMM that does not answer", () => {
  it("stops no plan: what it did not tell stands in the plan", async () => {
    const estate = limitedEstate({ quota: { vmCount: 1 } });
    const { port } = simulated({
      estate,
      faults: [{ cmdlet: "Get-SCCloudCapacity", skip: 0, count: 9, error: { number: 1605, message: "no" } }],
    });
    const { diagnostics, preflight } = await look(port, farm("ab"));
    expect(diagnostics).toEqual([]);
    expect(preflight.notAsked).toEqual([expect.stringContaining("what clouds have left: ")]);
  });
});

describe("what the library has lost", () => {
  it.each([
    ["a template's disk", {}, "spec.vmTemplate"],
    ["a disk to be added", { disks: [{}, { vhDisk: "tools.vhdx" }] }, "spec.disks[1].vhDisk"],
    ["an ISO", { dvdDrive: { iso: "vmguest.iso" } }, "spec.dvdDrive.iso"],
  ])("%s: the plan is refused before half of a machine is made", async (_, more, path) => {
    const { port, vmm } = at();
    const { templates, libraryDisks, isos } = vmm.world.store;
    const lost =
      path === "spec.vmTemplate"
        ? [...templates.values()].flatMap((template) => template.VirtualDiskDrives.map((drive) => drive.VirtualHardDisk))
        : path.startsWith("spec.disks")
          ? [...libraryDisks.values()]
          : [...isos.values()];
    const intact = await planOn(port, farm("a", more));
    expect(intact.diagnostics).toEqual([]);
    for (const file of lost) Object.assign(file, { State: "Missing" });
    const { diagnostics, work } = await planOn(port, farm("a", more));
    expect(diagnostics).toMatchObject([{ code: "PLAN_LIBRARY_FILE_MISSING", severity: "error", path, file: "farm.yaml" }]);
    expect(work).toEqual([]);
  });
});

describe("what pools have left", () => {
  const some = {
    namePools: [namePool("web", numbered("web-", 9))],
    machines: ["a", "b"].map((name) =>
      machine(name, {
        vmNameFromPool: { name: "web" },
        networking: { devices: [{ vmNetwork: "Net A", staticIPAddressPools: ["pool-a"] }] },
      }),
    ),
    virtualIps: [virtualIp("front")],
  };
  const stranger = (name: string) => ({
    id: `vm-${name}`,
    name,
    status: "Running",
    cloud: "Elsewhere",
    hostName: null,
    hostGroupPath: null,
  });

  it("is told of names and addresses, VMs of anybody counting", () => {
    const { outlook } = planChanges(planInput(some, inventory({ vms: [stranger("WEB-01"), stranger("web-05"), stranger("else")] })));
    expect(outlook.budgets).toEqual([
      { of: "pool pool-a", what: "addresses", unit: "count", now: 0, after: 2, limit: 90 },
      { of: "pool pool-vip", what: "addresses", unit: "count", now: 0, after: 1, limit: 90 },
      { of: "pool web", what: "names", unit: "count", now: 2, after: 4, limit: 9 },
    ]);
  });

  it("counts what deletions return, and holds after the apply", async () => {
    const { port } = simulated();
    const on = (names: string) => ({
      namePools: [namePool("web", numbered("web-", 9))],
      machines: names.split("").map((name) => machine(name, { ...spec, vmNameFromPool: { name: "web" } })),
    });
    await converge(port, on("ab"));
    const { outlook } = await planOn(port, on("c"), { allowMassDeletion: true });
    expect(outlook.budgets).toEqual([{ of: "pool web", what: "names", unit: "count", now: 2, after: 1, limit: 9 }]);
  });
});

describe("the fingerprint", () => {
  it("is of the plan alone, whatever VMM has answered", async () => {
    const { port } = at({ quota: { vmCount: 2 } });
    const planned = await planOn(port, farm("ab"));
    const deaf = { readPreflight: async () => noAnswers };
    const seen = await preflightOn(port, planned, farm("ab"));
    const blind = await preflightOn(deaf, planned, farm("ab"));
    expect(seen.preflight).not.toEqual(blind.preflight);
    expect(seen.planned.plan).toEqual(blind.planned.plan);
  });
});
