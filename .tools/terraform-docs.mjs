/** docs/terraform: the registry's pages of the Terraform provider, from its schemas and examples/terraform. */
import { readFileSync } from "node:fs";
import { importSources } from "./import-sources.mjs";

export const TERRAFORM_DOCS = new URL("../docs/terraform/", import.meta.url);
const EXAMPLES = new URL("../examples/terraform/", import.meta.url);
const SOURCES = ["provider/terraform/registry/pages.ts", "provider/terraform/registry/provided.ts"];

function example(path) {
  try {
    return readFileSync(new URL(path, EXAMPLES), "utf8");
  } catch {
    return undefined;
  }
}

/** Every page with its text. */
export async function terraformDocs() {
  const { provided, registryPages } = await importSources(...SOURCES);
  return [...registryPages(provided, example)].map(([path, text]) => ({ file: new URL(path, TERRAFORM_DOCS), text }));
}
