import { randomUUID } from "node:crypto";
import { ClixmlError } from "../clixml/clixml-error.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { readCommand, writeCommandReply } from "../wsman/command.ts";
import { readCreate, writeCreated } from "../wsman/create.ts";
import type { WsManRequest } from "../wsman/envelope.ts";
import { ACTIONS, type Operation, operationOf, RESOURCE_BASE } from "../wsman/namespaces.ts";
import { readReceive, writeReceiveReply } from "../wsman/receive.ts";
import { readSend, writeSendReply } from "../wsman/send.ts";
import { readSignal, writeSignalReply } from "../wsman/signal.ts";
import type { Caller } from "./caller.ts";
import type { CommandHandler } from "./command-handler.ts";
import { CommandShells, isForCommandShell } from "./command-shells.ts";
import type { RunspaceHandler } from "./runspace-handler.ts";
import { FAULTS } from "./server-fault.ts";
import { Shell } from "./shell.ts";
import { takeOutput } from "./take-output.ts";

export interface DispatcherOptions {
  openRunspace(): RunspaceHandler;
  /** Without it command shells are refused. */
  readonly openCommandShell: (() => CommandHandler) | undefined;
  readonly powerShellVersion: string;
}

export interface Answer {
  readonly action: string;
  readonly body: string;
}

/** The shells of a server, and what each action does to them. Refusals are thrown as `ServerFault`. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #shells = new Map<string, Shell>();
  readonly #commandShells: CommandShells | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    if (options.openCommandShell !== undefined) this.#commandShells = new CommandShells(options.openCommandShell);
  }

  get openShells(): number {
    return this.#shells.size + (this.#commandShells?.count ?? 0);
  }

  async handle(request: WsManRequest, caller: Caller): Promise<Answer> {
    const operation = operationOf(request.action);
    if (operation === undefined) throw FAULTS.badAction();
    if (request.notUnderstood !== undefined) throw FAULTS.notUnderstood();
    const commandShells = isForCommandShell(request) ? this.#commandShells : undefined;
    const body = await (commandShells?.handle(operation, request, caller) ?? this.#handlers[operation](request, caller));
    return { action: `${ACTIONS[operation]}Response`, body };
  }

  close(): void {
    for (const shell of this.#shells.values()) shell.close();
    this.#shells.clear();
    this.#commandShells?.close();
  }

  readonly #handlers: Readonly<Record<Operation, (request: WsManRequest, caller: Caller) => string | Promise<string>>> = {
    Create: (request, caller) => this.#create(request, caller),
    Delete: (request) => this.#delete(request),
    Command: (request) => this.#command(request),
    Send: (request) => this.#send(request),
    Receive: (request, caller) => this.#receive(request, caller),
    Signal: (request) => this.#signal(request),
  };

  #create(request: WsManRequest, caller: Caller): string {
    if (!request.resourceUri.toLowerCase().startsWith(RESOURCE_BASE)) throw FAULTS.badResource();
    const create = readCreate(request.body);
    if (create === undefined) throw FAULTS.malformed();
    const shellId = (create.shellId ?? randomUUID()).toUpperCase();
    const shell = new Shell(shellId, this.#options.powerShellVersion, () => this.#options.openRunspace());
    wellFormed(() => shell.poolData(create.creation));
    this.#shells.set(shellId, shell);
    const { username: owner, address: clientAddress, url } = caller;
    return writeCreated({ shellId, resourceUri: request.resourceUri, url, owner, clientAddress });
  }

  #delete(request: WsManRequest): string {
    const shell = this.#shell(request);
    this.#shells.delete(shell.id);
    shell.close();
    return "";
  }

  #command(request: WsManRequest): string {
    const shell = this.#shell(request);
    const command = readCommand(request.body);
    if (command === undefined) throw FAULTS.malformed();
    const commandId = (command.commandId ?? randomUUID()).toUpperCase();
    wellFormed(() => shell.start(commandId, command.data));
    return writeCommandReply(commandId);
  }

  #send(request: WsManRequest): string {
    const shell = this.#shell(request);
    const streams = readSend(request.body);
    if (streams === undefined) throw FAULTS.malformed();
    for (const { commandId, data } of streams) {
      if (commandId === undefined) wellFormed(() => shell.poolData(data));
      else if (!shell.send(commandId, data)) throw FAULTS.noSuchShell();
    }
    return writeSendReply();
  }

  async #receive(request: WsManRequest, caller: Caller): Promise<string> {
    const shell = this.#shell(request);
    const receive = readReceive(request.body);
    if (receive === undefined) throw FAULTS.malformed();
    const outbox = receive.commandId === undefined ? shell.outbox : shell.outboxOf(receive.commandId);
    if (outbox === undefined) throw FAULTS.noSuchShell();
    const { chunks, done } = await takeOutput(outbox, request, caller.gone);
    if (done && receive.commandId !== undefined) shell.forget(receive.commandId);
    return writeReceiveReply(receive.commandId, { chunks, state: done ? "Done" : "Running" });
  }

  #signal(request: WsManRequest): string {
    const shell = this.#shell(request);
    const signal = readSignal(request.body);
    if (signal?.commandId === undefined) throw FAULTS.malformed();
    const act = signal.kind === "stop" ? shell.stop : shell.terminate;
    // A command that ended by itself is known no more, and its terminate is no error.
    act.call(shell, signal.commandId);
    return writeSignalReply();
  }

  #shell(request: WsManRequest): Shell {
    const id = request.selectors.find((selector) => selector.name.toLowerCase() === "shellid")?.value;
    const shell = this.#shells.get((id ?? "").toUpperCase());
    if (shell === undefined) throw FAULTS.noSuchShell();
    return shell;
  }
}

function wellFormed(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (error instanceof PsrpError || error instanceof ClixmlError) throw FAULTS.malformed();
    throw error;
  }
}
