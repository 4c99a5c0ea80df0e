import { describe, expect, test } from "vitest";
import { advance, boardLines, emptyBoard } from "../../provider/cli/progress/board.ts";
import { eventLine } from "../../provider/cli/progress/event-line.ts";
import type { ApplyEvent } from "../../provider/engine/index.ts";
import { PAPER, plain } from "../../provider/report/palette.ts";

const a = "ScvmmMachine/web-farm/web-a";
const started: ApplyEvent = { type: "change-started", address: a, action: "create", steps: 3 };
const step: ApplyEvent = { type: "step-started", address: a, step: 1, label: "create the VM web-01 from Ubuntu" };
const job: ApplyEvent = { type: "job-progress", address: a, step: 1, job: "j", percent: 41.6 };
const retrying: ApplyEvent = {
  type: "step-finished",
  address: a,
  step: 1,
  label: "create",
  state: "retrying",
  diagnostic: { code: "VMM_ERROR", severity: "error", summary: "VMM error 2606: locked\u001b[2J" },
};
const finished: ApplyEvent = {
  type: "change-finished",
  result: { address: a, action: "create", state: "done", diagnostics: [], durationMs: 65_000 },
};

const boardAfter = (...events: ApplyEvent[]) => events.reduce((board, event) => advance(board, event, 1000), emptyBoard(5));

describe("the live table", () => {
  test("shows step, per cent and time of what is at work", () => {
    expect(boardLines(boardAfter(started, step, job), 13_400, 20, PAPER)).toEqual([
      `  ${a}  create   create the …from Ubuntu  42 %      12 s`,
      "  0 of 5 finished",
    ]);
  });
  test("a new step starts without per cent, a finished change leaves", () => {
    expect(boardLines(boardAfter(started, step, job, { ...step, step: 2, label: "start" }), 1000, 20, PAPER)[0]).toMatch(
      / start {2,}0\.0 s$/,
    );
    expect(boardLines(boardAfter(started, step, finished), 1000, 20, PAPER)).toEqual(["  1 of 5 finished"]);
  });
  test("never outgrows the window", () => {
    const many = Array.from({ length: 50 }, (_, index): ApplyEvent => ({ ...started, address: `ScvmmMachine/${"x".repeat(80)}/${index}` }));
    const lines = boardLines(boardAfter(...many), 1000, 10, PAPER);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("  0 of 5 finished, 41 more at work");
    for (const line of lines) expect(line.length).toBeLessThan(80);
  });
  test("shows a control character of VMM as text", () => {
    expect(boardLines(boardAfter(started, { ...step, label: "\u001b[2J" }), 1000, 10, PAPER).join()).not.toContain("\u001b");
  });
});

test("a log has a line for what matters", () => {
  expect([started, step, job, retrying, finished].map((event) => eventLine(event, plain))).toEqual([
    `start    create  ${a}`,
    `step     ${a}: create the VM web-01 from Ubuntu`,
    undefined,
    `retry    ${a}: VMM error 2606: locked\\u001b[2J`,
    `done     create  ${a}  (1 min 05 s)`,
  ]);
});
