import { ANNOTATION_PREFIX, ANNOTATIONS, isVmId, MOVED_FROM, parseMovedFrom, VM_ID } from "../annotations.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Draft, diagnose } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";

const READ: Readonly<Record<string, readonly string[]>> = {
  ScvmmMachine: ANNOTATIONS,
  ScvmmVirtualIP: [MOVED_FROM],
  ScvmmCheckpoint: [MOVED_FROM],
  ScvmmName: [MOVED_FROM],
  ScvmmPersistentDisk: [MOVED_FROM],
};

/** Annotations that this tool reads. A misspelt one would be kept in silence, and an object that was to move be deleted. */
export function checkAnnotations(draft: Draft): readonly Diagnostic[] {
  const path: ManifestPath = ["metadata", "annotations"];
  const given = valueAt(draft.source.value, path);
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    if (!key.startsWith(ANNOTATION_PREFIX) || typeof value !== "string") return [];
    const problem = problemOf(draft, key, value);
    return problem ? [diagnose(draft, [...path, key], { severity: "error", ...problem })] : [];
  });
}

function problemOf(draft: Draft, key: string, value: string) {
  const read = READ[draft.kind] ?? [];
  if (!read.includes(key)) {
    return {
      code: "MANIFEST_UNKNOWN_ANNOTATION",
      summary: `${key} is no annotation of a ${draft.kind}`,
      detail: read.length > 0 ? `There are: ${read.join(", ")}.` : `A ${draft.kind} has none.`,
      hint: didYouMean(key, read) ?? "Remove it, or write it without the prefix if it is your own.",
    };
  }
  if (key === VM_ID) {
    if (isVmId(value)) return undefined;
    return {
      code: "MANIFEST_VM_ID_INVALID",
      summary: `"${value}" is no id of a VM`,
      detail: "VMM's ids are Guids, such as 8a1f3c52-0d5e-4a55-9d3f-6a1b2c3d4e5f.",
      hint: "`scvmm get machines -o json` tells the ids.",
    };
  }
  const earlier = parseMovedFrom(value, draft.kind, draft.namespace);
  const renamed = draft.kind === "ScvmmPersistentDisk" && earlier?.some((address) => nameIn(address) !== nameIn(draft.address));
  if (renamed)
    return {
      code: "MANIFEST_MOVED_FROM_INVALID",
      summary: "a persistent disk moves to another namespace under its own name",
      detail: "Its file is called after it, and VMM cannot rename a file.",
      hint: `Write ${MOVED_FROM}: old-namespace/${nameIn(draft.address)}.`,
    };
  if (earlier && !earlier.includes(draft.address)) return undefined;
  return {
    code: "MANIFEST_MOVED_FROM_INVALID",
    summary: earlier ? "a manifest cannot have moved from its own address" : `"${value}" is no earlier address`,
    detail: "Expected the name that the manifest had, or namespace/name; several with commas between.",
    hint: `Write ${MOVED_FROM}: old-namespace/old-name.`,
  };
}

const nameIn = (address: string): string => address.slice(address.lastIndexOf("/") + 1);
