import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { cdktf, has, nullProvider, type Part, terraform } from "../parts.ts";
import { CleanCopy, EXAMPLES } from "./support/clean-copy.ts";
import { assertLines, readReadme } from "./support/readme.ts";
import { plansOnly } from "./support/terraform-text.ts";

const NUMBERED = readdirSync(EXAMPLES)
  .filter((name) => /^\d\d-/.test(name))
  .sort();

/** Beside Node. */
const NEEDS: Readonly<Record<string, readonly Part[]>> = {
  "02-web-farm-cdktf": [terraform(), cdktf(), nullProvider()],
  "03-cdktf-data-sources": [terraform(), cdktf()],
  "04-terraform-hcl": [terraform()],
};
const RUNNABLE = NUMBERED.filter((name) => has(`example ${name}`, ...(NEEDS[name] ?? [])));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once("error", reject)
      .listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
  });
}

/** Ports that a README names may be taken here: its files are given others. */
async function moveToFreePorts(folder: string, files: readonly string[], ports: readonly string[]): Promise<void> {
  for (const port of ports) {
    const free = String(await freePort());
    for (const file of files.map((name) => join(folder, name))) writeFileSync(file, readFileSync(file, "utf8").replaceAll(port, free));
  }
}

/** What only tells one run from another: fingerprints, ids, which of several machines was first to claim a name, temporary folders. */
const withoutIds = (text: string) =>
  text
    .replaceAll(/sha256:[0-9a-f]{64}/g, "sha256:…")
    .replaceAll(/\b(id += "|id )[0-9a-f-]{36}/g, "$1…")
    .replaceAll(/^( +name += ")web-\d\d"/gm, '$1web-…"')
    .replaceAll(/\S*\/tmp\.\w+\//g, "…/");

// Side by side: most of the time they wait for jobs of a simulated VMM.
describe("an example does what its README says, by its commands, in a clean copy", () => {
  test.concurrent.for(RUNNABLE)("%s", { timeout: 300_000 }, async (example, { expect, onTestFinished }) => {
    const copy = new CleanCopy();
    onTestFinished(() => copy.remove());
    const folder = copy.folder(example);
    if (example === "09-several-vmms") await moveToFreePorts(folder, ["vmms.yaml", "two-vmms.sh"], ["5981", "5982"]);
    if (example === "02-web-farm-cdktf") copy.addNullProvider();
    const { commands, lines } = readReadme(readFileSync(join(EXAMPLES, example, "README.md"), "utf8"));
    expect(commands).not.toBe("");
    const { code, stdout, stderr, left } = await copy.sh(folder, commands);
    expect({ code, left }, stdout + stderr).toEqual({ code: 0, left: [] });
    assertLines(lines, stripVTControlCharacters(stdout));

    const planned = withoutIds(plansOnly(copy.transcript));
    if (planned !== "") await expect(planned).toMatchFileSnapshot(join(EXAMPLES, example, "expected-plan.txt"));
    expect(planned).not.toMatch(/127\.0\.0\.1|\/tmp\//);
  });
});

test("the list of examples has them all", () => {
  const list = readFileSync(join(EXAMPLES, "README.md"), "utf8");
  for (const name of NUMBERED) expect(list).toContain(`[${name}](${name})`);
});
