import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtFolder } from "../built-once.ts";

const FULL = "/dev/full";

/** Linux has a device that is always full. */
test.skipIf(!existsSync(FULL))("a full disk behind standard output ends with a sentence, not with a stack", () => {
  const full = openSync(FULL, "w");
  const { status, stderr } = spawnSync(process.execPath, [join(builtFolder(), "scvmm.js"), "--help"], {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  closeSync(full);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "error: standard output cannot be written (ENOSPC)\n" });
});
