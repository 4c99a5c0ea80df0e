import { join } from "node:path";
import type { Inventory, VmmPort } from "../engine/index.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { SessionPool } from "../winrm/index.ts";
import { chooseAccount } from "./choose-account.ts";
import { type Connection, connect } from "./connect.ts";
import { connectionSettings } from "./connection-settings.ts";
import type { Run } from "./load-run.ts";
import { HOST_VARIABLE, overrideHost } from "./override-host.ts";
import type { Screen } from "./screen.ts";
import { cacheFolder, sessionFiles } from "./session-files.ts";
import { UnreadableError } from "./unreadable-error.ts";
import { unverifiedHosts } from "./unverified-hosts.ts";
import { withoutErrors } from "./without-errors.ts";

/** Which VMMs, and as whom. */
export type Target = Pick<Run, "manifests" | "credentials" | "keepSession">;
/** What was read of each VMM, by address of its ScvmmProvider. */
export type Inventories = ReadonlyMap<string, Inventory>;
/** The way to write to each. */
export type Ports = ReadonlyMap<string, VmmPort>;

interface Opened {
  readonly connections: ReadonlyMap<string, Connection>;
  /** Shared by all providers that have a host and an account in common. */
  readonly sessions: SessionPool;
}

function open(screen: Screen, target: Target): Opened {
  const { providers } = withoutErrors(screen, overrideHost(target.manifests.providers, screen.host.environment[HOST_VARIABLE]));
  const choices = providers.map((provider) => {
    const { settings: connection, diagnostics } = connectionSettings(provider, screen.host.environment);
    const choice = chooseAccount(provider, target.credentials, connection.authentication);
    return { provider, connection, ...choice, diagnostics: [...choice.diagnostics, ...diagnostics] };
  });
  withoutErrors(screen, { diagnostics: choices.flatMap((choice) => choice.diagnostics) });
  const sessions = new SessionPool();
  const surroundings = {
    signal: screen.host.signal,
    observation: screen.observation,
    sessions,
    keeper: target.keepSession ? sessionFiles(join(cacheFolder(screen.host.environment), "sessions")) : undefined,
    warn: unverifiedHosts(screen),
  };
  const connections = new Map(
    choices.map(({ provider, credential, connection }): readonly [string, Connection] => [
      provider.address,
      connect(provider, { credential, connection }, surroundings),
    ]),
  );
  return { connections, sessions };
}

async function read({ connections }: Opened, signal: AbortSignal): Promise<Inventories> {
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
  if (problems.length > 0) throw new UnreadableError(problems);
  return inventories;
}

async function close(screen: Screen, { connections, sessions }: Opened): Promise<void> {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await sessions.close();
  if (!screen.verbose) return;
  for (const [address, connection] of connections) screen.note(`${address} ${connection.summary()}`);
}

/**
 * 1. accounts · 2. connections · 3. one reading of every VMM, all at once · 4. `use` · 5. connections are closed, come what may.
 * Throws UnreadableError where a VMM cannot be read; nothing has been changed then.
 */
async function withConnections<T>(
  screen: Screen,
  target: Target,
  use: (inventories: Inventories, opened: Opened) => Promise<T>,
): Promise<T> {
  const opened = open(screen, target);
  try {
    return await use(await read(opened, screen.host.signal), opened);
  } finally {
    await close(screen, opened);
  }
}

/** For commands that only look: there is no way to write. */
export function withReading<T>(screen: Screen, target: Target, use: (inventories: Inventories) => T): Promise<T> {
  return withConnections(screen, target, async (inventories) => use(inventories));
}

export function withWriting<T>(screen: Screen, target: Target, use: (inventories: Inventories, ports: Ports) => Promise<T>): Promise<T> {
  return withConnections(screen, target, (inventories, opened) =>
    use(inventories, new Map([...opened.connections].map(([address, connection]) => [address, connection.writer()]))),
  );
}
