import { describe, expect, it } from "vitest";
import { jsonSchema } from "../../provider/model/json-schema.ts";
import { KINDS, type Kind } from "../../provider/model/load/kinds.ts";
import { fieldsOf } from "../../provider/model/schema-tree.ts";

const kinds = Object.keys(KINDS) as Kind[];

function* objectsIn(node: unknown): Generator<Record<string, unknown>> {
  if (typeof node !== "object" || node === null) return;
  yield node as Record<string, unknown>;
  for (const child of Object.values(node)) yield* objectsIn(child);
}

describe.each(kinds)("JSON Schema of %s", (kind) => {
  const schema = jsonSchema(kind);

  it("refuses unknown fields at every level", () => {
    const objects = [...objectsIn(schema)].filter((node) => node["type"] === "object" && "properties" in node);
    expect(objects.length).toBeGreaterThan(2);
    for (const node of objects) expect(node["additionalProperties"]).toBe(false);
  });

  it("describes every field that this version carries out", () => {
    const fields = fieldsOf(KINDS[kind]).filter(({ path }) => path.startsWith("spec."));
    const idle = fields.filter(({ facts }) => facts?.unsupported).map(({ path }) => path);
    for (const { path, facts } of fields) {
      if (!idle.some((above) => path.startsWith(above))) expect(facts?.doc, path).toMatch(/\.$/);
    }
  });

  it("holds plain JSON, and none of our own facts", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(JSON.stringify(schema)).not.toMatch(/"(doc|policy|unsupported|computed)":"?(true|[a-z-]+")/);
  });
});

it("the schema of all kinds holds each", () => {
  for (const kind of kinds) expect(JSON.stringify(jsonSchema())).toContain(`"const":"${kind}"`);
});
