import type { VmmPort, VmmReader } from "../engine/index.ts";
import { endpointsOf } from "../model/endpoint.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import type { Credential } from "../model/secret.ts";
import type { Observation } from "../observe/index.ts";
import { observedExecutor } from "../scvmm/observed-executor.ts";
import { createReader, createVmmPort } from "../scvmm/port.ts";
import { createWinRmExecutor } from "../scvmm/winrm-executor.ts";
import { KerberosError, type SessionKeeper, type SessionPool, type SessionSettings, type TlsWarning } from "../winrm/index.ts";
import type { ConnectionSettings } from "./connection-settings.ts";

/** A way to a VMM on which nothing can be written; nothing is sent before it is first used. */
export interface ReadingConnection {
  readonly reader: VmmReader;
  readonly close: () => Promise<void>;
  readonly traffic: () => Traffic;
}

/** What went over a connection. */
export interface Traffic {
  readonly urls: readonly string[];
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

export interface WritingConnection extends ReadingConnection {
  readonly writer: VmmPort;
}

/** Calls only start jobs, so that few runspaces carry many changes; each costs the server a loaded module. */
const RUNSPACES = 4;
/** Longer than anything that VMM does before it hands a job over, short enough that a run ends. */
const BATCH_TIMEOUT_MS = 900_000;

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly observation: Observation;
  readonly sessions: SessionPool;
  /** Where sessions are left for the next command; undefined ends them with this one. */
  readonly keeper: SessionKeeper | undefined;
  readonly warn: (warning: TlsWarning) => void;
}

/** Who connects, and how. */
export interface Access {
  /** undefined where a ticket or a certificate tells who we are. */
  readonly credential: Credential | undefined;
  readonly connection: ConnectionSettings;
}

/** What opens a connection of one sort. */
export type Connect<C extends ReadingConnection> = (provider: LoadedProvider, access: Access, surroundings: Surroundings) => C;

/** What writes is not made at all, so that nobody can be given it by mistake. */
export const connectReading: Connect<ReadingConnection> = (...way) => {
  const { executor, server, traffic } = channel(...way);
  return { reader: createReader(executor, { server }), close: () => executor.close(), traffic };
};

export const connectWriting: Connect<WritingConnection> = (...way) => {
  const { executor, server, traffic } = channel(...way);
  return {
    reader: createReader(executor, { server }),
    writer: createVmmPort(executor, { server }),
    close: () => executor.close(),
    traffic,
  };
};

/** The surroundings' signal ends the connecting; what runs over an open connection is not touched. */
function channel(provider: LoadedProvider, { credential, connection }: Access, surroundings: Surroundings) {
  const { observation, sessions, keeper } = surroundings;
  const endpoints = endpointsOf(provider.value);
  const { keepAliveSeconds } = provider.value.spec;
  const server = endpoints[0]?.server ?? "localhost";
  const total = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  const settings: SessionSettings = {
    urls: endpoints.map(({ url }) => url),
    ...connection,
    ...(credential === undefined ? {} : { credential }),
    onUnverified: surroundings.warn,
    onFallback: (reason, url) => observation.endpoint(url).fallback(reason instanceof KerberosError ? reason.reason : reason.failure),
    maxRunspaces: RUNSPACES,
    observe: (event, url) => {
      total.requests += 1;
      total.bytesSent += event.bytesSent;
      total.bytesReceived += event.bytesReceived;
      observation.endpoint(url).request(event);
    },
    ...(keepAliveSeconds === undefined ? {} : { keepAliveSeconds }),
    ...(keeper === undefined ? {} : { keeper }),
  };
  const executor = observedExecutor(
    createWinRmExecutor({
      server,
      connect: (signal) => sessions.acquire(settings, AbortSignal.any([signal, surroundings.signal])),
      timeoutMs: BATCH_TIMEOUT_MS,
    }),
    observation.endpoint(endpoints[0]?.url ?? ""),
  );
  const traffic = (): Traffic => ({ urls: settings.urls, ...total });
  return { executor, server, traffic };
}
