import { readIdleTime } from "./create.ts";
import type { NamedValue } from "./envelope.ts";
import { NS } from "./namespaces.ts";
import { attribute, bytesOf, child, children, type XmlElement } from "./xml-tree.ts";
import { base64, element, textElement } from "./xml-writer.ts";

/** The command shell (MS-WSMV 2.2.4, 3.1.4): cmd.exe behind WS-Man, as `winrs` uses it. */
export const COMMAND_SHELL_RESOURCE = `${NS.rsp}/cmd`;
export const COMMAND_SHELL_STREAMS = { input: "stdin", output: "stdout stderr" } as const;

const OUTPUTS = ["stdout", "stderr"] as const;
export type OutputName = (typeof OUTPUTS)[number];

/** Name of an option, whose value is a number: names ignore case. */
export function numericOption(options: readonly NamedValue[], name: string): number | undefined {
  const value = options.find((option) => option.name.toUpperCase() === name)?.value;
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** Undefined for a body that creates no shell; without an id of its own the client leaves the choice to the server. */
export function readCommandShell(
  body: XmlElement,
): { readonly shellId: string | undefined; readonly idleSeconds: number | undefined } | undefined {
  const shell = child(body, NS.rsp, "Shell");
  if (shell === undefined) return undefined;
  return { shellId: attribute(shell, "ShellId"), idleSeconds: readIdleTime(shell) };
}

export interface CommandLineRequest {
  readonly commandId: string | undefined;
  readonly command: string;
  readonly arguments: readonly string[];
}

export function readCommandLine(body: XmlElement): CommandLineRequest | undefined {
  const line = child(body, NS.rsp, "CommandLine");
  const command = child(line, NS.rsp, "Command");
  if (line === undefined || command === undefined) return undefined;
  const given = children(line, NS.rsp, "Arguments").map(({ text }) => text);
  return { commandId: attribute(line, "CommandId"), command: command.text, arguments: given };
}

export interface InputData {
  readonly commandId: string | undefined;
  readonly data: Uint8Array;
  /** Nothing will follow. */
  readonly end: boolean;
}

export function readInput(body: XmlElement): readonly InputData[] | undefined {
  const send = child(body, NS.rsp, "Send");
  if (send === undefined) return undefined;
  return children(send, NS.rsp, "Stream").map((stream) => ({
    commandId: attribute(stream, "CommandId"),
    data: bytesOf(stream),
    end: /^(true|1)$/.test(attribute(stream, "End") ?? ""),
  }));
}

export interface OutputChunk {
  readonly stream: OutputName;
  readonly data: Buffer;
}

/** `exitCode` is that of a command that has ended, else undefined. */
export function writeOutput(commandId: string, chunks: readonly OutputChunk[], exitCode: number | undefined): string {
  const streams = chunks.map(({ stream, data }) => element("rsp:Stream", { Name: stream, CommandId: commandId }, base64(data)));
  const ended = exitCode !== undefined;
  const ends = ended ? OUTPUTS.map((Name) => element("rsp:Stream", { Name, CommandId: commandId, End: "true" })) : [];
  const code = ended ? [textElement("rsp:ExitCode", String(exitCode >>> 0))] : [];
  const state = `${NS.rsp}/CommandState/${ended ? "Done" : "Running"}`;
  return element(
    "rsp:ReceiveResponse",
    {},
    ...streams,
    ...ends,
    element("rsp:CommandState", { CommandId: commandId, State: state }, ...code),
  );
}

/** `interrupt` is Ctrl+C or Ctrl+Break; any other code ends the command. */
export function readInterrupt(body: XmlElement): { readonly commandId: string; readonly kind: "interrupt" | "terminate" } | undefined {
  const signal = child(body, NS.rsp, "Signal");
  const commandId = signal === undefined ? undefined : attribute(signal, "CommandId");
  const code = child(signal, NS.rsp, "Code")?.text.trim().toLowerCase();
  if (commandId === undefined || code === undefined) return undefined;
  return { commandId, kind: code.endsWith("/signal/ctrl_c") || code.endsWith("/signal/ctrl_break") ? "interrupt" : "terminate" };
}
