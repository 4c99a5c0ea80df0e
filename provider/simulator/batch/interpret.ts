import type { Batch, Call, CallValue, CmdletCall, FileCall, Reference } from "../../batch/call.ts";
import { CMDLETS } from "../../batch/cmdlets.ts";
import type { BatchReply, CallError, CallResult } from "../../batch/result.ts";
import { isSecretCredential, isSecretText } from "../../batch/secret-value.ts";
import { CmdletError } from "../errors.ts";
import type { HostFiles } from "../host-files.ts";
import { PsCredentialArgument } from "../objects/credential.ts";
import type { Argument, VmmObject } from "../objects/object.ts";
import { badCall, batchError } from "./batch-error.ts";
import { unpack } from "./file.ts";
import { keepMatching } from "./filter.ts";
import { project } from "./project.ts";

/** What an interpreter needs: something that runs cmdlets, and the time at which properties are read. */
export interface CmdletRunner {
  now(): number;
  /** Throws `CmdletError`. With `asJob` the cmdlet gets -RunAsynchronously and -JobVariable, and `job` is the job's id. */
  run(
    cmdlet: string,
    parameters: Readonly<Record<string, Argument>>,
    asJob: boolean,
    signal?: AbortSignal,
  ): CmdletOutput | Promise<CmdletOutput>;
  /** Files of the machine that the session is on. */
  readonly files: Pick<HostFiles, "write" | "remove">;
}

export interface CmdletOutput {
  readonly objects: readonly VmmObject[];
  readonly job: string | null;
}

/** What became of a call, in the making. */
interface Outcome {
  state: CallResult["state"];
  objects: readonly VmmObject[];
  /** Of the file that the call wrote. */
  path: string | null;
  rows: CallResult["rows"] | null;
  job: string | null;
  error: CallError | null;
  because: string | null;
}

type Done = ReadonlyMap<string, Outcome>;

const ALLOWED = new Set<string>(CMDLETS.map((cmdlet) => cmdlet.toLowerCase()));

/**
 * The built-in interpreter of batches (provider/batch/call.ts); the PowerShell one does the same, call by call.
 *
 * For each call, in order: 1. see whether it is to be skipped  2. run its cmdlet, or take an earlier call's objects
 * 3. filter them  4. project what is left. An error ends its own call alone.
 */
export async function interpret(batch: Batch, runner: CmdletRunner, signal?: AbortSignal): Promise<BatchReply> {
  const done = new Map<string, Outcome>();
  try {
    return await interpretCalls(batch, done, runner, signal);
  } finally {
    for (const { path } of done.values()) if (path !== null) runner.files.remove(path);
  }
}

async function interpretCalls(
  batch: Batch,
  done: Map<string, Outcome>,
  runner: CmdletRunner,
  signal: AbortSignal | undefined,
): Promise<BatchReply> {
  const results: CallResult[] = [];
  for (const call of batch) {
    const id = typeof call.id === "string" ? call.id : "";
    const outcome = await interpretCall(call, id, done, runner, signal);
    if (id !== "" && !done.has(id)) done.set(id, outcome);
    results.push(toResult(id, outcome));
  }
  return { format: 1, results };
}

async function interpretCall(call: Call, id: string, done: Done, runner: CmdletRunner, signal: AbortSignal | undefined): Promise<Outcome> {
  const outcome: Outcome = { state: "failed", objects: [], path: null, rows: null, job: null, error: null, because: null };
  try {
    if (id === "" || done.has(id)) throw badCall("A call needs an id of its own.");
    outcome.because = obstacle(call, done);
    if (outcome.because !== null) outcome.state = "skipped";
    else await carryOut(call, done, runner, outcome, signal);
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
    outcome.error = error.error;
  }
  return outcome;
}

async function carryOut(call: Call, done: Done, runner: CmdletRunner, outcome: Outcome, signal: AbortSignal | undefined): Promise<void> {
  if ("file" in call) {
    receive(call, runner, outcome);
    return;
  }
  let found: readonly VmmObject[];
  if ("from" in call) found = done.get(call.from)?.objects ?? [];
  else {
    const running = runCmdlet(call, done, runner, signal);
    const output = running instanceof Promise ? await running : running;
    outcome.job = output.job;
    found = output.objects;
  }
  const kept = call.where ? keepMatching(found, call.where, runner.now()) : found;
  const rows = call.project ? project(kept, call.project, runner.now()) : null;
  Object.assign(outcome, { state: "done", objects: kept, rows });
}

function receive({ file }: FileCall, { files }: CmdletRunner, outcome: Outcome): void {
  const content = unpack(file);
  outcome.path = files.write(file.name, content);
  outcome.state = "done";
}

function runCmdlet(
  call: CmdletCall,
  done: Done,
  runner: CmdletRunner,
  signal: AbortSignal | undefined,
): CmdletOutput | Promise<CmdletOutput> {
  if (!ALLOWED.has(`${call.cmdlet}`.toLowerCase())) throw batchError("CmdletNotAllowed", `A batch must not run ${call.cmdlet ?? ""}.`);
  if (typeof call.parameters !== "object" || call.parameters === null) throw badCall("A call needs parameters.");
  const parameters = Object.entries(call.parameters).map(([name, value]) => [name, resolve(value, done)] as const);
  return runner.run(call.cmdlet, Object.fromEntries(parameters), call.job === true, signal);
}

/** The id of the call that makes this one be skipped, or null. */
function obstacle(call: Call, done: Done): string | null {
  const [unless, given] = [call.unless ?? null, call.given ?? null];
  if (unless !== null && countOf(done.get(unless)) > 0) return unless;
  for (const id of needed(call)) {
    const earlier = done.get(id);
    if (!earlier) throw badCall(`No earlier call has the id ${id}.`);
    if (earlier.state !== "done" || (id === given && countOf(earlier) === 0)) return id;
  }
  return null;
}

function needed(call: Call): readonly string[] {
  const before = [call.unless ?? null, call.given ?? null].filter((id) => id !== null);
  if ("from" in call) return [...before, call.from];
  if ("file" in call) return before;
  return [...before, ...Object.values(call.parameters ?? {}).flatMap(references)];
}

function references(value: CallValue): readonly string[] {
  if (isList(value)) return value.flatMap(references);
  return isReference(value) ? [value.$ref] : [];
}

function resolve(value: CallValue, done: Done): Argument {
  if (isList(value)) return value.map((item) => resolve(item, done));
  if (isSecretText(value)) return value.$secret.reveal();
  if (isSecretCredential(value)) return new PsCredentialArgument(value.$username, value.$password);
  if (!isReference(value)) return value;
  const path = done.get(value.$ref)?.path ?? null;
  if (path !== null) return value.many ? [path] : path;
  const found = done.get(value.$ref)?.objects ?? [];
  if (value.many) return found;
  const [first] = found;
  if (!first) throw batchError("ReferenceEmpty", `Call ${value.$ref} found nothing.`);
  if (found.length > 1) throw batchError("ReferenceAmbiguous", `Call ${value.$ref} found ${found.length} objects.`);
  return first;
}

function isList(value: CallValue): value is readonly CallValue[] {
  return Array.isArray(value);
}

function isReference(value: CallValue): value is Reference {
  return typeof value === "object" && value !== null && "$ref" in value;
}

/** A file counts as one object. */
const countOf = (outcome: Outcome | undefined): number => (outcome ? outcome.objects.length + (outcome.path === null ? 0 : 1) : 0);

function toResult(id: string, outcome: Outcome): CallResult {
  return {
    id,
    state: outcome.state,
    count: countOf(outcome),
    ...(outcome.rows ? { rows: outcome.rows } : {}),
    ...(outcome.job === null ? {} : { job: outcome.job }),
    ...(outcome.error ? { error: outcome.error } : {}),
    ...(outcome.because === null ? {} : { because: outcome.because }),
  };
}
