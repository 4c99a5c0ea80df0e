import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Outbox } from "../../../provider/winrm/server/outbox.ts";
import { FAULTS, ServerFault } from "../../../provider/winrm/server/server-fault.ts";
import { readCommand, writeCommandReply } from "../../../provider/winrm/wsman/command.ts";
import { readCreate, writeCreated } from "../../../provider/winrm/wsman/create.ts";
import { readRequest, type WsManRequest, writeReply } from "../../../provider/winrm/wsman/envelope.ts";
import { writeFault } from "../../../provider/winrm/wsman/fault.ts";
import { ACTIONS, FAULT_ACTION, type Operation, operationOf } from "../../../provider/winrm/wsman/namespaces.ts";
import { readReceive, writeReceiveReply } from "../../../provider/winrm/wsman/receive.ts";
import { readSend, writeSendReply } from "../../../provider/winrm/wsman/send.ts";
import { readSignal, writeSignalReply } from "../../../provider/winrm/wsman/signal.ts";
import { EngineProcess } from "./engine-process.ts";
import { EngineSession } from "./engine-session.ts";

interface Shell {
  readonly session: EngineSession;
  readonly engine: EngineProcess;
}

export interface Bridge {
  readonly url: string;
  readonly openShells: number;
  /** Kills the engine of the shell opened last. */
  killEngine(): void;
  close(): Promise<void>;
}

export const anyone = { credential: { username: "anyone", password: { reveal: () => "" } }, authentication: "basic" } as const;

/** WS-Man over HTTP in front of Microsoft's PSRP server. It authenticates nobody; engines are kept warm for the next shell. */
export async function startBridge(): Promise<Bridge> {
  const shells = new Map<string, Shell>();
  const idle: EngineProcess[] = [];
  const all = new Set<EngineProcess>();
  const actions = new Actions(shells, {
    take: () => {
      const engine = idle.pop() ?? new EngineProcess();
      all.add(engine);
      return engine;
    },
    giveBack: (engine) => idle.push(engine),
  });
  const http = createServer(
    { keepAliveTimeout: 130_000, requestTimeout: 0 },
    (request, response) => void serve(actions, request, response),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/wsman`,
    get openShells() {
      return shells.size;
    },
    killEngine: () => [...shells.values()].at(-1)?.engine.kill(),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await Promise.all([...all].map((engine) => engine.end()));
    },
  };
}

async function serve(actions: Actions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const envelope = readRequest(Buffer.concat(parts).toString("utf8"));
    const operation = operationOf(envelope?.action ?? "");
    if (envelope === undefined || operation === undefined) throw new Error("no request of WS-Man");
    const headers = { messageId: randomUUID().toUpperCase(), relatesTo: envelope.messageId };
    const [status, xml] = await actions.perform(operation, envelope, gone.signal).then(
      (body) => [200, writeReply({ ...headers, action: `${ACTIONS[operation]}Response` }, body)] as const,
      (error: unknown) => [500, writeReply({ ...headers, action: FAULT_ACTION }, writeFault(factsOf(error)))] as const,
    );
    const body = Buffer.from(xml, "utf8");
    response.writeHead(status, { "Content-Type": "application/soap+xml;charset=UTF-8", "Content-Length": body.length });
    response.end(body);
  } catch {
    response.destroy();
  }
}

const factsOf = (error: unknown) => (error instanceof ServerFault ? error : FAULTS.noSuchShell()).facts;

interface Engines {
  take(): EngineProcess;
  giveBack(engine: EngineProcess): void;
}

/** What each action of WS-Man becomes on stdio (winrm-psrp, section 3.8). */
class Actions {
  readonly #shells: Map<string, Shell>;
  readonly #engines: Engines;

  constructor(shells: Map<string, Shell>, engines: Engines) {
    this.#shells = shells;
    this.#engines = engines;
  }

  async perform(operation: Operation, request: WsManRequest, gone: AbortSignal): Promise<string> {
    switch (operation) {
      case "Create":
        return this.#create(request);
      case "Delete":
        return this.#delete(request);
      case "Command":
        return this.#command(request);
      case "Send":
        return this.#send(request);
      case "Receive":
        return this.#receive(request, gone);
      case "Signal":
        return this.#signal(request);
    }
    throw FAULTS.badAction();
  }

  #create(request: WsManRequest): string {
    const create = readCreate(request.body);
    if (create === undefined) throw FAULTS.malformed();
    const shellId = (create.shellId ?? randomUUID()).toUpperCase();
    const engine = this.#engines.take();
    const session = new EngineSession(engine);
    this.#shells.set(shellId, { session, engine });
    session.open(create.creation);
    return writeCreated({ shellId, resourceUri: request.resourceUri, url: "", owner: "test", clientAddress: "127.0.0.1" });
  }

  async #delete(request: WsManRequest): Promise<string> {
    const { session, engine } = this.#shell(request);
    this.#shells.delete(idOf(request));
    await session.close();
    this.#engines.giveBack(engine);
    return "";
  }

  async #command(request: WsManRequest): Promise<string> {
    const { session } = this.#shell(request);
    const command = readCommand(request.body);
    if (command?.commandId === undefined) throw FAULTS.malformed();
    await session.start(command.commandId.toLowerCase(), command.data);
    return writeCommandReply(command.commandId);
  }

  async #send(request: WsManRequest): Promise<string> {
    const { session } = this.#shell(request);
    for (const { commandId, data, stream } of readSend(request.body) ?? []) {
      const id = commandId?.toLowerCase();
      if (id !== undefined && !session.has(id)) throw FAULTS.noSuchShell();
      await session.send(id, data, stream === "pr" ? "PromptResponse" : "Default");
    }
    return writeSendReply();
  }

  async #receive(request: WsManRequest, gone: AbortSignal): Promise<string> {
    const { session } = this.#shell(request);
    const id = readReceive(request.body)?.commandId?.toLowerCase();
    const outbox = id === undefined ? session.outbox : session.outboxOf(id);
    if (outbox === undefined) throw FAULTS.noSuchShell();
    const { chunks, done } = await take(outbox, request, gone);
    if (done && id !== undefined) session.forget(id);
    return writeReceiveReply(id, { chunks, state: done ? "Done" : "Running" });
  }

  async #signal(request: WsManRequest): Promise<string> {
    const { session } = this.#shell(request);
    const signal = readSignal(request.body);
    if (signal?.commandId === undefined) throw FAULTS.malformed();
    const id = signal.commandId.toLowerCase();
    await (signal.kind === "stop" ? session.stop(id) : session.terminate(id));
    return writeSignalReply();
  }

  #shell(request: WsManRequest): Shell {
    const shell = this.#shells.get(idOf(request));
    if (shell?.session.gone) this.#shells.delete(idOf(request));
    if (shell === undefined || shell.session.gone) throw FAULTS.noSuchShell();
    return shell;
  }
}

const idOf = (request: WsManRequest) => request.selectors.find(({ name }) => name.toLowerCase() === "shellid")?.value.toUpperCase() ?? "";

async function take(outbox: Outbox, request: WsManRequest, gone: AbortSignal) {
  const maxBytes = (request.maxEnvelopeBytes ?? 153_600) - 2048;
  const taken = await outbox.take({ maxBytes, timeoutMs: (request.operationTimeoutSeconds ?? 60) * 1000, gone });
  if (taken.kind === "data") return taken;
  throw taken.kind === "timeout" ? FAULTS.timedOut() : taken.kind === "busy" ? FAULTS.busy() : FAULTS.aborted();
}
