import { describe, expect, test } from "vitest";
import { startSimulator } from "../../provider/simulator/index.ts";
import { environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";
import { onOneSimulator } from "../scenarios/support/on-one-simulator.ts";
import type { Ended } from "../started-program.ts";

const APPLY = ["--auto-approve", "--poll-interval", "0.05", "--parallelism", "1"];

const stage = onOneSimulator({ timeScale: 200 });
const { cli } = stage;

const idle = () => [...stage.simulator.vmm.world.store.vms.values()].every((vm) => vm.Status !== "UnderCreation");

async function expectDetached(folder: string, { code, stdout, stderr }: Ended, vm: string): Promise<void> {
  expect(code).toBe(130);
  expect(stdout).toMatch(/Apply: 0 done, 0 failed, 1 not run\.\n$/);
  expect(stderr).toContain("Leaving: VMM goes on with its jobs");
  expect(stderr).toContain("[APPLY_DETACHED]");
  expect(stderr).toContain("To resume, run it again");
  const again = await cli.run(["apply", "-f", folder, ...APPLY], { environment: stage.environment });
  expect({ code: again.code, stderr: again.stderr }).toMatchObject({ code: 0 });
  const made = [...stage.simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name === vm);
  expect(made).toMatchObject([{ Status: "Running" }]);
}

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  const name = signal.toLowerCase();

  test("once: what runs is finished, the rest is not begun, and the next apply does it", { timeout: 30_000 }, async () => {
    const folder = writeFarm(cli.folder, name, { machines: 3, pool: null, prefix: name, scope: name });
    const { child, ended, says } = cli.start(["apply", "-f", folder, ...APPLY], { environment: stage.environment });
    await says(`create VM ${name}-001`);
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("Stopping: nothing new is started") });
    expect(stdout).toMatch(/Apply: [01] done, 0 failed, [23] not run\.\n$/);
    expect(idle()).toBe(true);
    const again = await cli.run(["apply", "-f", folder, ...APPLY], { environment: stage.environment });
    expect(again.code).toBe(0);
    expect((await cli.run(["plan", "-f", folder, "--detailed-exitcode"], { environment: stage.environment })).code).toBe(0);
  });

  test("twice: VMM's jobs are left to themselves, which is told, and the next apply finds them", { timeout: 30_000 }, async () => {
    const folder = writeFarm(cli.folder, `${name}-twice`, { machines: 1, pool: null, prefix: `${name}-twice`, scope: `${name}-twice` });
    const { child, ended, says } = cli.start(["apply", "-f", folder, ...APPLY, "--poll-interval", "30"], {
      environment: stage.environment,
    });
    await says(`create VM ${name}-twice-001`);
    child.kill(signal);
    await new Promise((resolve) => child.stderr?.on("data", (text: string) => text.includes("Stopping") && resolve(undefined)));
    child.kill(signal);
    await expectDetached(folder, await ended, `${name}-twice-001`);
  });

  test("with --on-interrupt detach: once is enough", { timeout: 30_000 }, async () => {
    const farm = `${name}-detach`;
    const folder = writeFarm(cli.folder, farm, { machines: 1, pool: null, prefix: farm, scope: farm });
    const { child, ended, says } = cli.start(["apply", "-f", folder, ...APPLY, "--poll-interval", "30", "--on-interrupt", "detach"], {
      environment: stage.environment,
    });
    await says(`create VM ${farm}-001`);
    child.kill(signal);
    await expectDetached(folder, await ended, `${farm}-001`);
  });

  test("three times: it leaves at once", async () => {
    const slow = await startSimulator({ latencyMs: 700 });
    try {
      const folder = writeFarm(cli.folder, `${name}-thrice`, { machines: 1, pool: null });
      const { child, ended, says } = cli.start(["apply", "-f", folder, ...APPLY], { environment: environmentOf(slow) });
      await says("step ");
      for (const word of ["Stopping", "Leaving"]) {
        child.kill(signal);
        await new Promise((resolve) => child.stderr?.on("data", (text: string) => text.includes(word) && resolve(undefined)));
      }
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 130, stdout: expect.not.stringContaining("Apply:") });
    } finally {
      await slow.close();
    }
  });

  test("while reading: nothing was changed, exit code 130", async () => {
    const slow = await startSimulator({ latencyMs: 2000 });
    try {
      const folder = writeFarm(cli.folder, `${name}-slow`, { machines: 1 });
      const { child, ended } = cli.start(["plan", "-f", folder], { environment: environmentOf(slow) });
      while (slow.requestCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 130, stdout: "" });
    } finally {
      await slow.close();
    }
  });
});
