import type * as z from "zod";
import type { Diagnostic } from "../diagnostic.ts";
import type { KINDS, Kind } from "./kinds.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import type { SourceObject } from "./source-object.ts";

export type ValueOf<K extends Kind> = z.output<(typeof KINDS)[K]>;

/**
 * A manifest on its way through the checks. Those read what is written, field by field, so that one wrong field hides no other
 * mistake; `value` is there only once all fields fit the schema.
 */
export interface Draft<K extends Kind = Kind> {
  readonly kind: K;
  readonly name: string;
  readonly namespace: string;
  /** `Kind/namespace/name` */
  readonly address: string;
  readonly source: SourceObject;
  readonly value: ValueOf<K> | undefined;
}

/** What a check says beside the place, which follows from draft and path. */
export type Finding = Pick<Diagnostic, "code" | "severity" | "summary" | "detail" | "hint">;

/** What a finding is about. Settings and documents that are no manifests have no address. */
export interface Subject {
  readonly source: SourceObject;
  readonly address?: string;
}

export function diagnose({ source, address }: Subject, path: ManifestPath, finding: Finding): Diagnostic {
  return { ...finding, ...source.locate(path), path: formatPath(path), ...(address === undefined ? {} : { address }) };
}

export function ofKind<K extends Kind>(drafts: readonly Draft[], kind: K): readonly Draft<K>[] {
  return drafts.filter((draft): draft is Draft<K> => draft.kind === kind);
}

/** Whether the manifest says anything at this path, right or wrong. */
export function isGiven(draft: Draft, path: ManifestPath): boolean {
  const value = valueAt(draft.source.value, path);
  return value !== undefined && value !== "";
}

/** The value at a path if it is there and fits. */
export function read<T>(draft: Draft, path: ManifestPath, schema: z.ZodType<T>): T | undefined {
  const result = schema.safeParse(valueAt(draft.source.value, path));
  return result.success ? result.data : undefined;
}

/** Number of items of a list. */
export function countAt(draft: Draft, path: ManifestPath): number {
  const value = valueAt(draft.source.value, path);
  return Array.isArray(value) ? value.length : 0;
}
