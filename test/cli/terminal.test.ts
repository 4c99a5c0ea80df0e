import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";
import { type Setting, scvmm } from "./fake-host.ts";

let folder: string;
let farm: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "terminal-"));
  farm = writeFarm(folder, "farm", { machines: 1 });
  simulator = await startSimulator({ timeScale: 1000 });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const at = (setting: Setting) => ({ terminal: true, environment: environmentOf(simulator), ...setting });
const apply = (setting: Setting) => scvmm(["apply", "-f", farm, "--poll-interval", "0.05"], at(setting));

describe("apply at a terminal", () => {
  test.each([["no"], ["y"], ["YES"], [""], [undefined]])("answered %j: nothing is done", async (answer) => {
    const ran = await apply(answer === undefined ? {} : { answer });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain("Only 'yes' will be accepted.");
    expect(ran.stderr).toContain("nothing was changed");
    expect(ran.stdout).not.toContain("Apply:");
  });

  test("answered yes: a live table that is drawn over itself, the finished lines above it", async () => {
    const ran = await apply({ answer: "yes" });
    expect(ran.code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: moving up over what was drawn before
    expect(ran.stdout).toMatch(/\u001b\[\d+A\u001b\[0J/);
    expect(ran.stdout).toMatch(/of 2 finished/);
    // What stays on the screen: every part that was drawn over is gone.
    const screen = rendered(ran.stdout.slice(ran.stdout.indexOf("Enter a value: ")));
    expect(screen.filter((line) => line.startsWith("done"))).toHaveLength(2);
    expect(screen.join("\n")).not.toContain("finished");
    expect(screen.at(-1)).toBe("Apply: 2 done, 0 failed, 0 not run.");
  });

  test("nothing to do: nobody is asked", async () => {
    const ran = await apply({ answer: "no" });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).not.toContain("yes");
  });

  test("destroy asks with the number of objects", async () => {
    const ran = await scvmm(["destroy", "-f", farm], at({ answer: "no" }));
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain("Do you want to delete 2 objects, with disks and addresses?");
  });

  test("a log on the same terminal: lines instead of a table, which it would tear", async () => {
    const setting = at({ answer: "yes" });
    const ran = await scvmm(["destroy", "-f", farm], { ...setting, environment: { ...setting.environment, SCVMM_LOG: "debug" } });
    expect(ran.code).toBe(0);
    expect(ran.stdout).not.toContain("\u001b[0J");
    expect(ran.stderr).toMatch(/Z call run=/);
  });
});

/** The screen after `text`, as a terminal that knows colours, "up" and "erase below". */
function rendered(text: string): string[] {
  const lines = [""];
  let row = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that are understood
  for (const part of text.replace(/\u001b\[[\d;]*m/g, "").split(/(\n|\u001b\[\d*[AJ])/)) {
    if (part === "\n") {
      row += 1;
      lines[row] ??= "";
    } else if (part.startsWith("\u001b") && part.endsWith("A")) row -= Number(part.slice(2, -1));
    else if (part.startsWith("\u001b")) lines.length = row + 1;
    else if (part !== "") lines[row] = part;
    if (part.endsWith("J")) lines[row] = "";
  }
  return lines.filter((line) => line !== "");
}
