/**
 * The two layers of escaping in CLIXML (MS-PSRP 2.2.5.3.2): `_xHHHH_` for UTF-16 units that XML cannot carry or would
 * change (a raw CR LF is read as LF), then XML's own entities.
 */

const hex = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this escapes
const NEEDS_ESCAPE = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]|_(?=[xX])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and what XML escapes
const NEEDS_ANYTHING = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff&<>"]|_[xX]/;
const ESCAPED = /_[xX]([0-9a-fA-F]{8}|[0-9a-fA-F]{4})_/g;
const XML_SPECIAL = /[&<>"]/g;
const HAS_XML_SPECIAL = /[&<>"]/;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeXml = (value: string): string =>
  HAS_XML_SPECIAL.test(value) ? value.replace(XML_SPECIAL, (special) => ENTITIES[special] ?? special) : value;

/** A string as the content of an element or of a double-quoted attribute. */
export const escapeText = (value: string): string => (NEEDS_ANYTHING.test(value) ? escapeXml(value.replace(NEEDS_ESCAPE, hex)) : value);

/** Undoes `_xHHHH_` and `_xHHHHHHHH_` in one pass from left to right; what is no valid escape stays. XML's entities are the parser's work. */
export const unescapeText = (value: string): string =>
  value.includes("_")
    ? value.replace(ESCAPED, (whole, digits: string) => {
        const point = Number.parseInt(digits, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      })
    : value;
