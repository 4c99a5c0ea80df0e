import type * as z from "zod";
import { type FieldFacts, factsOf } from "./field.ts";

/** One attribute of a schema. */
export interface SchemaField {
  /** `spec.disks[].size`; `[]` stands for every item, `{}` for every key of a map. */
  readonly path: string;
  readonly schema: z.ZodType;
  readonly required: boolean;
  readonly facts: FieldFacts | undefined;
}

/** What is read of zod's own definition of a schema; which of it is there depends on the type. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly defaultValue?: unknown;
}

export const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** The schema that a value in a manifest has to fit, without optional, default and transforming wrappers. */
export function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType, in: input } = definitionOf(schema);
  const inner = innerType ?? input;
  return inner ? unwrap(inner) : schema;
}

/** Schema of a child of a value: a field, an item, an entry of a map. */
export function childSchema(schema: z.ZodType, segment: string | number): z.ZodType | undefined {
  const { shape, element, valueType } = definitionOf(unwrap(schema));
  if (shape) return Object.hasOwn(shape, segment) ? shape[segment] : undefined;
  return element ?? valueType;
}

/** Names of the fields of an object; none for other values. */
export function fieldNames(schema: z.ZodType | undefined): readonly string[] {
  return schema ? Object.keys(definitionOf(unwrap(schema)).shape ?? {}) : [];
}

/** Schema at a path from here. */
export function schemaAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((parent, segment) => parent && childSchema(parent, segment), schema);
}

/** Every attribute below a schema, in the order of the schema; for reference docs and checks. */
export function fieldsOf(schema: z.ZodType, path = ""): readonly SchemaField[] {
  const { shape, element, valueType } = definitionOf(unwrap(schema));
  if (element) return fieldsOf(element, `${path}[]`);
  if (valueType) return fieldsOf(valueType, `${path}{}`);
  return Object.entries(shape ?? {}).flatMap(([name, child]) => {
    const childPath = path === "" ? name : `${path}.${name}`;
    return [{ path: childPath, schema: child, required: !child.isOptional(), facts: factsOf(child) }, ...fieldsOf(child, childPath)];
  });
}
