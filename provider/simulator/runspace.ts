import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../batch/bootstrap.ts";
import { DOCTOR_SCRIPT, type SessionFacts, VMM_MODULE } from "../batch/doctor.ts";
import { GZIP_ABOVE } from "../batch/result.ts";
import { ClixmlError } from "../winrm/clixml/clixml-error.ts";
import { fromClixml, type Plain, toClixml } from "../winrm/clixml/plain.ts";
import type { PipelineCommand } from "../winrm/psrp/create-pipeline.ts";
import type { PipelineSink, RunspaceHandler } from "../winrm/server/runspace-handler.ts";
import { commandNotFound } from "./errors.ts";
import { failure, noSuchParameter, notConnected, notRun, scriptsNotAllowed } from "./pipeline-errors.ts";
import { readCalls } from "./read-calls.ts";
import { UTILITY_COMMANDS } from "./utility-commands.ts";
import type { Vmm } from "./vmm.ts";

const zip = promisify(gzip);

/** One of a pool's runspaces; each has to be given the function, and to load VMM's module, for itself. */
interface Runspace {
  hasFunction: boolean;
  hasModule: boolean;
  /** Runs the function, and nothing else: as the session configuration that `scvmm endpoint` writes. */
  readonly restricted: boolean;
}

export interface RunspaceSettings {
  /** Real milliseconds that it takes to load VMM's module. Default 0. */
  readonly importDelayMs?: number;
  /** Default false. */
  readonly restricted?: boolean;
}

/**
 * The runspaces of one client's pool. As in a real pool a pipeline takes a free runspace, the one used last, and a fresh one
 * where none is free.
 */
export function runspacePool(vmm: Vmm, { importDelayMs = 0, restricted = false }: RunspaceSettings = {}): RunspaceHandler {
  const free: Runspace[] = [];
  return {
    run: async ({ commands }, sink, signal) => {
      const runspace = free.pop() ?? { hasFunction: restricted, hasModule: importDelayMs === 0, restricted };
      try {
        await runPipeline(vmm, runspace, commands, sink, signal, importDelayMs);
      } finally {
        free.push(runspace);
      }
    },
    close: () => {
      free.length = 0;
    },
  };
}

/**
 * 1. see which command it is: the function, the script that defines it, or the one that asks what the session is like;
 *    or one of a few commands that every session has
 * 2. connect  3. run the batch  4. answer with one text, or with its gzip. Anything else than these commands is refused.
 */
async function runPipeline(
  vmm: Vmm,
  runspace: Runspace,
  commands: readonly PipelineCommand[],
  sink: PipelineSink,
  signal: AbortSignal,
  importDelayMs: number,
): Promise<void> {
  const [command, second] = commands;
  if (!command || second) throw notRun("The simulator runs pipelines of one command.");
  if (runspace.restricted && command.isScript) throw scriptsNotAllowed(command.text);
  const utility = command.isScript || runspace.restricted ? undefined : UTILITY_COMMANDS.get(command.text.toLowerCase());
  if (utility) return utility(command, sink, signal);
  if (command.isScript && command.text === DOCTOR_SCRIPT) return sink.output(toClixml(sessionFacts(runspace, argument(command, "Module"))));
  bindFunction(runspace, command);
  const server = argument(command, "Server");
  const batch = readCalls(argument(command, "Calls"));
  if (!runspace.hasModule) await sleep(importDelayMs, undefined, { signal });
  runspace.hasModule = true;
  await connect(vmm, server, signal);
  const reply = await vmm.execute(batch, signal);
  const json = JSON.stringify(reply);
  sink.output(toClixml(json.length > GZIP_ABOVE ? new Uint8Array(await zip(json)) : json));
}

/** That the command is the function, or defines it, and has no parameter which the function lacks. */
function bindFunction(runspace: Runspace, { isScript, text, parameters }: PipelineCommand): void {
  if (isScript && text !== BOOTSTRAP_SCRIPT) throw notRun("The simulator runs no script but the one that defines the function.");
  if (isScript) runspace.hasFunction = true;
  else if (!isFunction(text) || !runspace.hasFunction) throw failure(commandNotFound(text).error, text);
  for (const { name } of parameters) if (name !== null && !PARAMETERS.has(bare(name))) throw noSuchParameter(name);
}

/** A console of VMM 2019 on Windows Server 2019; see assumptions: module-version. */
function sessionFacts({ hasFunction }: Runspace, module: Plain): SessionFacts {
  const version = `${module}`.toLowerCase() === VMM_MODULE.toLowerCase() ? MODULE_VERSION : undefined;
  return {
    PowerShell: WINDOWS_SERVER_2019,
    Edition: "Desktop",
    Language: "FullLanguage",
    HasFunction: hasFunction,
    Versions: version === undefined ? [] : [version],
    Imported: version ?? "",
    Problem: null,
  };
}

const MODULE_VERSION = "2.1.0";
const WINDOWS_SERVER_2019 = "5.1.17763.1";

const bare = (name: string) => name.replace(/^-|:$/g, "").toLowerCase();
const PARAMETERS: ReadonlySet<string> = new Set(["server", "calls", "module"]);

function isFunction(name: string): boolean {
  return name.toLowerCase() === BATCH_FUNCTION.toLowerCase();
}

function argument(command: PipelineCommand, name: string): Plain {
  const given = command.parameters.find((parameter) => bare(parameter.name ?? "") === name.toLowerCase());
  if (!given) throw notRun(`The parameter ${name} is missing.`);
  try {
    return fromClixml(given.value);
  } catch (error) {
    if (error instanceof ClixmlError) throw notRun(`The parameter ${name} cannot be read.`);
    throw error;
  }
}

/** As the function does it before the first call. */
async function connect(vmm: Vmm, server: Plain, signal: AbortSignal): Promise<void> {
  const reply = await vmm.execute([{ id: "server", cmdlet: "Get-SCVMMServer", parameters: { ComputerName: `${server}` } }], signal);
  const error = reply.results[0]?.error;
  if (error) throw notConnected(error, `${server}`);
}
