import { describe, expect, it } from "vitest";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { newHardware } from "./support/hardware.ts";
import type { inventory } from "./support/inventory.ts";
import { machine, planInput } from "./support/manifests.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

type Spec = Record<string, unknown>;
const GENERATION_2 = { vmTemplate: "Ubuntu 22.04 LTS", disks: [{}, { size: "5Gi" }], networking: { devices: [{ vmNetwork: "Web" }] } };
const GENERATION_1 = { vmTemplate: "Windows Server 2016" };

const web = (...parts: readonly Spec[]) => ({ machines: [machine("web", Object.assign({}, ...parts))] });

async function expectEmpty(port: VmmPort, some: ReturnType<typeof web>): Promise<void> {
  const { plan, diagnostics } = await planOn(port, some);
  expect([plan.changes.filter(({ action }) => action !== "none"), diagnostics]).toEqual([[], []]);
  expect(detectDrift(planInput(some, await port.readInventory())).report.items).toEqual([]);
}

async function power(port: VmmPort, how: "force" | "start"): Promise<void> {
  const [vm] = (await port.readInventory()).owned;
  const vmId = vm?.id ?? "";
  const outcome = await port.run(how === "start" ? { kind: "start-machine", vmId } : { kind: "stop-machine", vmId, how });
  if (outcome.state !== "running") throw new Error(JSON.stringify(outcome));
  for (;;) {
    const [report] = await port.pollJobs([outcome.jobId]);
    if (report?.state === "done") return;
    if (report?.state === "failed") throw new Error(JSON.stringify(report));
  }
}

/** Every attribute with the machine that has it, a value, another one, and whether a running VM takes it. */
const matrix: readonly [string, Spec, Spec, Spec, "in-place" | "power-off"][] = [
  ["secure boot", GENERATION_2, { firmware: { secureBoot: false } }, { firmware: { secureBoot: true } }, "power-off"],
  [
    "secure boot template",
    GENERATION_2,
    { firmware: { secureBootTemplate: "MicrosoftUEFICertificateAuthority" } },
    { firmware: { secureBootTemplate: "MicrosoftWindows" } },
    "power-off",
  ],
  [
    "first boot device",
    GENERATION_2,
    { firmware: { firstBootDevice: "NIC,0" } },
    { firmware: { firstBootDevice: "SCSI,0,2" } },
    "power-off",
  ],
  ["boot order", GENERATION_1, { firmware: { bootOrder: ["PxeBoot"] } }, { firmware: { bootOrder: ["IdeHardDrive", "CD"] } }, "power-off"],
  ["weight of processors", GENERATION_2, { vmOptions: { cpuRelativeWeight: 200 } }, { vmOptions: { cpuRelativeWeight: 50 } }, "in-place"],
  ["reserve of processors", GENERATION_2, { vmOptions: { cpuReserve: 10 } }, { vmOptions: { cpuReserve: 0 } }, "in-place"],
  ["limit of processors", GENERATION_1, { vmOptions: { cpuMaximumPercent: 80 } }, { vmOptions: { cpuMaximumPercent: 60 } }, "in-place"],
  ["weight of memory", GENERATION_2, { vmOptions: { memoryWeight: 9000 } }, { vmOptions: { memoryWeight: 100 } }, "in-place"],
  ["start delay", GENERATION_2, { vmOptions: { startDelaySeconds: 30 } }, { vmOptions: { startDelaySeconds: 0 } }, "in-place"],
  ["owner", GENERATION_2, { vmOptions: { owner: "CONTOSO\\asingh" } }, { vmOptions: { owner: "CONTOSO\\mmeyer" } }, "in-place"],
  ...(["backup", "dataExchange", "heartbeat", "shutdown", "timeSynchronization"] as const).map(
    (service): [string, Spec, Spec, Spec, "in-place"] => [
      service,
      GENERATION_2,
      { vmOptions: { integrationServices: { [service]: false } } },
      { vmOptions: { integrationServices: { [service]: true } } },
      "in-place",
    ],
  ),
];

describe("hardware, by a simulated VMM", () => {
  it.each(matrix)("%s: created with it, changed while running and while off, removed: each ends in an empty plan", async (...row) => {
    const [, base, first, second, policy] = row;
    const { port } = simulated();
    const created = await converge(port, web(base, first));
    expect(created.report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(created.planned.plan.changes[0]?.attributes.map(({ path }) => path)).toContainEqual(expect.stringMatching(/firmware|vmOptions/));
    await expectEmpty(port, web(base, first));

    const running = await planOn(port, web(base, second));
    expect(running.plan.changes).toMatchObject([{ action: "update", disruption: "none", attributes: [{ policy }] }]);
    expect(running.diagnostics.map(({ code }) => code)).toEqual(policy === "power-off" ? ["PLAN_POWER_CYCLE_BLOCKED"] : []);
    const allowed = web(base, second, { powerCyclePolicy: "Allow" });
    const changed = await converge(port, allowed);
    expect(changed.planned.plan.changes).toMatchObject([{ disruption: policy === "power-off" ? "power-cycle" : "none" }]);
    expect(changed.report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await port.readInventory()).owned).toMatchObject([{ powerState: "Running" }]);
    await expectEmpty(port, allowed);

    await power(port, "force");
    const off = await converge(port, web(base, first));
    expect(off.report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await planOn(port, web(base, first))).plan.summary).toMatchObject({ none: 1 });

    await power(port, "start");
    await expectEmpty(port, web(base));
  });

  it("offers nested virtualization to a new machine, before its first start, and cannot see it later", async () => {
    const { port, vmm } = simulated();
    const nested = (wanted: boolean) => web(GENERATION_2, { vmOptions: { enableNestedVirtualization: wanted } });
    const { report } = await converge(port, nested(true));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect([...vmm.world.store.vms.values()].find(({ Name }) => Name === "web")?.$nestedVirtualization).toBe(true);
    await expectEmpty(port, nested(true));
    await expectEmpty(port, nested(false));
  });

  it("names the generation of a template, and refuses another", async () => {
    const { port } = simulated();
    const { diagnostics } = await planOn(port, web(GENERATION_2, { generation: 1 }));
    expect(diagnostics).toMatchObject([{ code: "PLAN_GENERATION_MISMATCH", severity: "error", path: "spec.generation" }]);
    await converge(port, web(GENERATION_2, { generation: 2 }));
    await expectEmpty(port, web(GENERATION_2, { generation: 2 }));
    const fixed = await planOn(port, web(GENERATION_2, { generation: 1 }));
    expect(fixed.diagnostics).toMatchObject([{ code: "PLAN_ONLY_AT_CREATION", severity: "warning" }]);
    expect(fixed.plan.summary).toMatchObject({ none: 1 });
  });

  it("tells at plan time what a generation does not have", async () => {
    const { port } = simulated();
    const ask = async (base: Spec, firmware: Spec) => (await planOn(port, web(base, { firmware }))).diagnostics.map(({ path }) => path);
    expect(await ask(GENERATION_1, { secureBoot: true, secureBootTemplate: "MicrosoftWindows", firstBootDevice: "NIC,0" })).toEqual([
      "spec.firmware.firstBootDevice",
      "spec.firmware.secureBoot",
      "spec.firmware.secureBootTemplate",
    ]);
    expect(await ask(GENERATION_2, { bootOrder: ["CD"] })).toEqual(["spec.firmware.bootOrder"]);
    expect(await ask(GENERATION_1, { secureBoot: false, bootOrder: ["CD"] })).toEqual([]);
    await converge(port, web(GENERATION_1));
    expect(await ask(GENERATION_1, { secureBoot: true })).toEqual(["spec.firmware.secureBoot"]);
    await expectEmpty(port, web(GENERATION_1, { firmware: { secureBoot: false } }));
  });

  it("shows VMM's error for a device that the VM lacks", async () => {
    const { port } = simulated();
    const { report } = await converge(port, web(GENERATION_2, { firmware: { firstBootDevice: "SCSI,3,3" } }));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ summary: expect.stringContaining("23352") }] }]);
    const mended = web(GENERATION_2, { firmware: { firstBootDevice: "SCSI,0,0" } });
    expect((await converge(port, mended)).report.results).toMatchObject([{ state: "done" }]);
    await expectEmpty(port, mended);
  });
});

describe("hardware, compared", () => {
  const liveWith = async (hardware: object) => {
    const vmm = new MemoryVmm();
    await converge(vmm, web({ vmTemplate: "ubuntu-24" }));
    for (const vm of vmm.vms) vm.hardware = { ...vm.hardware, ...hardware };
    return vmm.snapshot();
  };
  const plan = (live: ReturnType<typeof inventory>, spec: Spec) =>
    planChanges(planInput(web({ vmTemplate: "ubuntu-24" }, spec), live)).plan;

  it("looks at nothing that the manifest is silent about", async () => {
    const live = await liveWith(Object.fromEntries(Object.keys(newHardware(2)).map((name) => [name, null])));
    expect(plan(live, {}).summary).toMatchObject({ none: 1 });
  });

  it("knows names in any case, and a boot order by its first devices", async () => {
    const live = await liveWith({ owner: "contoso\\ASINGH", firstBootDevice: "scsi,0,0" });
    const spec = { vmOptions: { owner: "CONTOSO\\asingh" }, firmware: { firstBootDevice: "SCSI,0,0" } };
    expect(plan(live, spec).summary).toMatchObject({ none: 1 });
  });

  it("sets all of it in one operation", async () => {
    const live = await liveWith({});
    const { work } = planChanges(
      planInput(web({ vmTemplate: "ubuntu-24", vmOptions: { memoryWeight: 1, cpuReserve: 2, owner: "a" } }), live),
    );
    expect(work[0]?.steps).toMatchObject([
      { task: { operation: { kind: "set-machine", set: { hardware: { memoryWeight: 1, cpuReserve: 2, owner: "a" } } } } },
    ]);
  });
});
