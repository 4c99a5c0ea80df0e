import { visible } from "./visible.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** XML 1.0 (2.2) allows neither, and they are no controls that `visible` would write out. */
const NONCHARACTERS = /[\ufffe\uffff]/g;

/** One line of text that is only text, in an element or between quotes. HTML reads it alike. */
export function markupText(text: string): string {
  return visible(text)
    .replace(NONCHARACTERS, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** ` name="value"` for each that has a value. */
export function attributesText(attributes: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${markupText(String(value))}"`]))
    .join("");
}
