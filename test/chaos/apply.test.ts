import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { VmmPort } from "../../provider/engine/port.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { defaultEstate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { SessionPool } from "../../provider/winrm/index.ts";
import type { WireFault } from "../../provider/winrm/server.ts";
import { machine, namePool, numbered, virtualIp } from "../engine/support/manifests.ts";
import { actions } from "../engine/support/runs.ts";
import { applyOn, doubles, planOn } from "../engine/support/simulated.ts";
import { eventually, inParallel, KINDS, LONG, nameOf, resources, withinSeconds } from "./disturbances.ts";

const farm = {
  namePools: [namePool("web", numbered("web-", 5))],
  machines: ["a", "b"].map((name) =>
    machine(name, {
      cloud: undefined,
      hostGroup: "Datacenter A",
      vmTemplate: "Ubuntu 22.04 LTS",
      vmNameFromPool: { name: "web" },
      memory: "4Gi",
      networking: { devices: [{ vmNetwork: "Web", staticIPAddressPools: ["Web static"] }] },
      tag: "web",
      customProperty: { Role: "front" },
    }),
  ),
  virtualIps: [virtualIp("front", { pool: "Web static", description: "Front" })],
};

const estate = defaultEstate(1, { vms: 10 });
const simulate = (wireFaults: readonly WireFault[]) => startSimulator({ estate, timeScale: 20_000, wireFaults });

/** A way to the simulated VMM as the command line has one. */
async function withPort<T>(simulator: Simulator, use: (port: VmmPort) => Promise<T>): Promise<T> {
  const { url, username, password } = simulator;
  const sessions = new SessionPool({ random: () => 0 });
  const credential = { username, password: { reveal: () => password } };
  const settings = {
    urls: [url],
    credential,
    authentication: "basic",
    maxRunspaces: 2,
    idleSeconds: 1,
    operationTimeoutSeconds: 2,
    patienceMs: 5000,
  } as const;
  const executor = createWinRmExecutor({ server: "localhost", connect: (signal) => sessions.acquire(settings, signal), timeoutMs: 15_000 });
  try {
    return await use(createVmmPort(executor, { server: "localhost" }));
  } finally {
    await executor.close();
    await sessions.close();
  }
}

/** One plan and its apply, whatever becomes of it; an apply that cannot even read is refused, which is fine. */
async function converge(port: VmmPort) {
  const planned = await planOn(port, farm);
  return applyOn(port, planned, { sleep: () => sleep(25), now: () => performance.now() });
}

/** Where VMM could not be read, nothing was changed. */
function refused(error: unknown): void {
  if (!(error instanceof DiagnosticError)) throw error;
}

async function problemsAfter(faults: readonly WireFault[]): Promise<string[]> {
  const simulator = await simulate(faults);
  const problems: string[] = [];
  try {
    const last = Math.max(...faults.map(({ atRequest = 0 }) => atRequest));
    do await withinSeconds(60, "a disturbed apply", withPort(simulator, converge).catch(refused));
    while (simulator.requestCount <= last);
    await withinSeconds(
      60,
      "the clean one",
      withPort(simulator, async (port) => {
        await converge(port);
        const left = Object.entries(actions(await planOn(port, farm))).filter(([, action]) => action !== "none");
        if (left.length > 0) problems.push(`no rest: ${JSON.stringify(left)}`);
        const live = await port.readInventory();
        const twice = doubles(live);
        if (twice.length > 0) problems.push(`twice: ${twice}`);
        if (live.owned.length !== 2) problems.push(`${live.owned.length} machines instead of 2`);
      }),
    );
    await eventually("no shell is left", () => simulator.openShells === 0);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await simulator.close();
  }
  return problems.map((problem) => `${faults.map(nameOf)}: ${problem}`);
}

/** Requests of an apply that nothing disturbs. */
async function requestsOfApply(): Promise<number> {
  const simulator = await simulate([]);
  const report = await withPort(simulator, converge);
  expect(report.summary).toEqual({ done: 3, failed: 0, notRun: 0 });
  const requests = simulator.requestCount;
  await simulator.close();
  return requests;
}

test("after a disturbance anywhere in an apply the next apply brings rest, and nothing is there twice", async () => {
  const before = resources();
  const requests = await requestsOfApply();
  // the short version looks at every place once, at each with another kind, and at each kind in every part of the run
  const faults = KINDS.flatMap((disturbance, kind) =>
    Array.from({ length: requests }, (_, index) => ({ ...disturbance, atRequest: index + 1 })).filter(
      ({ atRequest }) => LONG || atRequest % KINDS.length === kind,
    ),
  );
  const problems: string[] = [];
  await inParallel(faults, 6, async (fault) => {
    problems.push(...(await problemsAfter([fault])));
  });
  expect(problems).toEqual([]);
  await expect.poll(resources, { timeout: 5000 }).toEqual(before);
}, 1_200_000);

/** A small generator, so that a failure can be had again by its seed. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("after many disturbances too", async () => {
  const requests = await requestsOfApply();
  const problems: string[] = [];
  const seeds = Array.from({ length: LONG ? 300 : 24 }, (_, index) => index + 1);
  await inParallel(seeds, 6, async (seed) => {
    const random = numbers(seed);
    const pick = (count: number) => Math.floor(random.next().value * count);
    const faults = Array.from(
      { length: 3 + pick(6) },
      (): WireFault => ({ ...(KINDS[pick(KINDS.length)] ?? { what: "cut-after" }), atRequest: 1 + pick(2 * requests) }),
    );
    problems.push(...(await problemsAfter(faults)).map((problem) => `seed ${seed}: ${problem}`));
  });
  expect(problems).toEqual([]);
}, 1_200_000);
