import { randomUUID } from "node:crypto";
import { writeCommandReply } from "../wsman/command.ts";
import { writeCreated, writeShell } from "../wsman/create.ts";
import type { WsManRequest } from "../wsman/envelope.ts";
import type { Operation } from "../wsman/namespaces.ts";
import { readReceive } from "../wsman/receive.ts";
import { writeSendReply } from "../wsman/send.ts";
import { writeSignalReply } from "../wsman/signal.ts";
import {
  COMMAND_SHELL_RESOURCE,
  COMMAND_SHELL_STREAMS,
  numericOption,
  readCommandLine,
  readCommandShell,
  readInput,
  readInterrupt,
  writeOutput,
} from "../wsman/win-rs.ts";
import type { Caller } from "./caller.ts";
import { codePage, DEFAULT_CODE_PAGE } from "./code-page.ts";
import type { CommandHandler } from "./command-handler.ts";
import { CommandShell } from "./command-shell.ts";
import { FAULTS } from "./server-fault.ts";
import type { ServerLimits } from "./server-limits.ts";
import { factsOf, type ShellEntry, type ShellTable } from "./shell-table.ts";
import { takeOutput } from "./take-output.ts";

type Handler = (request: WsManRequest, caller: Caller) => string | Promise<string>;

/** Whether a request is for the command shell, by its resource. */
export const isForCommandShell = (request: WsManRequest): boolean => request.resourceUri.toLowerCase() === COMMAND_SHELL_RESOURCE;

/** What each action does to the command shells of a server. Refusals are thrown as `ServerFault`. */
export class CommandShells {
  readonly #open: () => CommandHandler;
  readonly #shells: ShellTable;
  readonly #limits: ServerLimits;

  constructor(open: () => CommandHandler, shells: ShellTable, limits: ServerLimits) {
    this.#open = open;
    this.#shells = shells;
    this.#limits = limits;
  }

  /** The body of the answer. */
  async handle(operation: Operation, request: WsManRequest, caller: Caller): Promise<string> {
    const handler = this.#handlers.get(operation);
    // A command shell cannot be left and taken up again here.
    if (handler === undefined) throw FAULTS.badAction();
    return handler(request, caller);
  }

  readonly #handlers: ReadonlyMap<Operation, Handler> = new Map<Operation, Handler>([
    ["Create", (request, caller) => this.#create(request, caller)],
    ["Delete", (request, caller) => this.#shells.use(request, caller, [CommandShell], (entry) => this.#delete(entry))],
    ["Get", (request, caller) => this.#shells.use(request, caller, [CommandShell], (entry) => writeShell(factsOf(entry, caller)))],
    ["Command", (request, caller) => this.#with(request, caller, (shell) => this.#command(shell, request))],
    ["Send", (request, caller) => this.#with(request, caller, (shell) => this.#send(shell, request))],
    ["Receive", (request, caller) => this.#with(request, caller, (shell) => this.#receive(shell, request, caller))],
    ["Signal", (request, caller) => this.#with(request, caller, (shell) => this.#signal(shell, request))],
  ]);

  #create(request: WsManRequest, caller: Caller): string {
    const create = readCommandShell(request.body);
    if (create === undefined) throw FAULTS.malformed();
    const shellId = (create.shellId ?? randomUUID()).toUpperCase();
    const page = codePage(numericOption(request.options, "WINRS_CODEPAGE") ?? DEFAULT_CODE_PAGE);
    const { resourceUri, sessionId } = request;
    const { idleSeconds } = create;
    const entry = this.#shells.add(shellId, caller, () => ({
      shell: new CommandShell(shellId, page, this.#limits, this.#open()),
      ...{ resourceUri, sessionId, idleSeconds, streams: COMMAND_SHELL_STREAMS },
    }));
    return writeCreated(factsOf(entry, caller));
  }

  #delete(entry: ShellEntry<CommandShell>): string {
    this.#shells.remove(entry);
    return "";
  }

  #command(shell: CommandShell, request: WsManRequest): string {
    const line = readCommandLine(request.body);
    if (line === undefined) throw FAULTS.malformed();
    const commandId = (line.commandId ?? randomUUID()).toUpperCase();
    if (shell.outboxOf(commandId) !== undefined) throw FAULTS.alreadyExists();
    if (shell.commandIds.length >= this.#limits.commandsPerShell) throw FAULTS.tooManyCommands();
    shell.start(commandId, { command: line.command, arguments: line.arguments });
    return writeCommandReply(commandId);
  }

  #send(shell: CommandShell, request: WsManRequest): string {
    const inputs = readInput(request.body);
    if (inputs === undefined) throw FAULTS.malformed();
    for (const input of inputs) if (!shell.send(input.commandId ?? "", input)) throw FAULTS.noSuchShell();
    return writeSendReply();
  }

  async #receive(shell: CommandShell, request: WsManRequest, caller: Caller): Promise<string> {
    const commandId = readReceive(request.body)?.commandId;
    if (commandId === undefined) throw FAULTS.malformed();
    const outbox = shell.outboxOf(commandId);
    if (outbox === undefined) throw FAULTS.noSuchShell();
    const { chunks, done } = await takeOutput(outbox, request, caller.gone);
    const exitCode = done ? shell.exitCodeOf(commandId) : undefined;
    if (done) shell.forget(commandId);
    return writeOutput(commandId, chunks, exitCode);
  }

  #signal(shell: CommandShell, request: WsManRequest): string {
    const signal = readInterrupt(request.body);
    if (signal === undefined) throw FAULTS.malformed();
    // A command that ended by itself is known no more, and its terminate is no error.
    if (signal.kind === "interrupt") shell.interrupt(signal.commandId);
    else shell.terminate(signal.commandId);
    return writeSignalReply();
  }

  #with(request: WsManRequest, caller: Caller, work: (shell: CommandShell) => string | Promise<string>): Promise<string> {
    return this.#shells.use(request, caller, [CommandShell], ({ shell }) => work(shell));
  }
}
