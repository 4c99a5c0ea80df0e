import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOOTSTRAP_SCRIPT } from "../../provider/batch/bootstrap.ts";
import { MODULE_TEXT } from "../../provider/scvmm/powershell/module.generated.ts";
import { engineFor, MODULE, powershell } from "./support/engine.ts";

const available = engineFor("the syntax of the PowerShell module");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syntax-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function problems(text: string): Promise<readonly string[]> {
  const file = join(folder, "script.ps1");
  await writeFile(file, text);
  return (await powershell("syntax.ps1", ["-Path", file])).split("\n").filter((line) => line !== "");
}

describe.skipIf(!available)("the PowerShell module", () => {
  it("uses nothing that Windows PowerShell 5.1 lacks, and never makes code from text", async () => {
    expect(await problems(await readFile(MODULE, "utf8"))).toEqual([]);
  });

  it("is plain ASCII: 5.1 reads a file without a byte order mark in the system's code page", () => {
    expect(MODULE_TEXT).toMatch(/^[\n -~]*$/);
  });

  it("is made from text in one place alone: the constant that defines it", async () => {
    expect(await problems(BOOTSTRAP_SCRIPT)).toEqual(["type: scriptblock in line 2"]);
  });

  it.each([
    ["$a = $b ? 1 : 2", "TernaryExpressionAst"],
    ["$a = $b ?? 1", "QuestionQuestion"],
    ["$a ??= 1", "QuestionQuestionEquals"],
    ["(Get-Item x)?.Name", "null-conditional"],
    ["(Get-Item x)?[0]", "QuestionLBracket"],
    ["Get-Item x && Get-Item y", "PipelineChainAst"],
    ["Get-Item x || Get-Item y", "OrOr"],
    ["Get-Item x &", "background"],
    ["1..3 | ForEach-Object -Parallel { $_ }", "-Parallel"],
    ["Invoke-Expression $x", "Invoke-Expression"],
    ["if (", "parse"],
  ])("the check finds %s", async (text, found) => {
    expect((await problems(text)).join("\n")).toContain(found);
  });
});
