import type { Attributes, AttributeType } from "../provider/terraform/schema/attribute.ts";
import { Token } from "./cdk.ts";

/** Of every resource of the CDK, whatever its schema. */
const META = new Set(["connection", "count", "dependsOn", "forEach", "lifecycle", "provider", "provisioners"]);

const camelCase = (name: string) => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Props that the schema does not have, e.g. `disks["data"].sise`. The compiler sees them where an object is written down for a prop, but
 * not in what a function returns, and the generated classes leave out what they do not know.
 */
export function unknownProps(attributes: Attributes, props: unknown, where = ""): string[] {
  if (!isPlain(props)) return [];
  const given = Object.entries(attributes).filter(([, { presence }]) => presence !== "computed");
  const types = new Map(given.map(([name, { type }]) => [camelCase(name), type]));
  return Object.entries(props).flatMap(([name, value]) => {
    const at = where === "" ? name : `${where}.${name}`;
    const type = types.get(name);
    if (type) return inside(type, value, at);
    return (where === "" && META.has(name)) || value === undefined ? [] : [at];
  });
}

function inside(type: AttributeType, value: unknown, at: string): string[] {
  if (type.kind !== "object" || Token.isUnresolved(value)) return [];
  if (type.nesting === "single") return unknownProps(type.attributes, value, at);
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownProps(type.attributes, item, `${at}[${index}]`));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([label, item]) => unknownProps(type.attributes, item, `${at}[${JSON.stringify(label)}]`));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Token.isUnresolved(value);
