import { expect } from "vitest";
import { type ApplyReport, applyPlan } from "../../../provider/engine/apply-plan.ts";
import { canonicalJson } from "../../../provider/engine/canonical-json.ts";
import type { Inventory } from "../../../provider/engine/inventory.ts";
import { type Planned, planChanges } from "../../../provider/engine/plan-changes.ts";
import type { PlanOptions } from "../../../provider/engine/plan-input.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { PROVIDER } from "../../engine/support/manifests.ts";
import { shuffledInventory, shuffledManifests } from "../../engine/support/shuffled.ts";
import { doubles } from "../../engine/support/simulated.ts";
import { planInputOf } from "./engine-process.ts";
import { drawScenario, lastWish, manifestsOf } from "./scenario.ts";
import { createSimulation } from "./simulation.ts";

/** What one scope wants at a time, and the VMM that it wants it of: the simulator, behind the real adapter, with nothing going wrong. */
export interface Stage {
  readonly seed: number;
  readonly manifests: Manifests;
  read(): Promise<Inventory>;
  plan(manifests: Manifests, live: Inventory, options?: Partial<PlanOptions>): Planned;
  apply(planned: Planned): Promise<ApplyReport>;
}

export const open = ({ plan }: Planned) => plan.changes.filter(({ action }) => action !== "none");

/** The goals of a drawn scope, with every field that scenarios have, one after the other. `demand` is to bring each about. */
export async function through(seeds: Iterable<number>, demand: (stage: Stage) => Promise<void>): Promise<void> {
  for (const seed of seeds) {
    const simulation = createSimulation(seed, []);
    await simulation.scheduler.run(live(seed, simulation, demand), 7 * 24 * 3_600_000);
  }
}

export const seeds = (first: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => first + index);

async function live(seed: number, simulation: ReturnType<typeof createSimulation>, demand: (stage: Stage) => Promise<void>): Promise<void> {
  const { scheduler, vmm } = simulation;
  const [scope] = drawScenario(seed).scopes;
  const port = createVmmPort(
    { execute: (batch) => vmm.execute(batch), close: async () => undefined },
    { server: "localhost", newId: simulation.newId },
  );
  for (const goal of scope?.goals ?? []) {
    if (!scope) return;
    await demand({
      seed,
      manifests: manifestsOf(lastWish(goal), scope),
      read: () => port.readInventory(),
      plan: (manifests, inventory, options = {}) => {
        const input = planInputOf(scope.scope, manifests, inventory, scheduler.now());
        return planChanges({ ...input, options: { ...input.options, ...options } });
      },
      apply: (planned) =>
        applyPlan(planned, new Map([[PROVIDER, port]]), {
          parallelism: 3,
          pollIntervalMs: 5_000,
          now: () => scheduler.now(),
          clock: () => scheduler.now(),
          sleep: (ms, signal) => scheduler.nap(ms, signal),
        }),
    });
  }
}

/** All of it is done, wanted no more, and there once. */
async function demandDone({ seed, manifests, read, plan, apply }: Stage): Promise<void> {
  const planned = plan(manifests, await read());
  expect([seed, planned.diagnostics.filter(({ severity }) => severity === "error")]).toEqual([seed, []]);
  expect([seed, (await apply(planned)).results.filter(({ state }) => state !== "done")]).toEqual([seed, []]);
  const after = await read();
  expect([seed, open(plan(manifests, after)), doubles(after)]).toEqual([seed, [], []]);
}

/** Every change has a cause, and every attribute a difference. */
export async function demandCauses(stage: Stage): Promise<void> {
  for (const { action, cause, attributes } of stage.plan(stage.manifests, await stage.read()).plan.changes) {
    expect(cause === "").toBe(action === "none");
    if (action === "none") expect(attributes).toEqual([]);
    for (const { before, after } of attributes) expect(canonicalJson(before)).not.toBe(canonicalJson(after));
  }
  await demandDone(stage);
}

/** The plan is the same bytes, whatever the order of its inputs. */
export async function demandOrderless(stage: Stage): Promise<void> {
  const { seed, manifests, read, plan } = stage;
  const live = await read();
  const made = plan(manifests, live);
  expect(canonicalJson(plan(manifests, live))).toBe(canonicalJson(made));
  expect(canonicalJson(plan(shuffledManifests(manifests, seed), shuffledInventory(live, seed)))).toBe(canonicalJson(made));
  const addresses = made.plan.changes.map(({ address }) => address);
  expect(addresses).toEqual([...addresses].sort());
  await demandDone(stage);
}
