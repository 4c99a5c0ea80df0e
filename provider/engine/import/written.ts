import type * as z from "zod";
import type { Json } from "../../model/plan.ts";
import { canonicalJson } from "../canonical-json.ts";

export type Fields = Readonly<Record<string, Json | undefined>>;

/** Told of what a manifest cannot say. */
export type Note = (path: string, why: string) => void;

/** Without what is not there; undefined when nothing is. */
export function fieldsOf(fields: Fields): { readonly [key: string]: Json } | undefined {
  const given = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** Those values that a manifest can hold, and that come out of it as they went in. */
export function writable(shape: Readonly<Record<string, z.ZodType>>, values: Fields, at: string, note: Note) {
  const kept = Object.entries(values).filter(([name, value]) => {
    if (value === null || value === undefined) return false;
    const parsed = shape[name]?.safeParse(value);
    const fits = parsed?.success === true && canonicalJson(parsed.data) === canonicalJson(value);
    if (!fits) note(`${at}.${name}`, `VMM says ${canonicalJson(value)}, which a manifest cannot`);
    return fits;
  });
  return fieldsOf(Object.fromEntries(kept));
}
