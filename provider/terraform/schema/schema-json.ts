import type { Attribute, Attributes, AttributeType, Schema } from "./attribute.ts";
import { PRESENCE_FLAGS } from "./presence-flags.ts";
import type { NamedSchema, ProvidedSchemas } from "./provided-schemas.ts";
import { typeJson } from "./type-json.ts";

type Json = Readonly<Record<string, unknown>>;

/** What `terraform providers schema -json` prints of a provider (format 1.0): generators of bindings read that. */
export function schemaJson(source: string, { provider, resources, dataSources }: ProvidedSchemas): Json {
  return {
    format_version: "1.0",
    provider_schemas: {
      [source]: {
        provider: one(provider),
        resource_schemas: byName(resources),
        data_source_schemas: byName(dataSources),
      },
    },
  };
}

const byName = (types: readonly NamedSchema[]): Json =>
  Object.fromEntries([...types].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, schema }) => [name, one(schema)]));

const one = ({ version, doc, attributes }: Schema): Json => ({
  version,
  block: { attributes: attributesJson(attributes), description: doc, description_kind: "markdown" },
});

const attributesJson = (attributes: Attributes): Json =>
  Object.fromEntries(
    Object.entries(attributes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, attribute]) => [name, attributeJson(attribute)]),
  );

function attributeJson({ type, presence, doc, sensitive, writeOnly, deprecated }: Attribute): Json {
  return {
    ...shape(type),
    description: doc,
    description_kind: "markdown",
    ...(deprecated ? { deprecated } : {}),
    ...PRESENCE_FLAGS[presence],
    ...(sensitive ? { sensitive } : {}),
    ...(writeOnly ? { write_only: writeOnly } : {}),
  };
}

function shape(type: AttributeType): Json {
  if (type.kind === "object") return { nested_type: { attributes: attributesJson(type.attributes), nesting_mode: type.nesting } };
  return { type: typeJson(type) };
}
