import type { IConstruct } from "constructs";
import { conform } from "../provider/terraform/schema/conform.ts";
import { mappingOf } from "../provider/terraform/schema/mappings.ts";
import { textOf } from "../provider/terraform/schema/path-text.ts";
import { type AttributeDiagnostic, validate } from "../provider/terraform/schema/validate.ts";
import { ValueError } from "../provider/terraform/value/dynamic-value.ts";

import { toValue } from "./to-value.ts";

/**
 * Adds the checks of `scvmm validate` to a resource: what is wrong fails the synthesis, with the construct's path before it. What comes
 * from other resources is not known yet, and is checked by the provider.
 */
export function checkAtSynth(construct: IConstruct, type: string, synthesise: () => object): void {
  construct.node.addValidation({ validate: () => faultsOf(type, synthesise()) });
}

/** One line a fault: where, what, what is allowed, what to do. */
export function faultsOf(type: string, synthesised: object): string[] {
  const mapping = mappingOf(type);
  if (!mapping) throw new Error(`the provider has no resource ${type}`);
  try {
    const value = conform(mapping.schema, toValue(synthesised));
    const missing = Object.entries(mapping.schema.attributes)
      .filter(([name, { presence }]) => presence === "required" && value[name] === null)
      .map(([name]) => `${name}: it is required`);
    return [
      ...missing,
      ...validate(mapping, value)
        .filter(({ severity }) => severity === "error")
        .map(line),
    ];
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return [error.message];
  }
}

/** The summary most often names the attribute itself. */
function line({ summary, detail, path }: AttributeDiagnostic): string {
  const where = textOf(path);
  const said = summary.includes(where) ? summary : `${where}: ${summary}`;
  return detail === "" ? said : `${said}. ${detail.replaceAll("\n\n", " ")}`;
}
