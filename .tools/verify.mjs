/**
 * Regenerates in memory what .tools/generate.mjs makes, and fails on a difference from what is committed. Of the constructs' bindings the
 * stamp alone is looked at: their generator is no dependency, and the package suite runs it where it is.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { staleBindings } from "./bindings.mjs";
import { generated } from "./generate.mjs";
import { TERRAFORM_DOCS } from "./terraform-docs.mjs";

const files = await generated();
for (const { file, text } of files) {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed !== text) {
    console.error(`${basename(file.pathname)} is not what its source gives: run npm run generate`);
    process.exitCode = 1;
  }
}

/** Pages of what the provider has no longer. */
const made = new Set(files.map(({ file }) => file.pathname));
for (const entry of await readdir(TERRAFORM_DOCS, { recursive: true })) {
  if (!entry.endsWith(".md") || made.has(new URL(entry, TERRAFORM_DOCS).pathname)) continue;
  console.error(`docs/terraform/${entry} is made of nothing any more: remove it`);
  process.exitCode = 1;
}

const stale = await staleBindings();
if (stale) {
  console.error(stale);
  process.exitCode = 1;
}
