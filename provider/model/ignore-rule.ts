import * as z from "zod";
import { type DriftKind, driftKinds } from "./drift.ts";
import { field } from "./field.ts";
import { addressGlob, type Glob, pathGlob } from "./glob.ts";
import type { Place } from "./manifests.ts";

/** What drift is not to count. Apply never looks at it. */
export interface IgnoreRule {
  readonly object: Glob;
  /** Empty: all. */
  readonly paths: readonly Glob[];
  /** Empty: all. */
  readonly kinds: readonly DriftKind[];
  /** YYYY-MM-DD, the last day; null: for good. */
  readonly until: string | null;
  readonly reason: string | null;
  /** null: a flag. */
  readonly place: Place | null;
}

/** `Kind/namespace/name`, each step with wildcards. */
const objectPattern = z.string().regex(/^[\w*?.-]+(\/[\w*?.-]+)*$/, {
  error: "must be an address with wildcards, such as ScvmmMachine/web-farm/web-* or **",
});
const pathPattern = z
  .string()
  .regex(/^(spec\b|\*)/, { error: "must be a path in the manifest with wildcards, such as spec.tag or spec.disks[*].size" });

/** As the settings file has it. */
export const ignoreRule = z.strictObject({
  object: field(objectPattern, { doc: "Addresses, `*` for what is between two `/`, `**` for anything: `ScvmmMachine/web-farm/*`." }),
  paths: field(z.array(pathPattern).min(1).optional(), {
    doc: "Fields, with all below them; by default the whole object. `*` ends at a dot.",
  }),
  kinds: field(z.array(z.enum(driftKinds)).min(1).optional(), { doc: "Kinds of drift; by default all." }),
  until: field(z.iso.date({ error: "must be a date such as 2030-12-31" }).optional(), { doc: "Last day on which the rule counts." }),
  reason: field(z.string().min(1).optional(), { doc: "Why; shown beside what is ignored." }),
});

export function toIgnoreRule(
  { object, paths = [], kinds = [], until, reason }: z.output<typeof ignoreRule>,
  place: Place | null,
): IgnoreRule {
  return { object: addressGlob(object), paths: paths.map(pathGlob), kinds, until: until ?? null, reason: reason ?? null, place };
}

/** `OBJECT`, `OBJECT:PATH` or `OBJECT:KIND`, as a flag has it; undefined where it is neither. */
export function parseIgnoreRule(text: string): IgnoreRule | undefined {
  const [object = "", what, ...more] = text.split(":");
  if (more.length > 0) return undefined;
  const kind = driftKinds.find((known) => known === what);
  const given = what === undefined ? { object } : kind ? { object, kinds: [kind] } : { object, paths: [what] };
  const { success, data } = ignoreRule.safeParse(given);
  return success ? toIgnoreRule(data, null) : undefined;
}

/** `ScvmmMachine/web-farm/*:spec.tag` */
export function ruleText({ object, paths, kinds }: IgnoreRule): string {
  const what = [...kinds, ...paths.map(({ text }) => text)].join(",");
  return what === "" ? object.text : `${object.text}:${what}`;
}
