import { describe, expect, it } from "vitest";
import { call, ref } from "../../provider/batch/build.ts";
import type { LiveVm } from "../../provider/engine/inventory.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import type { Estate } from "../../provider/simulator/estate/estate.ts";
import type { Fault } from "../../provider/simulator/faults.ts";
import type { Vmm } from "../../provider/simulator/vmm.ts";
import { machine } from "./support/manifests.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";

const base = { cloud: undefined, vmTemplate: "Ubuntu 22.04 LTS", memory: "4Gi", disks: [{ size: "50Gi" }] };
const web = (spec: object): Partial<Manifests> => ({ machines: [machine("web-1", { ...base, ...spec })] });
const A = { hostGroup: "Datacenter A" };
const B = { hostGroup: "Datacenter B" };

async function live(port: VmmPort): Promise<LiveVm> {
  const [vm] = (await port.readInventory()).owned;
  if (!vm) throw new Error("there is no machine");
  return vm;
}

async function turnOff(vmm: Vmm): Promise<void> {
  await vmm.execute([
    call("vm", "Get-SCVirtualMachine", { Name: "web-1" }),
    call("stop", "Stop-SCVirtualMachine", { VM: ref("vm"), Force: true }),
  ]);
}

async function expectRest(port: VmmPort, some: Partial<Manifests>): Promise<void> {
  const again = await planOn(port, some);
  expect([again.plan.changes.filter(({ action }) => action !== "none"), again.diagnostics]).toEqual([[], []]);
}

const rows = [
  ["host group", A, B, { hostGroupPath: /^All Hosts\\Datacenter B/ }],
  [
    "a group beside",
    { hostGroup: "All Hosts\\Datacenter A\\Web" },
    { hostGroup: "All Hosts\\Datacenter A\\Data" },
    { hostGroupPath: /^All Hosts\\Datacenter A\\Data/ },
  ],
  [
    "cloud, where its host is none of the cloud's",
    { cloud: "Lab" },
    { cloud: "Test" },
    { hostGroupPath: /^All Hosts\\Datacenter B/, cloud: /^Test$/ },
  ],
  ["cloud and host group", { cloud: "Lab", ...A }, { cloud: "Production", ...B }, { hostGroupPath: /Datacenter B/, cloud: /^Production$/ }],
  ["a cloud where there was none", A, { ...A, cloud: "Production" }, { cloud: /^Production$/ }],
] as const;

describe.each(rows)("a change of %s", (_, before, after, expected) => {
  it.each([["Running"], ["PowerOff"]])("moves the machine and keeps it as it is: %s", async (power) => {
    const { vmm, port } = simulated();
    await converge(port, web(before));
    if (power === "PowerOff") await turnOff(vmm);
    const was = await live(port);
    const { planned, report } = await converge(port, web(after));
    expect(planned.plan.changes).toMatchObject([{ action: "update", disruption: "none" }]);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const is = await live(port);
    expect(is).toMatchObject({ id: was.id, powerState: power, disks: was.disks, adapters: was.adapters });
    for (const [key, pattern] of Object.entries(expected)) expect(is[key as "cloud"]).toMatch(pattern);
    await expectRest(port, web(after));
  });
});

describe("a machine that no longer names its place", () => {
  it.each([
    ["host group", { ...A, cloud: "Production" }, { cloud: "Production" }],
    ["cloud", { ...A, cloud: "Production" }, A],
    ["availability set", { ...A, availabilitySet: "web" }, A],
  ])("stays where it is: %s", async (_, before, after) => {
    const { port } = simulated();
    await converge(port, web(before));
    const was = await live(port);
    await expectRest(port, web(after));
    expect(await live(port)).toEqual(was);
  });
});

describe("the plan of a move", () => {
  it("says how it is moved, and where nothing travels that it must be made anew", async () => {
    const { vmm, port } = simulated();
    await converge(port, web(A));
    const cause = async () => (await planOn(port, web(B))).plan.changes[0]?.cause;
    expect(await cause()).toBe("manifest differs in spec.hostGroup; it is moved live, to the host that VMM rates best");
    await turnOff(vmm);
    expect(await cause()).toBe("manifest differs in spec.hostGroup; it is moved, to the host that VMM rates best");
  });

  it("keeps a machine where VMM has moved it below its group", async () => {
    const { port } = simulated();
    await converge(port, web({ hostGroup: "All Hosts" }));
    await expectRest(port, web({ hostGroup: "All Hosts" }));
  });
});

/** Hosts of Datacenter B are full, or lack the network. */
function narrow(change: object): Estate {
  const estate = defaultEstate(1, { vms: 10 });
  return { ...estate, hosts: estate.hosts.map((host) => (host.hostGroup.includes("Datacenter B") ? { ...host, ...change } : host)) };
}

describe("where nothing fits", () => {
  it.each([
    ["memory", { memoryGb: 3 }, /990102: .* has not enough free memory/],
    ["network", { logicalNetworks: [] }, /23801: No available connection to selected VM Network/],
    ["maintenance", { maintenance: true }, /990101: .*maintenance/],
  ])("VMM's reasons are told, and the machine stays: %s", async (_, change, reasons) => {
    const { port } = simulated({ estate: narrow(change) });
    const network = { networking: { devices: [{ vmNetwork: "Web" }] } };
    await converge(port, web({ ...A, ...network }));
    const was = await live(port);
    const { report } = await converge(port, web({ ...B, ...network, tag: "x" }));
    expect(report.results).toMatchObject([
      { state: "failed", diagnostics: [{ code: "VMM_NO_HOST", detail: expect.stringMatching(reasons) }] },
    ]);
    expect(report.results[0]?.diagnostics[0]?.detail).toMatch(/and 1 more|hv/);
    expect(await live(port)).toMatchObject({ id: was.id, hostName: was.hostName, powerState: "Running" });
  });
});

const lastingMove: Fault = { cmdlet: "Move-SCVirtualMachine", skip: 0, count: 1, delayMs: 3_600_000 };

describe("a move that outlives the client", () => {
  it("is found, waited for and not repeated", async () => {
    const moves: string[] = [];
    const { vmm, port } = simulated({ faults: [lastingMove] });
    await converge(port, web(A));
    const counting: VmmPort = {
      ...port,
      run: (operation) => {
        moves.push(operation.kind);
        return port.run(operation);
      },
    };
    // The client starts the move and is gone.
    const [work] = (await planOn(port, web(B))).work;
    const task = work?.steps[0]?.task;
    if (task?.kind !== "operate") throw new Error("no operation");
    expect(await port.run(task.operation)).toMatchObject({ state: "running" });
    expect(await live(port)).toMatchObject({ status: "UnderMigration", powerState: "Running" });

    const planned = await planOn(port, web({ ...B, tag: "x" }));
    expect(planned.plan.changes).toMatchObject([
      { action: "update", cause: expect.stringContaining("VMM is moving it: that is waited for") },
    ]);
    const report = await applyOn(counting, planned);
    expect(report.results).toMatchObject([{ state: "done" }]);
    expect(moves).not.toContain("migrate-machine");
    expect(await live(port)).toMatchObject({ hostGroupPath: expect.stringContaining("Datacenter B"), tag: "x" });
    await expectRest(port, web({ ...B, tag: "x" }));
    expect([...vmm.world.store.tasks.values()].filter(({ CmdletName }) => CmdletName === "Move-SCVirtualMachine")).toHaveLength(1);
  });

  it("is left alone where nothing else is to be done", async () => {
    const { port } = simulated({ faults: [lastingMove] });
    await converge(port, web(A));
    const [work] = (await planOn(port, web(B))).work;
    const task = work?.steps[0]?.task;
    if (task?.kind === "operate") await port.run(task.operation);
    await expectRest(port, web(A));
  });
});

describe("a move that fails", () => {
  const failing = (fault: Partial<Fault>) => simulated({ faults: [{ cmdlet: "Move-SCVirtualMachine", skip: 0, count: 1, ...fault }] });

  it.each([
    ["the limit of migrations", { jobFails: { number: 23007, message: "The migration timed out." } }],
    ["a lock", { error: { number: 2606, message: "Locked by another job." } }],
    ["an agent that is away", { jobFails: { number: 2916, message: "Lost." } }],
  ])("for %s is tried again", async (_, fault) => {
    const { port } = failing(fault);
    await converge(port, web(A));
    const { report } = await converge(port, web(B));
    expect(report.results).toMatchObject([{ state: "done" }]);
    await expectRest(port, web(B));
  });

  it("for good says so, leaves the machine where it was, and the next apply moves it", async () => {
    const { vmm, port } = failing({ jobFails: { number: 12700, message: "Hyper-V says no." } });
    await converge(port, web(A));
    await turnOff(vmm);
    const { report } = await converge(port, web(B));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "VMM_JOB_FAILED" }] }]);
    expect(await live(port)).toMatchObject({ status: "MigrationFailed", hostGroupPath: expect.stringContaining("Datacenter A") });
    expect((await converge(port, web(B))).report.results).toMatchObject([{ state: "done" }]);
    await expectRest(port, web(B));
  });

  it("by somebody's hand says so", async () => {
    const { port } = failing({ jobCanceled: true });
    await converge(port, web(A));
    const { report } = await converge(port, web(B));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ summary: expect.stringContaining("canceled") }] }]);
  });

  it("in nothing but a note passes the note on", async () => {
    const { port } = failing({ jobInfo: { number: 25035, message: "A note on storage." } });
    await converge(port, web(A));
    const { report } = await converge(port, web(B));
    expect(report.results).toMatchObject([
      { state: "done", diagnostics: [{ severity: "info", code: "VMM_JOB_INFO", detail: "25035: A note on storage." }] },
    ]);
    await expectRest(port, web(B));
  });
});
