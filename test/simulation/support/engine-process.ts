import { type ApplyReport, applyPlan } from "../../../provider/engine/apply-plan.ts";
import type { Inventory } from "../../../provider/engine/inventory.ts";
import type { Operation } from "../../../provider/engine/operation.ts";
import { type Planned, planChanges } from "../../../provider/engine/plan-changes.ts";
import type { PlanInput } from "../../../provider/engine/plan-input.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import { DiagnosticError } from "../../../provider/model/diagnostic.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { PROVIDER } from "../../engine/support/manifests.ts";
import { dice } from "./dice.ts";
import type { Fault } from "./fault.ts";
import type { Mutant } from "./mutant.ts";
import type { Simulation } from "./simulation.ts";
import { type Wired, wireOf } from "./wire.ts";

export interface ProcessOptions {
  readonly name: string;
  readonly scope: string;
  readonly manifests: Manifests;
  readonly faults: readonly Extract<Fault, { kind: "wire" }>[];
  /** Of its latencies and pace. */
  readonly stream: number;
  readonly mutant: Mutant | null;
  /** Told of operations before they are carried out. */
  readonly watch?: (operation: Operation) => void;
}

export type ProcessEnd =
  | { readonly state: "died" }
  /** VMM could not be read. */
  | { readonly state: "unread" }
  | { readonly state: "ended"; readonly planned: Planned; readonly report: ApplyReport };

/** A process of the engine: reads, plans and applies, as the command does, until its end or its death. */
export function startProcess(simulation: Simulation, options: ProcessOptions): Promise<ProcessEnd> {
  const { scheduler, trace } = simulation;
  const { name, mutant, stream } = options;
  const controller = new AbortController();
  const roll = dice(simulation.seed, stream);
  return new Promise<ProcessEnd>((resolve, reject) => {
    const process: Wired = {
      name,
      roll,
      alive: true,
      die: () => {
        trace.add(name, "dies");
        process.alive = false;
        resolve({ state: "died" });
      },
      interrupt: () => controller.abort(),
    };
    const wire = wireOf(simulation, process, options.faults);
    const plain = createVmmPort(mutant?.executor ? mutant.executor(wire) : wire, { server: "localhost", newId: simulation.newId });
    const port = traced(mutant?.port ? mutant.port(plain, simulation) : plain, simulation, options);
    const pace = { parallelism: 1 + roll.below(4), pollIntervalMs: roll.pick([6_000, 15_000]) };
    const main = async (): Promise<ProcessEnd> => {
      const manifests = mutant?.manifests?.(options.manifests) ?? options.manifests;
      const planned = await planOn(port, { ...options, manifests }, simulation);
      if (!planned) return { state: "unread" };
      const report = await applyPlan(mutant?.planned?.(planned) ?? planned, new Map([[PROVIDER, port]]), {
        ...pace,
        signal: controller.signal,
        now: () => scheduler.now(),
        clock: () => scheduler.now(),
        sleep: (ms, signal) => scheduler.nap(ms, signal),
        onEvent: (event) => {
          if (event.type === "change-finished") {
            const { address, state, diagnostics } = event.result;
            trace.add(name, `${address}: ${state}${diagnostics.map(({ code, summary }) => ` ${code} (${summary})`).join("")}`);
          }
        },
      });
      return { state: "ended", planned, report };
    };
    main().then(resolve, reject);
  });
}

/** `at`: milliseconds since 1970. */
export const planInputOf = (scope: string, manifests: Manifests, inventory: Inventory, at?: number): PlanInput => ({
  scope,
  ...(at === undefined ? {} : { at }),
  manifests,
  inventories: new Map([[PROVIDER, inventory]]),
  options: { prune: true, maxDeletionShare: 1, allowMassDeletion: true },
});

/** null: VMM could not be read. */
export async function planOn(
  port: Pick<VmmPort, "readInventory">,
  { name, scope, manifests }: Pick<ProcessOptions, "name" | "scope" | "manifests">,
  { trace, scheduler, mayGo }: Simulation,
): Promise<Planned | null> {
  try {
    const inventory = await port.readInventory();
    const input = planInputOf(scope, manifests, inventory, scheduler.now());
    const planned = planChanges({ ...input, options: { ...input.options, allowDeleteProtected: mayGo } });
    const actions = planned.plan.changes
      .filter(({ action }) => action !== "none")
      .map(({ address, action, cause }) => `${action} ${address} (${cause})`);
    const errors = planned.diagnostics.filter(({ severity }) => severity === "error").map(({ code, summary }) => `${code}: ${summary}`);
    trace.add(name, `plans: ${[...errors, ...actions].join("; ") || "nothing"}`);
    return planned;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    trace.add(name, `cannot read VMM: ${error.diagnostics[0]?.summary ?? ""}`);
    return null;
  }
}

function traced(port: VmmPort, { trace }: Simulation, { name, watch }: ProcessOptions): VmmPort {
  return {
    ...port,
    run: async (operation, signal) => {
      const target = "vmId" in operation ? ` ${operation.vmId.slice(0, 8)}` : "name" in operation ? ` ${operation.name}` : "";
      trace.add(name, `${operation.kind}${target} …`);
      watch?.(operation);
      const outcome = await port.run(operation, signal);
      const words = "diagnostic" in outcome ? ` (${outcome.diagnostic.summary})` : "";
      trace.add(name, `${operation.kind}${target}: ${outcome.state}${words}`);
      return outcome;
    },
  };
}
