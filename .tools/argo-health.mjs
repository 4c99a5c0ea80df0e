/**
 * Argo CD's health checks in Lua, one for every kind of the vocabulary: a common beginning (argo-health/health.lua) and an end of the kind's own, for a status
 * without a condition Ready. Written twice: in the layout of Argo CD's resource_customizations, and as entries of the ConfigMap argocd-cm.
 */
import { readFile } from "node:fs/promises";
import { importSources } from "./import-sources.mjs";

const GROUP = "infrastructure.cluster.x-k8s.io";
const PARTS = new URL("argo-health/", import.meta.url);
const HEALTH = new URL("../examples/07-argo-cd/health/", import.meta.url);

async function kinds() {
  const { KINDS } = await importSources("provider/model/load/kinds.ts");
  return Object.keys(KINDS).sort();
}

const part = (name) => readFile(new URL(`${name}.lua`, PARTS), "utf8");

async function script(kind) {
  const own = await part(kind).catch(() => part("other"));
  return `-- Health of a ${kind} for Argo CD. Made by \`npm run generate\` from .tools/argo-health. Do not edit.\n${await part("health")}\n${own}`;
}

const indented = (text) => text.replace(/^(?=.)/gm, "    ");

/** Every file with what it should hold. */
export async function argoHealth() {
  const scripts = await Promise.all((await kinds()).map(async (kind) => ({ kind, text: await script(kind) })));
  const entries = scripts.map(({ kind, text }) => `  resource.customizations.health.${GROUP}_${kind}: |\n${indented(text)}`);
  const configMap = `# Made by \`npm run generate\` from .tools/argo-health. Do not edit.
# kubectl patch configmap argocd-cm --namespace argocd --patch-file argocd-cm.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
  namespace: argocd
  labels:
    app.kubernetes.io/name: argocd-cm
    app.kubernetes.io/part-of: argocd
data:
${entries.join("")}`;
  return [
    { file: new URL("argocd-cm.yaml", HEALTH), text: configMap },
    ...scripts.map(({ kind, text }) => ({ file: new URL(`${GROUP}/${kind}/health.lua`, HEALTH), text })),
  ];
}
