import { describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { mergeCheckpoint, takeCheckpoint } from "../../provider/simulator/checkpoints.ts";
import { creation, raw, ref, type Session, session } from "./kit.ts";

async function machine(): Promise<Session> {
  const at = session();
  await at.run(...creation("vm"));
  return at;
}

const of = (name: string) => ({ all: [{ path: "Name", op: "eq", value: name }] }) as const;
const found = raw("vm", "Get-SCVirtualMachine", { Name: "vm" });
const take = (at: Session, Name: string) => at.on("vm", "New-SCVMCheckpoint", { Name, Description: `of ${Name}` });
const on = (at: Session, name: string, cmdlet: string, parameters: Record<string, CallValue> = {}) =>
  at.last(
    found,
    raw("all", "Get-SCVMCheckpoint", { VM: ref("vm") }, { where: of(name) }),
    raw("do", cmdlet, { VMCheckpoint: ref("all"), ...parameters }),
  );
const names = async (at: Session, parameters: Record<string, CallValue> = {}) =>
  (await at.last(found, raw("all", "Get-SCVMCheckpoint", parameters, { project: ["Name", "Description", "VM.Name"] }))).rows;

describe("checkpoint cmdlets", () => {
  it("take, list, rename and remove", async () => {
    const at = await machine();
    for (const name of ["one", "two"]) expect((await take(at, name)).state).toBe("done");
    expect(await names(at)).toEqual([
      ["one", "of one", "vm"],
      ["two", "of two", "vm"],
    ]);
    expect(await names(at, { VM: ref("vm"), MostRecent: true })).toEqual([["two", "of two", "vm"]]);
    expect((await on(at, "one", "Set-SCVMCheckpoint", { Name: "first" })).state).toBe("done");
    expect((await on(at, "two", "Remove-SCVMCheckpoint")).state).toBe("done");
    expect(await names(at)).toEqual([["first", "of one", "vm"]]);
    expect(await names(at, { ID: "11111111-2222-3333-4444-555555555555" })).toEqual([]);
  });

  it("refuse a VM whose checkpoints are disabled", async () => {
    const at = await machine();
    await at.on("vm", "Set-SCVirtualMachine", { CheckpointType: "Disabled" });
    expect((await take(at, "one")).error?.number).toBe(990032);
  });
});

describe("the files below checkpoints", () => {
  // Whatever is removed in whatever order, the VM writes to the file that the rest makes it write to.
  it.each([[["one", "two", "three"]], [["three", "two", "one"]], [["two", "one", "three"]], [["two", "three", "one"]]])(
    "are the first ones again when all are gone: %s",
    async (order) => {
      const at = await machine();
      const { world } = at.vmm;
      const [vm] = [...world.store.vms.values()].filter(({ Name }) => Name === "vm");
      if (!vm) throw new Error("no VM");
      const base = vm.VirtualDiskDrives.map(({ VirtualHardDisk }) => VirtualHardDisk);
      const taken = new Map(["one", "two", "three"].map((name) => [name, takeCheckpoint(world, vm, name)]));
      for (const name of order) {
        const checkpoint = taken.get(name);
        if (checkpoint) mergeCheckpoint(vm, checkpoint);
        const differs = vm.VirtualDiskDrives.some(({ VirtualHardDisk }) => VirtualHardDisk.VHDType === "Differencing");
        expect(differs).toBe(vm.VMCheckpoints.length > 0);
      }
      expect(vm.VirtualDiskDrives.map(({ VirtualHardDisk }) => VirtualHardDisk)).toEqual(base);
    },
  );
});
