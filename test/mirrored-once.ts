import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtFolder } from "./built-once.ts";

/** A filesystem mirror with the provider of this run, as `scvmm terraform install` writes it. */
export const mirrorFolder = (): string => process.env["SCVMM_TEST_MIRROR"] ?? "";

/** Before a run (Vitest calls it), once the bundles are there. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-mirror-"));
  execFileSync(process.execPath, [join(builtFolder(), "scvmm.js"), "terraform", "install", folder], { stdio: "ignore" });
  process.env["SCVMM_TEST_MIRROR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
