import { describe, expect, it } from "vitest";
import { file, ref } from "../../provider/batch/build.ts";
import { raw, session } from "./kit.ts";

const at = session();
const SHARE = await shareOf();

async function shareOf(): Promise<string> {
  const { rows } = await at.last(raw("shares", "Get-SCLibraryShare", {}, { project: ["Path"] }));
  return `${rows?.[0]?.[0]}`;
}

const bring = (name: string, rest: object = {}) => [
  file("file", name, Buffer.from(`of ${name}`)),
  raw("import", "Import-SCLibraryPhysicalResource", { SourcePath: ref("file"), SharePath: `${SHARE}\\ISOs\\seeds`, ...rest }),
];
const isosAt = (path: string) =>
  raw(
    "isos",
    "Get-SCISO",
    { All: true },
    { where: { all: [{ path: "SharePath", op: "eq", value: path }] }, project: ["ID", "Size", "HostType"] },
  );

describe("a file that is imported into the library", () => {
  it("is an object there at once; nothing is left of it outside", async () => {
    const { rows } = await at.last(...bring("a.iso"), isosAt(`${SHARE}\\isos\\seeds\\A.iso`));
    expect(rows).toEqual([[expect.any(String), 8, "LibraryServer"]]);
    expect(at.vmm.world.files.count).toBe(0);
  });

  it("replaces one of its name only where that is said", async () => {
    await at.run(...bring("b.iso"));
    const refused = await at.run(...bring("b.iso"));
    expect(refused[1]?.error?.number).toBe(990050);
    const { rows } = await at.last(...bring("b.iso", { OverwriteExistingFiles: true }), isosAt(`${SHARE}\\ISOs\\seeds\\b.iso`));
    expect(rows).toHaveLength(1);
    expect(at.vmm.world.files.count).toBe(0);
  });

  it.each([
    ["a folder of no share", bring("c.iso", { SharePath: "\\\\elsewhere\\share" }), 990051],
    ["a share with a longer name", bring("c.iso", { SharePath: `${SHARE}2\\x` }), 990051],
    ["a type that the library does not take", bring("c.txt"), 990052],
    ["a file that is not there", [raw("import", "Import-SCLibraryPhysicalResource", { SourcePath: "C:\\no.iso", SharePath: SHARE })], 2903],
  ])("is refused for %s", async (_, calls, number) => {
    expect((await at.last(...calls)).error?.number).toBe(number);
    expect(at.vmm.world.files.count).toBe(0);
  });
});
