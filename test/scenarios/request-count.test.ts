import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultEstate, type Estate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "../cli/fake-host.ts";
import { environmentOf } from "./support/built-cli.ts";
import { writeFarm } from "./support/farm.ts";

let parent: string;
const simulators: Simulator[] = [];
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "scvmm-requests-"));
});
afterAll(async () => {
  for (const simulator of simulators) await simulator.close();
  rmSync(parent, { recursive: true });
});

/** Requests of one plan, from the first to the closing of the session. */
async function requestsOfPlan(machines: number, estate?: Estate): Promise<{ requests: number; plan: { summary: unknown } }> {
  const simulator = await startSimulator(estate ? { estate } : {});
  simulators.push(simulator);
  const folder = writeFarm(parent, `farm-${simulators.length}`, { machines, pool: null });
  const ended = await scvmm(["plan", "-f", folder, "-o", "json"], { environment: environmentOf(simulator) });
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: expect.anything() });
  return { requests: simulator.requestCount, plan: JSON.parse(ended.stdout) };
}

/** The default estate, and machines of ours as an earlier apply has left them. */
function withOwned(count: number): Estate {
  const estate = defaultEstate(1);
  const model = estate.vms.find(({ cloud, generation }) => cloud === "Production" && generation === 2);
  if (!model) throw new Error("an estate without such a VM");
  const owned = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, "0");
    const customProperties = { ScvmmOwner: `scvmm:v1:farm:ScvmmMachine/farm/m-${number}` };
    return { ...model, name: `farm-${number}`, description: "", customProperties, adapters: [], tag: "farm", memoryMb: 512 };
  });
  const hosts = estate.hosts.map((host) => ({ ...host, memoryGb: host.memoryGb * 4 }));
  const property = { name: "ScvmmOwner", description: "", members: ["VM"] };
  return { ...estate, hosts, vms: [...estate.vms, ...owned], customProperties: [...estate.customProperties, property] };
}

/** What VMM has not answered at once is asked for again: at most once for the inventory, and once for the preflight. */
const TWO_ROUND_TRIPS = 2;

test("a plan for 4 machines and one for 400 take the same number of requests, preflight and all", async () => {
  const [few, many] = [await requestsOfPlan(4), await requestsOfPlan(400)];
  expect(few.plan.summary).toMatchObject({ create: 4 });
  expect(many.plan.summary).toMatchObject({ create: 400 });
  expect(Math.abs(many.requests - few.requests)).toBeLessThanOrEqual(TWO_ROUND_TRIPS);
  expect(few.requests).toBeLessThan(19);
});

test("so do plans over 4 and over 400 machines that are there", async () => {
  const [few, many] = [await requestsOfPlan(4, withOwned(4)), await requestsOfPlan(400, withOwned(400))];
  expect(few.plan.summary).toMatchObject({ create: 0 });
  expect(many.plan.summary).toMatchObject({ create: 0 });
  expect(Math.abs(many.requests - few.requests)).toBeLessThanOrEqual(1);
});
