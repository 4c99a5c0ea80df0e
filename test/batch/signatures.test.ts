import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { CMDLETS } from "../../provider/batch/cmdlets.ts";
import { GZIP_ABOVE } from "../../provider/batch/result.ts";
import signatures from "../../provider/batch/signatures.json" with { type: "json" };
import { MODULE_TEXT } from "../../provider/scvmm/powershell/module.generated.ts";

const root = new URL("../../", import.meta.url);

describe("the allow-list", () => {
  it("is sorted and names no cmdlet twice", () => {
    expect([...CMDLETS]).toEqual([...new Set(CMDLETS)].sort((a, b) => (a < b ? -1 : 1)));
  });

  it("is the same in the signatures and in the PowerShell function", () => {
    expect(Object.keys(signatures)).toEqual([...CMDLETS]);
    expect([...MODULE_TEXT.matchAll(/^ {4}'([A-Z][a-z]+-SC\w+)'$/gm)].map(([, name]) => name)).toEqual([...CMDLETS]);
  });

  it("names every cmdlet that the product's source calls, and no other", async () => {
    const folders = ["provider/scvmm", "provider/scvmm/operations"];
    const { glob } = await import("node:fs").then((fs) => ({ glob: fs.readdirSync }));
    const files = folders.flatMap((folder) => glob(new URL(`${folder}/`, root)).map((file) => new URL(`${folder}/${file}`, root)));
    const texts = await Promise.all(files.filter(({ pathname }) => pathname.endsWith(".ts")).map((file) => readFile(file, "utf8")));
    const called = new Set(texts.flatMap((text) => [...text.matchAll(/"([A-Z][a-z]+-SC\w+)"/g)].map(([, name]) => name as string)));
    expect([...called].filter((name) => !(CMDLETS as readonly string[]).includes(name))).toEqual([]);
  });
});

describe("what is generated", () => {
  it("is what its sources give", async () => {
    await promisify(execFile)(process.execPath, [".tools/verify.mjs"], { cwd: root });
  });

  it("agrees on when a reply is compressed", () => {
    expect(MODULE_TEXT).toContain(`$GzipAbove = ${GZIP_ABOVE}\n`);
  });
});
