import { describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { creation, handDriven, raw, ref, type Session, session } from "./kit.ts";

const drives = raw("drive", "Get-SCVirtualDVDDrive", { VM: ref("vm") });
const library = { all: [{ path: "HostType", op: "eq", value: "LibraryServer" }] } as const;
const iso = (file: string) =>
  raw("iso", "Get-SCISO", { All: true }, { where: { all: [...library.all, { path: "SharePath", op: "contains", value: `\\${file}` }] } });

async function machine(): Promise<Session> {
  const at = session();
  await at.run(...creation("vm"));
  return at;
}

const add = (at: Session, parameters: Record<string, CallValue> = {}) =>
  at.on("vm", "New-SCVirtualDVDDrive", { Bus: 0, LUN: 1, ...parameters });

const set = (at: Session, parameters: Record<string, CallValue>) =>
  at.last(
    raw("vm", "Get-SCVirtualMachine", { Name: "vm" }),
    drives,
    iso("vmguest.iso"),
    raw("set", "Set-SCVirtualDVDDrive", { VirtualDVDDrive: ref("drive"), ...parameters }),
  );

describe("a virtual DVD drive", () => {
  it("is added empty or with an ISO, on SCSI of generation 2", async () => {
    const at = await machine();
    expect((await add(at)).state).toBe("done");
    expect(await at.vm("vm", { each: "VirtualDVDDrives", of: ["BusType", "Bus", "Lun", "Connection", "ISO"] })).toEqual([
      [["SCSI", 0, 1, "None", null]],
    ]);
  });

  it("needs a free slot, and the VM off", async () => {
    const at = await machine();
    expect((await add(at, { LUN: 0 })).error?.number).toBe(990006);
    await at.on("vm", "Start-SCVirtualMachine");
    expect((await add(at)).error?.number).toBe(640);
  });

  it("takes an ISO as it runs, copied beside the VM, and is emptied first", async () => {
    const at = await machine();
    await add(at);
    await at.on("vm", "Start-SCVirtualMachine");
    expect((await set(at, { ISO: ref("iso") })).state).toBe("done");
    const [drive] = await at.vm("vm", {
      each: "VirtualDVDDrives",
      of: ["Connection", "ISO.SharePath", "ISO.HostType", "ISO.Accessibility"],
    });
    expect(drive).toEqual([["ISOImage", expect.stringMatching(/^D:\\VMs\\vm\\vmguest\.iso$/), "VMHost", "Internal"]]);
    expect((await set(at, { ISO: ref("iso") })).error?.number).toBe(990030);
    expect((await set(at, { NoMedia: true })).state).toBe("done");
    expect(await at.vm("vm", { each: "VirtualDVDDrives", of: ["Connection", "ISOId"] })).toEqual([[["None", null]]]);
  });

  it("holds no ISO that was removed, nor does a removed VM leave one", async () => {
    const at = await machine();
    await add(at);
    await set(at, { ISO: ref("iso") });
    const onHosts = raw(
      "copies",
      "Get-SCISO",
      { All: true },
      { where: { all: [{ path: "HostType", op: "eq", value: "VMHost" }] }, project: ["Name"] },
    );
    expect((await at.last(onHosts)).rows).toEqual([["vmguest"]]);
    await at.on("vm", "Remove-SCVirtualMachine");
    expect((await at.last(onHosts)).rows).toEqual([]);
  });
});

describe("the library", () => {
  it("shows its shares, and a new file only after the refresh", async () => {
    const estate = defaultEstate(1, { vms: 2 });
    const late = { file: "late.iso", share: "MSSCVMMLibrary", folder: "", sizeMb: 1, appearsAfterMinutes: 60 };
    const { at, clock } = handDriven({ estate: { ...estate, isos: [...estate.isos, late] } });
    const share = await at.last(raw("share", "Get-SCLibraryShare", {}, { project: ["Name", "Path"] }));
    expect(share.rows).toEqual([["MSSCVMMLibrary", "\\\\vmm01.contoso.example\\MSSCVMMLibrary"]]);
    expect((await at.last(iso("late.iso"))).count).toBe(0);
    await clock.advance(3_600_000);
    expect((await at.last(iso("late.iso"))).count).toBe(1);
  });
});
