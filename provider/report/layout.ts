/** Combining marks take no column, East Asian wide forms and emoji take two (Unicode TR 11, the ranges that matter). */
const ZERO = /[\p{Mn}\p{Me}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

function columnsOf(character: string): number {
  if (character < "\u0300") return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns that a text without colour takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

function take(characters: readonly string[], width: number): readonly string[] {
  const taken: string[] = [];
  let left = width;
  for (const character of characters) {
    left -= columnsOf(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

/** Shortened in the middle: both ends of a path or a name tell more than its middle. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const characters = [...text];
  const room = Math.max(2, width - 1);
  const head = take(characters, Math.ceil(room / 2));
  const tail = take([...characters].reverse(), Math.floor(room / 2));
  return `${head.join("")}…${[...tail].reverse().join("")}`;
}

/** Broken at blanks, later lines `hang` columns further in; a word longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, width: number, indent: string, hang = 0): string[] {
  const lines: string[] = [];
  let line = "";
  const lead = () => indent + (lines.length === 0 ? "" : " ".repeat(hang));
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(lead() + longer) > width) {
      lines.push(lead() + line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(lead() + line);
  return lines;
}

/** `1 machine`, `2 machines`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Wall time for people: `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
