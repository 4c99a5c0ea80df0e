/**
 * Characters that a terminal, an editor or a reader's eye would obey instead of showing: controls (Cc), format
 * characters such as bidirectional overrides and zero-width ones (Cf), lone surrogates (Cs), line and paragraph separators.
 * Names in VMM are chosen by other people; none of them may move the cursor or hide a letter in a report that somebody approves.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function hex(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** One line of text with every such character written as an escape (`\n`, `\u001b`). */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT[character] ?? hex(character));
}

/** The same inside JSON or YAML double quotes that are already escaped: line ends between tokens stay. */
export function visibleInJson(json: string): string {
  return json.replace(INVISIBLE, (character) => (character === "\n" ? character : hex(character)));
}

export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}
