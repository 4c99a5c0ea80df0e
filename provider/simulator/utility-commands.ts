import { setTimeout as sleep } from "node:timers/promises";
import { ClixmlError } from "../winrm/clixml/clixml-error.ts";
import { fromClixml, type Plain } from "../winrm/clixml/plain.ts";
import { type ClixmlValue, NIL } from "../winrm/clixml/value.ts";
import type { PipelineCommand } from "../winrm/psrp/create-pipeline.ts";
import type { PipelineSink } from "../winrm/server/runspace-handler.ts";
import { notRun } from "./pipeline-errors.ts";

type Run = (command: PipelineCommand, sink: PipelineSink, signal: AbortSignal) => void | Promise<void>;

/** What a parameter holds, by its name or, without a name, by position alone. */
function argumentOf(command: PipelineCommand, name: string): ClixmlValue {
  const given = command.parameters.find((parameter) => (parameter.name ?? name).replace(/^-|:$/g, "").toLowerCase() === name.toLowerCase());
  return given?.value ?? NIL;
}

function plainOf(command: PipelineCommand, name: string): Plain {
  try {
    return fromClixml(argumentOf(command, name));
  } catch (error) {
    if (error instanceof ClixmlError) throw notRun(`The parameter ${name} cannot be read.`);
    throw error;
  }
}

const textOf = (command: PipelineCommand, name: string): string => `${plainOf(command, name) ?? ""}`;

function writeOutput(command: PipelineCommand, sink: PipelineSink): void {
  const value = argumentOf(command, "InputObject");
  const items = value.kind === "object" && value.content?.kind === "list" ? value.content.items : [value];
  for (const item of items) sink.output(item);
}

/**
 * Of the commands that every session of PowerShell has, the few that show each stream: so that a client of WinRM can be tried
 * without a VMM, or a Windows, at hand. By their lower-case names.
 */
export const UTILITY_COMMANDS: ReadonlyMap<string, Run> = new Map<string, Run>(
  Object.entries({
    "write-output": writeOutput,
    "write-warning": (command, sink) => sink.warning(textOf(command, "Message")),
    "write-error": (command, sink) =>
      sink.error({
        message: textOf(command, "Message"),
        fullyQualifiedErrorId: "Microsoft.PowerShell.Commands.WriteErrorException",
        category: "NotSpecified",
        exceptionType: "Microsoft.PowerShell.Commands.WriteErrorException",
      }),
    "start-sleep": async (command, _sink, signal) => {
      await sleep(Number(plainOf(command, "Seconds")) * 1000, undefined, { signal });
    },
  } satisfies Record<string, Run>),
);
