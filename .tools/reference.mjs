/** docs/reference.md: every field of every kind, from the vocabulary that loads manifests. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const REFERENCE_FILE = new URL("../docs/reference.md", import.meta.url);
const SOURCE = `export { vocabulary } from "./provider/model/explain.ts";
export { referenceMarkdown } from "./provider/report/reference-markdown.ts";`;

/** Node 20 cannot import TypeScript. */
async function modules() {
  const stdin = { contents: SOURCE, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" };
  const { outputFiles } = await build({ stdin, bundle: true, platform: "node", format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

export async function referenceText() {
  const { vocabulary, referenceMarkdown } = await modules();
  return `<!-- Made by \`npm run generate\` from provider/model. Do not edit. -->

# Fields of the manifests

Every manifest is a Kubernetes object of \`infrastructure.cluster.x-k8s.io/v1alpha1\`; \`scvmm explain FIELD\` tells the same in a terminal. What a manifest is
silent about is left as it is in VMM, and never compared.

${referenceMarkdown(vocabulary())}`;
}
