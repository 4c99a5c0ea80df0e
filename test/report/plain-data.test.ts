import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { applyText, resultLine } from "../../provider/report/apply-text.ts";
import { diagnosticsText } from "../../provider/report/diagnostics-text.ts";
import { jsonText, planJson } from "../../provider/report/json.ts";
import { duration, shorten, textWidth } from "../../provider/report/layout.ts";
import { plain } from "../../provider/report/palette.ts";
import { namesText, tableText } from "../../provider/report/table.ts";
import { hasInvisible, visible } from "../../provider/report/visible.ts";
import { yamlText } from "../../provider/report/yaml.ts";
import { attribute, change, planOf, samplePlan } from "./sample-plan.ts";

const hostile = fc.string({ unit: "binary", maxLength: 40 });

describe("characters that would be obeyed", () => {
  test.each([
    ["\u001b[2J", "\\u001b[2J"],
    ["\u009b31m", "\\u009b31m"],
    ["a\tb\r\nc", "a\\tb\\r\\nc"],
    ["\u202egpj.exe", "\\u202egpj.exe"],
    ["pay\u200bpal", "pay\\u200bpal"],
    ["\udc00", "\\udc00"],
    ["Grün 日本 😀", "Grün 日本 😀"],
  ])("%j", (input, expected) => expect(visible(input)).toBe(expected));
});

describe("JSON", () => {
  test("holds the same value, two blanks, a line end, and no control character", () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const text = jsonText(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(hasInvisible(text.replaceAll("\n", ""))).toBe(false);
        expect(text.endsWith("}\n")).toBe(true);
      }),
    );
  });

  test("the order of keys in a value does not change the bytes", () => {
    const plan = (value: Record<string, string>) =>
      planJson(planOf([change({ address: "a", action: "create", cause: "c", attributes: [attribute("spec.x", null, [value])] })]));
    expect(plan({ a: "1", b: "2" })).toBe(plan({ b: "2", a: "1" }));
  });

  test("a plan keeps the contract's keys and no others", () => {
    const extended = { ...samplePlan, work: "private" };
    expect(JSON.parse(planJson(extended))).toEqual(samplePlan);
    expect(Object.keys(JSON.parse(planJson(samplePlan)))).toEqual(["formatVersion", "scope", "changes", "summary", "fingerprint"]);
  });
});

describe("YAML", () => {
  test("holds the same value and no control character", () => {
    const wellFormed = hostile.filter((text) => !/[\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(fc.array(fc.record({ name: wellFormed, note: fc.option(wellFormed) })), (value) => {
        const text = yamlText(value);
        expect(parse(text)).toEqual(value);
        expect(hasInvisible(text.replaceAll("\n", ""))).toBe(false);
      }),
    );
  });
});

describe("tables", () => {
  test("align, leave nothing after the last cell, and show empty cells", () => {
    expect(
      tableText(
        ["NAME", "CLOUD", "STATUS"],
        [
          ["web-01", "Production", "Running"],
          ["\u001b[2Jdb", "", "x"],
          ["日本", "c", ""],
        ],
      ),
    ).toBe(
      `NAME          CLOUD        STATUS
web-01        Production   Running
\\u001b[2Jdb   -            x
日本          c            -
`,
    );
  });
  test("of nothing is the title alone", () => expect(tableText(["NAME", "ID"], [])).toBe("NAME   ID\n"));
  test("names, one a line", () => expect(namesText(["a", "b\nc"])).toBe("a\nb\\nc\n"));
});

describe("diagnostics", () => {
  test("give place, path, address, detail and hint, wrapped", () => {
    const text = diagnosticsText([
      {
        code: "MANIFEST_UNKNOWN_FIELD",
        severity: "error",
        summary: "Unknown field memry",
        detail: "A machine has no field of this name. Allowed are cloud, hostGroup, vmName, vmNameFromPool, vmTemplate, hardwareProfile.",
        hint: "Did you mean memory?",
        file: "web-farm/machines.yaml",
        line: 12,
        column: 5,
        path: "spec.memry",
        address: "ScvmmMachine/web-farm/web-1",
      },
      { code: "X_Y", severity: "warning", summary: "short" },
    ]);
    expect(text).toBe(`error: Unknown field memry [MANIFEST_UNKNOWN_FIELD]
  web-farm/machines.yaml:12:5 spec.memry (ScvmmMachine/web-farm/web-1)
  A machine has no field of this name. Allowed are cloud, hostGroup, vmName,
  vmNameFromPool, vmTemplate, hardwareProfile.
  hint: Did you mean memory?
warning: short [X_Y]
`);
  });
  test("the same said of many places is said once", () => {
    const unknown = (line: number) =>
      ({
        code: "PLAN_UNKNOWN_NAME",
        severity: "error",
        summary: "no cloud X",
        hint: "Correct it.",
        file: "a.yaml",
        line,
        column: 1,
      }) as const;
    const many = Array.from({ length: 11 }, (_, index) => unknown(index + 1));
    expect(diagnosticsText([unknown(1), { ...unknown(2), hint: "Another." }, unknown(3)])).toBe(
      `error: no cloud X [PLAN_UNKNOWN_NAME]
  a.yaml:1:1
  a.yaml:3:1
  hint: Correct it.
error: no cloud X [PLAN_UNKNOWN_NAME]
  a.yaml:2:1
  hint: Another.
`,
    );
    const lines = diagnosticsText(many).split("\n");
    expect(lines.slice(8, 11)).toEqual(["  a.yaml:8:1", "  … and at 3 more places", "  hint: Correct it."]);
  });
  test("VMM's own words cannot draw on the terminal", () => {
    expect(diagnosticsText([{ code: "VMM_ERROR", severity: "error", summary: "a\u001b[1A", detail: "b\u0007\nc" }])).toBe(
      "error: a\\u001b[1A [VMM_ERROR]\n  b\\u0007\n  c\n",
    );
  });
});

describe("results of an apply", () => {
  const base = { address: "ScvmmMachine/a/b", diagnostics: [], durationMs: 3140 } as const;
  test("what was not done, then the count; unchanged objects are not counted", () => {
    expect(
      applyText([
        { ...base, action: "create", state: "done" },
        { ...base, action: "none", state: "done" },
        { ...base, action: "update", state: "failed" },
        { ...base, action: "delete", state: "not-run", durationMs: 0 },
      ]),
    ).toBe(`failed   update  ScvmmMachine/a/b  (3.1 s)
not run  delete  ScvmmMachine/a/b
Apply: 1 done, 1 failed, 1 not run.
`);
    expect(resultLine({ ...base, action: "create", state: "done" }, plain)).toBe("done     create  ScvmmMachine/a/b  (3.1 s)");
  });
  test.each([
    [0, "0.0 s"],
    [9_949, "9.9 s"],
    [9_951, "10 s"],
    [59_400, "59 s"],
    [185_000, "3 min 05 s"],
  ])("%i ms", (ms, text) => expect(duration(ms)).toBe(text));
});

test("a shortened text keeps both ends and fits", () => {
  expect(shorten("abcdefghij", 5)).toBe("ab…ij");
  expect(shorten("日本語テキスト", 7)).toBe("日…ト");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 3, max: 40 }), (text, width) => {
      expect(textWidth(shorten(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});
