import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Before a run (Vitest calls it): a place where suites note that they were skipped. After it, below all results: what they noted. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-skipped-"));
  const notes = join(folder, "notes");
  writeFileSync(notes, "");
  process.env["SCVMM_TEST_SKIPPED"] = notes;
  return () => {
    const lines = [...new Set(readFileSync(notes, "utf8").split("\n"))].filter((line) => line !== "").sort();
    rmSync(folder, { recursive: true, force: true });
    if (lines.length > 0) process.stderr.write(`\n${lines.join("\n")}\n\n`);
  };
}
