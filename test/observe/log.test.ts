import fc from "fast-check";
import { expect, test } from "vitest";
import { logSettings, logText } from "../../provider/observe/log.ts";

const TIME = "2026-01-31T10:00:00.000Z";

test("a line for people", () => {
  const line = logText("text", {
    time: TIME,
    event: "call",
    run: "ab12",
    endpoint: "https://vmm01:5986/wsman",
    cmdlets: { "Get-SCVirtualMachine": 1, "Get-SCJob": 3 },
    outcome: "ok",
    error: null,
    durationMs: 12,
  });
  expect(line).toBe(
    `${TIME} call run=ab12 endpoint=https://vmm01:5986/wsman cmdlets=Get-SCVirtualMachine,Get-SCJob*3 outcome=ok durationMs=12\n`,
  );
});

test("whatever a value holds, a line stays one line, and no value looks like another field", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("text" as const, "json" as const), (value, format) => {
      const line = logText(format, { time: TIME, event: "request", operation: value, end: "x" });
      expect(line.slice(0, -1)).not.toMatch(/[\r\n]/);
      if (format === "json") expect(JSON.parse(line)).toMatchObject({ operation: value, end: "x" });
      else {
        expect(line).toMatch(/^[ -~]*\n$/);
        const text = line.slice(`${TIME} request operation=`.length, -" end=x\n".length);
        expect(text.startsWith('"') ? JSON.parse(text) : text).toBe(value);
      }
    }),
  );
});

test("what is logged depends on the variable first, then on -v", () => {
  expect(logSettings(undefined, false)).toEqual({ detail: "off", format: "text" });
  expect(logSettings("", true)).toEqual({ detail: "calls", format: "text" });
  expect(logSettings("debug", false)).toEqual({ detail: "requests", format: "text" });
  expect(logSettings("json", true)).toEqual({ detail: "requests", format: "json" });
  expect(logSettings("nonsense", false)).toEqual({ detail: "off", format: "text" });
});
