import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KNOWN_ERRORS } from "../../provider/scvmm/known-errors.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");

test("the page of errors is that of the table", async () => {
  const { errorsText } = (await import(new URL(".tools/errors.mjs", root).href)) as { errorsText: () => Promise<string> };
  expect(text("docs/errors.md")).toBe(await errorsText());
});

test("every number of the facts is in the table", () => {
  const [, section = ""] = text("docs/facts/scvmm-domain.md").split("### 3.2 Numbers");
  const rows = [...(section.split("\n## ", 1)[0] ?? "").matchAll(/^\| ([\d, ]+) \|/gm)];
  const numbers = rows.flatMap(([, cell]) => (cell ?? "").split(",").map(Number));
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((number) => !KNOWN_ERRORS.has(number))).toEqual([]);
});
