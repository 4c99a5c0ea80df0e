import type { Diagnostic } from "../../provider/model/diagnostic.ts";
import { type LoadResult, loadManifests } from "../../provider/model/load-manifests.ts";

const HEAD = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";

/** A manifest as text; the spec's lines are indented by two. */
export function manifest(kind: string, name: string, spec: string): string {
  const lines = spec.trim().split("\n");
  return [HEAD, `kind: ${kind}`, `metadata: {name: ${name}}`, "spec:", ...lines.map((line) => `  ${line}`), "---", ""].join("\n");
}

export const provider = (name = "vmm") => manifest("ScvmmProvider", name, "scvmmHost: vmm01");
export const pool = (name: string, ...ranges: string[]) =>
  manifest("ScvmmNamePool", name, ["vmNameRanges:", ...ranges.map((range) => `- ${range}`)].join("\n"));
export const machine = (name: string, more = "") => manifest("ScvmmMachine", name, `${MACHINE}\n${more}`);
export const MACHINE = "cloud: Test\nvmTemplate: Ubuntu\ncpuCount: 1";

export const load = (...texts: string[]): LoadResult => loadManifests([{ file: "all.yaml", text: texts.join("") }]);

export const errorsOf = ({ diagnostics }: LoadResult): readonly Diagnostic[] => diagnostics.filter(({ severity }) => severity === "error");
export const codesOf = ({ diagnostics }: LoadResult): readonly string[] => diagnostics.map(({ code }) => code);
