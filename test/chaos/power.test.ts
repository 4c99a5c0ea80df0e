import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { setPower } from "../../provider/simulator/machine-state.ts";
import { onOneSimulator } from "../scenarios/support/on-one-simulator.ts";

const stage = onOneSimulator({ timeScale: 2000 });
const API = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";

function write(spec: string): string {
  const folder = join(stage.cli.folder, "power");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "scvmm.yaml"), "scope: power\n");
  writeFileSync(
    join(folder, "vm.yaml"),
    `${API}
kind: ScvmmProvider
metadata: { name: vmm }
spec: { scvmmHost: vmm01.contoso.example }
---
${API}
kind: ScvmmMachine
metadata: { name: power-1 }
spec:
  cloud: Production
  vmTemplate: Ubuntu 22.04 LTS
${spec.replaceAll(/^/gm, "  ")}
`,
  );
  return folder;
}

const run = (command: string, spec: string, ...argv: string[]) =>
  stage.cli.run([command, "-f", write(spec), ...(command === "apply" ? ["--auto-approve", "--poll-interval", "0.05"] : []), ...argv], {
    environment: stage.environment,
  });

const vm = () => {
  const found = [...stage.simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "power-1");
  if (!found) throw new Error("there is no machine");
  return found;
};
const power = (state: string) => setPower(stage.simulator.vmm.world, vm(), state);

/** Two days that are neither today nor tomorrow, by any clock. */
function otherDays(): string {
  const names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  return [3, 4].map((ahead) => names[(new Date().getUTCDay() + ahead) % 7]).join(", ");
}

describe("power, through the command as it is shipped", { timeout: 120_000 }, () => {
  test("a machine that people turn off is reported, and left alone", async () => {
    expect((await run("apply", "cpuCount: 2")).code).toBe(0);
    expect(vm().Status).toBe("Running");
    power("PowerOff");
    const drift = await run("drift", "cpuCount: 2");
    expect(drift).toMatchObject({ code: 2, stdout: expect.stringContaining("the VM is PowerOff") });
    expect(await run("apply", "cpuCount: 2")).toMatchObject({ code: 0, stdout: expect.stringContaining("No changes") });
    expect(vm().Status).toBe("PowerOff");
  });

  test("AlwaysOn starts it, and then there is nothing to do", async () => {
    const spec = "cpuCount: 2\npowerPolicy: AlwaysOn";
    expect(await run("plan", spec)).toMatchObject({ code: 0, stdout: expect.stringMatching(/spec\.powerPolicy +PowerOff -> Running/) });
    expect((await run("apply", spec)).code).toBe(0);
    expect(vm().Status).toBe("Running");
    expect((await run("plan", spec, "--detailed-exitcode")).code).toBe(0);
  });

  test("what needs it off fails under Never, waits under WhenOff, and is done once it is off", async () => {
    const never = await run("apply", "cpuCount: 4\ntag: a");
    expect(never).toMatchObject({ code: 1, stdout: expect.stringContaining("Apply: 0 done, 0 failed, 1 not run.") });
    expect(never.stderr).toContain("[PLAN_POWER_CYCLE_BLOCKED]");
    const waits = await run("apply", "cpuCount: 4\ntag: b\npowerCyclePolicy: WhenOff");
    expect(waits).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 0 done, 0 failed, 0 not run, 1 waiting.") });
    expect(waits.stdout).toContain("not now: spec.cpuCount until the machine is off");
    expect(vm()).toMatchObject({ CPUCount: 2, Tag: "b", Status: "Running" });
    power("PowerOff");
    expect((await run("apply", "cpuCount: 4\ntag: b\npowerCyclePolicy: WhenOff")).code).toBe(0);
    expect(vm()).toMatchObject({ CPUCount: 4, Status: "PowerOff" });
  });

  test("a window is told, waited for, and kept", async () => {
    power("Running");
    const window = (days: string, hours: string) =>
      `cpuCount: 2\ntag: b\npowerCyclePolicy: Allow\nmaintenanceWindow: { days: [${days}], start: 00:00, duration: ${hours} }`;
    const closed = window(otherDays(), "1h");
    const plan = await run("plan", closed, "-o", "json");
    expect(JSON.parse(plan.stdout).changes).toMatchObject([
      {
        disruption: "power-cycle",
        disruptedBy: ["spec.cpuCount"],
        window: expect.stringContaining("from 00:00 for 1h (UTC)"),
        waiting: [],
      },
    ]);
    expect(plan.stderr).toMatch(/it opens \w{3} \d{4}-\d\d-\d\d 00:00 \(UTC\) \[PLAN_WAITS_FOR_WINDOW\]/);
    expect(await run("apply", closed)).toMatchObject({ code: 0, stdout: expect.stringContaining("1 waiting.") });
    expect(vm()).toMatchObject({ CPUCount: 4, Status: "Running" });
    expect((await run("apply", window("Sun, Mon, Tue, Wed, Thu, Fri, Sat", "24h"))).code).toBe(0);
    expect(vm()).toMatchObject({ CPUCount: 2, Status: "Running" });
  });

  test("AlwaysOff shuts it down under Allow, and --fail-on keeps it from that", async () => {
    const spec = "cpuCount: 2\npowerPolicy: AlwaysOff\npowerCyclePolicy: Allow";
    expect(await run("apply", spec, "--fail-on", "power-cycle")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PLAN_FAIL_ON"),
    });
    expect(vm().Status).toBe("Running");
    expect((await run("apply", spec)).code).toBe(0);
    expect(vm().Status).toBe("PowerOff");
    expect((await run("plan", spec, "--detailed-exitcode")).code).toBe(0);
  });
});
