import type { Attribute, Attributes, AttributeType, Presence } from "../schema/attribute.ts";

const PRIMITIVES = { string: "String", number: "Number", bool: "Boolean" } as const;
const COLLECTIONS = { list: "List of", set: "Set of", map: "Map of" } as const;
const NESTED = { single: "Attributes", list: "Attributes List", set: "Attributes Set", map: "Attributes Map" } as const;

function typeWords(type: AttributeType): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return PRIMITIVES[type.kind];
    case "list":
    case "set":
    case "map":
      return `${COLLECTIONS[type.kind]} ${PRIMITIVES[type.of.kind]}`;
    case "object":
      return NESTED[type.nesting];
  }
}

const WRITE_ONLY = "[Write-only](https://developer.hashicorp.com/terraform/language/resources/ephemeral#write-only-arguments)";

/** The registry's three groups. What the provider gives where the configuration is silent is optional. */
const GROUPS = ["Required", "Optional", "Read-Only"] as const;
const GROUP_OF: Readonly<Record<Presence, (typeof GROUPS)[number]>> = {
  required: "Required",
  optional: "Optional",
  inherited: "Optional",
  computed: "Read-Only",
};

/** The `## Schema` of a page, as the registry's own tool lays it out: groups, and nested schemas with anchors below. */
export function schemaSection(attributes: Attributes): string {
  const nested = nestedSchemas(attributes, []).map(
    ({ path, attributes: own }) =>
      `<a id="${anchorOf(path)}"></a>\n### Nested Schema for \`${path.join(".")}\`\n\n${groups(own, path, (group) => `${group}:`)}`,
  );
  return ["## Schema\n", groups(attributes, [], (group) => `### ${group}`), ...nested].join("\n");
}

function groups(attributes: Attributes, path: readonly string[], title: (group: string) => string): string {
  return GROUPS.flatMap((group) => {
    const own = Object.entries(attributes).filter(([, { presence }]) => GROUP_OF[presence] === group);
    const lines = own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, attribute]) => line(name, attribute, [...path, name]));
    return lines.length === 0 ? [] : [`${title(group)}\n\n${lines.join("")}`];
  }).join("\n");
}

function line(name: string, { type, doc, sensitive, writeOnly, deprecated }: Attribute, path: readonly string[]): string {
  const words = [typeWords(type), sensitive && "Sensitive", writeOnly && WRITE_ONLY, deprecated && "Deprecated"].filter(Boolean).join(", ");
  const below = type.kind === "object" ? ` (see [below for nested schema](#${anchorOf(path)}))` : "";
  return `- \`${name}\` (${words}) ${doc}${below}\n`;
}

const anchorOf = (path: readonly string[]): string => `nestedatt--${path.join("--")}`;

interface Nested {
  readonly path: readonly string[];
  readonly attributes: Attributes;
}

function nestedSchemas(attributes: Attributes, path: readonly string[]): readonly Nested[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { type }]) => {
      if (type.kind !== "object") return [];
      const own = [...path, name];
      return [{ path: own, attributes: type.attributes }, ...nestedSchemas(type.attributes, own)];
    });
}
