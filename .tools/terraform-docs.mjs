/** docs/terraform: the registry's pages of the Terraform provider, from its schemas and examples/terraform. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const TERRAFORM_DOCS = new URL("../docs/terraform/", import.meta.url);
const EXAMPLES = new URL("../examples/terraform/", import.meta.url);
const SOURCE = `export { registryPages } from "./provider/terraform/registry/pages.ts";
export { provided } from "./provider/terraform/registry/provided.ts";`;

/** Node 20 cannot import TypeScript; from a file, since some of it wants to know where it is. */
async function modules() {
  const stdin = { contents: SOURCE, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" };
  const { outputFiles } = await build({ stdin, bundle: true, platform: "node", format: "esm", write: false, packages: "external" });
  const folder = await mkdtemp(fileURLToPath(new URL("../node_modules/.terraform-docs-", import.meta.url)));
  try {
    await writeFile(`${folder}/docs.mjs`, outputFiles[0].text);
    return await import(`${folder}/docs.mjs`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function example(path) {
  try {
    return readFileSync(new URL(path, EXAMPLES), "utf8");
  } catch {
    return undefined;
  }
}

/** Every page with its text. */
export async function terraformDocs() {
  const { provided, registryPages } = await modules();
  return [...registryPages(provided, example)].map(([path, text]) => ({ file: new URL(path, TERRAFORM_DOCS), text }));
}
