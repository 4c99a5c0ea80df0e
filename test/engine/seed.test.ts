import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../provider/engine/apply-event.ts";
import { detectDrift } from "../../provider/engine/detect-drift.ts";
import type { Operation, Outcome } from "../../provider/engine/operation.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { basesOf } from "../../provider/engine/staleness.ts";
import { addFloppyDisk } from "../../provider/simulator/floppies.ts";
import { addLibraryIso } from "../../provider/simulator/iso-files.ts";
import { machine, planInput } from "./support/manifests.ts";
import { applyWatched, farm, LIBRARY, mediaOf, provider, seeded, seedsIn, USER_DATA } from "./support/seeds.ts";
import { applyOn, converge, planOn, simulated } from "./support/simulated.ts";
import { timed } from "./support/timed.ts";

const texts = (images: readonly Uint8Array[]) => images.map((image) => Buffer.from(image).toString("latin1"));

describe("cloud-init data", () => {
  it("is there at the first start, gone when the guest has it, and the plan is empty", async () => {
    const { port, vmm } = simulated();
    const devices = [{ vmNetwork: "Web", staticIPAddressPools: ["Web static"] }];
    const wanted = farm({ networking: { domain: "shop.example", devices }, metadata: { rack: "7" } });
    const planned = await planOn(port, wanted);
    expect(planned.diagnostics).toEqual([]);
    expect(planned.plan.changes[0]?.attributes).toEqual(
      expect.arrayContaining([
        { path: "spec.bootstrap.dataSecretName", before: null, after: "web-1", policy: "create-only" },
        { path: "spec.metadata.rack", before: null, after: "7", policy: "create-only" },
      ]),
    );
    const { report, labels, atStart } = await applyWatched(port, vmm, planned);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    const [live] = (await port.readInventory()).owned;
    expect(live).toMatchObject({ powerState: "Running", sealed: true });
    expect(labels.slice(-7)).toEqual(expect.arrayContaining(["start VM", "wait for guest web-1.shop.example"]));
    expect(labels.at(-1)).toBe("detach and remove cloud-init data");
    const [text = ""] = texts(atStart);
    expect(atStart).toHaveLength(1);
    expect(text).toContain(USER_DATA);
    expect(text).toContain(`instance-id: "${live?.id}"`);
    expect(text).toContain('local-hostname: "web-1.shop.example"');
    expect(text).toContain('rack: "7"');
    expect(text).toMatch(new RegExp(`"${live?.adapters[0]?.ipv4Addresses[0]}/\\d+"`));
    expect(text).toContain(live?.adapters[0]?.macAddress?.toLowerCase());
    const pool = (await port.readInventory()).pools.find(({ name }) => name === "Web static");
    expect(pool?.gateways).toHaveLength(1);
    expect(text).toContain(`via: "${pool?.gateways[0]}"`);
    for (const server of pool?.dnsServers ?? []) expect(text).toContain(`- "${server}"`);
    expect(text).toContain(`- "${pool?.dnsSuffix}"`);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, wanted)).plan.summary).toMatchObject({ none: 1, update: 0 });
  });

  it("goes whole, also when an apply is broken off before the host's copy is removed", async () => {
    const { port, vmm } = simulated();
    const planned = await planOn(port, farm());
    const broken = Object.create(port, {
      run: {
        value: async (operation: Operation) => {
          if (operation.kind !== "eject-seed") return port.run(operation);
          // As far as VMM came before the end: the drive is empty, the copy is there.
          for (const drive of vmm.world.store.dvdDrives.values()) Object.assign(drive, { ISO: null, Connection: "None" });
          return { state: "failed", diagnostic: { code: "X", severity: "error", summary: "broken off" } };
        },
      },
    });
    await applyWatched(broken, vmm, planned);
    expect(seedsIn(vmm)).toHaveLength(1);
    const again = await planOn(port, farm());
    expect(again.plan.changes[0]?.attributes).toMatchObject([{ path: "spec.bootstrap.dataSecretName", before: "left on the host" }]);
    await applyOn(port, again);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, farm())).plan.summary).toMatchObject({ none: 1, update: 0 });
  });

  it("is told by drift where it is left of a VM that was deleted by hand", async () => {
    const { port, vmm } = simulated();
    const planned = await planOn(port, farm());
    const gone = async (label: string) => {
      if (label !== "attach cloud-init data as dvd") return;
      for (const { ID, Name } of vmm.world.store.vms.values()) {
        if (Name !== "web-1") continue;
        const [share] = vmm.world.store.libraryShares.values();
        const file = `scvmm-seed-${ID}.iso`;
        if (share) addLibraryIso(vmm.world, { share, folder: "ISOs", file, bytes: 1, owner: null, visibleFrom: 0 });
        vmm.world.store.vms.delete(ID);
      }
    };
    const brokenOff: Outcome = { state: "failed", diagnostic: { code: "X", severity: "error", summary: "broken off" } };
    const broken: VmmPort = { ...port, run: async (operation) => (operation.kind === "insert-seed" ? brokenOff : port.run(operation)) };
    await applyWatched(broken, vmm, planned, gone);
    const live = await port.readInventory();
    const { report } = detectDrift(planInput(farm(), live));
    const leaked = report.items.filter(({ kind }) => kind === "leaked");
    expect(leaked).toMatchObject([{ address: provider().address, detail: expect.stringMatching(/scvmm-seed-.*Remove-SCISO/) }]);
  });

  it("as a floppy image is seen in the library too: removed for a VM that is there, told by drift for one that is gone", async () => {
    const { port, vmm } = simulated();
    await converge(port, farm());
    const [share] = vmm.world.store.libraryShares.values();
    const [live] = (await port.readInventory()).owned;
    const leave = (id: string) =>
      addFloppyDisk(vmm.world, {
        directory: share?.Path ?? "",
        file: `scvmm-seed-${id}.vfd`,
        host: "LibraryServer",
        owner: null,
        content: new Uint8Array(),
      });
    leave(live?.id ?? "");
    const { planned } = await converge(port, farm());
    expect(planned.plan.changes).toMatchObject([{ cause: "cloud-init data was left in the library: it is removed" }]);
    expect((await port.readInventory()).floppySeeds).toEqual([]);
    leave("00000000-1111-2222-3333-444444444444");
    const { report } = detectDrift(planInput(farm(), await port.readInventory()));
    expect(report.items).toMatchObject([{ kind: "leaked", detail: expect.stringMatching(/\.vfd.*Remove-SCVirtualFloppyDisk/) }]);
  });

  it("has one default route, that of the first pool or the manifest's, and name servers of either", async () => {
    const { port, vmm } = simulated();
    const devices = [
      { vmNetwork: "Web", deviceName: "eth0", staticIPAddressPools: ["Web static"], nameservers: ["192.0.2.53"] },
      { vmNetwork: "App", deviceName: "eth1", staticIPAddressPools: ["App static"] },
    ];
    const routes = async (name: string, networking: object) => {
      const wanted = {
        providers: [provider()],
        machines: [{ ...seeded({ vmName: name, networking }), address: `ScvmmMachine/default/${name}` }],
      };
      const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted, { prune: false }));
      expect(report.summary.done).toBe(1);
      const text = texts(atStart)[0] ?? "";
      return [...text.matchAll(/^ {2}(eth\d):|via: "([^"]+)"|^ {8}- "(192\.0\.2\.53)"/gm)].map(
        ([, device, via, server]) => device ?? via ?? server,
      );
    };
    const { pools } = await port.readInventory();
    const gatewayOf = (pool: string) => pools.find(({ name }) => name === pool)?.gateways[0];
    expect(await routes("web-1", { devices })).toEqual(["eth0", gatewayOf("Web static"), "192.0.2.53", "eth1"]);
    const [first, second] = devices;
    const given = [first, { ...second, gateway: "10.9.9.9" }];
    expect(await routes("web-2", { devices: given })).toEqual(["eth0", "192.0.2.53", "eth1", "10.9.9.9"]);
  });

  it("stands in no plan, event, goal or report", async () => {
    const { port, vmm } = simulated();
    const planned = await planOn(port, farm());
    const { report, events } = await applyWatched(port, vmm, planned);
    for (const seen of [planned, report, events]) {
      expect(JSON.stringify(seen)).not.toContain("hunter2");
      expect(inspect(seen, { depth: 20 })).not.toContain("hunter2");
    }
  });

  it("holds up no other machine while its guest is waited for", async () => {
    const { port } = simulated();
    const names = ["web-1", "web-2", "web-3"];
    const machines = names.map((name) => ({ ...seeded({ vmName: name }), address: `ScvmmMachine/default/${name}` }));
    const told: string[] = [];
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "change-started" || event.type === "change-finished") told.push(`${event.type}`);
      if (event.type === "step-started" && event.label.startsWith("wait for guest")) told.push("waits");
    };
    const report = await applyOn(port, await planOn(port, { providers: [provider()], machines }), { parallelism: 1, onEvent });
    expect(report.summary.done).toBe(3);
    expect(told.slice(0, 3)).toEqual(["change-started", "waits", "change-started"]);
    // All but those that wait are one at a time.
    let busy = 0;
    for (const one of told) {
      busy += one === "change-started" ? 1 : one === "waits" ? -1 : 0;
      expect(busy).toBeLessThanOrEqual(1);
    }
  });

  it("is still there after an apply that was aborted while its guest was waited for; the next one ends it", async () => {
    const { port, vmm } = simulated();
    const abort = new AbortController();
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "step-started" && event.label.startsWith("wait for guest")) abort.abort();
    };
    const report = await applyOn(port, await planOn(port, farm()), { signal: abort.signal, onEvent });
    expect(report.results).toMatchObject([{ state: "not-run", diagnostics: [{ code: "APPLY_ABORTED" }] }]);
    expect(mediaOf(vmm)).toHaveLength(1);
    expect((await converge(port, farm())).report.summary.done).toBe(1);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, farm())).plan.summary.none).toBe(1);
  });

  it("of a file is part of what a saved plan is made of, without showing", async () => {
    const { port } = simulated();
    const bootstrap = { userDataFile: "web.cloud-config" };
    const wanted = { providers: [provider()], machines: [seeded({ bootstrap })] };
    const other = { providers: [provider()], machines: [seeded({ bootstrap }, "#cloud-config\n")] };
    const [first, again, changed] = [await planOn(port, wanted), await planOn(port, wanted), await planOn(port, other)];
    expect(again.plan.fingerprint).toBe(first.plan.fingerprint);
    expect(changed.plan.fingerprint).not.toBe(first.plan.fingerprint);
  });

  it("of a Secret is in no fingerprint, by which whoever reads a plan could try passwords", async () => {
    const { port } = simulated();
    const plans = await Promise.all(
      [seeded(), seeded({}, "#cloud-config\n")].map((one) => planOn(port, { providers: [provider()], machines: [one] })),
    );
    const [first, other] = plans.map(({ plan, work }) => ({ plan, bases: basesOf(work) }));
    expect(other).toEqual(first);
    expect(first?.plan.fingerprint).toMatch(/^sha256:/);
  });

  it("is nothing to a machine that is finished: no change of it, and no lack of it", async () => {
    const { port } = simulated();
    await converge(port, farm());
    const gone = {
      ...seeded(),
      userData: { problem: { code: "MANIFEST_USER_DATA_MISSING", severity: "error", summary: "gone" } as const },
    };
    for (const one of [seeded({}, "#!/bin/sh\n"), gone, machine("web-1", { vmName: "web-1" })]) {
      const { plan, diagnostics } = await planOn(port, { providers: [provider()], machines: [one] });
      expect(plan.summary.none).toBe(1);
      expect(diagnostics).toEqual([]);
    }
  });

  it("that lacks is an error of the plan that would make the machine", async () => {
    const { port } = simulated();
    const problem = {
      code: "MANIFEST_USER_DATA_MISSING",
      severity: "error",
      summary: "gone",
      path: "spec.bootstrap.dataSecretName",
    } as const;
    const { diagnostics, work } = await planOn(port, { providers: [provider()], machines: [{ ...seeded(), userData: { problem } }] });
    expect(diagnostics).toMatchObject([{ code: "MANIFEST_USER_DATA_MISSING", address: "ScvmmMachine/default/web-1" }]);
    expect(work).toEqual([]);
  });

  it("stays where the guest does not report; the next apply takes it away", async () => {
    const { port, vmm } = simulated();
    const wanted = farm();
    const { report } = await applyWatched(port, vmm, await planOn(port, wanted), () => {
      for (const vm of vmm.world.store.vms.values()) vm.DataExchangeEnabled = false;
    });
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [{ code: "APPLY_GUEST_NOT_SEEN", severity: "info" }] }]);
    expect(mediaOf(vmm)).toHaveLength(1);
    const next = await planOn(port, wanted);
    expect(next.plan.changes).toMatchObject([{ action: "update", disruption: "none" }]);
    expect((await applyOn(port, next)).summary.done).toBe(1);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it.each([
    ["spec.metadata", { metadata: { "local-hostname": "db-7.example" } }],
    ["spec.hostname", { hostname: "db-{{ .spec.vmName }}.example" }],
  ])("gives the guest the host name of %s, and waits for that one", async (_, more) => {
    const { port, vmm } = simulated();
    const { report } = await applyWatched(port, vmm, await planOn(port, farm(more)));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(seedsIn(vmm)).toEqual([]);
  });

  it.each(["dvd", "scsi"])("that the library shows late is waited for (%s)", async (deviceType) => {
    const stage = timed({ faults: [{ cmdlet: "Import-SCLibraryPhysicalResource", skip: 0, count: 1, lagMs: 20_000 }] });
    const some = { ...farm(), providers: [provider({ deviceType })] };
    expect((await stage.converge(some)).report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    stage.pass(60_000);
    await stage.converge(some);
    expect([seedsIn(stage.vmm), (await stage.plan(some)).plan.summary.none]).toEqual([[], 1]);
  });

  it("that the library does not take fails its machine alone, leaves nothing, and is brought by the next apply", async () => {
    const fault = {
      cmdlet: "Import-SCLibraryPhysicalResource",
      skip: 0,
      count: 1,
      error: { number: 2903, message: "could not locate the folder" },
    };
    const { port, vmm } = simulated({ faults: [fault] });
    const { report } = await applyWatched(port, vmm, await planOn(port, farm()));
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ summary: expect.stringContaining("2903") }] }]);
    expect(JSON.stringify(report)).not.toContain("hunter2");
    expect((await port.readInventory()).owned).toMatchObject([{ sealed: false, powerState: "PowerOff" }]);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await converge(port, farm())).report.summary.done).toBe(1);
    expect((await planOn(port, farm())).plan.summary.none).toBe(1);
  });

  it("goes beside an ISO that the manifest wants", async () => {
    const { port, vmm } = simulated();
    const wanted = farm({ dvdDrive: { iso: "vmguest.iso" } });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.summary.done).toBe(1);
    expect(atStart).toHaveLength(1);
    const [live] = (await port.readInventory()).owned;
    expect(live?.dvdDrives.map(({ isoPath }) => isoPath?.split("\\").at(-1))).toEqual(["vmguest.iso", undefined]);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it("on a floppy is a FAT image, for a machine of generation 1", async () => {
    const { port, vmm } = simulated();
    const wanted = farm({ vmTemplate: "Windows Server 2016" }, { deviceType: "floppy" });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(atStart.map(({ length }) => length)).toEqual([1_474_560]);
    expect(texts(atStart)[0]).toContain(USER_DATA);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it.each([
    ["vfat", "Ubuntu 22.04 LTS"],
    ["iso9660", "Ubuntu 22.04 LTS"],
    ["vfat", "Windows Server 2016"],
  ])("on a SCSI disk with %s is a VHDX, and no disk of the manifest (%s)", async (fileSystem, vmTemplate) => {
    const { port, vmm } = simulated();
    const wanted = farm({ vmTemplate, disks: [{}, { size: "1Gi" }] }, { deviceType: "scsi", fileSystem });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(texts(atStart).map((text) => [text.slice(0, 8), text.includes(USER_DATA)])).toEqual([["vhdxfile", true]]);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await port.readInventory()).owned[0]?.disks).toHaveLength(2);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it("on an IDE disk stays while the VM runs, without a change in any plan, and goes when it is off", async () => {
    const { port, vmm } = simulated();
    const wanted = farm({ vmTemplate: "Windows Server 2016" }, { deviceType: "ide" });
    const { report, atStart } = await applyWatched(port, vmm, await planOn(port, wanted));
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(atStart).toHaveLength(1);
    expect(seedsIn(vmm)).toHaveLength(1);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
    for (const vm of vmm.world.store.vms.values())
      if (vm.Name === "web-1") Object.assign(vm, { VirtualMachineState: "PowerOff", Status: "PowerOff" });
    expect((await converge(port, wanted)).report.summary.done).toBe(1);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, wanted)).plan.summary.none).toBe(1);
  });

  it("for which the VM has no place is told before anything is made", async () => {
    const { port } = simulated();
    for (const deviceType of ["floppy", "ide"]) {
      const { diagnostics } = await planOn(port, farm({}, { deviceType }));
      expect(diagnostics).toMatchObject([{ code: "PLAN_SEED_NO_PLACE", path: "spec.bootstrap" }]);
    }
  });

  it.each([
    [undefined, `${LIBRARY}\\ISOs\\cloud-init`],
    ["seeds", `${LIBRARY}\\seeds`],
    [`${LIBRARY}\\deep\\down\\`, `${LIBRARY}\\deep\\down`],
  ])("with the library share %j comes by %s", async (libraryShare, folder) => {
    const { port, vmm } = simulated();
    const seen: string[] = [];
    const { execute } = vmm;
    const watched = async (...given: Parameters<typeof execute>) => {
      for (const call of given[0]) if ("parameters" in call && "SharePath" in call.parameters) seen.push(`${call.parameters["SharePath"]}`);
      return execute(...given);
    };
    Object.assign(vmm, { execute: watched });
    await converge(port, farm({}, { libraryShare }));
    expect(seen).toEqual([folder]);
  });

  it("needs a folder in a share that VMM has", async () => {
    const { port } = simulated();
    const { diagnostics } = await planOn(port, farm({}, { libraryShare: "\\\\elsewhere\\share" }));
    expect(diagnostics).toMatchObject([{ code: "PLAN_SEED_SHARE", path: "spec.bootstrap" }]);
  });

  it("is not brought to a machine that somebody has started before it had it", async () => {
    const { port, vmm } = simulated();
    const planned = await planOn(port, farm());
    const { report } = await applyWatched(port, vmm, planned, (label) => {
      if (label !== "read what VMM has made") return;
      for (const vm of vmm.world.store.vms.values()) if (vm.Name === "web-1") vm.VirtualMachineState = "Running";
    });
    expect(report.results[0]?.diagnostics.map(({ code }) => code)).toContain("APPLY_SEED_TOO_LATE");
    expect(seedsIn(vmm)).toEqual([]);
  });
});
