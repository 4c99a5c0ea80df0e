import { join } from "node:path";
import { type Connect, connectReading, connectWriting, type ReadingConnection, type Traffic } from "../connect/connect.ts";
import { HOST_VARIABLE, overrideHost } from "../connect/override-host.ts";
import { cacheFolder, sessionFiles } from "../connect/session-files.ts";
import { unverifiedHosts } from "../connect/unverified-hosts.ts";
import { sameWay, type Way, wayTo } from "../connect/way.ts";
import type { Inventory, VmmPort, VmmReader } from "../engine/index.ts";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { count } from "../report/layout.ts";
import { SessionPool } from "../winrm/index.ts";
import type { Run } from "./load-run.ts";
import type { Screen } from "./screen.ts";
import { UnreadableError } from "./unreadable-error.ts";
import { withoutErrors } from "./without-errors.ts";

/** Which VMMs, and as whom. */
export type Target = Pick<Run, "manifests" | "credentials" | "keepSession">;
/** What was read of each VMM, by address of its ScvmmProvider. */
export type Inventories = ReadonlyMap<string, Inventory>;
/** The way to ask each for more. */
export type Readers = ReadonlyMap<string, VmmReader>;
/** The way to write to each. */
export type Ports = ReadonlyMap<string, VmmPort>;

export interface Reading {
  readonly inventories: Inventories;
  /** Why the others could not be read. */
  readonly problems: readonly Diagnostic[];
}

interface Held<C> {
  readonly way: Way;
  readonly connection: C;
}

/** Connections of one sort to the VMMs of a target. They stay open from one reading to the next, sessions and all. */
export class Connections<C extends ReadingConnection> {
  readonly #screen: Screen;
  readonly #connect: Connect<C>;
  /** Shared by all providers that have a host and an account in common. */
  readonly #sessions = new SessionPool();
  #held: ReadonlyMap<string, Held<C>> = new Map();

  constructor(screen: Screen, connect: Connect<C>) {
    this.#screen = screen;
    this.#connect = connect;
  }

  /** By address of the ScvmmProvider. */
  get all(): ReadonlyMap<string, C> {
    return new Map([...this.#held].map(([address, { connection }]) => [address, connection]));
  }

  /**
   * One reading of every VMM, all at once. Throws DiagnosticError where there is no account or no way to connect.
   *
   * 1. Accounts and ways. 2. A connection for each that has none; those of nobody are closed. 3. Read.
   */
  async read(target: Target): Promise<Reading> {
    const ways = waysOf(this.#screen, target);
    const surroundings = {
      signal: this.#screen.host.signal,
      observation: this.#screen.observation,
      sessions: this.#sessions,
      keeper: target.keepSession ? sessionFiles(join(cacheFolder(this.#screen.host.environment), "sessions")) : undefined,
      warn: unverifiedHosts(this.#screen.tell),
    };
    const before = this.#held;
    this.#held = new Map(
      ways.map((way) => {
        const { provider, access } = way;
        const held = before.get(provider.address);
        const kept = held && sameWay(held.way, way) ? held.connection : undefined;
        return [provider.address, { way, connection: kept ?? this.#connect(provider, access, surroundings) }];
      }),
    );
    const current = new Set([...this.#held.values()].map(({ connection }) => connection));
    await Promise.all(
      [...before.values()].filter(({ connection }) => !current.has(connection)).map(({ connection }) => connection.close()),
    );
    return readAll(this.all, this.#screen.host.signal);
  }

  async close(): Promise<void> {
    await Promise.all([...this.all.values()].map((connection) => connection.close()));
    await this.#sessions.close();
    if (!this.#screen.verbose) return;
    for (const [address, connection] of this.all) this.#screen.note(`${address} ${trafficText(connection.traffic())}`);
  }
}

const trafficText = ({ urls, requests, bytesSent, bytesReceived }: Traffic): string =>
  `at ${urls.join(", ")}: ${count(requests, "request")}, ${bytesSent} bytes sent, ${bytesReceived} received`;

function waysOf(screen: Screen, target: Target): readonly Way[] {
  const { providers } = withoutErrors(screen, overrideHost(target.manifests.providers, screen.host.environment[HOST_VARIABLE]));
  // A credentials file that a flag names keeps the environment's account out, not what it says of the connection.
  const ways = providers.map((provider) => wayTo(provider, target.credentials, screen.host.environment));
  withoutErrors(screen, { diagnostics: ways.flatMap(({ diagnostics }) => diagnostics) });
  return ways;
}

async function readAll(connections: ReadonlyMap<string, ReadingConnection>, signal: AbortSignal): Promise<Reading> {
  const entries = [...connections];
  const settled = await Promise.allSettled(entries.map(([, { reader }]) => reader.readInventory(signal)));
  const inventories = new Map<string, Inventory>();
  const problems = settled.flatMap((result, index) => {
    const address = entries[index]?.[0] ?? "";
    if (result.status === "fulfilled") {
      inventories.set(address, result.value);
      return [];
    }
    if (result.reason instanceof DiagnosticError) return result.reason.diagnostics.map((diagnostic) => ({ address, ...diagnostic }));
    throw result.reason;
  });
  return { inventories, problems };
}

/** Throws UnreadableError where a VMM cannot be read; nothing has been changed then. Connections are closed, come what may. */
async function withConnections<C extends ReadingConnection, T>(
  screen: Screen,
  target: Target,
  connect: Connect<C>,
  use: (inventories: Inventories, connections: ReadonlyMap<string, C>) => Promise<T>,
): Promise<T> {
  const connections = new Connections(screen, connect);
  try {
    const { inventories, problems } = await connections.read(target);
    if (problems.length > 0) throw new UnreadableError(problems);
    return await use(inventories, connections.all);
  } finally {
    await connections.close();
  }
}

/** For commands that only look: there is no way to write. */
export function withReading<T>(
  screen: Screen,
  target: Target,
  use: (inventories: Inventories, readers: Readers) => T | Promise<T>,
): Promise<T> {
  return withConnections(screen, target, connectReading, async (inventories, connections) =>
    use(inventories, new Map([...connections].map(([address, { reader }]) => [address, reader]))),
  );
}

export function withWriting<T>(screen: Screen, target: Target, use: (inventories: Inventories, ports: Ports) => Promise<T>): Promise<T> {
  return withConnections(screen, target, connectWriting, (inventories, connections) =>
    use(inventories, new Map([...connections].map(([address, { writer }]) => [address, writer]))),
  );
}
