import { randomBytes, timingSafeEqual } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { CallError } from "../../batch/result.ts";
import { readClixmlDocuments, writeClixmlDocument } from "../../winrm/clixml/document.ts";
import { fromClixml, type Plain } from "../../winrm/clixml/plain.ts";
import { type ClixmlEntry, type ClixmlValue, hashtable, list, NIL, text } from "../../winrm/clixml/value.ts";
import { inOrder } from "../binding/bind.ts";
import { resolveByName } from "../binding/names.ts";
import { OBJECT_TYPES } from "../binding/object-types.ts";
import { CmdletError } from "../errors.ts";
import type { Argument } from "../objects/object.ts";
import type { Vmm } from "../vmm.ts";
import { Handles, isTable, type NamedObject, readArgument, writeObject } from "./object-wire.ts";

/** Where the module's cmdlets find the simulated VMM. */
export interface CmdletService {
  readonly port: number;
  /** Whoever connects must say it first. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Serves the cmdlets of VirtualMachineManager.psm1 on loopback: a line of CLIXML is a request, a line is its answer. A connection that
 * breaks gives up the waiting of its cmdlet, as a stopped pipeline does; a job that was started goes on.
 */
export async function startCmdletService(vmm: Vmm): Promise<CmdletService> {
  const token = randomBytes(24).toString("base64url");
  const handles = new Handles();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    void serve(socket, token, (line, signal) => answer(vmm, handles, line, signal));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    token,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(socket: Socket, token: string, reply: (line: string, signal: AbortSignal) => Promise<ClixmlValue>): Promise<void> {
  const gone = new AbortController();
  socket.on("error", () => {});
  socket.once("close", () => gone.abort());
  let known = false;
  try {
    for await (const line of createInterface({ input: socket })) {
      if (known) socket.write(`${writeClixmlDocument([await reply(line, gone.signal)]).replaceAll(/[\r\n]/g, "")}\n`);
      else if (!sameToken(line, token)) break;
      known = true;
    }
  } catch {
    // What cannot be understood, or has gone away, gets no answer: the cmdlet at the other end fails.
  } finally {
    socket.destroy();
  }
}

function sameToken(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const table = (entries: Readonly<Record<string, ClixmlValue>>): ClixmlValue =>
  hashtable(Object.entries(entries).map(([key, value]): ClixmlEntry => ({ key: text(key), value })));

async function answer(vmm: Vmm, handles: Handles, line: string, signal: AbortSignal): Promise<ClixmlValue> {
  const [document] = readClixmlDocuments(line).values;
  const request = fromClixml(document?.value ?? NIL);
  if (!isTable(request)) throw new TypeError("no request of the module");
  if (request["kind"] === "load") return load(vmm, handles, request["handles"]);
  try {
    return await invoke(vmm, handles, request, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return table({ error: writeError(error instanceof CmdletError ? error.error : ownFault(error)) });
  }
}

/** A fault of the simulator itself ends the cmdlet, not the simulator. */
const ownFault = (error: unknown): CallError => ({
  number: null,
  errorId: "SimulatorFault",
  category: "NotSpecified",
  type: "System.InvalidOperationException",
  message: error instanceof Error ? error.message : String(error),
});

function load(vmm: Vmm, handles: Handles, wanted: Plain | undefined): ClixmlValue {
  const now = vmm.world.now();
  const numbers = Array.isArray(wanted) ? (wanted as readonly Plain[]) : [];
  return table({ objects: list(numbers.map((handle) => writeObject(handles.at(Number(handle)), handles, now))) });
}

async function invoke(vmm: Vmm, handles: Handles, request: Readonly<Record<string, Plain>>, signal: AbortSignal): Promise<ClixmlValue> {
  const { cmdlet, set, parameters } = request;
  if (typeof cmdlet !== "string" || typeof set !== "string" || !isTable(parameters)) throw new TypeError("no call of a cmdlet");
  // What has a name by now is known by it: jobs whose time has come end before names are looked for.
  vmm.world.jobs.settle(vmm.world.now());
  const resolve = resolveByName(vmm.world.store);
  const values = inOrder(Object.entries(parameters)).map(([name, value]): readonly [string, Argument] => {
    const byName = ({ type, name: wanted }: NamedObject) => {
      const objectType = OBJECT_TYPES[type];
      return objectType === undefined ? wanted : resolve(objectType, wanted, cmdlet, name);
    };
    return [name, readArgument(value, handles, byName)];
  });
  const { objects, task } = await vmm.invoke({ cmdlet, set, values: new Map(values) }, signal);
  const now = vmm.world.now();
  return table({
    objects: list(objects.map((object) => writeObject(object, handles, now))),
    job: task === null ? NIL : writeObject(task, handles, now),
  });
}

const writeError = ({ errorId, category, type, message }: CallError): ClixmlValue =>
  table({ errorId: text(errorId), category: text(category), type: text(type), message: text(message) });
