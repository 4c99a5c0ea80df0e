import type { IConstruct } from "constructs";
import { conform } from "../provider/terraform/schema/conform.ts";
import type { Mapping } from "../provider/terraform/schema/mapping.ts";
import { mappingOf } from "../provider/terraform/schema/mappings.ts";
import { pathText } from "../provider/terraform/schema/path-text.ts";
import { type AttributeDiagnostic, validate } from "../provider/terraform/schema/validate.ts";
import { ValueError } from "../provider/terraform/value/dynamic-value.ts";
import { toValue } from "./to-value.ts";
import { unknownProps } from "./unknown-props.ts";

interface ResourceClass {
  readonly tfResourceType: string;
}

/**
 * Adds the checks of `scvmm validate` to a resource: what is wrong fails the synthesis, with the construct's path before it. What comes
 * from other resources is not known yet, and is checked by the provider. Props are those of the class `made` itself: a class made of it may have more.
 */
export function checkAtSynth(construct: IConstruct, made: ResourceClass, props: object, synthesise: () => object): void {
  const type = made.tfResourceType;
  const own = Object.is(construct.constructor, made) ? props : {};
  const unknown = unknownProps(knownMapping(type).schema.attributes, own).map(
    (prop) => `${prop}: there is no such prop of ${type}. Look for its spelling.`,
  );
  construct.node.addValidation({ validate: () => [...unknown, ...faultsOf(type, synthesise())] });
}

function knownMapping(type: string): Mapping {
  const mapping = mappingOf(type);
  if (!mapping) throw new Error(`the provider has no resource ${type}`);
  return mapping;
}

/** One line a fault: where, what, what is allowed, what to do. */
function faultsOf(type: string, synthesised: object): string[] {
  const mapping = knownMapping(type);
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
  const where = pathText(path);
  const said = summary.includes(where) ? summary : `${where}: ${summary}`;
  return detail === "" ? said : `${said}. ${detail.replaceAll("\n\n", " ")}`;
}
