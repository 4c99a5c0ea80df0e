export interface Column<Row> {
  readonly title: string;
  of(row: Row): string;
}

/** Lines of equal columns; the first to the left, the rest to the right. */
export function showTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.of(row)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const pad = (text: string, index: number) => (index === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[index] ?? 0));
  return lines.map((line) => `${line.map(pad).join("  ").trimEnd()}\n`).join("");
}
