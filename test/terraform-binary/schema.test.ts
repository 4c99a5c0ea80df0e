import { describe, expect, test } from "vitest";
import { dataSources } from "../../provider/terraform/data-sources/data-sources.ts";
import { providerSchema } from "../../provider/terraform/provider-block/schema.ts";
import type { Attribute, Attributes } from "../../provider/terraform/schema/attribute.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

const stage = onTerraform();

/** As `terraform providers schema -json` writes it. */
interface AttributeJson {
  readonly type?: unknown;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: Readonly<Record<string, AttributeJson>> };
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

/** What the real program has understood of an attribute, in our terms. */
function understood({ type, nested_type: nested, description: doc = "", ...flags }: AttributeJson): Attribute {
  const presence = flags.required ? "required" : flags.computed ? (flags.optional ? "inherited" : "computed") : "optional";
  const marks = { ...(flags.sensitive && { sensitive: true as const }), ...(flags.write_only && { writeOnly: true as const }) };
  if (nested) {
    const nesting = nested.nesting_mode as "single";
    return { type: { kind: "object", nesting, attributes: allUnderstood(nested.attributes) }, presence, doc, ...marks };
  }
  const [kind, of] = Array.isArray(type) ? type : [type];
  return { type: (of === undefined ? { kind } : { kind, of: { kind: of } }) as Attribute["type"], presence, doc, ...marks };
}

const allUnderstood = (attributes: Readonly<Record<string, AttributeJson>>): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, one]) => [name, understood(one)]));

interface SchemaJson {
  readonly version: number;
  readonly block: { readonly description: string; readonly attributes: Readonly<Record<string, AttributeJson>> };
}

const schemaOf = ({ version, block }: SchemaJson) => ({ version, doc: block.description, attributes: allUnderstood(block.attributes) });

describe.skipIf(!hasTerraform("the schemas as Terraform reads them"))("Terraform", () => {
  test("has understood every schema as it is meant", async () => {
    const tf = await stage.folder("");
    const { stdout } = await tf.run(["providers", "schema", "-json"]);
    const schemas = (JSON.parse(stdout) as { provider_schemas: Record<string, Record<string, unknown>> }).provider_schemas;
    const own = schemas["registry.terraform.io/scvmm/scvmm"] ?? {};
    expect(schemaOf(own["provider"] as SchemaJson)).toEqual(providerSchema);
    for (const [list, types] of [
      ["resource_schemas", mappings],
      ["data_source_schemas", dataSources],
    ] as const) {
      const told = own[list] as Readonly<Record<string, SchemaJson>>;
      expect(Object.keys(told).toSorted()).toEqual(types.map(({ name }) => name).toSorted());
      for (const { name, schema } of types) expect([name, schemaOf(told[name] as SchemaJson)]).toEqual([name, schema]);
    }
  });
});
