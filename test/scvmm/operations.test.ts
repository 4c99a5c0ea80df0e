import { describe, expect, it } from "vitest";
import { BatchError } from "../../provider/batch/executor.ts";
import type { Inventory } from "../../provider/engine/inventory.ts";
import type { CreateMachine, Operation } from "../../provider/engine/operation.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { createVmm, type Fault, simulatedExecutor } from "../../provider/simulator/index.ts";
import { creation, MARK, simulated } from "./support/simulated.ts";

const NOWHERE = "11111111-2222-3333-4444-555555555555";
const OTHER = { scope: "team", address: "ScvmmMachine/default/other" };
const named = <T extends { readonly name: string; readonly id: string }>(all: readonly T[], name: string): T => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const _network = (inventory: Inventory, name: string) => {
  const vmNetwork = named(inventory.vmNetworks, name);
  return { vmNetworkId: vmNetwork.id, subnetId: vmNetwork.subnets[0]?.id ?? null, poolId: named(inventory.pools, `${name} static`).id };
};
const fault = (cmdlet: string, rest: Partial<Fault>): Fault => ({ cmdlet, skip: 0, count: 1, ...rest });

describe("create-machine", () => {
  it("starts a job, marks the VM from the first moment, and is found when asked again", async () => {
    const { port, finish, machine } = simulated();
    const operation = await creation(port, "web-1");
    const first = await port.run(operation);
    expect(first).toMatchObject({ state: "running", jobId: expect.any(String), objectId: expect.any(String) });
    const objectId = first.state === "running" ? first.objectId : null;
    expect(await machine(objectId ?? "")).toMatchObject({ status: "UnderCreation", mark: MARK, sealed: false, disks: [] });
    expect(await port.run(operation)).toEqual(first);
    const again = await finish(operation);
    expect(again.report).toMatchObject({ state: "done", progress: 100, resultObjectId: objectId, diagnostic: null });
    expect(await port.run(operation)).toEqual({ state: "done", objectId });
    expect((await port.readInventory()).vms.filter(({ name }) => name === "web-1")).toHaveLength(1);
  });

  it("sets what is given: sizes, options, profile, system, sets", async () => {
    const { port, make, machine } = simulated();
    const inventory = await port.readInventory();
    const id = await make("web-1", {
      cpuCount: 3,
      memoryMb: 3072,
      dynamicMemory: { minimumMb: 1024, maximumMb: 4096, bufferPercentage: 25 },
      hardwareProfileId: named(inventory.hardwareProfiles, "Large").id,
      operatingSystemId: named(inventory.operatingSystems, "Other Linux (64 bit)").id,
      availabilitySet: "web",
      options: {
        checkpointType: "Disabled",
        cpuLimitForMigration: true,
        cpuLimitFunctionality: false,
        startAction: "AlwaysAutoTurnOnVM",
        stopAction: "ShutdownGuestOS",
      },
    });
    expect(await machine(id)).toMatchObject({
      cpuCount: 3,
      memoryMb: 3072,
      dynamicMemory: { minimumMb: 1024, maximumMb: 4096, bufferPercentage: 25 },
      operatingSystem: "Other Linux (64 bit)",
      availabilitySets: ["web"],
      checkpointType: "Disabled",
      cpuLimitForMigration: true,
      cpuLimitFunctionality: false,
      startAction: "AlwaysAutoTurnOnVM",
      stopAction: "ShutdownGuestOS",
    });
  });

  it("goes into a host group, or into a cloud within one", async () => {
    const { port, make, machine } = simulated();
    const group = (await port.readInventory()).hostGroups.find(({ path }) => path === "All Hosts\\Datacenter A\\Data");
    const inGroup = await machine(await make("db-1", { cloudId: null, hostGroupId: group?.id ?? "" }));
    expect(inGroup).toMatchObject({ cloud: null, hostGroupPath: group?.path });
    expect(await machine(await make("db-2", { hostGroupId: group?.id ?? "" }))).toMatchObject({
      cloud: "Production",
      hostGroupPath: group?.path,
    });
  });

  it("is told that the name is taken, by anybody's VM, whatever its case", async () => {
    const { port, make } = simulated();
    const operation = await creation(port, "crm-01");
    expect(await port.run({ ...operation, name: "CRM-01" })).toMatchObject({ state: "taken", diagnostic: { code: "VMM_TAKEN" } });
    await make("web-1");
    expect(await port.run({ ...operation, name: "web-1", mark: OTHER })).toMatchObject({ state: "taken" });
  });

  it("makes nothing when the look fails: an existing VM could be doubled", async () => {
    const { port } = simulated({
      faults: [fault("Get-SCVirtualMachine", { match: { Name: "web-1" }, error: { number: 2606, message: "locked" } })],
    });
    const operation = await creation(port, "web-1");
    expect(await port.run(operation)).toMatchObject({ state: "busy", diagnostic: { detail: expect.stringContaining("locked") } });
    expect((await port.readInventory()).vms.some(({ name }) => name === "web-1")).toBe(false);
  });

  it("that fails leaves a VM which is told, and can be removed by its mark", async () => {
    const jobFails = { number: 2916, message: "agent lost" };
    const { port, finish } = simulated({ faults: [fault("New-SCVirtualMachine", { jobFails })] });
    const operation = await creation(port, "web-1");
    const { outcome, report } = await finish(operation);
    expect(report).toMatchObject({ state: "failed", transient: true, diagnostic: { code: "VMM_JOB_FAILED" } });
    expect(report?.diagnostic?.detail).toContain("agent lost");
    expect(await port.run(operation)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_CREATION_FAILED" } });
    const vmId = outcome.state === "running" ? (outcome.objectId ?? "") : "";
    expect((await finish({ kind: "remove-machine", vmId, mark: MARK })).report?.state).toBe("done");
    expect((await finish(operation)).report?.state).toBe("done");
  });

  it("from a template that is gone fails with what VMM lacks", async () => {
    const { port } = simulated();
    const operation = { ...(await creation(port, "web-1")), templateId: NOWHERE };
    expect(await port.run(operation)).toMatchObject({ state: "failed", diagnostic: { summary: expect.stringContaining("template") } });
  });
});

describe("set-machine and custom properties", () => {
  it("change what is given, and nothing else", async () => {
    const { make, machine, finish } = simulated();
    const id = await make("web-1");
    const before = await machine(id);
    const set = { tag: "blue", cpuCount: 4, memoryMb: 4096, availabilitySets: ["a", "b"], options: { stopAction: "TurnOffVM" } };
    expect((await finish({ kind: "set-machine", vmId: id, set })).report?.state).toBe("done");
    const { job: _before, ...unchanged } = before;
    const { job: _after, ...after } = await machine(id);
    expect(after).toEqual({
      ...unchanged,
      tag: "blue",
      cpuCount: 4,
      memoryMb: 4096,
      availabilitySets: ["a", "b"],
      stopAction: "TurnOffVM",
    });
    await finish({ kind: "set-machine", vmId: id, set: { tag: "", availabilitySets: [] } });
    expect(await machine(id)).toMatchObject({ tag: "", availabilitySets: [] });
  });

  it("move a VM to another cloud while it runs", async () => {
    const { port, make, machine, finish } = simulated();
    const id = await make("web-1");
    await finish({ kind: "start-machine", vmId: id });
    const cloud = (await port.readInventory()).clouds.find(({ name }) => name === "Test");
    const cloudId = cloud?.id ?? "";
    await finish({ kind: "migrate-machine", vmId: id, hostGroupId: null, cloudId });
    expect((await finish({ kind: "set-machine", vmId: id, set: { cloudId } })).report?.state).toBe("done");
    expect(await machine(id)).toMatchObject({ id, cloud: "Test", powerState: "Running" });
  });

  it("switch dynamic memory on and off", async () => {
    const { make, machine, finish } = simulated();
    const id = await make("web-1");
    const dynamicMemory = { minimumMb: 1024, maximumMb: 8192, bufferPercentage: 20 };
    await finish({ kind: "set-machine", vmId: id, set: { memoryMb: 2048, dynamicMemory } });
    expect((await machine(id)).dynamicMemory).toEqual(dynamicMemory);
    await finish({ kind: "set-machine", vmId: id, set: { memoryMb: 2048, dynamicMemory: null } });
    expect((await machine(id)).dynamicMemory).toBeNull();
  });

  it("a VM that is gone, running, or locked says so", async () => {
    const { port, make, finish } = simulated();
    expect(await port.run({ kind: "set-machine", vmId: NOWHERE, set: { tag: "x" } })).toMatchObject({
      state: "failed",
      diagnostic: { code: "VMM_NOT_FOUND" },
    });
    const id = await make("web-1");
    const started = await port.run({ kind: "start-machine", vmId: id });
    expect(await port.run({ kind: "set-machine", vmId: id, set: { tag: "x" } })).toMatchObject({ state: "busy" });
    expect(started.state).toBe("running");
    await finish({ kind: "start-machine", vmId: id });
    for (let turn = 0; turn < 100 && started.state === "running"; turn++) await port.pollJobs([started.jobId]);
    expect(await port.run({ kind: "set-machine", vmId: id, set: { cpuCount: 4 } })).toMatchObject({
      state: "failed",
      diagnostic: { summary: expect.stringContaining("640"), hint: expect.stringContaining("powerCyclePolicy") },
    });
  });

  it("a definition is made once; values are set, read back and removed; a value without its definition is refused", async () => {
    const { port, make, machine } = simulated();
    const id = await make("web-1");
    const set = (value: string | null): Operation => ({ kind: "set-custom-property", vmId: id, name: "Role", value });
    expect(await port.run(set("web"))).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NO_DEFINITION" } });
    expect(await port.run(set(null))).toMatchObject({ state: "done" });
    const define: Operation = { kind: "define-property", name: "Role", description: "what it does" };
    const made = await port.run(define);
    expect(made).toMatchObject({ state: "done", objectId: expect.any(String) });
    expect(await port.run(define)).toEqual(made);
    expect(await port.run(set("web"))).toMatchObject({ state: "done" });
    expect((await machine(id)).customProperties).toEqual({ Role: "web" });
    expect(await port.run(set(null))).toMatchObject({ state: "done" });
    expect(await port.run(set(null))).toMatchObject({ state: "done" });
    expect((await machine(id)).customProperties).toEqual({});
  });

  it("a value is exchanged for the one that it is said to be, once, and another one stays", async () => {
    const { port, make, machine } = simulated();
    const vmId = await make("web-1");
    await port.run({ kind: "define-property", name: "Role", description: "what it does" });
    const exchange = (from: string | null, value: string) => port.run({ kind: "set-custom-property", vmId, name: "Role", value, from });
    const role = async () => (await machine(vmId)).customProperties["Role"];
    const refused = { state: "unknown", diagnostic: { code: "VMM_REWRITTEN" } };
    expect([await exchange("web", "db"), await role()]).toMatchObject([refused, undefined]);
    for (const _ of [1, 2]) expect([await exchange(null, "web"), await role()]).toMatchObject([{ state: "done" }, "web"]);
    expect([await exchange(null, "db"), await role()]).toMatchObject([refused, "web"]);
    for (const _ of [1, 2]) expect([await exchange("web", "db"), await role()]).toMatchObject([{ state: "done" }, "db"]);
    expect([await exchange("web", "cache"), await role()]).toMatchObject([refused, "db"]);
  });
});

describe("disks", () => {
  it("are added once, grown, limited and removed; each again does nothing", async () => {
    const { port, make, machine, finish } = simulated();
    const vmId = await make("web-1");
    const add: Operation = {
      kind: "add-disk",
      vmId,
      bus: 0,
      lun: 1,
      content: { sizeBytes: 10 * 2 ** 30, dynamic: false },
      fileName: "web-1_data",
      folder: null,
      volumeType: "None",
      storageClassificationId: null,
      storageQoSPolicyId: null,
    };
    expect((await finish(add)).report?.state).toBe("done");
    const disk = (await machine(vmId)).disks[1];
    expect(disk).toMatchObject({ busType: "SCSI", lun: 1, sizeBytes: 10 * 2 ** 30, dynamic: false, volumeType: "None" });
    const diskId = disk?.id ?? "";
    expect(await port.run(add)).toEqual({ state: "done", objectId: diskId });
    expect(await port.run({ ...add, fileName: "else" })).toMatchObject({ state: "taken" });

    const expand: Operation = { kind: "expand-disk", vmId, diskId, sizeBytes: 12 * 2 ** 30 - 5 };
    expect((await finish(expand)).report?.state).toBe("done");
    expect(await port.run(expand)).toEqual({ state: "done", objectId: diskId });
    expect((await finish({ kind: "set-disk", vmId, diskId, set: { iopsMaximum: 500 } })).report?.state).toBe("done");
    expect((await machine(vmId)).disks[1]).toMatchObject({ sizeBytes: 12 * 2 ** 30, iopsMaximum: 500 });

    const remove: Operation = { kind: "remove-disk", vmId, diskId };
    expect((await finish(remove)).report?.state).toBe("done");
    expect((await machine(vmId)).disks).toHaveLength(1);
    expect(await port.run(remove)).toEqual({ state: "done", objectId: diskId });
    expect(await port.run(expand)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });

  it("of another VM are never touched", async () => {
    const { port, make, machine } = simulated();
    const [a, b] = [await make("web-1"), await make("web-2", { mark: OTHER })];
    const diskId = (await machine(b)).disks[0]?.id ?? "";
    expect(await port.run({ kind: "expand-disk", vmId: a, diskId, sizeBytes: 2 ** 40 })).toMatchObject({
      diagnostic: { code: "VMM_NOT_FOUND" },
    });
    expect(await port.run({ kind: "remove-disk", vmId: a, diskId })).toMatchObject({ state: "done" });
    expect((await machine(b)).disks).toHaveLength(1);
  });
});

describe("power", () => {
  it("is switched once; a VM that is so already is done at once", async () => {
    const { port, make, machine, finish } = simulated();
    const vmId = await make("web-1");
    for (const how of ["force", "shutdown"] as const) {
      expect((await finish({ kind: "start-machine", vmId })).report?.state).toBe("done");
      expect((await machine(vmId)).powerState).toBe("Running");
      expect(await port.run({ kind: "start-machine", vmId })).toEqual({ state: "done", objectId: vmId });
      expect((await finish({ kind: "stop-machine", vmId, how })).report?.state).toBe("done");
      expect((await machine(vmId)).powerState).toBe("PowerOff");
      expect(await port.run({ kind: "stop-machine", vmId, how })).toEqual({ state: "done", objectId: vmId });
    }
  });
});

describe("remove-machine", () => {
  it("removes what carries the mark, in its property or still in its description; again it is done", async () => {
    const { port, make, finish } = simulated();
    await port.run({ kind: "define-property", name: "ScvmmOwner", description: "" });
    for (const sealed of [false, true]) {
      const vmId = await make("web-1");
      if (sealed)
        await port.run({ kind: "set-custom-property", vmId, name: "ScvmmOwner", value: `scvmm:v1:${MARK.scope}:${MARK.address}` });
      if (sealed) await finish({ kind: "set-machine", vmId, set: { description: "plain" } });
      const remove: Operation = { kind: "remove-machine", vmId, mark: MARK };
      expect((await finish(remove)).report?.state).toBe("done");
      expect((await port.readInventory()).vms.some(({ id }) => id === vmId)).toBe(false);
      expect(await port.run(remove)).toEqual({ state: "done", objectId: vmId });
    }
  });

  it("leaves alone what carries another mark, even where ours still stands in its description", async () => {
    const { port, make, batches } = simulated();
    await port.run({ kind: "define-property", name: "ScvmmOwner", description: "" });
    const vmId = await make("web-1");
    expect(await port.run({ kind: "remove-machine", vmId, mark: OTHER })).toMatchObject({
      state: "failed",
      diagnostic: { code: "VMM_FOREIGN" },
    });
    await port.run({ kind: "set-custom-property", vmId, name: "ScvmmOwner", value: "scvmm:v1:team:ScvmmMachine/x/y" });
    expect(await port.run({ kind: "remove-machine", vmId, mark: MARK })).toMatchObject({
      state: "failed",
      diagnostic: { code: "VMM_FOREIGN" },
    });
    const inventory = await port.readInventory();
    expect(inventory.vms.some(({ id }) => id === vmId)).toBe(true);
    const stranger = inventory.vms[0]?.id ?? "";
    expect(await port.run({ kind: "remove-machine", vmId: stranger, mark: MARK })).toMatchObject({ diagnostic: { code: "VMM_FOREIGN" } });
    expect(batches.length).toBeGreaterThan(0);
  });

  it("does not say that a VM is gone when it could not be looked for", async () => {
    const { port } = simulated({ faults: [fault("Get-SCVirtualMachine", { error: { number: 1602, message: "no answer" } })] });
    const outcome = await port.run({ kind: "remove-machine", vmId: NOWHERE, mark: MARK });
    expect(outcome).toMatchObject({ state: "busy" });
  });
});

describe("an answer that is lost", () => {
  it.each<[string, (operation: CreateMachine) => Operation]>([
    ["create-machine", (operation) => operation],
    ["define-property", () => ({ kind: "define-property", name: "Role", description: "" })],
  ])("of %s is unknown; the same again does not do it twice", async (_, make) => {
    const executor = simulatedExecutor(createVmm());
    const port = createVmmPort(executor, { server: "localhost" });
    const operation = make(await creation(port, "web-1"));
    const lossy = {
      ...executor,
      execute: async (...given: Parameters<typeof executor.execute>) => {
        await executor.execute(...given);
        throw new BatchError("unknown", "WINRM_RECEIVE", "cut");
      },
    };
    const { vms, customProperties } = await port.readInventory();
    expect(await createVmmPort(lossy, { server: "localhost" }).run(operation)).toMatchObject({
      state: "unknown",
      diagnostic: { code: "WINRM_RECEIVE" },
    });
    expect(["done", "running"]).toContain((await port.run(operation)).state);
    const after = await port.readInventory();
    expect(after.vms.length + after.customProperties.length).toBe(vms.length + customProperties.length + 1);
  });
});
