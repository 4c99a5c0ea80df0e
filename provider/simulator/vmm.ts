import type { Batch } from "../batch/call.ts";
import type { BatchReply } from "../batch/result.ts";
import { type CmdletOutput, type CmdletRunner, interpret } from "./batch/interpret.ts";
import { bind } from "./binding/bind.ts";
import { resolveByName } from "./binding/names.ts";
import { Parameters } from "./binding/parameters.ts";
import { findSignature } from "./binding/signature.ts";
import { type Clock, steppingClock } from "./clock.ts";
import type { CmdletDefinition, Output } from "./cmdlets/definition.ts";
import { CMDLET_TABLE } from "./cmdlets/table.ts";
import { type CmdletError, carmineError, commandNotFound, VmmError } from "./errors.ts";
import { buildStore } from "./estate/build.ts";
import { defaultEstate } from "./estate/default-estate.ts";
import type { Estate } from "./estate/estate.ts";
import { type Disturbance, type Fault, type FaultSource, Faults } from "./faults.ts";
import { HostFiles } from "./host-files.ts";
import { Jobs } from "./jobs.ts";
import type { Task } from "./objects/job.ts";
import type { Argument, VmmObject } from "./objects/object.ts";
import { seededRandom } from "./random.ts";
import { unsupported } from "./unsupported.ts";
import type { World } from "./world.ts";

export interface VmmOptions {
  /** Of all ids, and of the default estate. Default 1. */
  readonly seed?: number;
  /** Default: `defaultEstate(seed)`. */
  readonly estate?: Estate;
  /** Default: a clock that never makes anybody wait. */
  readonly clock?: Clock;
  readonly faults?: readonly Fault[] | FaultSource;
}

/** An SCVMM server, seen through its cmdlets. */
export interface Vmm {
  /** The server's objects, for looking at from tests. */
  readonly world: World;
  /** Runs the calls in order. Rejects only when aborted. */
  execute(batch: Batch, signal?: AbortSignal): Promise<BatchReply>;
  /** Runs one cmdlet whose parameters a binder outside has bound. Throws `CmdletError`. */
  invoke(call: BoundCall, signal?: AbortSignal): Promise<CmdletResult>;
  /** The VMM service stops and starts: jobs that are under way fail (see assumptions: service-restart). */
  restart(): void;
}

/** A cmdlet call after PowerShell's own binding: the set that it chose, and the values by the parameters' own names. */
export interface BoundCall {
  readonly cmdlet: string;
  readonly set: string;
  readonly values: ReadonlyMap<string, Argument>;
}

export interface CmdletResult {
  readonly objects: readonly VmmObject[];
  /** The job that the cmdlet started. */
  readonly task: Task | null;
}

/** Parameters of every cmdlet that change nothing here. */
const UNIVERSAL = new Set([
  "VMMServer",
  "RunAsynchronously",
  "JobVariable",
  "PROTipID",
  "OnBehalfOfUser",
  "OnBehalfOfUserRole",
  "ReturnImmediately",
]);

export function createVmm(options: VmmOptions = {}): Vmm {
  const seed = options.seed ?? 1;
  const clock = options.clock ?? steppingClock();
  const random = seededRandom(seed);
  const store = buildStore(options.estate ?? defaultEstate(seed), random, new Date(clock.now()));
  const world: World = { store, random, jobs: new Jobs(store, random), files: new HostFiles(), now: () => clock.now() };
  const machinery = { world, clock, faults: sourceOf(options.faults ?? []) };
  const runner = cmdletRunner(machinery);
  const execute = async (batch: Batch, signal?: AbortSignal) => {
    if (clock.stepMs) await clock.reach(clock.now() + clock.stepMs);
    return interpret(batch, runner, signal);
  };
  const invoke = async ({ cmdlet, set, values }: BoundCall, signal?: AbortSignal) => {
    world.jobs.settle(clock.now());
    return runBound(machinery, new Parameters(cmdlet, set, values), signal);
  };
  return { world, execute, invoke, restart: () => world.jobs.interrupt(clock.now()) };
}

const sourceOf = (faults: readonly Fault[] | FaultSource): FaultSource => ("disturb" in faults ? faults : new Faults(faults));

function cmdletRunner(machinery: Machinery): CmdletRunner {
  return {
    now: () => machinery.clock.now(),
    files: machinery.world.files,
    run: (cmdlet, parameters, asJob, signal) => runCmdlet(machinery, cmdlet, parameters, asJob, signal),
  };
}

interface Machinery {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: FaultSource;
}

/** 1. end the jobs whose time has come  2. bind the parameters  3. run what they are bound to. */
function runCmdlet(
  machinery: Machinery,
  cmdlet: string,
  given: Readonly<Record<string, Argument>>,
  asJob: boolean,
  signal: AbortSignal | undefined,
): CmdletOutput | Promise<CmdletOutput> {
  const { world, clock } = machinery;
  world.jobs.settle(clock.now());
  const found = findSignature(cmdlet);
  if (!found) throw commandNotFound(cmdlet);
  const all = asJob ? { ...given, RunAsynchronously: true, JobVariable: "job" } : given;
  const outputOf = ({ objects, task }: CmdletResult): CmdletOutput => ({ objects, job: asJob ? (task?.ID ?? null) : null });
  const result = runBound(machinery, bind(found.name, found.signature, all, resolveByName(world.store)), signal);
  return result instanceof Promise ? result.then(outputOf) : outputOf(result);
}

/**
 * 1. meet the faults  2. check and prepare the change  3. start its job  4. wait for the job, unless the call is asynchronous. Who has nothing
 * to wait for, as all that only read, is answered at once.
 */
function runBound(machinery: Machinery, parameters: Parameters, signal: AbortSignal | undefined): CmdletResult | Promise<CmdletResult> {
  const { world, clock, faults } = machinery;
  const definition = definitionOf(parameters);
  const disturbance = faults.disturb(parameters);
  if (disturbance.error) throw carmineError(disturbance.error, parameters.cmdlet);
  const { output, task } = begin(world, definition, parameters, disturbance);
  const result = { objects: output.objects, task };
  if (!task) return disturbance.delayMs > 0 ? clock.reach(clock.now() + disturbance.delayMs, signal).then(() => result) : result;
  return parameters.on("RunAsynchronously") ? result : completion(machinery, task, parameters.cmdlet, signal).then(() => result);
}

function definitionOf(parameters: Parameters): CmdletDefinition {
  if (!isCmdlet(parameters.cmdlet)) throw commandNotFound(parameters.cmdlet);
  const definition = CMDLET_TABLE[parameters.cmdlet];
  const [unknown] = parameters
    .names()
    .filter((name) => !UNIVERSAL.has(name) && !definition.honours.includes(name))
    .sort();
  if (unknown !== undefined) throw unsupported(parameters.cmdlet, `the parameter -${unknown}`);
  return definition;
}

function isCmdlet(name: string): name is keyof typeof CMDLET_TABLE {
  return Object.hasOwn(CMDLET_TABLE, name);
}

function begin(
  world: World,
  definition: CmdletDefinition,
  parameters: Parameters,
  disturbance: Disturbance,
): { output: Output; task: Task | null } {
  try {
    const output = definition.run(parameters, world);
    if (!output.work) return { output, task: null };
    const task = world.jobs.start(parameters.cmdlet, output.work, world.now(), disturbance);
    return { output, task };
  } catch (error) {
    throw error instanceof VmmError ? carmineError(error, parameters.cmdlet) : error;
  }
}

async function completion({ world, clock }: Machinery, task: Task, cmdlet: string, signal: AbortSignal | undefined): Promise<void> {
  await clock.reach(task.$endsAt, signal);
  world.jobs.settle(clock.now());
  if (task.$end === "Failed" || task.$end === "Canceled") throw jobError(world, task, cmdlet);
}

function jobError(world: World, task: Task, cmdlet: string): CmdletError {
  const { DisplayableErrorCode, Problem, RecommendedAction } = task.ErrorInfo;
  const error = new VmmError(DisplayableErrorCode, Problem, RecommendedAction);
  return carmineError(error, cmdlet, { server: world.store.server.Name, job: task.ID });
}
