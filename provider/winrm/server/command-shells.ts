import { randomUUID } from "node:crypto";
import { writeCommandReply } from "../wsman/command.ts";
import { writeCreated } from "../wsman/create.ts";
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
import { takeOutput } from "./take-output.ts";

type Handler = (request: WsManRequest, caller: Caller) => string | Promise<string>;

/** Whether a request is for the command shell, by its resource. */
export const isForCommandShell = (request: WsManRequest): boolean => request.resourceUri.toLowerCase() === COMMAND_SHELL_RESOURCE;

/** The command shells of a server, and what each action does to them. Refusals are thrown as `ServerFault`. */
export class CommandShells {
  readonly #open: () => CommandHandler;
  readonly #shells = new Map<string, CommandShell>();

  constructor(open: () => CommandHandler) {
    this.#open = open;
  }

  get count(): number {
    return this.#shells.size;
  }

  /** The body of the answer. */
  async handle(operation: Operation, request: WsManRequest, caller: Caller): Promise<string> {
    const handler = this.#handlers.get(operation);
    // A command shell cannot be left and taken up again here.
    if (handler === undefined) throw FAULTS.badAction();
    return handler(request, caller);
  }

  close(): void {
    for (const shell of this.#shells.values()) shell.close();
    this.#shells.clear();
  }

  readonly #handlers: ReadonlyMap<Operation, Handler> = new Map<Operation, Handler>([
    ["Create", (request, caller) => this.#create(request, caller)],
    ["Delete", (request) => this.#delete(request)],
    ["Command", (request) => this.#command(request)],
    ["Send", (request) => this.#send(request)],
    ["Receive", (request, caller) => this.#receive(request, caller)],
    ["Signal", (request) => this.#signal(request)],
  ]);

  #create(request: WsManRequest, caller: Caller): string {
    const create = readCommandShell(request.body);
    if (create === undefined) throw FAULTS.malformed();
    const shellId = (create.shellId ?? randomUUID()).toUpperCase();
    const page = codePage(numericOption(request.options, "WINRS_CODEPAGE") ?? DEFAULT_CODE_PAGE);
    this.#shells.set(shellId, new CommandShell(shellId, page, this.#open()));
    const { username: owner, address: clientAddress, url } = caller;
    return writeCreated({ shellId, resourceUri: request.resourceUri, url, owner, clientAddress, streams: COMMAND_SHELL_STREAMS });
  }

  #delete(request: WsManRequest): string {
    const shell = this.#shell(request);
    this.#shells.delete(shell.id);
    shell.close();
    return "";
  }

  #command(request: WsManRequest): string {
    const shell = this.#shell(request);
    const line = readCommandLine(request.body);
    if (line === undefined) throw FAULTS.malformed();
    const commandId = (line.commandId ?? randomUUID()).toUpperCase();
    shell.start(commandId, { command: line.command, arguments: line.arguments });
    return writeCommandReply(commandId);
  }

  #send(request: WsManRequest): string {
    const shell = this.#shell(request);
    const inputs = readInput(request.body);
    if (inputs === undefined) throw FAULTS.malformed();
    for (const input of inputs) if (!shell.send(input.commandId ?? "", input)) throw FAULTS.noSuchShell();
    return writeSendReply();
  }

  async #receive(request: WsManRequest, caller: Caller): Promise<string> {
    const shell = this.#shell(request);
    const commandId = readReceive(request.body)?.commandId;
    if (commandId === undefined) throw FAULTS.malformed();
    const outbox = shell.outboxOf(commandId);
    if (outbox === undefined) throw FAULTS.noSuchShell();
    const { chunks, done } = await takeOutput(outbox, request, caller.gone);
    const exitCode = done ? shell.exitCodeOf(commandId) : undefined;
    if (done) shell.forget(commandId);
    return writeOutput(commandId, chunks, exitCode);
  }

  #signal(request: WsManRequest): string {
    const shell = this.#shell(request);
    const signal = readInterrupt(request.body);
    if (signal === undefined) throw FAULTS.malformed();
    // A command that ended by itself is known no more, and its terminate is no error.
    if (signal.kind === "interrupt") shell.interrupt(signal.commandId);
    else shell.terminate(signal.commandId);
    return writeSignalReply();
  }

  #shell(request: WsManRequest): CommandShell {
    const id = request.selectors.find((selector) => selector.name.toLowerCase() === "shellid")?.value;
    const shell = this.#shells.get((id ?? "").toUpperCase());
    if (shell === undefined) throw FAULTS.noSuchShell();
    return shell;
  }
}
