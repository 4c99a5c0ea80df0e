import { describe, expect, it } from "vitest";
import type { Cell } from "../../provider/batch/result.ts";
import type { JobReport } from "../../provider/engine/operation.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import { isEnded, jobsBatch, readJobs } from "../../provider/scvmm/jobs.ts";
import { simulated } from "./support/simulated.ts";

const ID = "11111111-2222-3333-4444-555555555555";

function report(row: readonly Cell[] | null, error?: number): JobReport | undefined {
  const batch = jobsBatch([ID]);
  const failed = { number: error ?? null, errorId: `${error},X`, category: "ReadError", type: "T", message: "m" };
  const result =
    error === undefined
      ? { state: "done" as const, count: row ? 1 : 0, rows: row ? [row] : [] }
      : { state: "failed" as const, count: 0, error: failed };
  return readJobs([ID], batch, { format: 1, results: [{ id: "job0", ...result }] })[0];
}

const row = (status: string, rest: { number?: number; completed?: boolean; notes?: Cell; progress?: Cell } = {}): readonly Cell[] => [
  ID,
  "Create virtual machine",
  status,
  rest.progress ?? 40,
  rest.completed ?? false,
  ID,
  rest.number ?? 0,
  rest.number ? "It broke." : null,
  rest.number ? "Mend it." : null,
  rest.notes ?? [],
];

describe("a job", () => {
  it.each([
    ["NotStarted", "running"],
    ["Running", "running"],
    ["Completed", "done"],
    ["SucceedWithInfo", "done"],
    ["Failed", "failed"],
    ["Canceled", "failed"],
  ])("of status %s is %s", (status, state) => {
    expect(report(row(status))).toMatchObject({ id: ID, state, name: "Create virtual machine", resultObjectId: ID, transient: false });
    expect(isEnded(status)).toBe(state !== "running");
  });

  it("of a status that nobody knows goes on until VMM says that it is over", () => {
    expect(report(row("Queued"))).toMatchObject({ state: "running" });
    expect(report(row("Exploded", { completed: true }))).toMatchObject({
      state: "failed",
      diagnostic: { summary: expect.stringContaining("Exploded") },
    });
  });

  it("that failed tells VMM's error whole, and whether it may pass", () => {
    expect(report(row("Failed", { number: 2916 }))).toMatchObject({ transient: true, diagnostic: { code: "VMM_JOB_FAILED" } });
    const odd = report(row("Failed", { number: 31337 }));
    expect(odd).toMatchObject({ transient: false, diagnostic: { summary: "VMM error 31337: It broke", hint: "Mend it." } });
    expect(odd?.diagnostic?.detail).toBe('job "Create virtual machine"');
    expect(report(row("Failed", { number: 2916 }))?.diagnostic?.detail).toBe('job "Create virtual machine"\nIt broke.\nMend it.');
    // Gone, or done already: only a reading tells what is left.
    for (const number of [801, 1730, 20413]) expect(report(row("Failed", { number }))).toMatchObject({ transient: true });
  });

  it("that is done with notes passes them on", () => {
    const notes = [
      [1209, "no SAN"],
      [0, null],
    ];
    expect(report(row("SucceedWithInfo", { notes }))).toMatchObject({
      state: "done",
      diagnostic: { severity: "info", detail: "1209: no SAN" },
    });
  });

  it("that VMM does not know has failed; one that cannot be read is an error", () => {
    for (const unknown of [report(null), report(null, 801)])
      expect(unknown).toMatchObject({ state: "failed", transient: true, diagnostic: { code: "VMM_JOB_UNKNOWN" } });
    expect(() => report(null, 1602)).toThrow(DiagnosticError);
    expect(() => report(row("Running", { progress: "half" }))).toThrow(DiagnosticError);
  });
});

describe("many jobs", () => {
  it("are read in one round trip, in the order asked, known or not", async () => {
    const { port, make, batches } = simulated();
    const started = await Promise.all([make("web-1"), make("web-2", { mark: { scope: "team", address: "ScvmmMachine/a/b" } })]);
    const jobs = (await port.readInventory()).owned.map(({ job }) => job?.id ?? "");
    expect(started).toHaveLength(2);
    const before = batches.length;
    const reports = await port.pollJobs([jobs[1] ?? "", ID, jobs[0] ?? ""]);
    expect(batches.length).toBe(before + 1);
    expect(reports.map(({ id, state }) => [id, state])).toEqual([
      [jobs[1], "done"],
      [ID, "failed"],
      [jobs[0], "done"],
    ]);
    expect(await port.pollJobs([])).toEqual([]);
    expect(batches.length).toBe(before + 1);
  });
});
