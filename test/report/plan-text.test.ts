import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../provider/report/layout.ts";
import { palette } from "../../provider/report/palette.ts";
import { planText } from "../../provider/report/plan-text.ts";
import { hasInvisible } from "../../provider/report/visible.ts";
import { attribute, change, planOf, samplePlan } from "./sample-plan.ts";

const update = (before: string | null, after: string | null, path = "spec.tag") =>
  planOf([
    change({ address: "ScvmmMachine/a/b", action: "update", cause: "x", attributes: [attribute(path, before, after, "power-off")] }),
  ]);

describe("a plan as text", () => {
  test("reads in 80 columns without colour", () => {
    expect(planText(samplePlan)).toBe(
      `Changes in scope web:

  + ScvmmMachine/web-farm/web-1  create
      cause: not in VMM
      + spec.vmName                           web-01
      + spec.networking.devices[0].staticIPAddressPools
          [Production-Web-Frontend-Pool-With-A-Long-Name, B]
      + spec.networking.devices[0].vmNetwork  Prod
      + spec.tag                              "a | \`b\` <script>\\u001b[31m"

  ~ ScvmmMachine/web-farm/web-2  update
      cause: manifest differs in spec.memory, spec.cpuCount,
        spec.customProperty.role and spec.tag
      disruption: the machine is shut down and started again (because of
        spec.cpuCount)
      ~ spec.cpuCount               2 -> 4  (needs the machine off)
      ~ spec.memory                 4Gi -> 8Gi
      ~ spec.vmOptions.description
          - …it ends in the number one"
          + …it ends in the number two"
      + spec.customProperty.role    web
      ~ spec.networking.devices[0].staticIPAddressPools  [A] -> [B]
      - spec.tag                    x

-/+ ScvmmMachine/web-farm/web-3  replace: deleted, then made anew
      cause: manifest differs in spec.cloud
      disruption: the machine and its disks are lost (because of spec.cloud)
      ~ spec.cloud  A -> B  (forces replacement)

  - ScvmmVirtualIP/web-farm/vip  delete
      cause: manifest is gone

Plan: 1 to create, 1 to update, 1 to replace, 1 to delete, 1 unchanged.
sha256:${"a".repeat(64)}
`,
    );
  });

  test("tells what is lost with a virtual IP, which has no disks", () => {
    const attributes = [attribute("spec.address", "10.0.0.1", "10.0.0.2", "replace")];
    const text = planText(
      planOf([
        change({
          address: "ScvmmVirtualIP/a/vip",
          action: "replace",
          disruption: "replace",
          disruptedBy: ["spec.address"],
          cause: "moved",
          attributes,
        }),
      ]),
    );
    expect(text).toContain("disruption: its address is given back (because of spec.address)\n");
    expect(text).not.toContain("disks");
  });

  test("says that nothing changes, and still counts", () => {
    expect(planText(planOf([change({ address: "ScvmmMachine/a/b", action: "none" })]))).toBe(
      "No changes in scope web: VMM is as the manifests say.\nPlan: 0 to create, 0 to update, 0 to replace, 0 to delete, 1 unchanged.\n",
    );
  });

  test("colour adds escape sequences and changes nothing else", () => {
    const coloured = planText(samplePlan, { palette: palette(true), width: 80 });
    expect(coloured).not.toBe(planText(samplePlan));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking the colour away
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(planText(samplePlan));
  });

  test("no value gets a control character to the terminal, nor a line over its edge", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(fc.option(hostile), fc.option(hostile), (before, after) => {
        for (const line of planText(update(before, after)).split("\n")) {
          expect(hasInvisible(line)).toBe(false);
          expect(textWidth(line)).toBeLessThanOrEqual(80);
        }
      }),
    );
  });

  test("two texts that differ never look alike, however long they are", () => {
    const long = fc.string({ unit: "grapheme-ascii", minLength: 0, maxLength: 150 });
    fc.assert(
      fc.property(long, fc.string({ unit: fc.constantFrom("p", "q"), minLength: 1, maxLength: 6 }), long, (start, middle, end) => {
        const text = planText(update(`${start}${middle}${end}`, `${start}${middle}x${end}`));
        const below = text
          .split("\n")
          .filter((line) => line.startsWith("          "))
          .map((line) => line.trim().slice(2));
        if (below.length === 2) expect(below[0]).not.toBe(below[1]);
      }),
    );
  });
});
