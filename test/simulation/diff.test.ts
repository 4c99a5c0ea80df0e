import { describe, expect, it } from "vitest";
import { applyPlan } from "../../provider/engine/apply-plan.ts";
import { canonicalJson } from "../../provider/engine/canonical-json.ts";
import { type Planned, planChanges } from "../../provider/engine/plan-changes.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { shuffledInventory, shuffledManifests } from "../engine/support/arbitraries.ts";
import { PROVIDER } from "../engine/support/manifests.ts";
import { planInputOf } from "./support/engine-process.ts";
import { drawScenario, lastWish, manifestsOf } from "./support/scenario.ts";
import { createSimulation } from "./support/simulation.ts";

/** With every field that the scenarios draw, against the simulator, and nothing going wrong. */
const SEEDS = 60;

const open = ({ plan }: Planned) => plan.changes.filter(({ action }) => action !== "none");

describe("a plan", () => {
  it("has a cause for every change, and a difference for every attribute; what it makes is wanted no more", () => demandAll(demandCauses));
  it("is the same bytes, whatever the order of its inputs", () => demandAll(demandOrderless));
});

type Demand = (planned: Planned, seed: number, again: (planned?: undefined) => Planned, shuffled: () => Planned) => void;

async function demandAll(demand: Demand): Promise<void> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const simulation = createSimulation(seed, []);
    await simulation.scheduler.run(live(seed, simulation, demand), 7 * 24 * 3_600_000);
  }
}

/** Goal after goal of a scope: plan, apply, plan again. */
async function live(seed: number, simulation: ReturnType<typeof createSimulation>, demand: Demand): Promise<void> {
  const { scheduler, vmm } = simulation;
  const [scope] = drawScenario(seed).scopes;
  const port = createVmmPort(
    { execute: (batch) => vmm.execute(batch), close: async () => undefined },
    { server: "localhost", newId: simulation.newId },
  );
  for (const goal of scope?.goals ?? []) {
    if (!scope) return;
    const manifests = manifestsOf(lastWish(goal), scope);
    const reading = await port.readInventory();
    const planOf = () => planChanges(planInputOf(scope.scope, manifests, reading));
    const planned = planOf();
    expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    demand(planned, seed, planOf, () =>
      planChanges(planInputOf(scope.scope, shuffledManifests(manifests, seed), shuffledInventory(reading, seed))),
    );
    const { results } = await applyPlan(planned, new Map([[PROVIDER, port]]), {
      parallelism: 3,
      pollIntervalMs: 5_000,
      now: () => scheduler.now(),
      sleep: (ms, signal) => scheduler.nap(ms, signal),
    });
    expect([seed, results.filter(({ state }) => state !== "done")]).toEqual([seed, []]);
    expect([seed, open(planChanges(planInputOf(scope.scope, manifests, await port.readInventory())))]).toEqual([seed, []]);
  }
}

function demandCauses(planned: Planned): void {
  for (const { action, cause, attributes } of planned.plan.changes) {
    expect(cause === "").toBe(action === "none");
    if (action === "none") expect(attributes).toEqual([]);
    for (const { before, after } of attributes) expect(canonicalJson(before)).not.toBe(canonicalJson(after));
  }
}

function demandOrderless(planned: Planned, _seed: number, again: () => Planned, shuffled: () => Planned): void {
  expect(canonicalJson(again())).toBe(canonicalJson(planned));
  expect(canonicalJson(shuffled())).toBe(canonicalJson(planned));
}
