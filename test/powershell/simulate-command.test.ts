import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCli } from "../scenarios/support/built-cli.ts";
import type { Started } from "../started-program.ts";
import { engineFor } from "./support/engine.ts";

const EXAMPLE = new URL("../../examples/01-web-farm", import.meta.url).pathname;
const QUICKLY = ["--auto-approve", "--poll-interval", "0.05"];

/** Processes that a process has started, as Linux lists them. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => {
      try {
        return Number(readFileSync(`/proc/${one}/stat`, "utf8").split(") ")[1]?.split(" ")[1]) === pid;
      } catch {
        return false;
      }
    });
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(!engineFor("scvmm simulate --engine powershell"))("scvmm simulate --engine powershell", () => {
  const cli = new BuiltCli();
  let simulator: Started;
  let environment: Record<string, string>;
  let printed = "";
  const run = (...argv: string[]) => cli.run(argv, { environment });

  beforeAll(async () => {
    const XDG_CACHE_HOME = process.env["XDG_CACHE_HOME"] ?? `${process.env["HOME"]}/.cache`;
    simulator = cli.start(["simulate", "--engine", "powershell", "--time-scale", "1000"], { environment: { XDG_CACHE_HOME } });
    simulator.child.stdout?.on("data", (text: string) => {
      printed += text;
    });
    await simulator.says("To point a manifest here");
    environment = Object.fromEntries([...printed.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [name, value]));
  });
  afterAll(() => {
    simulator.child.kill("SIGKILL");
    cli.remove();
  });

  it("doctor finds PowerShell and the module in the session", async () => {
    const ended = await run("doctor", "-f", EXAMPLE);
    expect(ended.stdout).toMatch(/PowerShell 7\.\d/);
    expect(ended).toMatchObject({ code: 0 });
  });

  it("plans, applies, and plans nothing more", async () => {
    expect((await run("plan", "-f", EXAMPLE)).stdout).toContain("Plan: 5 to create");
    expect(await run("apply", "-f", EXAMPLE, ...QUICKLY)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Apply: 5 done, 0 failed"),
    });
    expect(await run("plan", "-f", EXAMPLE, "--detailed-exitcode")).toMatchObject({ code: 0 });
    expect(await run("drift", "-f", EXAMPLE)).toMatchObject({ code: 0, stdout: expect.stringContaining("No drift") });
  });

  it("destroys what it made", async () => {
    const ended = await run("destroy", "-f", EXAMPLE, "--allow-mass-deletion", ...QUICKLY);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 5 done, 0 failed") });
    expect((await run("plan", "-f", EXAMPLE)).stdout).toContain("Plan: 5 to create");
  });

  it.runIf(process.platform === "linux")("keeps no process longer than its shell, and none after Ctrl+C", async () => {
    const pid = simulator.child.pid ?? 0;
    await expect.poll(() => childrenOf(pid).length, { timeout: 10_000 }).toBe(0);
    const kept = cli.start(["plan", "-f", EXAMPLE], { environment });
    await expect.poll(() => childrenOf(pid).length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
    const engines = childrenOf(pid);
    simulator.child.kill("SIGINT");
    expect((await simulator.ended).code).toBe(0);
    await expect.poll(() => engines.filter(alive), { timeout: 5_000 }).toEqual([]);
    await kept.ended;
  });

  it("says what is missing where there is no PowerShell", async () => {
    const nowhere = { PATH: cli.folder, XDG_CACHE_HOME: cli.folder };
    const ended = await cli.run(["simulate", "--engine", "powershell"], { environment: nowhere });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("There is no pwsh on the PATH");
    expect(ended.stderr).toContain("--engine built-in");
  });
});
