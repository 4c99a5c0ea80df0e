/** What a README tells to type, and what it says one sees. */
export interface Told {
  readonly commands: string;
  /** Lines that come one after the other, with others between. */
  readonly lines: readonly string[];
}

export function readReadme(text: string): Told {
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, block]) => block ?? "");
  return {
    commands: blocks("sh").join("\n"),
    lines: blocks("text").flatMap((block) => block.split("\n").filter((line) => line !== "")),
  };
}

/** Throws at the first of the lines that does not come after those before it. */
export function assertLines(lines: readonly string[], printed: string): void {
  let from = 0;
  for (const line of lines) {
    const at = printed.indexOf(line, from);
    if (at < 0) throw new Error(`not among what was printed: ${line}\n\n${printed}`);
    from = at + line.length;
  }
}
