import { expect, test } from "vitest";
import { planJson } from "../../provider/report/json.ts";
import { textWidth } from "../../provider/report/layout.ts";
import { planMarkdown } from "../../provider/report/plan-markdown.ts";
import { planText } from "../../provider/report/plan-text.ts";
import { change, planOf } from "./sample-plan.ts";

const path = "C:\\ClusterStorage\\Volume 1\\web-1.shop.example.com\\web-1.shop.example.com_data.vhdx";
const plan = (fate: "deleted" | "detached") =>
  planOf([
    change({
      address: "ScvmmMachine/shop/web-1",
      action: "update",
      cause: "manifest differs in spec.disks[data].name",
      attributes: [{ path: "spec.disks[data].name", before: "data (40Gi)", after: null, policy: "in-place", file: { fate, path } }],
    }),
  ]);

test("a disk that goes is named with its file, whole, whatever the width", () => {
  expect(planText(plan("detached"))).toContain(`      - spec.disks[data].name  data (40Gi)
          file kept: C:\\ClusterStorage\\Volume
            1\\web-1.shop.example.com\\web-1.shop.example.com_data.vhdx
`);
  expect(planText(plan("deleted"))).toContain("          file deleted: C:");
  for (const line of planText(plan("deleted")).split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(80);
});

test("in Markdown and JSON too", () => {
  expect(planMarkdown(plan("deleted"))).toContain(`- spec.disks[data].name: data (40Gi)\n- spec.disks[data].name: file deleted: ${path}\n`);
  const [{ attributes }] = JSON.parse(planJson(plan("detached"))).changes;
  expect(attributes).toMatchObject([{ file: { fate: "detached", path } }]);
});
