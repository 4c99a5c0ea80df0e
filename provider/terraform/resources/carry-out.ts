import type { Inventory } from "../../engine/index.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import { pathText } from "../schema/path-text.ts";
import type { ObjectValue } from "../value/value.ts";
import { applyOne } from "./apply-one.ts";
import type { OneManifest } from "./manifest.ts";
import type { There } from "./objects.ts";
import { type OnePlan, planOne } from "./plan-one.ts";
import type { PrivateData } from "./private-data.ts";
import * as problems from "./problems.ts";
import { sightOf } from "./read-resource.ts";
import type { Session } from "./session.ts";
import { waitingOf } from "./waiting.ts";

/** One change on its way, with what it has come to. */
export interface Outcome {
  /**
   * done: VMM is as promised · stopped, late: VMM may go on with it · failed: the rest. What was promised to wait is no lack.
   */
  readonly end: "done" | "stopped" | "late" | "failed";
  readonly hasBegun: boolean;
  /** The object afterwards; undefined: there is none, or nobody could look. */
  readonly after: There | undefined;
  readonly inventory: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

interface Change {
  readonly mapping: Mapping;
  readonly config: ObjectValue;
  readonly key: string;
  readonly one: OneManifest;
  readonly plan: OnePlan;
  /** Attributes that the plan has promised to leave for now, as `waiting` says it. */
  readonly promised: ObjectValue;
  readonly privateData: PrivateData;
}

/**
 * 1. Carry the plan out.
 * 2. Look at what came of it, in a fresh reading: whatever differs still was either promised to wait, or is a failure.
 */
export async function carryOut(change: Change, session: Session, log: Log): Promise<Outcome> {
  const { mapping, config, key, plan, promised, privateData } = change;
  const { plannedAt } = privateData;
  const frozen = Object.values(promised).includes("window") && plannedAt !== undefined ? () => plannedAt : undefined;
  const { results, hasBegun } = plan.planned.work.length > 0 ? await applyOne(plan.planned, session, log, frozen) : NOTHING_TO_DO;
  const told = results.flatMap(({ diagnostics }) => diagnostics);
  const id = typeof config["id"] === "string" ? config["id"] : null;
  const seen = await look(mapping, { ...config, key, id }, session);
  const base = { hasBegun, after: seen?.there, inventory: seen?.inventory, diagnostics: [...told, ...(seen?.problems ?? [])] };
  if (session.estate.stopped.aborted && results.some(({ state }) => state !== "done")) return { ...base, end: "stopped" };
  if (told.some(({ code }) => code === "APPLY_TIMEOUT")) return { ...base, end: "late" };
  const failed = results.some(({ state }) => state === "failed") || told.some(({ severity }) => severity === "error");
  const isBlocked = results.some(({ state }) => state === "not-run");
  const lacks = isBlocked && !failed && seen?.there ? lacking(change, seen.there, session) : [];
  return { ...base, end: failed || lacks.length > 0 ? "failed" : "done", diagnostics: [...base.diagnostics, ...lacks] };
}

const NOTHING_TO_DO = { results: [], hasBegun: false } as const;

async function look(mapping: Mapping, state: ObjectValue, session: Session) {
  if (session.estate.stopped.aborted) return undefined;
  try {
    const inventory = await session.estate.freshInventory();
    const sighting = await sightOf(mapping, state, inventory, session);
    return { inventory, there: sighting.state === "there" ? sighting : undefined, problems: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { inventory: undefined, there: undefined, problems: error.diagnostics.map((one) => ({ ...one, severity: "warning" as const })) };
  }
}

/** Attributes that were to be set, and wait: the object is no longer as it was when this was planned. */
function lacking(
  { mapping, config, one, promised, privateData }: Change,
  { inventory }: There,
  { estate }: Session,
): readonly Diagnostic[] {
  const { change } = planOne(one.address, one.manifests, estate, inventory);
  const waiting = change ? waitingOf(change, one.manifests, privateData.plannedAt ?? Date.now()) : [];
  return waiting
    .filter(({ path }) => !Object.hasOwn(promised, pathText(mapping.attributePath(path, config))))
    .map(({ path, for: reason }) => problems.waitsNow(path, reason));
}
