/**
 * Protection against deletion is kept in VMM, so that it outlives its manifest: of a VM in this custom property, of a granted address
 * as a word of its description.
 */
export const PROTECTION_PROPERTY = "ScvmmProtected";
const WORD = "[scvmm:protected]";

/** People may set the property by hand: whatever it says, but no, protects. */
export function isProtection(value: string | undefined): boolean {
  return value !== undefined && !/^\s*(|no|false|0)\s*$/i.test(value);
}

export function describeProtected(description: string, isProtected: boolean): string {
  return isProtected ? `${description} ${WORD}`.trimStart() : description;
}

/** `description` without its mark. */
export function splitProtection(description: string): { readonly text: string; readonly isProtected: boolean } {
  const isProtected = description.endsWith(WORD);
  return { text: isProtected ? description.slice(0, -WORD.length).trimEnd() : description, isProtected };
}
