import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { file } from "../../provider/batch/build.ts";
import type { Batch } from "../../provider/batch/call.ts";
import { creation, raw } from "../simulator/kit.ts";
import { engineFor } from "./support/engine.ts";
import { type TwoVmms, twoVmms } from "./support/two-vmms.ts";

describe.skipIf(!engineFor("a simulated VMM behind the real engine"))("a simulated VMM behind the real engine", () => {
  let both: TwoVmms;
  beforeAll(async () => {
    both = await twoVmms({ seed: 5 });
  });
  afterAll(() => both.close());

  async function same(batch: Batch) {
    const ours = await both.builtIn.execute(batch);
    const real = await both.powerShell.execute(batch);
    expect(real).toEqual(ours);
    return real;
  }

  it("answers as the built-in interpreter does", async () => {
    const project = [
      "ID",
      "Name",
      "VMHost.Name",
      { each: "VirtualDiskDrives", of: ["ID", "Lun", "VirtualHardDisk.Size"] },
      { table: "CustomProperty" },
    ];
    await same([raw("vms", "Get-SCVirtualMachine", { All: true })]);
    await same([raw("all", "Get-SCVirtualMachine", { All: true }, { project })]);
    await same([raw("bad", "Get-SCCloud", { Nothing: "ü 😀 \"'$(x)" })]);
    await same(creation("web-01", { StartVM: true }) as Batch);
    await same([raw("vm", "Get-SCVirtualMachine", { Name: "web-01" }, { project: ["Status", "VMHost.VMHostGroup.Path"] })]);
  });

  it("takes files of a batch from where the engine has put them", async () => {
    const share = (await same([raw("shares", "Get-SCLibraryShare", {}, { project: ["Path"] })])).results[0]?.rows?.[0]?.[0];
    const folder = `${share}\\seeds`;
    await same([
      file("file", "seed.iso", Buffer.from("a seed")),
      raw("import", "Import-SCLibraryPhysicalResource", { SourcePath: { $ref: "file" }, SharePath: folder }),
      raw("isos", "Get-SCISO", { All: true }, { project: ["ID", "SharePath", "Size"] }),
    ]);
    await same([raw("again", "Import-SCLibraryPhysicalResource", { SourcePath: "/etc/hostname", SharePath: folder })]);
  });
});
