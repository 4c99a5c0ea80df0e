import { describe, expect, test } from "vitest";
import { driftJson } from "../../provider/report/drift/json.ts";
import { driftMarkdown } from "../../provider/report/drift/markdown.ts";
import { driftText } from "../../provider/report/drift/text.ts";
import { cleanReport, driftReport, fullReport } from "./sample-drift.ts";

describe("drift as text", () => {
  test("names both sides", () => {
    expect(driftText(driftReport)).toBe(`Drift in scope web:

  ~ ScvmmMachine/web-farm/web-2  changed in VMM
      manifest differs in spec.memory, spec.tag
      ~ spec.memory  8Gi in VMM, 4Gi in the manifest
      + spec.tag     (none) in VMM, web in the manifest

  ! ScvmmMachine/web-farm/web-3  power state
      the VM is PowerOff

  % ScvmmMachine/web-farm/web-8  leaked: taken in VMM, used by nothing
      10.0.0.7 is granted to an adapter that is gone

  ? ScvmmMachine/web-farm/web-9  ours in VMM, but in no manifest
      manifest is gone

  - ScvmmVirtualIP/web-farm/vip  missing in VMM
      not in VMM

Coverage: 4 of 8 VMs have a manifest here (50 %), 1 marked, but without one, 3
  managed by nobody.
  In cloud Production.
Drift: 1 changed, 1 missing, 1 unmanaged, 1 leaked, 1 power; 2 of 7 in sync.
`);
  });

  test("what was not checked, what is ignored and what nobody manages stand apart", () => {
    const text = driftText(fullReport);
    expect(text.slice(text.indexOf("Not checked"))).toBe(
      `Not checked (1):

  x ScvmmMachine/web-farm/web-4
      VMM has no VM template "ubuntu"

Ignored (1):

  . ScvmmMachine/web-farm/web-1  spec.tag
      rule ScvmmMachine/web-farm/*:spec.tag: the backup tags VMs

Managed by nobody (2):

NAME      STATUS     CLOUD        HOST GROUP
old-sql   Running    Production   -
test      PowerOff   -            All Hosts\\East

Virtual IPs that nobody owns (1):

ADDRESS        POOL         DESCRIPTION
10.20.10.200   Web static   portal front end

Coverage: 4 of 8 VMs have a manifest here (50 %), 1 marked, but without one, 3
  managed by nobody.
  In cloud Production.
Drift: 1 changed, 1 missing, 1 unmanaged, 1 leaked, 1 power; 1 of 7 in sync, 1
  ignored, 1 not checked.
`,
    );
  });

  test("no drift is said in words, and not where something was left out", () => {
    expect(driftText(cleanReport)).toBe(
      "No drift in scope web: VMM is as the manifests say.\nDrift: 0 changed, 0 missing, 0 unmanaged, 0 leaked, 0 power; 5 of 5 in sync.\n",
    );
    expect(driftText({ ...cleanReport, unchecked: fullReport.unchecked })).not.toContain("VMM is as the manifests say");
    expect(driftMarkdown(cleanReport)).toContain("VMM is as the manifests say.");
  });
});

test("drift as Markdown", () => {
  expect(
    driftMarkdown(fullReport),
  ).toBe(`### Drift: 1 changed, 1 missing, 1 unmanaged, 1 leaked, 1 power; 1 of 7 in sync, 1 ignored, 1 not checked.

Scope \`web\`

|  | object | drift | detail |
| --- | --- | --- | --- |
| \`~\` | \`ScvmmMachine/web-farm/web-2\` | changed in VMM | manifest differs in spec.memory, spec.tag |
| \`!\` | \`ScvmmMachine/web-farm/web-3\` | power state | the VM is PowerOff |
| \`%\` | \`ScvmmMachine/web-farm/web-8\` | leaked: taken in VMM, used by nothing | 10.0.0.7 is granted to an adapter that is gone |
| \`?\` | \`ScvmmMachine/web-farm/web-9\` | ours in VMM, but in no manifest | manifest is gone |
| \`-\` | \`ScvmmVirtualIP/web-farm/vip\` | missing in VMM | not in VMM |

**Not checked**

| object | why |
| --- | --- |
| \`ScvmmMachine/web-farm/web-4\` | VMM has no VM template "ubuntu" |

Coverage: 4 of 8 VMs have a manifest here (50 %), 1 marked, but without one, 3 managed by nobody. In cloud Production.

<details><summary>changed in VMM <code>ScvmmMachine/web-farm/web-2</code></summary>

\`\`\`diff
- spec.memory: 8Gi
+ spec.memory: 4Gi
+ spec.tag: web
\`\`\`

</details>

<details><summary>Ignored (1)</summary>

| object | rule | why |
| --- | --- | --- |
| \`ScvmmMachine/web-farm/web-1\` | \`ScvmmMachine/web-farm/*:spec.tag\` | the backup tags VMs |

</details>

<details><summary>Managed by nobody (2)</summary>

| VM | status | cloud | host group |
| --- | --- | --- | --- |
| \`old-sql\` | Running | Production |  |
| \`test\` | PowerOff |  | All Hosts\\\\East |

</details>

<details><summary>Virtual IPs that nobody owns (1)</summary>

| address | pool | description |
| --- | --- | --- |
| \`10.20.10.200\` | Web static | portal front end |

</details>
`);
});

test("drift as JSON is the report, on a page or on a line", () => {
  expect(JSON.parse(driftJson(fullReport))).toEqual(JSON.parse(JSON.stringify(fullReport)));
  const line = driftJson(fullReport, "line");
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual(JSON.parse(driftJson(fullReport)));
});
