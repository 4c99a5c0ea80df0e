import { describe, expect, it } from "vitest";
import type { Inventory } from "../../provider/engine/inventory.ts";
import type { AttachIso } from "../../provider/engine/operation.ts";
import type { Fault } from "../../provider/simulator/index.ts";
import { simulated } from "./support/simulated.ts";

const isoPath = (inventory: Inventory, name: string): string => inventory.isos.find((iso) => iso.name === name)?.path ?? "";

async function machineWith(options: Parameters<typeof simulated>[0] = {}) {
  const it = simulated(options);
  const vmId = await it.make("web-1");
  const inventory = await it.port.readInventory();
  const attach = (name: string): AttachIso => ({ kind: "attach-iso", vmId, bus: 0, lun: 1, isoPath: isoPath(inventory, name) });
  const copies = () => [...it.vmm.world.store.isos.values()].filter(({ HostType }) => HostType === "VMHost").map(({ Name }) => Name);
  const mounted = async () => (await it.machine(vmId)).dvdDrives.map(({ bus, lun, isoPath: path }) => [bus, lun, path?.split("\\").at(-1)]);
  return { ...it, vmId, attach, copies, mounted };
}

describe("attach-iso", () => {
  it("adds a drive with the ISO, and again is done", async () => {
    const { finish, attach, mounted, port, machine, vmId } = await machineWith();
    expect((await finish(attach("vmguest.iso"))).report?.state).toBe("done");
    expect(await mounted()).toEqual([[0, 1, "vmguest.iso"]]);
    const [drive] = (await machine(vmId)).dvdDrives;
    expect(await port.run(attach("vmguest.iso"))).toEqual({ state: "done", objectId: drive?.id });
  });

  it("changes the ISO of a running VM, and leaves no copy of the old one", async () => {
    const { finish, attach, mounted, copies, vmId } = await machineWith();
    await finish(attach("vmguest.iso"));
    await finish({ kind: "start-machine", vmId });
    expect((await finish(attach("windows-server-2022.iso"))).report?.state).toBe("done");
    expect(await mounted()).toEqual([[0, 1, "windows-server-2022.iso"]]);
    expect(copies()).toEqual(["windows-server-2022"]);
  });

  it("does not insert where the old ISO could not be ejected", async () => {
    const locked: Fault = { cmdlet: "Set-SCVirtualDVDDrive", skip: 0, count: 1, error: { number: 2606, message: "locked" } };
    const { finish, attach, mounted } = await machineWith({ faults: [locked] });
    await finish(attach("vmguest.iso"));
    expect((await finish(attach("windows-server-2022.iso"))).outcome).toMatchObject({
      state: "busy",
      diagnostic: { detail: expect.stringContaining("locked") },
    });
    expect(await mounted()).toEqual([[0, 1, "vmguest.iso"]]);
    expect((await finish(attach("windows-server-2022.iso"))).report?.state).toBe("done");
  });

  it("says what the library lacks, and never guesses by name", async () => {
    const { port, attach } = await machineWith();
    const unknown = { ...attach("vmguest.iso"), isoPath: "\\\\elsewhere\\share\\vmguest.iso" };
    expect(await port.run(unknown)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NO_ISO" } });
  });
});

describe("detach-iso", () => {
  it("empties the drive, removes the host's copy and keeps the library's file; again it is done", async () => {
    const { finish, attach, mounted, copies, machine, vmId, port } = await machineWith();
    await finish(attach("vmguest.iso"));
    const driveId = (await machine(vmId)).dvdDrives[0]?.id ?? "";
    const detach = { kind: "detach-iso", vmId, driveId } as const;
    expect((await finish(detach)).outcome.state).toBe("done");
    expect(await mounted()).toEqual([[0, 1, undefined]]);
    expect(copies()).toEqual([]);
    expect(isoPath(await port.readInventory(), "vmguest.iso")).not.toBe("");
    expect(await port.run(detach)).toEqual({ state: "done", objectId: driveId });
  });

  it("tells when the copy could not be removed", async () => {
    const stuck: Fault = { cmdlet: "Remove-SCISO", skip: 0, count: 1, error: { number: 2912, message: "in use" } };
    const { finish, attach, machine, vmId } = await machineWith({ faults: [stuck] });
    await finish(attach("vmguest.iso"));
    const driveId = (await machine(vmId)).dvdDrives[0]?.id ?? "";
    const { outcome } = await finish({ kind: "detach-iso", vmId, driveId });
    expect(outcome).toMatchObject({ diagnostic: { detail: expect.stringContaining("in use") } });
  });
});
