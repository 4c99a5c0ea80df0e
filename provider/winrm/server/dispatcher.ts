import { randomUUID } from "node:crypto";
import { ClixmlError } from "../clixml/clixml-error.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { readCommand, writeCommandReply } from "../wsman/command.ts";
import { readConnect, writeCommandConnectReply, writeConnectReply } from "../wsman/connect.ts";
import { readCreate, writeCreated, writeShell } from "../wsman/create.ts";
import { readDisconnect } from "../wsman/disconnect.ts";
import { readEnumerate, readPull, writeEnumerateReply, writeListedCommand, writePullReply } from "../wsman/enumerate.ts";
import type { NamedValue, WsManRequest } from "../wsman/envelope.ts";
import { ACTIONS, COMMAND_RESOURCE, type Operation, operationOf, RESOURCE_BASE, SHELL_RESOURCE } from "../wsman/namespaces.ts";
import { readReceive, writeReceiveReply } from "../wsman/receive.ts";
import { readSend, writeSendReply } from "../wsman/send.ts";
import { readSignal, writeSignalReply } from "../wsman/signal.ts";
import type { Answer } from "./answer.ts";
import type { Caller } from "./caller.ts";
import type { CommandHandler } from "./command-handler.ts";
import { CommandShell } from "./command-shell.ts";
import { CommandShells, isForCommandShell } from "./command-shells.ts";
import { Enumerations } from "./enumerations.ts";
import { FAULTS } from "./server-fault.ts";
import type { ServerLimits } from "./server-limits.ts";
import { ServerShell } from "./server-shell.ts";
import { type AnyShell, factsOf, type ShellEntry, type ShellKind, ShellTable } from "./shell-table.ts";
import { takeOutput } from "./take-output.ts";

export interface DispatcherOptions {
  /** Of the session configuration of that name; throws a `ServerFault` where there is none. */
  openShell(id: string, configurationName: string): ServerShell;
  /** Without it command shells are refused. */
  readonly openCommandShell: (() => CommandHandler) | undefined;
  readonly limits: ServerLimits;
}

/** The shells of a server, and what each action does to them. Refusals are thrown as `ServerFault`. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #shells: ShellTable;
  /** Requests under way, by user. */
  readonly #operations = new Map<string, number>();
  readonly #commandShells: CommandShells | undefined;
  readonly #enumerations = new Enumerations();

  constructor(options: DispatcherOptions) {
    const { openCommandShell, limits } = options;
    this.#options = options;
    this.#shells = new ShellTable(limits);
    if (openCommandShell !== undefined) this.#commandShells = new CommandShells(openCommandShell, this.#shells, limits);
  }

  get openShells(): number {
    return this.#shells.size;
  }

  async handle(request: WsManRequest, caller: Caller): Promise<Answer> {
    const operation = operationOf(request.action);
    if (operation === undefined) throw FAULTS.badAction();
    if (request.notUnderstood !== undefined) throw FAULTS.notUnderstood();
    const commandShells = isForCommandShell(request) ? this.#commandShells : undefined;
    const perform = async () => commandShells?.handle(operation, request, caller) ?? this.#handlers[operation](request, caller);
    const body = await this.#counted(caller, perform);
    return { action: `${ACTIONS[operation]}Response`, body };
  }

  /** Ends all shells; new ones can be made. */
  killShells(): void {
    this.#shells.clear();
  }

  close(): void {
    this.killShells();
  }

  readonly #handlers: Readonly<Record<Operation, (request: WsManRequest, caller: Caller) => string | Promise<string>>> = {
    Create: (request, caller) => this.#create(request, caller),
    Delete: (request, caller) => this.#shells.use(request, caller, ANY, (entry) => this.#delete(entry)),
    Get: (request, caller) => this.#shells.use(request, caller, ANY, (entry) => writeShell(factsOf(entry, caller))),
    Enumerate: (request, caller) => this.#enumerate(request, caller),
    Pull: (request, caller) => this.#pull(request, caller),
    Command: (request, caller) => this.#connected(request, caller, ({ shell }) => this.#command(shell, request)),
    Send: (request, caller) => this.#connected(request, caller, ({ shell }) => this.#send(shell, request)),
    Receive: (request, caller) => this.#connected(request, caller, ({ shell }) => this.#receive(shell, request, caller)),
    Signal: (request, caller) => this.#connected(request, caller, ({ shell }) => this.#signal(shell, request)),
    Disconnect: (request, caller) => this.#connected(request, caller, (entry) => this.#disconnect(entry, request)),
    Reconnect: (request, caller) => this.#shells.use(request, caller, [ServerShell], (entry) => this.#reconnect(entry, request)),
    Connect: (request, caller) => this.#shells.use(request, caller, [ServerShell], (entry) => this.#connect(entry, request)),
  };

  async #counted<T>({ username }: Caller, work: () => Promise<T>): Promise<T> {
    const running = this.#operations.get(username) ?? 0;
    if (running >= this.#options.limits.operationsPerUser) throw FAULTS.tooManyOperations();
    this.#operations.set(username, running + 1);
    try {
      return await work();
    } finally {
      this.#operations.set(username, (this.#operations.get(username) ?? 1) - 1);
    }
  }

  #connected(request: WsManRequest, caller: Caller, work: (entry: ShellEntry<ServerShell>) => string | Promise<string>): Promise<string> {
    return this.#shells.use(request, caller, [ServerShell], (entry) => {
      if (entry.state === "Disconnected") throw FAULTS.shellDisconnected();
      return work(entry);
    });
  }

  #create(request: WsManRequest, caller: Caller): string {
    if (!request.resourceUri.toLowerCase().startsWith(RESOURCE_BASE)) throw FAULTS.badResource();
    const create = readCreate(request.body);
    if (create === undefined) throw FAULTS.malformed();
    const shellId = (create.shellId ?? randomUUID()).toUpperCase();
    const configurationName = request.resourceUri.slice(RESOURCE_BASE.length);
    const entry = this.#shells.add(shellId, caller, () => {
      const shell = this.#options.openShell(shellId, configurationName);
      wellFormed(() => shell.poolData(create.creation));
      return { shell, resourceUri: request.resourceUri, idleSeconds: create.idleSeconds, sessionId: request.sessionId };
    });
    return writeCreated(factsOf(entry, caller));
  }

  #delete(entry: ShellEntry): string {
    this.#shells.remove(entry);
    return "";
  }

  /** The caller's own shells, or the commands of one. */
  async #enumerate(request: WsManRequest, caller: Caller): Promise<string> {
    const enumerate = readEnumerate(request.body);
    if (enumerate === undefined) throw FAULTS.malformed();
    const items = await this.#found(request, enumerate.filter, caller);
    return writeEnumerateReply(this.#enumerations.first(items, enumerate.maxElements, request, caller.username));
  }

  #found(request: WsManRequest, filter: readonly NamedValue[], caller: Caller): readonly string[] | Promise<readonly string[]> {
    const resource = request.resourceUri.toLowerCase();
    if (resource === SHELL_RESOURCE) return this.#shells.ownedBy(caller.username).map((entry) => writeShell(factsOf(entry, caller)));
    if (resource !== COMMAND_RESOURCE.toLowerCase()) throw FAULTS.badResource();
    return this.#shells.use({ ...request, selectors: filter }, caller, ANY, ({ shell, state }) =>
      shell.commandIds.map((commandId) => writeListedCommand({ shellId: shell.id, commandId, state })),
    );
  }

  #pull(request: WsManRequest, caller: Caller): string {
    const pull = readPull(request.body);
    if (pull === undefined) throw FAULTS.malformed();
    return writePullReply(this.#enumerations.next(pull.context, pull.maxElements, request, caller.username));
  }

  #command(shell: ServerShell, request: WsManRequest): string {
    const command = readCommand(request.body);
    if (command === undefined) throw FAULTS.malformed();
    const commandId = (command.commandId ?? randomUUID()).toUpperCase();
    if (shell.outboxOf(commandId) !== undefined) throw FAULTS.alreadyExists();
    if (shell.commandIds.length >= this.#options.limits.commandsPerShell) throw FAULTS.tooManyCommands();
    wellFormed(() => shell.start(commandId, command.data));
    return writeCommandReply(commandId);
  }

  #send(shell: ServerShell, request: WsManRequest): string {
    const streams = readSend(request.body);
    if (streams === undefined) throw FAULTS.malformed();
    for (const { commandId, data, stream } of streams) {
      if (commandId === undefined) wellFormed(() => shell.poolData(data, stream));
      else if (!shell.send(commandId, data, stream)) throw FAULTS.noSuchShell();
    }
    return writeSendReply();
  }

  async #receive(shell: ServerShell, request: WsManRequest, caller: Caller): Promise<string> {
    const receive = readReceive(request.body);
    if (receive === undefined) throw FAULTS.malformed();
    const outbox = receive.commandId === undefined ? shell.outbox : shell.outboxOf(receive.commandId);
    if (outbox === undefined) throw FAULTS.noSuchShell();
    const { chunks, done } = await takeOutput(outbox, request, caller.gone);
    if (done && receive.commandId !== undefined) shell.forget(receive.commandId);
    return writeReceiveReply(receive.commandId, { chunks, state: done ? "Done" : "Running" });
  }

  #signal(shell: ServerShell, request: WsManRequest): string {
    const signal = readSignal(request.body);
    if (signal?.commandId === undefined) throw FAULTS.malformed();
    const act = signal.kind === "stop" ? shell.stop : shell.terminate;
    // A command that ended by itself is known no more, and its terminate is no error.
    act.call(shell, signal.commandId);
    return writeSignalReply();
  }

  /** Waiting Receives end; what runs goes on. */
  #disconnect(entry: ShellEntry<ServerShell>, request: WsManRequest): string {
    const disconnect = readDisconnect(request.body);
    if (disconnect === undefined) throw FAULTS.malformed();
    entry.state = "Disconnected";
    entry.shell.dismissListeners();
    this.#shells.allowIdle(entry, disconnect.idleSeconds);
    return "";
  }

  /** Only for the client that disconnected. */
  #reconnect(entry: ShellEntry<ServerShell>, request: WsManRequest): string {
    if (entry.state === "Connected" || entry.sessionId !== request.sessionId) throw FAULTS.inUse();
    this.#take(entry, request);
    return "";
  }

  #connect(entry: ShellEntry<ServerShell>, request: WsManRequest): string {
    const connect = readConnect(request.body);
    if (connect === undefined) throw FAULTS.malformed();
    const { commandId, data } = connect;
    if (commandId !== undefined) {
      if (entry.shell.outboxOf(commandId) === undefined) throw FAULTS.noSuchShell();
      return writeCommandConnectReply();
    }
    if (data === undefined) throw FAULTS.malformed();
    if (entry.state === "Connected") throw FAULTS.inUse();
    const answer = wellFormed(() => entry.shell.connect(data));
    if (answer === undefined) throw FAULTS.malformed();
    this.#take(entry, request);
    return writeConnectReply(answer);
  }

  #take(entry: ShellEntry, request: WsManRequest): void {
    entry.state = "Connected";
    entry.sessionId = request.sessionId;
    this.#shells.allowIdle(entry, undefined);
  }
}

const ANY: readonly ShellKind<AnyShell>[] = [ServerShell, CommandShell];

function wellFormed<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof PsrpError || error instanceof ClixmlError) throw FAULTS.malformed();
    throw error;
  }
}
