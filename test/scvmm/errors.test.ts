import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callDiagnostic, classify, treatmentOf, vmmDiagnostic } from "../../provider/scvmm/errors.ts";
import { ERROR_CLASSES, KNOWN_ERRORS } from "../../provider/scvmm/known-errors.ts";
import { outcomeOf } from "../../provider/scvmm/operations/carrier.ts";
import type { VmmError } from "../../provider/simulator/errors.ts";
import { vmmErrors } from "../../provider/simulator/vmm-errors.ts";

const of = (number: number | null, message = "It broke.") => ({ number, message });
const call = (number: number | null, message: string) => ({ number, errorId: `${number},X`, category: "ReadError", type: "T", message });
const outcome = (number: number | null, message = "m") =>
  outcomeOf({ id: "set", state: "failed", count: 0, error: call(number, message) }).state;

describe("VMM's errors", () => {
  it("are classified by number alone; what is not known needs somebody", () => {
    expect([1602, 2916, 2927].map((number) => classify(of(number)))).toEqual(Array(3).fill("transient"));
    expect([2606, 2602, 23007].map((number) => classify(of(number)))).toEqual(Array(3).fill("locked"));
    expect([12700, 22005].map((number) => classify(of(number)))).toEqual(Array(2).fill("permanent"));
    expect([640, 801, 1730, 20413, 23801].map((number) => classify(of(number)))).toEqual([
      "needs-power-off",
      "not-found",
      "already-done",
      "uncertain",
      "placement",
    ]);
    fc.assert(
      fc.property(fc.integer(), fc.string(), (number, text) => KNOWN_ERRORS.has(number) || classify(of(number, text)) === "permanent"),
    );
    expect(classify(of(null))).toBe("permanent");
  });

  it("have another class where a code of Windows stands beside the number", () => {
    const forbidden = of(2912, "An internal error has occurred: Forbidden (403) (0x80190193) (Error ID: 2912)");
    expect([classify(of(2912)), classify(forbidden)]).toEqual(["transient", "access-denied"]);
    expect(vmmDiagnostic(forbidden).hint).toMatch(/library share/);
    expect(vmmDiagnostic(of(2912)).hint).toBeUndefined();
  });

  it("lead to another try, to a reading, or to the end of the change", () => {
    expect([2606, 801, 1730, 20413, 640, 23801, 31337, null].map((number) => outcome(number))).toEqual([
      "busy",
      "unknown",
      "unknown",
      "unknown",
      "failed",
      "failed",
      "failed",
      "failed",
    ]);
  });

  it("each say what they mean and where they are known from, and every class is used", () => {
    for (const { source, meaning } of KNOWN_ERRORS.values()) {
      expect([source, meaning].every((text) => text.length > 5)).toBe(true);
      expect(meaning).not.toMatch(/\.$/);
    }
    const used = [...KNOWN_ERRORS.values()].flatMap((known) => [known.class, known.besides?.class ?? known.class]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(ERROR_CLASSES).sort());
  });

  it("of the simulator are known, but for the numbers that are its own", () => {
    const numbers = Object.values(vmmErrors).map((make) => (make as (...texts: string[]) => VmmError)("a", "b").number);
    expect(numbers.filter((number) => number < 990_001 && !KNOWN_ERRORS.has(number))).toEqual([]);
  });
});

describe("what is shown of an error", () => {
  const whole = [
    "The cluster resource could not be found. (Error ID: 31337)",
    "Refresh the cluster.",
    "To restart the job, run the following command:",
    "PS> Restart-Job",
  ];

  it("that is not known is all of it, and nothing twice", () => {
    const { summary, detail, hint } = vmmDiagnostic(of(31337, whole.join("\r\n\r\n")));
    expect({ summary, detail, hint }).toEqual({
      summary: "VMM error 31337: The cluster resource could not be found",
      detail: "To restart the job, run the following command:\nPS> Restart-Job",
      hint: "Refresh the cluster.",
    });
  });

  it("that is known is our word for it, with VMM's beside", () => {
    expect(vmmDiagnostic(of(640, "Not in the Poweroff state. (Error ID: 640, Detailed Error: )\n\nStop it."))).toMatchObject({
      summary: "VMM error 640: the VM must be off for this change",
      detail: "Not in the Poweroff state.\nStop it.",
      hint: expect.stringContaining("powerCyclePolicy"),
    });
    expect(vmmDiagnostic(of(12711, "No. (Error ID: 12711, Detailed Error: gone (0x138F))")).detail).toContain("gone (0x138F)");
  });

  it("of PowerShell keeps the id that says which", () => {
    expect(callDiagnostic(call(null, "Cannot bind.\nLine 2"))).toMatchObject({
      summary: "VMM refused: Cannot bind",
      detail: "Line 2\n(null,X)",
    });
  });

  it("repeats no line, whatever VMM says", () => {
    const line = fc.stringMatching(/^[A-Za-z][a-z ]{3,20}$/).map((text) => text.trim());
    const message = fc.uniqueArray(line, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.option(fc.constantFrom(640, 801, 12700, 31337), { nil: null }), message, (number, paragraphs) => {
        const { summary, detail = "", hint = "" } = vmmDiagnostic(of(number, paragraphs.join("\n\n")));
        const shown = [summary, detail, hint].join("\n").split("\n");
        for (const paragraph of paragraphs)
          expect(shown.filter((text) => text === paragraph || text.endsWith(`: ${paragraph}`))).toHaveLength(1);
      }),
    );
  });
});

it("a treatment is what the class says", () => {
  for (const [number, known] of KNOWN_ERRORS) expect(treatmentOf(of(number))).toBe(ERROR_CLASSES[known.class].treatment);
});
