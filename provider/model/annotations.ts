import { DEFAULT_NAMESPACE } from "./metadata.ts";

/** Annotations that this tool reads; all others are people's own. */
export const ANNOTATION_PREFIX = "scvmm-provider/";
/** Earlier addresses of a manifest: `name` or `namespace/name`, commas between. */
export const MOVED_FROM = `${ANNOTATION_PREFIX}moved-from`;
/** VMM's id of the VM that a manifest was written of: `scvmm adopt` takes that one, and it needs no template. */
export const VM_ID = `${ANNOTATION_PREFIX}vm-id`;

export const ANNOTATIONS = [MOVED_FROM, VM_ID] as const;

const STEP = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
const EARLIER = new RegExp(`^(${STEP}/)?${STEP}$`);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Annotated {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly annotations?: Readonly<Record<string, string>> | undefined };
}

/** `Kind/namespace/name` of every earlier address; undefined where the text is none. */
export function parseMovedFrom(text: string, kind: string, namespace: string): readonly string[] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  if (!parts.every((part) => EARLIER.test(part))) return undefined;
  return parts.map((part) => `${kind}/${part.includes("/") ? part : `${namespace}/${part}`}`);
}

export function movedFrom({ kind, metadata: { namespace = DEFAULT_NAMESPACE, annotations } }: Annotated): readonly string[] {
  const text = annotations?.[MOVED_FROM];
  return text === undefined ? [] : (parseMovedFrom(text, kind, namespace) ?? []);
}

export const isVmId = (text: string): boolean => GUID.test(text);

/** In lower case, as ids of objects are. */
export function vmIdOf({ metadata: { annotations } }: Annotated): string | undefined {
  return annotations?.[VM_ID]?.toLowerCase();
}
