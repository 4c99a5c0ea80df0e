import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the bundles of this run are; made once, before the first test. */
export const builtFolder = (): string => process.env["SCVMM_TEST_DIST"] ?? "";

/** Before a run (Vitest calls it): what is shipped, bundled from the sources as they are. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-built-"));
  const root = join(import.meta.dirname, "..");
  execFileSync(process.execPath, [join(root, ".tools/build.mjs"), join(folder, "dist")]);
  // Beside what is shipped, as in the package; what it leaves to its user to install is found from there.
  for (const name of ["examples", "package.json", "node_modules"]) symlinkSync(join(root, name), join(folder, name));
  process.env["SCVMM_TEST_DIST"] = join(folder, "dist");
  return () => rmSync(folder, { recursive: true, force: true });
}
