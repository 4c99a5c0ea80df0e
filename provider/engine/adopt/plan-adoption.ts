import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Change, Plan } from "../../model/plan.ts";
import { fingerprintOf } from "../canonical-json.ts";
import { PLANNED } from "../circumstances.ts";
import { planningOf, sortedDiagnostics } from "../draft-changes.ts";
import type { Id, Inventory, VmDetails } from "../inventory.ts";
import { stepsOf } from "../kinds.ts";
import type { Planned } from "../plan-changes.ts";
import { planChanges } from "../plan-changes.ts";
import type { PlanInput } from "../plan-input.ts";
import { sortedBy } from "../text.ts";
import { timeoutOf } from "../timeouts.ts";
import type { Work } from "../work.ts";
import { type AdoptionOptions, type Chosen, chooseForAdoption, tell } from "./choose.ts";
import type { AdoptionGoal } from "./goal.ts";

export interface Adoption {
  readonly planned: Planned;
  /** By address, paths that the plan after the adoption would change. */
  readonly differs: ReadonlyMap<string, readonly string[]>;
  /** Manifests of which VMM has nothing, and those that have their object. */
  readonly absent: readonly string[];
  readonly owned: readonly string[];
}

/** VMs whose details have to be read before their adoption can be shown, by address of the ScvmmProvider. */
export function machinesToRead(input: PlanInput, options: AdoptionOptions): ReadonlyMap<string, readonly Id[]> {
  const ids = new Map<string, Id[]>();
  for (const { loaded, found } of chooseForAdoption(planningOf(input).planning, options).chosen)
    if ("vm" in found) ids.set(loaded.provider, [...(ids.get(loaded.provider) ?? []), found.vm.id]);
  return ids;
}

/**
 * What would be marked, and what the plan would change then. Pure.
 *
 * 1. Which objects the manifests are.
 * 2. The plan of a VMM in which they are marked already.
 * 3. The work: one mark each.
 */
export function planAdoption(input: PlanInput, options: AdoptionOptions, details: ReadonlyMap<string, readonly VmDetails[]>): Adoption {
  const { planning, diagnostics } = planningOf(input);
  const { chosen, absent, owned } = chooseForAdoption(planning, options);
  const after = planChanges({
    ...withMarks(input, chosen, details),
    options: { ...input.options, prune: false, targets: [], excludes: [] },
  });
  const addresses = new Set(chosen.map(({ loaded }) => loaded.address));
  const changed = after.plan.changes.filter(({ address, action }) => addresses.has(address) && action !== "none");
  const differs = new Map(changed.map(({ address, attributes }) => [address, attributes.map(({ path }) => path)]));
  const refused = diagnostics.some(({ severity }) => severity === "error");
  // They do not stand against the marks: a manifest that is not right yet can be mended later.
  const later = refused ? [] : after.diagnostics.filter(({ address }) => address !== undefined && addresses.has(address)).map(asWarning);
  const work = sortedBy(
    chosen.map((one) => workOf(one, input.scope)),
    ({ address }) => address,
  );
  const changes = work.map(({ address }) => changeOf(chosen.find(({ loaded }) => loaded.address === address) as Chosen));
  const plan: Plan = {
    formatVersion: "1",
    scope: input.scope,
    changes,
    summary: { create: 0, update: changes.length, replace: 0, delete: 0, none: 0 },
    fingerprint: fingerprintOf({ scope: input.scope, changes, work }),
  };
  const planned = { plan, diagnostics: sortedDiagnostics([...diagnostics, ...later]), work: refused ? [] : work, outlook: NO_OUTLOOK };
  return { planned, differs, absent, owned };
}

/** A mark takes nothing. */
const NO_OUTLOOK: Planned["outlook"] = { providers: new Map(), budgets: [] };

const asWarning = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === "error"
    ? { ...diagnostic, severity: "warning", summary: `after adoption the plan says: ${diagnostic.summary}` }
    : diagnostic;

function changeOf({ loaded, found, from }: Chosen): Change {
  const owner = from ? `, so far ${from.address} of scope ${from.scope}` : "";
  return {
    address: loaded.address,
    action: "update",
    disruption: "none",
    disruptedBy: [],
    window: null,
    attributes: [],
    waiting: [],
    cause: `adopts ${tell(found)}${owner}`,
  };
}

function workOf({ loaded, view, found, from }: Chosen, scope: string): Work {
  const object = "vm" in found ? { vmId: found.vm.id } : { addressId: found.grant.id, description: found.grant.description };
  const goal: AdoptionGoal = { kind: "Adoption", mark: { scope, address: loaded.address }, from, object };
  const { steps } = stepsOf(goal, view.world, PLANNED);
  return {
    address: loaded.address,
    action: "update",
    provider: loaded.provider,
    after: [],
    goal,
    steps,
    blocked: [],
    timeoutMs: timeoutOf("update", undefined),
  };
}

/** VMM as it will be read once the marks are written. */
function withMarks(input: PlanInput, chosen: readonly Chosen[], details: ReadonlyMap<string, readonly VmDetails[]>): PlanInput {
  const inventories = new Map(
    [...input.inventories].map(([provider, inventory]): [string, Inventory] => {
      const own = chosen.filter(({ loaded }) => loaded.provider === provider);
      if (own.length === 0) return [provider, inventory];
      const marks = new Map(
        own.map(({ loaded, found }) => ["vm" in found ? found.vm.id : found.grant.id, { scope: input.scope, address: loaded.address }]),
      );
      const read = new Map((details.get(provider) ?? []).map((vm) => [vm.id, vm]));
      const marked = [...marks].flatMap(([id, mark]) => {
        const vm = read.get(id) ?? inventory.owned.find((one) => one.id === id);
        return vm ? [{ ...vm, mark, sealed: true }] : [];
      });
      return [
        provider,
        {
          ...inventory,
          owned: [...inventory.owned.filter(({ id }) => !marks.has(id)), ...marked],
          addresses: inventory.addresses.map((grant) => ({ ...grant, mark: marks.get(grant.id) ?? grant.mark })),
        },
      ];
    }),
  );
  return { ...input, inventories };
}
