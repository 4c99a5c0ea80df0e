import type { FieldPage } from "../model/explain.ts";
import { notesOf } from "./explain-text.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Fields of Kubernetes' own, and what controllers write: named once, not field by field. */
const isOurs = ({ path, facts }: FieldPage): boolean => path.startsWith("spec") && !facts?.computed;

/** The reference page of the vocabulary, a table for each kind. */
export function referenceMarkdown(kinds: readonly FieldPage[]): string {
  return kinds.map((page) => `## ${page.kind}\n\n${table(flatten(page).filter(isOurs))}`).join("\n");
}

const flatten = (page: FieldPage): readonly FieldPage[] => page.fields.flatMap((child) => [child, ...flatten(child)]);

function table(pages: readonly FieldPage[]): string {
  const rows = pages
    .filter(({ path }) => path !== "spec")
    .map((page) => {
      const notes = notesOf(page).map(([title, text]) => `${title.toLowerCase()}: ${text}`);
      const what = [page.facts?.doc ?? "", ...(notes.length > 0 ? [`*${notes.join(" · ")}*`] : [])].filter(Boolean).join(" ");
      return `| \`${page.path}\`${page.required ? " **required**" : ""} | ${page.type} | ${cell(what)} |\n`;
    });
  return `| field | type | |\n|---|---|---|\n${rows.join("")}`;
}
