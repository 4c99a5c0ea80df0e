import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attributes, AttributeType } from "../../provider/terraform/schema/attribute.ts";
import { conform } from "../../provider/terraform/schema/conform.ts";
import type { AttributePath } from "../../provider/terraform/schema/mapping.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { validate } from "../../provider/terraform/schema/validate.ts";
import { FUZZ_TIMEOUT_MS, fuzzRuns } from "../winrm/fuzz-kit.ts";
import { configOf, isThere } from "./arbitraries.ts";

const WORDS_OF_MANIFESTS = /(?<!\.)\bspec\b|Scvmm(Provider|Machine|Name|VirtualIP|Persistent|Checkpoint)|[Mm]anifest|(?<!\.)\bvm[A-Z]/;

/** Whether a schema has an attribute at a path, whatever keys its maps have. */
function isAttribute(attributes: Attributes, [name, ...steps]: AttributePath): boolean {
  if (name === undefined) return true;
  const type = attributes[name]?.type;
  return type !== undefined && leads(type, steps);
}

function leads(type: AttributeType, steps: AttributePath): boolean {
  if (steps.length === 0) return true;
  if (type.kind === "object") return isAttribute(type.attributes, type.nesting === "single" ? steps : steps.slice(1));
  return (type.kind === "map" || type.kind === "list") && steps.length === 1;
}

test.each(mappings.map((mapping) => [mapping.name, mapping] as const))(
  "any configuration of %s is taken, known or not, and what is wrong is said at attributes that are there",
  (_, mapping) => {
    fc.assert(
      fc.property(configOf(mapping.schema.attributes), (config) => {
        expect(conform(mapping.schema, config)).toEqual(config);
        mapping.keyOf(config);
        for (const { path, summary, detail } of validate(mapping, config)) {
          expect([path, isAttribute(mapping.schema.attributes, path), isThere(config, path)]).toEqual([path, true, true]);
          expect(`${summary} ${detail}`).not.toMatch(WORDS_OF_MANIFESTS);
        }
      }),
      // All checks of a manifest twice: a hundredth of what a decoder is given.
      { numRuns: Math.ceil(fuzzRuns(4000) / 100) },
    );
  },
  FUZZ_TIMEOUT_MS,
);
