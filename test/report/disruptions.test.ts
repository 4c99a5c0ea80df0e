import { describe, expect, test } from "vitest";
import { waitReasons } from "../../provider/model/plan.ts";
import { applyText } from "../../provider/report/apply-text.ts";
import { planJson } from "../../provider/report/json.ts";
import { textWidth } from "../../provider/report/layout.ts";
import { planMarkdown } from "../../provider/report/plan-markdown.ts";
import { planText } from "../../provider/report/plan-text.ts";
import { attribute, change, planOf } from "./sample-plan.ts";

const cycled = change({
  address: "ScvmmMachine/shop/web-1",
  action: "update",
  disruption: "power-cycle",
  disruptedBy: ["spec.cpuCount", "spec.vmName"],
  window: "Sat, Sun from 02:00 for 4h (Europe/Amsterdam)",
  cause: "manifest differs in spec.cpuCount, spec.vmName, spec.disks[0].size",
  attributes: [attribute("spec.cpuCount", 2, 4, "power-off")],
  waiting: [{ path: "spec.disks[0].size", for: "checkpoints" }],
});

describe("disruptions in reports", () => {
  test("as text: what happens, what for, when, and what does not happen", () => {
    expect(planText(planOf([cycled]))).toContain(`      disruption: the machine is shut down and started again (because of
        spec.cpuCount, spec.vmName), in its maintenance window: Sat, Sun from
        02:00 for 4h (Europe/Amsterdam)
      not now: spec.disks[0].size while it has checkpoints
`);
  });

  test("as Markdown: in the table's cell, which nothing in it breaks out of", () => {
    const row = planMarkdown(planOf([cycled])).split("\n")[6] ?? "";
    expect(row).toContain("**power-cycle** by spec.cpuCount, spec.vmName, in window Sat, Sun from");
    expect(row).toMatch(/; not now\\?: spec\.disks/);
    expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
  });

  test("as JSON: by itself, without reading other fields together", () => {
    const [{ disruption, disruptedBy, window, waiting }] = JSON.parse(planJson(planOf([cycled]))).changes;
    expect({ disruption, disruptedBy, window, waiting }).toEqual({
      disruption: "power-cycle",
      disruptedBy: ["spec.cpuCount", "spec.vmName"],
      window: "Sat, Sun from 02:00 for 4h (Europe/Amsterdam)",
      waiting: [{ path: "spec.disks[0].size", for: "checkpoints" }],
    });
  });

  test("a machine that goes off for good is told as that", () => {
    const off = change({ ...cycled, disruption: "power-off", disruptedBy: ["spec.powerPolicy"], window: null, waiting: [] });
    expect(planText(planOf([off]))).toContain(
      "disruption: the machine is shut down and stays off (because of\n        spec.powerPolicy)\n",
    );
  });

  test.each(waitReasons)("waiting for %s has words of its own, within 80 columns", (reason) => {
    const text = planText(planOf([change({ ...cycled, waiting: [{ path: "spec.cpuCount", for: reason }] })]));
    const lines = text.split("\n").filter((line) => line.includes("not now:"));
    expect(lines).toHaveLength(1);
    expect(lines.every((line) => textWidth(line) <= 80 && line.length > "      not now: spec.cpuCount".length)).toBe(true);
  });

  test("what waits as its manifest says is counted apart from what was not run", () => {
    const result = { action: "update", state: "not-run", diagnostics: [], durationMs: 5 } as const;
    const text = applyText([
      { ...result, address: "ScvmmMachine/a/one", waits: true },
      { ...result, address: "ScvmmMachine/a/two" },
      { ...result, address: "ScvmmMachine/a/three", state: "done" },
    ]);
    expect(text).toBe(
      "waits    update  ScvmmMachine/a/one\nnot run  update  ScvmmMachine/a/two\nApply: 1 done, 0 failed, 1 not run, 1 waiting.\n",
    );
  });
});
