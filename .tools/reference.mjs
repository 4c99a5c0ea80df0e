/** docs/reference.md: every field of every kind, from the vocabulary that loads manifests. */
import { importSources } from "./import-sources.mjs";

export const REFERENCE_FILE = new URL("../docs/reference.md", import.meta.url);
const SOURCES = ["provider/model/explain.ts", "provider/report/reference-markdown.ts"];

export async function referenceText() {
  const { vocabulary, referenceMarkdown } = await importSources(...SOURCES);
  return `<!-- Made by \`npm run generate\` from provider/model. Do not edit. -->

# Fields of the manifests

Every manifest is a Kubernetes object of \`infrastructure.cluster.x-k8s.io/v1alpha1\`; \`scvmm explain FIELD\` tells the same in a terminal. What a manifest is
silent about is left as it is in VMM, and never compared.

${referenceMarkdown(vocabulary())}`;
}
