import { describeWithMark, type Mark, splitDescription } from "./mark.ts";

/**
 * A claim of a VM's name is kept in VMM as the definition of a custom property (decision: claims of names). It is called after the name,
 * so that VMM lets nobody have the same claim twice, and tells in its description whose it is.
 */
export const NAME_CLAIM_PREFIX = "scvmm-name__";

const TEXT = "VM name held by scvmm-provider: ";
const PLAIN = /[a-z0-9.-]/;
const ESCAPED = /_x([0-9a-f]{4})_/g;

/** VMM compares VM names without case. Other signs than letters, digits, dots and hyphens are written as `_x0020_`, by UTF-16 code units. */
export function claimKey(name: string): string {
  const units = name.toLowerCase().split("");
  return `${NAME_CLAIM_PREFIX}${units.map((unit) => (PLAIN.test(unit) ? unit : `_x${unit.charCodeAt(0).toString(16).padStart(4, "0")}_`)).join("")}`;
}

/** In lower case; undefined for what is no key. */
function nameOfKey(key: string): string | undefined {
  const folded = key.toLowerCase();
  if (!folded.startsWith(NAME_CLAIM_PREFIX) || folded === NAME_CLAIM_PREFIX) return undefined;
  return folded.slice(NAME_CLAIM_PREFIX.length).replaceAll(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export const describeClaim = (name: string, mark: Mark): string => describeWithMark(`${TEXT}${name}`, mark);

export interface NameClaim {
  /** As it was claimed; in lower case where people have edited the description. */
  readonly name: string;
  /** null: people have edited it, and it says no longer whose it is. It holds the name all the same. */
  readonly mark: Mark | null;
}

/** Undefined where the definition is no claim. */
export function parseClaim(key: string, text: string): NameClaim | undefined {
  const folded = nameOfKey(key);
  if (folded === undefined) return undefined;
  const { description, mark } = splitDescription(text);
  const written = description.startsWith(TEXT) ? description.slice(TEXT.length) : "";
  return { name: written.toLowerCase() === folded ? written : folded, mark: mark ?? null };
}
