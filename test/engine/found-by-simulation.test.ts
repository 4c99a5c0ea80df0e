import { describe, expect, it } from "vitest";
import { file, ref } from "../../provider/batch/build.ts";
import type { Batch, Call } from "../../provider/batch/call.ts";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import type { Operation, Outcome } from "../../provider/engine/operation.ts";
import { seedFileName } from "../../provider/engine/operation-seed.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { describeWithMark, RESTART_PROPERTY } from "../../provider/model/mark.ts";
import { SecretBytes } from "../../provider/model/secret.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { setPower } from "../../provider/simulator/machine-state.ts";
import { ESTATE } from "../simulation/support/estate.ts";
import { machine, namePool, numbered, planInput, SCOPE } from "./support/manifests.ts";
import { soon } from "./support/runs.ts";
import { applyWatched, LIBRARY, mediaOf, farm as seededFarm, seedsIn } from "./support/seeds.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";
import { timed } from "./support/timed.ts";

/** Each of these was first seen as a seed of test/simulation. */

const MARK = { scope: SCOPE, address: "ScvmmMachine/default/web" };
const spec = { vmName: "web", cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", powerCyclePolicy: "Allow" };
const farm = (more: object = {}) => ({ machines: [machine("web", { ...spec, ...more })] });
const failing = (port: VmmPort, hits: (operation: Operation) => boolean): VmmPort => ({
  ...port,
  run: async (operation) =>
    hits(operation) ? { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } } : port.run(operation),
});
const causes = async (port: VmmPort, some: ReturnType<typeof farm>) =>
  (await planOn(port, some)).plan.changes.map(({ action, cause }) => `${action} ${cause}`);

describe("a run that is broken off in the middle of sealing", () => {
  it("leaves the mark in the description no longer than until the next apply", async () => {
    const { port, vmm } = simulated();
    const isUnmarking = (operation: Operation): boolean => operation.kind === "set-machine" && operation.onceSealed !== undefined;
    await applyOn(failing(port, isUnmarking), await planOn(port, farm()));
    const description = () => [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web")?.Description;
    expect(description()).toContain("scvmm:v1:");
    expect(await causes(port, farm())).toEqual(["update an interrupted run left its mark in the description: it is taken out"]);
    await converge(port, farm());
    expect([description(), await causes(port, farm())]).toEqual(["", ["none "]]);
  });

  it("leaves no mark there either that the machine had before its manifest was renamed", async () => {
    const { port, vmm } = simulated();
    await converge(port, farm());
    const made = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web");
    if (made) made.Description = describeWithMark("", { ...MARK, address: "ScvmmMachine/default/earlier" });
    await converge(port, farm());
    expect([made?.Description, await causes(port, farm())]).toEqual(["", ["none "]]);
  });

  it("takes the mark out of the description only when VMM shows the other one", async () => {
    const { port } = simulated();
    await converge(port, farm());
    const [live] = (await port.readInventory()).owned;
    const other = { ...MARK, address: "ScvmmMachine/default/other" };
    const bare: Operation = { kind: "set-machine", vmId: live?.id ?? "", set: { description: "" }, onceSealed: other };
    expect(await port.run(bare)).toMatchObject({ state: "busy", diagnostic: { code: "VMM_NOT_SEALED" } });
    expect(await port.run({ ...bare, onceSealed: MARK })).toMatchObject({ state: "running" });
  });
});

/** The port with batches changed on their way. */
function changing(vmm: Parameters<typeof simulatedExecutor>[0], change: (call: Call) => Call): VmmPort {
  const executor = simulatedExecutor(vmm);
  const changed: BatchExecutor = { ...executor, execute: (batch: Batch) => executor.execute(batch.map(change)) };
  return createVmmPort(changed, { server: "localhost" });
}

describe("two engines at once", () => {
  const restart = async (port: VmmPort) =>
    (await port.readInventory()).owned.map(({ customProperties }) => customProperties[RESTART_PROPERTY]);
  const finished = async (port: VmmPort, operation: Operation): Promise<void> => {
    const outcome = await port.run(operation);
    while (outcome.state === "running" && (await port.pollJobs([outcome.jobId]))[0]?.state === "running");
  };
  const noted = async () => {
    const { port, vmm } = simulated();
    await converge(port, farm());
    const [live] = (await port.readInventory()).owned;
    const set: Operation = { kind: "set-custom-property", vmId: live?.id ?? "", name: RESTART_PROPERTY, value: "after change" };
    await port.run({ kind: "define-property", name: RESTART_PROPERTY, description: "" });
    return { port, vmm, set, clear: { ...set, value: null, unlessOff: true } as const };
  };

  it("shut a machine down only while it is noted as one that comes back", async () => {
    const { port, set } = await noted();
    const stop: Operation = { kind: "stop-machine", vmId: set.vmId, how: "shutdown", noted: RESTART_PROPERTY };
    expect(await port.run(stop)).toMatchObject({ state: "unknown", diagnostic: { code: "VMM_NOT_NOTED" } });
    await port.run(set);
    expect(await port.run(stop)).toMatchObject({ state: "running" });
  });

  it("leave the note to the one that has the machine off", async () => {
    const { port, set, clear } = await noted();
    await port.run(set);
    await finished(port, { kind: "stop-machine", vmId: set.vmId, how: "force" });
    const stays = { state: "unknown", diagnostic: { code: "VMM_OFF_MEANWHILE" } };
    expect([await port.run(clear), await restart(port)]).toMatchObject([stays, ["after change"]]);
    await finished(port, { kind: "start-machine", vmId: set.vmId });
    expect([await port.run(clear), await restart(port)]).toMatchObject([{ state: "done" }, [undefined]]);
  });

  it("that define one property both have it", async () => {
    const { port, vmm } = simulated();
    const define: Operation = { kind: "define-property", name: "Role", description: "" };
    expect((await port.run(define)).state).toBe("done");
    let looks = 0;
    const blind = changing(vmm, (call) =>
      "cmdlet" in call && call.id === "definition" && looks++ === 0
        ? { ...call, where: { all: [{ path: "Name", op: "eq", value: "-" }] } }
        : call,
    );
    expect((await blind.run(define)).state).toBe("done");
    expect(looks).toBe(2);
  });

  it("never rename a VM to a name that another one has", async () => {
    const { port, vmm } = simulated();
    await converge(port, farm());
    const [live] = (await port.readInventory()).owned;
    const [other] = [...vmm.world.store.vms.values()].filter(({ Name }) => Name !== "web");
    const rename = (name: string): Promise<Outcome> => port.run({ kind: "set-machine", vmId: live?.id ?? "", set: { name } });
    expect(await rename(other?.Name.toUpperCase() ?? "")).toMatchObject({ state: "taken" });
    expect((await rename("WEB")).state).toBe("running");
  });
});

describe("cloud-init data", () => {
  it("stays in its drive where the manifest wants the machine's own drive empty", async () => {
    const { port, vmm } = simulated();
    const wanted = seededFarm({ dvdDrive: {} });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(atStart).toHaveLength(1);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it("tells the guest the name that the machine got before its first start, not the one that it was made under", async () => {
    const { port, vmm } = simulated();
    const text = (media: readonly Uint8Array[]) => media.map((one) => Buffer.from(one).toString("latin1")).join("");
    await applyOn(
      failing(port, ({ kind }) => kind === "start-machine"),
      await planOn(port, seededFarm({ vmName: "first" })),
    );
    expect(text(mediaOf(vmm))).toContain('local-hostname: "first"');
    const wanted = seededFarm({ vmName: "last" });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(text(atStart)).toContain('local-hostname: "last"');
    expect(text(atStart)).not.toContain('hostname: "first"');
    expect([seedsIn(vmm), (await planOn(port, wanted)).plan.summary.none]).toEqual([[], 1]);
  });

  it("goes with the apply that finishes a machine which people have turned off after its first start", async () => {
    const { port, vmm } = simulated();
    const wanted = seededFarm({ vmName: "web" });
    const isSealing = (operation: Operation): boolean => operation.kind === "set-custom-property" && operation.name === "ScvmmOwner";
    await applyOn(failing(port, isSealing), await planOn(port, wanted));
    const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web");
    if (!vm) throw new Error("no VM");
    setPower(vmm.world, vm, "PowerOff");
    expect((await converge(port, wanted)).report.results).toMatchObject([{ state: "done" }]);
    expect([seedsIn(vmm), vm.VirtualMachineState]).toEqual([[], "PowerOff"]);
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1 });
  });

  it("that is left in the library of a finished machine is removed", async () => {
    const { port, vmm } = simulated();
    await converge(port, farm());
    const [live] = (await port.readInventory()).owned;
    const name = seedFileName(live?.id ?? "", "iso");
    await simulatedExecutor(vmm).execute([
      file("file", name, Buffer.from("secret")),
      { id: "import", cmdlet: "Import-SCLibraryPhysicalResource", parameters: { SourcePath: ref("file"), SharePath: `${LIBRARY}\\ISOs` } },
    ]);
    expect(seedsIn(vmm)).toHaveLength(1);
    expect(await causes(port, farm())).toEqual(["update cloud-init data was left in the library: it is removed"]);
    await converge(port, farm());
    expect([seedsIn(vmm), await causes(port, farm())]).toEqual([[], ["none "]]);
  });
});

describe("cloud-init data of a VM that people delete", () => {
  const deletedAt = async (cmdlet: string) => {
    const { vmm } = simulated();
    const real = simulatedExecutor(vmm);
    const { vms } = vmm.world.store;
    const execute = async (batch: Batch) => {
      const reply = await real.execute(batch);
      const own = [...vms.values()].find(({ Name }) => Name === "web-1");
      if (own && batch.some((one) => "cmdlet" in one && one.cmdlet === cmdlet)) vms.delete(own.ID);
      return reply;
    };
    const port = createVmmPort({ ...real, execute }, { server: "localhost" });
    return { vmm, ...(await converge(port, seededFarm())) };
  };

  it("leaves the library again, to which it has just come", async () => {
    const { vmm, report } = await deletedAt("Import-SCLibraryPhysicalResource");
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "VMM_NOT_FOUND" }] }]);
    expect(seedsIn(vmm)).toEqual([]);
  });

  it("leaves the library too where only the next try sees that the VM is gone", async () => {
    const { port, vmm } = simulated();
    const vmId = "5e1f0a31-3c1d-4a39-a5b3-6d5c5f0d9a01";
    await simulatedExecutor(vmm).execute([
      file("file", seedFileName(vmId, "iso"), Buffer.from("secret")),
      { id: "import", cmdlet: "Import-SCLibraryPhysicalResource", parameters: { SourcePath: ref("file"), SharePath: `${LIBRARY}\\ISOs` } },
    ]);
    expect(seedsIn(vmm)).toHaveLength(1);
    const content = { userData: new SecretBytes(Buffer.from("x")), instanceId: vmId, hostname: "web", metadata: {}, adapters: [] };
    const place = { device: "dvd", bus: 0, lun: 1 } as const;
    const outcome = await port.run({ kind: "insert-seed", vmId, place, fileSystem: "iso9660", folder: `${LIBRARY}\\ISOs`, content });
    expect([outcome, seedsIn(vmm)]).toMatchObject([{ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } }, []]);
  });
});

describe("cloud-init data that is attached and in the library at once", () => {
  it("goes from the library first, so that what is attached is found", async () => {
    const { port } = simulated();
    const keeping: VmmPort = {
      ...port,
      run: async (operation) =>
        operation.kind === "discard-seed" || operation.kind === "eject-seed" ? { state: "done", objectId: null } : port.run(operation),
    };
    const wanted = seededFarm();
    await applyOn(keeping, await planOn(port, wanted));
    const { report } = await converge(port, wanted);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });
});

describe("a blank machine", () => {
  it("is not made of a template that has lost its disk with a job group: the template is made again", async () => {
    const { vmm } = simulated();
    const blank = farm({ vmTemplate: undefined, hardwareProfile: "Small", disks: [{ size: "10Gi" }] });
    let made = 0;
    const port = changing(vmm, (call) => {
      if ("cmdlet" in call && call.id === "made" && made++ === 0) vmm.restart();
      return call;
    });
    const { report } = await converge(port, blank);
    expect(made).toBe(2);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect((await port.readInventory()).temporaryTemplates).toEqual([]);
    expect((await planOn(port, blank)).plan.summary.none).toBe(1);
  });
});

describe("a deletion", () => {
  it("takes the temporary template before the VM, without which nothing would lead to it", async () => {
    const { port } = simulated();
    const blank = farm({ vmTemplate: undefined, hardwareProfile: "Small", disks: [{ size: "10Gi" }] });
    await applyOn(
      failing(port, ({ kind }) => kind === "remove-template"),
      await planOn(port, blank),
    );
    const none = { machines: [] };
    const options = { allowMassDeletion: true };
    const hit = failing(port, ({ kind }) => kind === "remove-template");
    await applyOn(hit, await planOn(port, none, options));
    expect((await port.readInventory()).owned).toHaveLength(1);
    await converge(port, none, options);
    const { owned, temporaryTemplates } = await port.readInventory();
    expect([owned, temporaryTemplates]).toEqual([[], []]);
  });
});

describe("a guest that never reports", () => {
  it("does not use up the time of its change, however seldom somebody polls", async () => {
    const { port, vmm } = simulated();
    const wanted = seededFarm();
    const planned = await planOn(port, wanted);
    let now = 0;
    const sleep = async (ms: number): Promise<void> => {
      now += ms;
      await soon();
    };
    const { results } = await applyOn(port, planned, {
      pollIntervalMs: 30_000,
      now: () => now,
      sleep,
      onEvent: () => {
        for (const vm of vmm.world.store.vms.values()) vm.DataExchangeEnabled = false;
      },
    });
    expect(results).toMatchObject([{ state: "done", diagnostics: [{ code: "APPLY_GUEST_NOT_SEEN" }] }]);
  });
});

describe("what a failed creation has left", () => {
  it("gives up its name where another one, not finished yet, has it too", async () => {
    const { port } = simulated();
    const pooled = machine("web", { ...spec, vmName: undefined, vmNameFromPool: { name: "names" }, failedCreationPolicy: "Remove" });
    const wanted = { machines: [pooled], namePools: [namePool("names", numbered("n-", 3))] };
    await converge(port, wanted);
    const live = await port.readInventory();
    const [made] = live.owned;
    if (!made) throw new Error("nothing was made");
    const remnant = { ...made, sealed: false, status: "CreationFailed", powerState: "PowerOff" };
    const rival = { ...remnant, id: "ffffffff-0000-4000-8000-000000000000", status: "UnderCreation", mark: { ...MARK, scope: "bank" } };
    const { plan } = planChanges(planInput(wanted, { ...live, vms: [...live.vms, rival], owned: [remnant, rival] }));
    expect(plan.changes).toMatchObject([{ action: "replace", cause: expect.stringContaining('"n-02"') }]);
  });
});

describe("a machine that is not finished", () => {
  it("gives up a name that another scope has claimed at the same time", async () => {
    const { port } = simulated();
    const pooled = machine("web", { ...spec, vmName: undefined, vmNameFromPool: { name: "names" } });
    const wanted = { machines: [pooled], namePools: [namePool("names", numbered("n-", 3))] };
    await converge(port, wanted);
    const live = await port.readInventory();
    const claim = { id: "claim", name: "n-01", mark: { scope: "bank", address: "ScvmmName/default/web" } };
    const owned = live.owned.map((vm) => ({ ...vm, sealed: false, powerState: "PowerOff" }));
    const { plan, diagnostics } = planChanges(planInput(wanted, { ...live, owned, nameClaims: [claim] }));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.changes).toMatchObject([{ action: "update", cause: expect.stringContaining('"n-02"') }]);
  });
});

describe("a machine that was started and not finished, and is to be off by now", () => {
  it("is shut down by the apply that finishes it", async () => {
    const { port, vmm } = simulated();
    const isSealing = (operation: Operation): boolean => operation.kind === "set-custom-property" && operation.name === "ScvmmOwner";
    await applyOn(failing(port, isSealing), await planOn(port, farm({ powerPolicy: "AlwaysOn" })));
    const state = () => [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web")?.VirtualMachineState;
    expect(state()).toBe("Running");
    const wanted = farm({ powerPolicy: "AlwaysOff" });
    expect((await converge(port, wanted)).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect([state(), await causes(port, wanted)]).toEqual(["PowerOff", ["none "]]);
  });

  it("is finished and runs on where that needs leave, and the plan says what waits", async () => {
    const { port } = simulated();
    const isSealing = (operation: Operation): boolean => operation.kind === "set-custom-property" && operation.name === "ScvmmOwner";
    await applyOn(failing(port, isSealing), await planOn(port, farm({ powerPolicy: "AlwaysOn" })));
    const { planned, report } = await converge(port, farm({ powerPolicy: "AlwaysOff", powerCyclePolicy: "Never" }));
    expect(planned.plan.changes).toMatchObject([{ waiting: [{ path: "spec.powerPolicy", for: "permission" }] }]);
    expect(report.results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "PLAN_POWER_CYCLE_BLOCKED" }] }]);
    expect((await port.readInventory()).owned).toMatchObject([{ sealed: true, powerState: "Running" }]);
  });
});

describe("a creation that an earlier run began, and that fails while it is waited for", () => {
  it("is told as that, and the next apply makes the machine", async () => {
    const stage = timed({
      faults: [{ cmdlet: "New-SCVirtualMachine", skip: 0, count: 1, jobFails: { number: 2903, message: "a file is missing" } }],
    });
    const gone: Outcome = { state: "failed", diagnostic: { code: "GONE", severity: "error", summary: "gone" } };
    const leaving: VmmPort = {
      ...stage.port,
      run: async (operation) => {
        const outcome = await stage.port.run(operation);
        return operation.kind === "create-machine" ? gone : outcome;
      },
    };
    await applyOn(leaving, await stage.plan(farm()), { now: stage.now });
    const { planned, report } = await stage.converge(farm());
    expect(planned.plan.changes).toMatchObject([{ action: "update", cause: expect.stringContaining("still at work") }]);
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "APPLY_CREATION_FAILED" }] }]);
    expect((await stage.converge(farm())).report.results).toMatchObject([{ state: "done" }]);
    expect((await stage.plan(farm())).plan.summary.none).toBe(1);
  });
});

describe("a machine that is moved to another host", () => {
  it("gets that host's virtual SANs, which are known when it is there", async () => {
    const { port } = simulated({ estate: ESTATE });
    const at = (hostGroup: string, virtualSans: readonly string[]) => {
      const fibreChannel = virtualSans.map((virtualSAN) => ({ virtualSAN }));
      return { machines: [machine("web", { vmTemplate: "Ubuntu", cloud: undefined, hostGroup, powerCyclePolicy: "Allow", fibreChannel })] };
    };
    await converge(port, at("East", []));
    const { report } = await converge(port, at("All Hosts\\West", ["SAN A", "SAN A"]));
    expect(report.results).toMatchObject([{ state: "done" }]);
    expect(await causes(port, at("All Hosts\\West", ["SAN A", "SAN A"]))).toEqual(["none "]);
  });
});
