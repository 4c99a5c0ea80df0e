import { API_VERSION } from "../../model/metadata.ts";
import type { Attributes } from "../schema/attribute.ts";
import type { AttributePath } from "../schema/mapping.ts";
import { isObject, type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import { providerSchema } from "./schema.ts";

/** Attributes that no ScvmmProvider has a field for. */
const NO_FIELDS: ReadonlySet<string> = new Set([
  "username",
  "password",
  "credentials_file",
  "scope",
  "read_only",
  "parallelism",
  "keep_session",
]);

/** Stands in for a host that nobody knows yet, so that the rest can be checked; reserved by RFC 2606. */
const NO_HOST = "unknown.invalid";

const PROVIDER_NAME = "terraform";

/** Name of its text, where one is asked for. A path in it is relative to where Terraform runs. */
export const BLOCK = "provider block";

/** The provider block as the text of a manifest; `host` where the block has none. Nothing that is null or unknown is in it. */
export function manifestText(config: ObjectValue, host: string | undefined): string {
  const fields = Object.fromEntries(Object.entries(providerSchema.attributes).filter(([name]) => !NO_FIELDS.has(name)));
  const spec = specOf(config, fields);
  return JSON.stringify({
    apiVersion: API_VERSION,
    kind: "ScvmmProvider",
    metadata: { name: PROVIDER_NAME },
    spec: { ...spec, scvmmHost: spec["scvmmHost"] ?? host ?? NO_HOST },
  });
}

function specOf(config: ObjectValue, attributes: Attributes): Record<string, unknown> {
  const entries = Object.entries(attributes).flatMap(([name, { type }]): [string, unknown][] => {
    const value = config[name] ?? null;
    if (value === null || value === UNKNOWN) return [];
    const written = type.kind === "object" && isObject(value) ? specOf(value, type.attributes) : known(value);
    return [[fieldName(name), written]];
  });
  return Object.fromEntries(entries);
}

/** Without the parts that are unknown. */
function known(value: Value): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== UNKNOWN).map(known);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, item]) => (item === UNKNOWN ? [] : [[name, known(item)]])));
}

/** `ca_file` → `caFile` */
const fieldName = (attribute: string): string =>
  attribute === "host" ? "scvmmHost" : attribute.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Paths of everything that is unknown. */
export function unknownPaths(value: Value, path: AttributePath = []): readonly AttributePath[] {
  if (value === UNKNOWN) return [path];
  if (Array.isArray(value)) return value.flatMap((item: Value, at) => unknownPaths(item, [...path, at]));
  return isObject(value) ? Object.entries(value).flatMap(([name, item]) => unknownPaths(item, [...path, name])) : [];
}
