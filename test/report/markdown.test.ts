import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMMENT_LIMIT, codeSpan, fence, markdownText } from "../../provider/report/markdown.ts";
import { planMarkdown } from "../../provider/report/plan-markdown.ts";
import { attribute, change, planOf, samplePlan } from "./sample-plan.ts";

const hostile = fc.string({
  unit: fc.constantFrom("`", "|", "\\", "<", ">", "&", "@", "#", "\n", "\r", "*", "[", "]", "(", "a", " ", "~", "\u001b"),
});

/** Cells of a table row as GFM splits it: at pipes without a backslash. */
function cells(row: string): string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1);
}

describe("text that is only text", () => {
  test.each([
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
    ["@team, see #12", "@&#8203;team, see #&#8203;12"],
    ["[x](http://evil)", "\\[x\\](http\\://evil)"],
    ["www.evil", "www\\.evil"],
    ["a\nb", "a\\\\nb"],
  ])("%j", (input, expected) => expect(markdownText(input)).toBe(expected));

  test("never opens a tag, a code span or a cell", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = markdownText(text);
        expect(shown).not.toMatch(/[<>\n\r]/);
        expect(shown.replace(/\\[\\`*_{}[\]|~:^$!]/g, "")).not.toMatch(/[\\`*[\]|~]/);
      }),
    );
  });

  test("a code span is closed by its own ticks only, and stays in its cell", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = codeSpan(text);
        const ticks = /^`*/.exec(span)?.[0] ?? "";
        const inside = span.slice(ticks.length, span.length - ticks.length);
        expect(inside.match(/`+/g) ?? []).not.toContain(ticks);
        if (text !== "") expect(span.endsWith(ticks)).toBe(true);
      }),
    );
  });

  test("a fence is closed by its last line only", () => {
    fc.assert(
      fc.property(fc.array(hostile), (lines) => {
        const block = fence("diff", lines).split("\n");
        const ticks = block.at(-1) ?? "";
        expect(block).toHaveLength(lines.length + 2);
        expect(block.slice(1, -1).some((line) => line.trimStart().startsWith(ticks))).toBe(false);
      }),
    );
  });
});

describe("a plan as Markdown", () => {
  test("counts, table, a diff a change", () => {
    const text = planMarkdown(samplePlan);
    expect(text.split("\n").slice(0, 10)).toEqual([
      "### Plan: 1 to create, 1 to update, 1 to replace, 1 to delete, 1 unchanged.",
      "",
      `Scope \`web\` · \`sha256:${"a".repeat(64)}\``,
      "",
      "|  | object | action | disruption | cause |",
      "| --- | --- | --- | --- | --- |",
      "| `+` | `ScvmmMachine/web-farm/web-1` | create |  | not in VMM |",
      "| `~` | `ScvmmMachine/web-farm/web-2` | update | **power-cycle** by spec.cpuCount | manifest differs in spec.memory, spec.cpuCount, spec.customProperty.role and spec.tag |",
      "| `-/+` | `ScvmmMachine/web-farm/web-3` | replace | **replace** by spec.cloud | manifest differs in spec.cloud |",
      "| `-` | `ScvmmVirtualIP/web-farm/vip` | delete |  | manifest is gone |",
    ]);
    expect(text).toContain(`<details><summary>update <code>ScvmmMachine/web-farm/web-2</code></summary>

\`\`\`diff
- spec.cpuCount: 2
+ spec.cpuCount: 4
- spec.memory: 4Gi
+ spec.memory: 8Gi
`);
    expect(text).not.toContain("\u001b");
  });

  test("whatever a name or a value holds, the table keeps five columns and the page its blocks", () => {
    fc.assert(
      fc.property(hostile, hostile, (cause, value) => {
        const attributes = [attribute(value, value, cause)];
        const one = change({
          address: value,
          action: "update",
          disruption: "power-cycle",
          disruptedBy: [value],
          window: value,
          cause,
          attributes,
        });
        const lines = planMarkdown(planOf([one])).split("\n");
        expect(cells(lines[6] ?? "")).toHaveLength(5);
        expect(lines[8]).toMatch(/^<details><summary>update <code>[^<>]*<\/code><\/summary>$/);
        expect(lines.at(-2)).toBe("</details>");
      }),
    );
  });

  test("stays below the limit of a comment and says what it left out", () => {
    const changes = Array.from({ length: 3000 }, (_, index) =>
      change({
        address: `ScvmmMachine/web-farm/web-${index}`,
        action: "update",
        cause: "manifest differs in spec.memory",
        attributes: [attribute("spec.memory", "4Gi", "8Gi")],
      }),
    );
    const text = planMarkdown(planOf(changes));
    expect(text.length).toBeLessThan(COMMENT_LIMIT + 500);
    expect(text).toContain("… and 2900 more changes.");
    expect(text).toMatch(/… and \d+ more changes that do not fit here\.\n$/);
  });
});
