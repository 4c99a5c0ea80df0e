import type * as z from "zod";
import type { Policy } from "./plan.ts";

/** What is known of one attribute beside its type; read by diff, docs and (later) the generated schemas. */
export interface FieldFacts {
  /** One sentence for reference docs. */
  readonly doc: string;
  /** How a change is carried out; absent where the attribute never changes anything in VMM. */
  readonly policy?: Policy;
  /** Unit of a plain number, e.g. `MHz`, `seconds`. Quantities carry their own. */
  readonly unit?: string;
  /** Never printed, never stored. */
  readonly sensitive?: true;
  /** Set by the tool or a controller; accepted in a manifest, never compared. */
  readonly computed?: true;
  /** Read for compatibility; `doc` says what to write instead. */
  readonly deprecated?: true;
  /** Accepted, checked and kept, but not carried out by this version; loading a manifest that sets it warns. */
  readonly unsupported?: true;
}

/** Attach facts to a schema. The facts live in zod's own metadata, so that the schema stays the one source. */
export function field<T extends z.ZodType>(schema: T, facts: FieldFacts): T {
  return schema.meta({ ...facts, description: facts.doc }) as T;
}

/** Facts of a schema made by `field`, looking through optional, default and nullable wrappers. */
export function factsOf(schema: z.ZodType): FieldFacts | undefined {
  const meta = schema.meta();
  if (meta && typeof meta["doc"] === "string") return meta as unknown as FieldFacts;
  const inner = (schema as unknown as { def: { innerType?: z.ZodType } }).def.innerType;
  return inner ? factsOf(inner) : undefined;
}
