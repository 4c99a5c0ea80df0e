import { expect, test } from "vitest";
import type { Plan } from "../../provider/model/plan.ts";
import type { Preflight } from "../../provider/model/preflight.ts";
import { planJson } from "../../provider/report/json.ts";
import { PAPER } from "../../provider/report/palette.ts";
import { planMarkdown } from "../../provider/report/plan-markdown.ts";
import { planText } from "../../provider/report/plan-text.ts";

const address = "ScvmmMachine/farm/web-1";
const plan: Plan = {
  formatVersion: "1",
  scope: "farm",
  changes: [
    { address, action: "create", disruption: "none", disruptedBy: [], window: null, attributes: [], waiting: [], cause: "not in VMM" },
  ],
  summary: { create: 1, update: 0, replace: 0, delete: 0, none: 0 },
  fingerprint: `sha256:${"0".repeat(64)}`,
};
const preflight: Preflight = {
  depth: "full",
  findings: [
    {
      code: "PLAN_NO_HOST",
      severity: "warning",
      address,
      summary: "VMM rates all 4 hosts with 0 stars",
      detail: "23801: one\n23802: two",
      hint: "Mend it.",
    },
    { code: "PLAN_RIGHTS_READ_ONLY", severity: "warning", summary: "the account may read, and nothing else\u001b[31m" },
  ],
  budgets: [
    { of: "cloud Production", what: "memory", unit: "bytes", now: 2 ** 33, after: 2 ** 34, limit: 2 ** 36 },
    { of: "pool web", what: "names", unit: "count", now: 4, after: 6, limit: 9 },
  ],
  notAsked: ["whether hosts can take 4 of 20 distinct VMs"],
};

test("a finding stands with its change, what is left in the foot", () => {
  expect(planText(plan, PAPER, preflight)).toBe(`Changes in scope farm:

  + ScvmmMachine/farm/web-1  create
      cause: not in VMM
      warning: VMM rates all 4 hosts with 0 stars [PLAN_NO_HOST]
      23801: one
      23802: two
      hint: Mend it.

warning: the account may read, and nothing else\\u001b[31m
  [PLAN_RIGHTS_READ_ONLY]
cloud Production: 16Gi of 64Gi memory after this plan, 8Gi now
pool web: 3 of 9 names left after this plan
Not asked: whether hosts can take 4 of 20 distinct VMs.

Plan: 1 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged.
sha256:${"0".repeat(64)}
`);
});

test("without a preflight nothing of it is said", () => {
  expect(planText(plan, PAPER)).not.toContain("web:");
  expect(JSON.parse(planJson(plan))).toEqual(plan);
});

test("JSON has it beside the plan, Markdown below the table", () => {
  expect(JSON.parse(planJson(plan, preflight))).toEqual({ ...plan, preflight });
  const markdown = planMarkdown(plan, preflight);
  expect(markdown).toContain("- **warning** `ScvmmMachine/farm/web-1`: VMM rates all 4 hosts with 0 stars `PLAN_NO_HOST`");
  expect(markdown).toMatch(/^- pool web.*3 of 9 names left after this plan$/m);
  expect(markdown).toMatch(/^- Not asked: whether hosts can take 4 of 20 distinct VMs.$/m);
});
