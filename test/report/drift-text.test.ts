import { expect, test } from "vitest";
import type { DriftReport } from "../../provider/model/plan.ts";
import { driftMarkdown } from "../../provider/report/drift-markdown.ts";
import { driftText } from "../../provider/report/drift-text.ts";
import { attribute } from "./sample-plan.ts";

const report: DriftReport = {
  formatVersion: "1",
  scope: "web",
  items: [
    {
      address: "ScvmmMachine/web-farm/web-2",
      kind: "changed",
      attributes: [attribute("spec.memory", "8Gi", "4Gi"), attribute("spec.tag", null, "web")],
      detail: "differs from the manifest in spec.memory and spec.tag",
    },
    { address: "ScvmmMachine/web-farm/web-3", kind: "power", attributes: [], detail: "PowerOff" },
    { address: "ScvmmMachine/web-farm/web-9", kind: "unmanaged", attributes: [], detail: "VM web-09" },
    { address: "ScvmmVirtualIP/web-farm/vip", kind: "missing", attributes: [], detail: "no grant carries its mark" },
  ],
  summary: { checked: 5, inSync: 2, changed: 1, missing: 1, unmanaged: 1, power: 1 },
};
const clean: DriftReport = { ...report, items: [], summary: { checked: 5, inSync: 5, changed: 0, missing: 0, unmanaged: 0, power: 0 } };

test("drift as text names both sides", () => {
  expect(driftText(report)).toBe(`Drift in scope web:

  ~ ScvmmMachine/web-farm/web-2  changed in VMM
      differs from the manifest in spec.memory and spec.tag
      ~ spec.memory  8Gi in VMM, 4Gi in the manifest
      + spec.tag     (none) in VMM, web in the manifest

  ! ScvmmMachine/web-farm/web-3  power state
      PowerOff

  ? ScvmmMachine/web-farm/web-9  ours in VMM, but in no manifest
      VM web-09

  - ScvmmVirtualIP/web-farm/vip  missing in VMM
      no grant carries its mark

Drift: 1 changed, 1 missing, 1 unmanaged, 1 power; 2 of 5 in sync.
`);
});

test("no drift is said in words", () => {
  expect(driftText(clean)).toBe(
    "No drift in scope web: VMM is as the manifests say.\nDrift: 0 changed, 0 missing, 0 unmanaged, 0 power; 5 of 5 in sync.\n",
  );
  expect(driftMarkdown(clean)).toContain("VMM is as the manifests say.");
});

test("drift as Markdown", () => {
  expect(driftMarkdown(report)).toBe(`### Drift: 1 changed, 1 missing, 1 unmanaged, 1 power; 2 of 5 in sync.

Scope \`web\`

|  | object | drift | detail |
| --- | --- | --- | --- |
| \`~\` | \`ScvmmMachine/web-farm/web-2\` | changed in VMM | differs from the manifest in spec.memory and spec.tag |
| \`!\` | \`ScvmmMachine/web-farm/web-3\` | power state | PowerOff |
| \`?\` | \`ScvmmMachine/web-farm/web-9\` | ours in VMM, but in no manifest | VM web-09 |
| \`-\` | \`ScvmmVirtualIP/web-farm/vip\` | missing in VMM | no grant carries its mark |

<details><summary>changed in VMM <code>ScvmmMachine/web-farm/web-2</code></summary>

\`\`\`diff
- spec.memory: 8Gi
+ spec.memory: 4Gi
+ spec.tag: web
\`\`\`

</details>
`);
});
