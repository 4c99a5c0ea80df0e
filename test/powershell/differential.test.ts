import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Batch, Call } from "../../provider/batch/call.ts";
import { CMDLETS } from "../../provider/batch/cmdlets.ts";
import type { BatchReply, CallResult } from "../../provider/batch/result.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { type Random, seededRandom } from "../../provider/simulator/random.ts";
import { engineFor } from "./support/engine.ts";
import { RandomBatches } from "./support/random-batches.ts";
import { RandomOperations } from "./support/random-operations.ts";
import { stateOf } from "./support/state-of.ts";
import { type TwoVmms, twoVmms } from "./support/two-vmms.ts";

const RUNS = Number(process.env["SCVMM_DIFFERENTIAL_RUNS"] ?? 300);
const SEED = Number(process.env["SCVMM_DIFFERENTIAL_SEED"] ?? 20_260_105);
/** How many differences a failure tells. */
const SHOWN = Number(process.env["SCVMM_DIFFERENTIAL_SHOWN"] ?? 10);
/** After so many batches a new VMM, before the old one is all locks and leftovers. */
const A_VMM = 40;

/**
 * What both must say. The binder's own sentences are each engine's, while what an error is must be the same; and of two references that
 * cannot be followed, which one is met first is left to chance: parameters are a hashtable.
 */
function comparable(result: CallResult, call: Call): unknown {
  const references = JSON.stringify(call).split('"$ref"').length - 1;
  if (result.because !== undefined && references > 1) return { ...result, because: "a reference" };
  if (!result.error) return result;
  const { message: _message, ...error } = result.error;
  if (/^Reference(Empty|Ambiguous)$/.test(error.errorId)) return { ...result, error: "a reference" };
  return /^(Parameter|CannotConvert|NamedParameter|Ambiguous|Missing)/.test(error.errorId) ? { ...result, error } : result;
}

describe.skipIf(!engineFor("random batches through both interpreters"))("both interpreters", () => {
  let both: TwoVmms;
  beforeAll(async () => {
    both = await twoVmms();
  });
  afterAll(() => both?.close());

  it(`give the same results and leave the same state, ${RUNS} batches`, { timeout: 100_000 + RUNS * 200 }, async () => {
    const { differences, seen, changed, done } = await compare(both, RUNS);
    expect(differences.slice(0, SHOWN).join("\n\n")).toBe("");
    // The batches reach every outcome, or agreeing would say little.
    for (const outcome of ["done", "skipped", "12416", "MissingMandatoryParameter", "ReferenceEmpty", "CannotConvertArgumentNoMessage"])
      expect([...seen]).toContain(outcome);
    // What was only refused would say little too. Some operations are for what is rarely there by chance: a claim, a record of a disk, a seed.
    expect(changed / RUNS).toBeGreaterThan(0.2);
    // All but the rarest have done what they were asked: those that need a job that failed, or a VM that is paused.
    if (RUNS >= 3000) expect(CMDLETS.filter((cmdlet) => !done.has(cmdlet.toLowerCase())).slice(3)).toEqual([]);
  });
});

interface Comparison {
  /** One of each kind. */
  readonly differences: readonly string[];
  readonly seen: ReadonlySet<string>;
  /** How many runs have done something that is no reading. */
  readonly changed: number;
  /** Cmdlets that have done what they were asked. */
  readonly done: ReadonlySet<string>;
}

/** Half of the runs are operations of the product, half are batches put together at random. After a difference both go on with new VMMs. */
async function compare(both: TwoVmms, runs: number): Promise<Comparison> {
  const random = seededRandom(SEED);
  const [seen, done] = [new Set<string>(), new Set<string>()];
  const differences = new Map<string, string>();
  let changed = 0;
  let isChanged = false;
  let next: Next | undefined;
  const execute = async (batch: Batch): Promise<BatchReply> => {
    const reply = await both.builtIn.execute(batch).catch(crash);
    const real = await both.powerShell.execute(batch);
    for (const outcome of outcomes(reply)) seen.add(outcome);
    for (const cmdlet of cmdletsDone(batch, reply)) {
      done.add(cmdlet);
      isChanged ||= !cmdlet.startsWith("get-");
    }
    const difference = firstDifference(batch, reply.results, real.results) ?? stateDifference(both, batch);
    if (difference !== undefined) throw new Differing(difference);
    return reply;
  };
  const port = createVmmPort({ execute, close: async () => {} }, { server: "localhost" });
  for (let run = 0; run < runs; run++) {
    if (next === undefined || run % A_VMM === 0) next = renew(both, random);
    isChanged = false;
    const { batches, operations } = next;
    const found = await differenceIn(random.below(2) === 0 ? execute(batches.next()) : port.run(operations.next()));
    if (found) {
      const [key, text] = found;
      if (!differences.has(key)) differences.set(key, `run ${run}: ${text}`);
      next = undefined;
    }
    if (isChanged) changed++;
    both.advance(random.below(4) * 30_000);
  }
  return { differences: [...differences.values()], seen, changed, done };
}

const outcomes = ({ results }: BatchReply): readonly string[] =>
  results.map(({ state, error }) => `${error?.number ?? error?.errorId.split(",")[0] ?? state}`);

function cmdletsDone(batch: Batch, { results }: BatchReply): readonly string[] {
  const done = batch.filter((_, index) => results[index]?.state === "done");
  return done.flatMap((call) => ("cmdlet" in call ? [call.cmdlet.toLowerCase()] : []));
}

const differenceIn = (run: Promise<unknown>): Promise<Difference | undefined> =>
  run.then(
    () => undefined,
    (error) => {
      if (error instanceof Differing) return error.difference;
      throw error;
    },
  );

interface Next {
  readonly batches: RandomBatches;
  readonly operations: RandomOperations;
}

/** Ends a run whose sides are no longer equal. */
class Differing extends Error {
  readonly difference: Difference;

  constructor(difference: Difference) {
    super(difference[1]);
    this.difference = difference;
  }
}

function renew(both: TwoVmms, random: Random): Next {
  const seed = random.next();
  const estate = defaultEstate(seed, { vms: 12 });
  // Nothing of ours pauses a VM.
  const vms = estate.vms.map((vm, index) => (index === 0 ? { ...vm, status: "Paused" } : vm));
  both.renew({ seed, estate: { ...estate, vms } });
  const { vmm } = both.builtIn;
  return { batches: new RandomBatches(random, vmm), operations: new RandomOperations(random, vmm) };
}

/** A fault of the simulator itself: never the same as anything. */
function crash(error: unknown): BatchReply {
  const message = error instanceof Error ? (error.stack ?? "") : String(error);
  return {
    format: 1,
    results: [{ id: "", state: "failed", count: 0, error: { number: null, errorId: "Crash", category: "", type: "", message } }],
  };
}

type Difference = readonly [key: string, text: string];

function firstDifference(batch: Batch, ours: readonly CallResult[], real: readonly CallResult[]): Difference | undefined {
  const text = (result: CallResult | undefined, call: Call) => JSON.stringify(result && comparable(result, call));
  const index = batch.findIndex((call, at) => text(ours[at], call) !== text(real[at], call));
  if (index < 0) return undefined;
  const [one, other, call] = [ours[index], real[index], batch[index]];
  const what = (result: CallResult | undefined) => result?.error?.errorId ?? result?.state;
  const key = `${call && "cmdlet" in call ? call.cmdlet : "from"} ${what(one)} ${what(other)}`;
  return [key, told(asText(batch.slice(0, index + 1)), one, other)];
}

function stateDifference({ builtIn, powerShell }: TwoVmms, batch: Batch): Difference | undefined {
  const difference = findDifference(stateOf(builtIn.vmm), stateOf(powerShell.vmm));
  if (difference === undefined) return undefined;
  const [path, one, other] = difference;
  return [`state ${path.replaceAll(/[0-9a-f-]{36} \S+/g, "")}`, told(`${path} after ${asText(batch)}`, one, other)];
}

const asText = (batch: Batch): string =>
  JSON.stringify(batch, (_, value) => (value instanceof Uint8Array ? `${value.length} bytes` : value));

const told = (what: string, one: unknown, other: unknown): string =>
  [what, `built-in: ${JSON.stringify(one)}`, `engine:   ${JSON.stringify(other)}`].join("\n  ");

/** The first place where two states are not the same. */
function findDifference(one: unknown, other: unknown, path = ""): readonly [string, unknown, unknown] | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
  if (!isTable(one) || !isTable(other)) return [path, one, other];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = findDifference(one[key], other[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return [`${path} order`, Object.keys(one), Object.keys(other)];
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
