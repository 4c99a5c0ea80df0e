import type * as z from "zod";
import { factsOf } from "../../model/field.ts";
import { KINDS, type Kind } from "../../model/load/kinds.ts";
import { quantity } from "../../model/quantity.ts";
import { childSchema, definitionOf, fieldNames, schemaAt, unwrap } from "../../model/schema-tree.ts";
import type { Attribute, PrimitiveType } from "./attribute.ts";
import { docOf } from "./field-doc.ts";
import { companion } from "./parts/companion.ts";
import { keyed } from "./parts/keyed.ts";
import { items, member, object } from "./parts/object.ts";
import type { Member, Part } from "./parts/part.ts";
import { list, mapOf, scalar } from "./parts/plain.ts";
import { secret } from "./parts/secret.ts";
import { RULES, type Rule } from "./rules.ts";
import { snakeCase } from "./words.ts";

/** Place in the vocabulary. */
interface Spot {
  readonly kind: Kind;
  /** `spec.disks[].size` */
  readonly pattern: string;
  readonly schema: z.ZodType;
}

/** Members for the fields of a kind's `spec`. */
export function membersOfKind(kind: Kind): readonly Member[] {
  const schema = schemaAt(KINDS[kind], ["spec"]);
  if (!schema) throw new Error(`${kind} has no spec`);
  return membersOf({ kind, pattern: "spec", schema }, []);
}

function membersOf(spot: Spot, steps: readonly string[]): readonly Member[] {
  return fieldNames(spot.schema).flatMap((name) => {
    const schema = childSchema(spot.schema, name);
    return schema ? fieldMembers({ ...spot, pattern: `${spot.pattern}.${name}`, schema }, [...steps, name]) : [];
  });
}

/** What a controller writes, what is not carried out, and what has a newer spelling is no attribute. */
function fieldMembers(spot: Spot, steps: readonly string[]): readonly Member[] {
  const { kind, pattern, schema } = spot;
  const facts = factsOf(schema);
  if (facts?.computed || facts?.unsupported || facts?.deprecated) return [];
  const rule = RULES[kind]?.[pattern];
  const name = snakeCase(steps.at(-1) ?? "");
  if (!rule) return [memberOf(name, spot, steps, partOf(spot))];
  return byRule(rule, name, spot, steps);
}

function byRule(rule: Rule, name: string, spot: Spot, steps: readonly string[]): readonly Member[] {
  switch (rule.rule) {
    case "left-out":
      return [];
    case "inline":
      return membersOf(spot, steps);
    case "renamed":
      return [
        memberOf(rule.to, spot, steps, partOf(spot), {
          ...(rule.presence && { presence: rule.presence }),
          ...(rule.doc !== undefined && { doc: rule.doc }),
        }),
      ];
    case "keyed":
      return [memberOf(rule.to, spot, steps, keyed(membersOf(inside(spot), []), rule.labels), { doc: rule.doc })];
    case "secret":
      return [secret(steps, rule.shape, isRequired(spot.schema))];
    case "companion": {
      const members = membersOfKind(rule.kind);
      const part = companion(rule.kind, rule.reference, members);
      const covers = new Set(members.flatMap((one) => one.steps.slice(0, 1)));
      return [{ ...memberOf(name, spot, steps, part, { doc: rule.doc }), covers }];
    }
  }
}

/** The spot of a list's items. */
function inside({ schema, pattern, ...spot }: Spot): Spot {
  const { element } = definitionOf(unwrap(schema));
  if (!element) throw new Error(`${pattern} is no list`);
  return { ...spot, pattern: `${pattern}[]`, schema: element };
}

const isRequired = (schema: z.ZodType): boolean => !schema.isOptional();

function memberOf(name: string, { schema, kind }: Spot, steps: readonly string[], part: Part, other: Partial<Attribute> = {}): Member {
  const presence = isRequired(schema) ? "required" : "optional";
  return member(steps, name, { type: part.type, presence, doc: docOf(schema, kind), ...other }, part);
}

function partOf(spot: Spot): Part {
  const bare = unwrap(spot.schema);
  const { element, valueType, shape } = definitionOf(bare);
  if (shape) return object(membersOf(spot, []));
  if (valueType) return mapOf(primitiveOf(valueType, spot));
  if (!element) return scalar(primitiveOf(bare, spot));
  return definitionOf(unwrap(element)).shape ? items(membersOf(inside(spot), [])) : list(primitiveOf(element, spot));
}

const QUANTITY = unwrap(quantity);

const PRIMITIVES: Readonly<Record<string, PrimitiveType>> = {
  string: { kind: "string" },
  enum: { kind: "string" },
  number: { kind: "number" },
  boolean: { kind: "bool" },
};

/** Quantities are texts: a number cannot say `4Gi`. */
function primitiveOf(schema: z.ZodType, spot: Spot): PrimitiveType {
  const bare = unwrap(schema);
  const { type, options, values } = definitionOf(bare);
  if (bare === QUANTITY) return { kind: "string" };
  const [option] = options ?? [];
  if (option) return primitiveOf(option, spot);
  const found = values ? PRIMITIVES[typeof values[0]] : PRIMITIVES[type];
  if (!found) throw new Error(`${spot.kind} ${spot.pattern}: no attribute can be of the type ${type}`);
  return found;
}
