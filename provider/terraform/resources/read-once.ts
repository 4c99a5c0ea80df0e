import type { Diagnostic } from "../../model/diagnostic.ts";
import { factsOf } from "../../model/field.ts";
import { KINDS, type Kind } from "../../model/load/kinds.ts";
import { formatPath, type ManifestPath } from "../../model/load/manifest-path.ts";
import { schemaAt } from "../../model/schema-tree.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import { valueAt } from "../value/paths.ts";
import { type ObjectValue, sameValue, UNKNOWN, type Value } from "../value/value.ts";
import { leavesOf } from "./form.ts";

/** What is read only as an object is made, and is changed after that: nothing comes of it, which nobody would see in a plan. */
export function readOnce(
  mapping: Mapping,
  config: ObjectValue,
  prior: ObjectValue,
  manifest: Readonly<Record<string, unknown>>,
): readonly Diagnostic[] {
  return leavesOf(manifest["spec"], ["spec"]).flatMap((path) => {
    if (!isReadOnce(mapping.kind as Kind, path)) return [];
    const at = mapping.attributePath(formatPath(path), config);
    return besides(at)
      .filter((one) => changes(one, config, prior))
      .map((one) => changedTooLate(formatPath(one === at ? path : [...path, String(one.at(-1))])));
  });
}

/** Attributes that a field stands for: of a secret those that leave a trace, which a path reaches by their names. */
function besides(at: AttributePath): readonly AttributePath[] {
  const hidden = /^(.*)_wo$/.exec(String(at.at(-1)));
  return hidden ? [`${hidden[1]}`, `${hidden[0]}_version`].map((name) => [...at.slice(0, -1), name]) : [at];
}

/** By its own policy, or that of what it is an entry of. */
function isReadOnce(kind: Kind, path: ManifestPath): boolean {
  for (let length = path.length; length > 1; length--) {
    const schema = schemaAt(KINDS[kind], path.slice(0, length));
    const policy = schema && factsOf(schema)?.policy;
    if (policy) return policy === "create-only";
  }
  return false;
}

/** From one value to another. */
function changes(at: AttributePath, config: ObjectValue, prior: ObjectValue): boolean {
  const now: Value = valueAt(config, at);
  const before: Value = valueAt(prior, at);
  return now !== null && now !== UNKNOWN && before !== null && !sameValue(now, before);
}

const changedTooLate = (path: string): Diagnostic => ({
  code: "TERRAFORM_READ_ONCE",
  severity: "warning",
  path,
  summary: `${path} is read only when it is made: this change does nothing`,
  detail: "The state has the new value from now on; what is in VMM stays as it was made.",
  hint: "To have it, make it anew: terraform apply -replace=ADDRESS.",
});
