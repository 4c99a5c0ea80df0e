import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { BuiltCli, environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";

const MACHINES = 3;
const APPLY = ["--auto-approve", "--poll-interval", "0.05"];

let cli: BuiltCli;
let folder: string;
beforeAll(() => {
  cli = new BuiltCli();
  folder = writeFarm(cli.folder, "farm", { machines: MACHINES });
});
afterAll(() => cli.remove());

const count = <T>(items: Iterable<T>, key: (item: T) => string) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};
const twice = (counts: Map<string, number>) => [...counts].filter(([, times]) => times > 1).map(([key]) => key);

/** Starts an apply, kills it when `moment` comes, applies again, and looks at what VMM holds then. */
async function killAndRepeat(simulator: Simulator, moment: (says: (text: string) => Promise<void>) => Promise<void>): Promise<void> {
  const environment = environmentOf(simulator);
  const grants = simulator.vmm.world.store.addresses.size;
  const first = cli.start(["apply", "-f", folder, ...APPLY], { environment });
  await moment(first.says);
  first.child.kill("SIGKILL");
  const { code } = await first.ended;
  expect(code).toBeNull();

  const second = await cli.run(["apply", "-f", folder, ...APPLY], { environment });
  expect({ code: second.code, stderr: second.stderr.replace(/^info:.*\n.*\n/, "") }).toEqual({ code: 0, stderr: "" });

  const { vms, addresses } = simulator.vmm.world.store;
  const ours = [...vms.values()].filter((vm) => vm.Name.startsWith("farm-"));
  expect(ours.map((vm) => vm.Name).sort()).toEqual(["farm-001", "farm-002", "farm-003"]);
  expect(twice(count(vms.values(), (vm) => vm.Name.toLowerCase()))).toEqual([]);
  expect(twice(count(ours, (vm) => vm.CustomProperty.get("ScvmmOwner") ?? "no mark"))).toEqual([]);
  expect(twice(count(addresses.values(), (grant) => grant.Address))).toEqual([]);
  expect(addresses.size).toBe(grants + MACHINES + 1);
  const empty = await cli.run(["plan", "-f", folder, "--detailed-exitcode"], { environment });
  expect({ code: empty.code, stdout: empty.stdout }).toEqual({ code: 0, stdout: expect.stringContaining("No changes in scope farm") });
}

async function onFreshVmm(moment: (says: (text: string) => Promise<void>) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ timeScale: 300 });
  try {
    await killAndRepeat(simulator, moment);
  } finally {
    await simulator.close();
  }
}

/** The finer points are for the nightly script: each costs three starts of the command. */
const LONG = process.env["SCVMM_CHAOS"] === "long";
const POINTS = [
  "create VM farm-001",
  "read what VMM has made",
  "set custom property ScvmmOwner",
  ...(LONG ? ["take an address of the pool", "set network adapter 0", "start VM", "done     create  ScvmmMachine"] : []),
];

describe("SIGKILL in the middle of an apply, then apply again: nothing twice", { timeout: 60_000 }, () => {
  test.each(POINTS)("as it says: %s", (text) => onFreshVmm((says) => says(text)));

  test.each(LONG ? [0, 50, 200, 400] : [50])("%i ms after the first creation has begun", (delay) =>
    onFreshVmm(async (says) => {
      await says("create VM farm-001");
      await sleep(delay);
    }),
  );

  test("three times in a row, on one VMM", async () => {
    const simulator = await startSimulator({ timeScale: 300 });
    try {
      for (const text of ["create VM farm-001", "read what VMM has made"]) {
        const { child, ended, says } = cli.start(["apply", "-f", folder, ...APPLY], { environment: environmentOf(simulator) });
        await says(text).catch(() => {});
        child.kill("SIGKILL");
        await ended;
      }
      const { code } = await cli.run(["apply", "-f", folder, ...APPLY], { environment: environmentOf(simulator) });
      expect(code).toBe(0);
      expect([...simulator.vmm.world.store.vms.values()].filter((vm) => vm.Name.startsWith("farm-"))).toHaveLength(MACHINES);
    } finally {
      await simulator.close();
    }
  });
});
