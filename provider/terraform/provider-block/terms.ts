import { providerSpec } from "../../model/kinds/provider.ts";
import { parsePath } from "../../model/load/manifest-path.ts";
import { fieldsOf } from "../../model/schema-tree.ts";
import type { AttributePath } from "../schema/mapping.ts";

/** Names that are not those of the vocabulary in another spelling. */
const NAMES: Readonly<Record<string, string>> = { scvmmHost: "host" };
const FIELDS: Readonly<Record<string, string>> = { host: "scvmmHost" };
/** Fields that are no attributes: what is deprecated, and Secrets, which Terraform has not. */
export const NO_ATTRIBUTES: ReadonlySet<string> = new Set(["execHost", "scvmmSecret"]);
/** Keys of these are people's own. */
const MAPS: ReadonlySet<string> = new Set(["env", "extraFunctions"]);

/** `caFile` → `ca_file` */
export const attributeName = (field: string): string => NAMES[field] ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `ca_file` → `caFile` */
export const fieldName = (attribute: string): string =>
  FIELDS[attribute] ?? attribute.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Where a field of a ScvmmProvider stands in the provider block: `spec.connection.caFile` → connection, ca_file. */
export function attributePath(manifestPath: string): AttributePath {
  const [root, first, ...rest] = parsePath(manifestPath);
  if (root !== "spec" || typeof first !== "string" || NO_ATTRIBUTES.has(first)) return [];
  const inMap = MAPS.has(first);
  return [attributeName(first), ...rest.map((segment) => (typeof segment === "number" || inMap ? segment : attributeName(segment)))];
}

/** Names of fields that differ from those of their attributes, the longest first. */
const DIFFERENT = fieldsOf(providerSpec)
  .map(({ path }) => path.replace(/.*\./, "").replaceAll(/[[\]{}]/g, ""))
  .filter((name) => attributeName(name) !== name)
  .sort((a, b) => b.length - a.length);
const WORD = new RegExp(String.raw`\b(?:spec\.)?(${[...new Set(DIFFERENT)].join("|")})\b`, "g");

/** A sentence about a ScvmmProvider as one about a provider block. */
export const inAttributeTerms = (sentence: string): string =>
  sentence
    .replaceAll(WORD, (_, field: string) => attributeName(field))
    .replaceAll(/\bspec\.(?=[a-z])/g, "")
    .replaceAll(/the (?:manifest|configuration)'s folder/g, "the folder that Terraform runs in");
