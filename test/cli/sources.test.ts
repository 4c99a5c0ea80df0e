import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSources } from "../../provider/cli/sources.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string | Uint8Array = `# ${name}\n`): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, text);
  return path;
}
const noStdin = () => Promise.reject(new Error("standard input was read"));

async function problems(paths: string[], stdin: () => Promise<string> = noStdin) {
  const error = await readSources(paths, stdin).then(
    () => expect.unreachable("it was read"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DiagnosticError);
  return (error as DiagnosticError).diagnostics.map(({ code, file }) => `${code} ${file?.replace(`${folder}/`, "")}`);
}

describe("what -f names", () => {
  test("a folder: everything below it, in the order of names, settings and hidden files apart", async () => {
    for (const name of [
      "b.yml",
      "a.yaml",
      "B.json",
      "sub/a.yaml",
      "scvmm.yaml",
      "notes.txt",
      ".git/x.yaml",
      ".hidden.yaml",
      "node_modules/p/x.yaml",
    ]) {
      await put(name);
    }
    const { manifests, settings } = await readSources([folder], noStdin);
    expect(manifests.map(({ file }) => file.slice(folder.length + 1))).toEqual(["B.json", "a.yaml", "b.yml", "sub/a.yaml"]);
    expect(settings).toEqual([{ file: join(folder, "scvmm.yaml"), text: "# scvmm.yaml\n" }]);
  });

  test("a file: its text, and the settings beside it", async () => {
    const file = await put("sub/a.anything", "kind: X\n");
    await put("sub/scvmm.yaml", "scope: web\n");
    await put("scvmm.yaml", "scope: other\n");
    expect(await readSources([file], noStdin)).toEqual({
      manifests: [{ file, text: "kind: X\n" }],
      settings: [{ file: join(folder, "sub/scvmm.yaml"), text: "scope: web\n" }],
      beside: [],
    });
  });

  test("files one by one: what lies beside them and was not named, but nothing below", async () => {
    const [a, b] = [await put("a.yaml"), await put("b.yaml")];
    for (const name of ["c.json", "d.yml", "scvmm.yaml", "notes.txt", ".hidden.yaml", "sub/e.yaml"]) await put(name);
    const beside = async (...paths: string[]) => (await readSources(paths, noStdin)).beside.map((file) => file.slice(folder.length + 1));
    expect(await beside(a, b)).toEqual(["c.json", "d.yml"]);
    expect(await beside(relative(process.cwd(), a))).toHaveLength(3);
    expect(await beside(folder)).toEqual([]);
  });

  test("settings lie beside the manifests, also below the folder that is named", async () => {
    await put("a.yaml");
    await put("team/b.yaml");
    await put("team/scvmm.yaml", "scope: team\n");
    await put("other/scvmm.yaml", "scope: nothing beside it\n");
    const { settings } = await readSources([folder], noStdin);
    expect(settings).toEqual([{ file: join(folder, "team/scvmm.yaml"), text: "scope: team\n" }]);
  });

  test("standard input, once, after the files", async () => {
    const file = await put("a.yaml");
    const { manifests } = await readSources(["-", file, "-"], async () => "kind: Y\n");
    expect(manifests).toEqual([
      { file, text: "# a.yaml\n" },
      { file: "(standard input)", text: "kind: Y\n" },
    ]);
  });

  test("a file named twice, by itself and by its folder, counts once", async () => {
    const file = await put("a.yaml");
    const spelled = relative(".", file);
    expect((await readSources([file, folder, file, spelled, `${folder}/./a.yaml`], noStdin)).manifests).toHaveLength(1);
  });

  test("a link to a file is followed, a link to a folder is not: it may lead back", async () => {
    const file = await put("elsewhere/a.yaml");
    await mkdir(join(folder, "m"));
    await symlink(file, join(folder, "m/link.yaml"));
    await symlink(folder, join(folder, "m/up"));
    expect((await readSources([join(folder, "m")], noStdin)).manifests.map(({ file }) => file)).toEqual([join(folder, "m/link.yaml")]);
  });
});

describe("what cannot be used is said at once", () => {
  test("a link that leads nowhere, where it would be a manifest", async () => {
    await put("a.yaml");
    await symlink(join(folder, "gone"), join(folder, "b"));
    expect((await readSources([folder], noStdin)).manifests).toHaveLength(1);
    await symlink(join(folder, "gone"), join(folder, "b.yaml"));
    expect(await problems([folder])).toEqual(["SOURCE_NOT_FOUND b.yaml"]);
  });
  test("texts that are not UTF-8, as some editors of Windows write", async () => {
    const utf16 = await put("a.yaml", new Uint8Array(Buffer.from("\uFEFFkind: X\n", "utf16le")));
    const latin1 = await put("b.yaml", new Uint8Array(Buffer.from("name: München\n", "latin1")));
    expect(await problems([utf16, latin1])).toEqual(["SOURCE_NOT_UTF8 a.yaml", "SOURCE_NOT_UTF8 b.yaml"]);
  });
  test("missing paths, all of them", async () => {
    expect(await problems([join(folder, "x"), join(folder, "y.yaml")])).toEqual(["SOURCE_NOT_FOUND x", "SOURCE_NOT_FOUND y.yaml"]);
  });
  test("a folder without manifests", async () => {
    await put("scvmm.yaml");
    expect(await problems([folder])).toEqual([`SOURCE_EMPTY ${folder}`]);
  });
  test("empty files", async () => {
    expect(await problems([await put("a.yaml", " \n"), await put("b.yaml", "")])).toEqual(["SOURCE_EMPTY a.yaml", "SOURCE_EMPTY b.yaml"]);
  });
  test("empty standard input", async () => expect(await problems(["-"], async () => "\n")).toEqual(["SOURCE_EMPTY (standard input)"]));
  test("the settings file as a manifest", async () =>
    expect(await problems([await put("scvmm.yaml")])).toEqual(["SOURCE_IS_SETTINGS scvmm.yaml"]));
  test("what the system refuses, with its reason", async () => {
    expect(await problems([join(folder, "x".repeat(300))])).toEqual([`SOURCE_UNREADABLE ${"x".repeat(300)}`]);
  });
});
