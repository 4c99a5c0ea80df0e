import type { Attributes, AttributeType } from "../schema/attribute.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import { pathText } from "../schema/path-text.ts";
import { type AttributeDiagnostic, validate } from "../schema/validate.ts";
import { isObject, type ObjectValue, type Value } from "../value/value.ts";

/** What only an object that is still to be made needs: that an object was imported, a configuration does not tell. The plan asks for it. */
const FOR_CREATION: ReadonlySet<string> = new Set(["MANIFEST_NO_TEMPLATE", "MANIFEST_DISK_SIZE"]);

/** What is wrong with a configuration by itself. `writeOnlyAllowed`: the core keeps such attributes out of plan and state. */
export function validateResource(mapping: Mapping, config: ObjectValue, writeOnlyAllowed: boolean): readonly AttributeDiagnostic[] {
  const secrets = writeOnlyAllowed ? [] : writeOnlyIn(mapping.schema.attributes, config).map(notKept);
  return [...secrets, ...validate(mapping, config).filter(({ code }) => !FOR_CREATION.has(code))];
}

function writeOnlyIn(attributes: Attributes, value: ObjectValue, at: AttributePath = []): readonly AttributePath[] {
  return Object.entries(attributes).flatMap(([name, { type, writeOnly }]): readonly AttributePath[] => {
    const given: Value = value[name] ?? null;
    const path = [...at, name];
    if (writeOnly) return given === null ? [] : [path];
    if (type.kind !== "object") return [];
    return objectsIn(given, type.nesting).flatMap(([steps, item]) => writeOnlyIn(type.attributes, item, [...path, ...steps]));
  });
}

type Nesting = Extract<AttributeType, { readonly kind: "object" }>["nesting"];

function objectsIn(value: Value, nesting: Nesting): readonly (readonly [AttributePath, ObjectValue])[] {
  if (nesting === "single") return isObject(value) ? [[[], value]] : [];
  const items: readonly (readonly [string | number, Value])[] = Array.isArray(value)
    ? value.map((item: Value, index) => [index, item] as const)
    : Object.entries(isObject(value) ? value : {});
  return items.flatMap(([step, item]) => (isObject(item) ? [[[step], item] as const] : []));
}

const notKept = (path: AttributePath): AttributeDiagnostic => ({
  code: "TERRAFORM_WRITE_ONLY",
  severity: "error",
  summary: `${pathText(path)} needs Terraform 1.11 or later`,
  detail: "It is write-only: earlier versions would keep its value in the state.",
  path,
});
