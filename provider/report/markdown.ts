import { visible } from "./visible.ts";

/**
 * Text that is only text in GitHub Flavored Markdown: no markup, no HTML, no link, no mention or issue reference. Mentions
 * are looked for in the finished text, so that an entity does not stop them; a zero-width space does.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]|~:^$!]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}\\.`)
    .replace(/[@#]/g, "$&&#8203;");
}

/** Text inside an HTML tag, where Markdown is not read. */
export function htmlText(text: string): string {
  return visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** A code span, for a table cell too: GFM splits cells before it reads code, so that a pipe needs its backslash even there. */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll("|", "\\|");
  const ticks = "`".repeat(longestRun(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return shown === "" ? "" : `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** A fenced block that its lines cannot end. */
export function fence(language: string, lines: readonly string[]): string {
  const shown = lines.map(visible);
  const ticks = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [`${ticks}${language}`, ...shown, ticks].join("\n");
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** GitHub refuses a comment of more than 65,536 characters. */
export const COMMENT_LIMIT = 60_000;

/** As many blocks as fit in a comment; the rest is counted. `unit` names what a block is. */
export function blocksThatFit(head: string, blocks: readonly string[], unit: string): string {
  let text = head;
  for (const [index, block] of blocks.entries()) {
    if (text.length + block.length + 2 > COMMENT_LIMIT)
      return `${text}\n\n… and ${blocks.length - index} more ${unit} that do not fit here.\n`;
    text += `\n\n${block}`;
  }
  return `${text}\n`;
}
