/** Regenerates in memory what .tools/generate.mjs makes, and fails on a difference from what is committed. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { generated } from "./generate.mjs";

for (const { file, text } of await generated()) {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed !== text) {
    console.error(`${basename(file.pathname)} is not what its source gives: run npm run generate`);
    process.exitCode = 1;
  }
}
