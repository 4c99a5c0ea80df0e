import { setMaxListeners } from "node:events";
import { PoolStateError, ProtocolError, WinRmError } from "../errors.ts";
import { versionAtLeast } from "../psrp/capability.ts";
import { ClientPool, type PoolEvent, PROTOCOL_VERSION, type ProtocolVersion } from "../psrp/client-pool.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import { prepareTls, type TlsOptions } from "../tls/tls-settings.ts";
import type { TlsWarning } from "../tls/verify-peer.ts";
import { createOptions, readCreated, writeCreate } from "../wsman/create.ts";
import { DEFAULT_CONFIGURATION, RESOURCE_BASE } from "../wsman/namespaces.ts";
import { RECEIVE_OPTIONS, readReceiveReply, writeReceive } from "../wsman/receive.ts";
import { chooseAuthentication } from "./authentications.ts";
import type { AuthenticationKind, WinRmCredential } from "./authenticator.ts";
import { fragmentCapacity } from "./fragment-capacity.ts";
import type { NtlmSettings } from "./ntlm-authentication.ts";
import { nothingYet } from "./nothing-yet.ts";
import type { PipelineResult } from "./pipeline-result.ts";
import { type PipelineOptions, PipelineRun } from "./pipeline-run.ts";
import { channelsFor, PoolControl } from "./pool-control.ts";
import { Semaphore } from "./semaphore.ts";
import { type ServerFacts, serverFacts } from "./server-facts.ts";
import type { WireEvent, WireStats } from "./wire-event.ts";
import { newGuid, WsManClient } from "./ws-man-client.ts";

export interface RunspacePoolOptions {
  /** E.g. `https://host:5986/wsman`. */
  readonly url: string;
  /** Not needed with a client certificate, or a Kerberos ticket. */
  readonly credential?: WinRmCredential;
  /** Default `basic`. No other than the one that is named is tried. */
  readonly authentication?: AuthenticationKind;
  readonly ntlm?: NtlmSettings;
  /** Of an `https:` address. By default the certificate's issuer must be among those that Node knows. */
  readonly tls?: TlsOptions;
  /** Told of each connection to a server that is not verified. Default: a warning of the process. */
  readonly onUnverified?: (warning: TlsWarning) => void;
  /** Pipelines that run at the same time; more wait their turn. Default 1. */
  readonly maxRunspaces?: number;
  /** Runspaces that the server keeps ready. Default 1. */
  readonly minRunspaces?: number;
  /**
   * The newest version of PSRP that is offered. Default `2.3`. From `2.4` on (PowerShell 7.6) secure strings have no encryption
   * of their own any more: only TLS or sealing protects them.
   */
  readonly protocolVersion?: ProtocolVersion;
  /** Session configuration. Default `Microsoft.PowerShell`. */
  readonly configurationName?: string;
  /** How long the server holds a Receive that has nothing to say. Default 20. */
  readonly operationTimeoutSeconds?: number;
  /** Default 15,000. */
  readonly connectTimeoutMs?: number;
  /** How long a stopped pipeline may take to end. Default 30,000. */
  readonly stopTimeoutMs?: number;
  /** Lets Basic's password and data cross a network in the clear. Default false. */
  readonly allowUnencrypted?: boolean;
  /** Ends the opening. */
  readonly signal?: AbortSignal;
  readonly observe?: (event: WireEvent) => void;
}

export interface InvokeOptions extends PipelineOptions {
  /**
   * Stops the pipeline. Before the start, `invoke` rejects with the signal's reason and nothing has run; after it, the result
   * tells how the pipeline ended (`stopped`, or its own end when that came first). The pool stays usable.
   */
  readonly signal?: AbortSignal;
}

/** Warm runspaces in one session on a host. */
export interface RunspacePool {
  /**
   * Runs commands as one pipeline. Errors of PowerShell are in the result; rejects with a `WinRmError` when there is none,
   * its `outcome` telling whether anything can have run, and with a `ClixmlError` for parameters that cannot be sent.
   */
  invoke(commands: readonly PipelineCommand[], options?: InvokeOptions): Promise<PipelineResult>;
  readonly server: ServerFacts;
  /** Changes how many pipelines run at the same time. Resolves to whether the server did it. Rejects with a `WinRmError`. */
  setMaxRunspaces(count: number): Promise<boolean>;
  setMinRunspaces(count: number): Promise<boolean>;
  /** How many pipelines could start at once, by the server's count. */
  countAvailableRunspaces(): Promise<number>;
  /** Forgets variables and the like of former pipelines (from PowerShell 5.0 on). Resolves to whether the server did it. */
  resetRunspaces(): Promise<boolean>;
  /** Stops what still runs, ends the session on the server, and closes all connections. Never rejects. */
  close(): Promise<void>;
  readonly stats: WireStats;
}

const WIDE_ENVELOPE_BYTES = 512_000;
/** Answers hold what the envelope allows; the margin is for servers that count differently. */
const MAX_REPLY_BYTES = 4 * WIDE_ENVELOPE_BYTES;

/**
 * Opens a pool.
 *
 * 1. Refuse what would show the password to the network.
 * 2. Create the shell, the pool's first messages inside.
 * 3. Receive until the pool is open.
 *
 * Rejects with a `WinRmError` (`AuthError`, `TlsError`, `TransportError`, `WsManFault`, …), with the signal's reason, or with a `TypeError`
 * for an address that is none of ours; nothing is left open.
 */
export async function connectRunspacePool(options: RunspacePoolOptions): Promise<RunspacePool> {
  const url = safeUrl(options);
  const maxRunspaces = options.maxRunspaces ?? 1;
  const wsman = new WsManClient({
    url,
    tls: prepareTls(options.tls),
    ...(options.onUnverified === undefined ? {} : { warn: options.onUnverified }),
    authentication: chooseAuthentication({
      url,
      authentication: options.authentication ?? "basic",
      credential: options.credential,
      ntlm: options.ntlm,
      hasClientCertificate: options.tls?.clientCertificate !== undefined,
      allowUnencrypted: options.allowUnencrypted ?? false,
    }),
    connectTimeoutMs: options.connectTimeoutMs ?? 15_000,
    maxReplyBytes: MAX_REPLY_BYTES,
    maxChannels: channelsFor(maxRunspaces),
    resourceUri: RESOURCE_BASE + (options.configurationName ?? DEFAULT_CONFIGURATION),
    operationTimeoutSeconds: options.operationTimeoutSeconds ?? 20,
    observe: options.observe,
  });
  const { minRunspaces = 1, protocolVersion = PROTOCOL_VERSION } = options;
  const pool = new ClientPool({ id: newGuid(), minRunspaces, maxRunspaces, protocolVersion });
  try {
    await openShell(wsman, pool, options.signal);
    await awaitOpened(wsman, pool, options.signal);
  } catch (error) {
    await deleteShell(wsman, UNDO_TIMEOUT_MS);
    wsman.close();
    throw error;
  }
  return new WsManRunspacePool(wsman, pool, maxRunspaces, options.stopTimeoutMs ?? 30_000);
}

function safeUrl({ url: text }: RunspacePoolOptions): URL {
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new TypeError("the address of WinRM must start with https:// or http://");
  if (url.username !== "" || url.password !== "") throw new TypeError("the address of WinRM must not hold a user name or a password");
  return url;
}

const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

async function openShell(wsman: WsManClient, pool: ClientPool, signal: AbortSignal | undefined): Promise<void> {
  const creation = Buffer.concat(pool.open(fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Create")) / 2));
  const body = writeCreate({ shellId: pool.id, creation });
  const call = { operation: "Create", body, options: createOptions(pool.protocolVersion), ...withSignal(signal) } as const;
  const reply = await wsman.call(call).catch((error: unknown) => {
    // The answer may be lost and the shell there: it is then deleted by the id that we asked for.
    if (!(error instanceof WinRmError && error.outcome === "not-run")) wsman.selectors = [{ name: "ShellId", value: pool.id }];
    throw error;
  });
  const selectors = readCreated(reply);
  if (selectors === undefined) throw new ProtocolError("the answer to Create names no shell");
  wsman.selectors = selectors;
}

async function awaitOpened(wsman: WsManClient, pool: ClientPool, signal: AbortSignal | undefined): Promise<void> {
  while (pool.state !== "opened") {
    const call = { operation: "Receive", body: writeReceive(undefined), options: RECEIVE_OPTIONS, ...withSignal(signal) } as const;
    const received = await wsman.call(call).then(readReceiveReply, nothingYet);
    if (received === undefined) throw new ProtocolError("the answer to Receive has no data");
    for (const event of received.chunks.flatMap((chunk) => decode(pool, chunk))) take(wsman, event);
  }
}

function decode(pool: ClientPool, chunk: Uint8Array): readonly PoolEvent[] {
  try {
    return pool.poolData(chunk);
  } catch (cause) {
    throw new ProtocolError("the pool's messages cannot be read", { cause });
  }
}

function take(wsman: WsManClient, event: PoolEvent): void {
  if (event.kind === "capability" && versionAtLeast(event.protocolVersion, 2, 2)) wsman.maxEnvelopeBytes = WIDE_ENVELOPE_BYTES;
  if (event.kind === "state" && (event.state === "broken" || event.state === "closed")) {
    throw new PoolStateError(`the server could not open the pool: ${event.failure?.message ?? event.state}`);
  }
}

const CLOSE_TIMEOUT_MS = 5000;
/** A server that has just failed to open a session is asked only briefly to forget it. */
const UNDO_TIMEOUT_MS = 1000;

/** Errors are not worth telling: the server ends idle shells itself. */
async function deleteShell(wsman: WsManClient, timeoutMs: number): Promise<void> {
  if (wsman.selectors.length === 0) return;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  await wsman.call({ operation: "Delete", body: "", signal: patience.signal }).catch(() => {});
  clearTimeout(timer);
}

class WsManRunspacePool implements RunspacePool {
  readonly #wsman: WsManClient;
  readonly #pool: ClientPool;
  readonly #slots: Semaphore;
  readonly #stopTimeoutMs: number;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #control: PoolControl;
  #maxRunspaces: number;
  #closed: Promise<void> | undefined;

  constructor(wsman: WsManClient, pool: ClientPool, maxRunspaces: number, stopTimeoutMs: number) {
    this.#wsman = wsman;
    this.#control = new PoolControl(wsman, pool);
    this.#maxRunspaces = maxRunspaces;
    this.#pool = pool;
    this.#slots = new Semaphore(maxRunspaces);
    this.#stopTimeoutMs = stopTimeoutMs;
  }

  get stats(): WireStats {
    return this.#wsman.stats;
  }

  async invoke(commands: readonly PipelineCommand[], options: InvokeOptions = {}): Promise<PipelineResult> {
    const stop = new AbortController();
    const relays = [this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])].map((from) => relay(from, stop));
    try {
      await this.#slots.acquire(stop.signal);
      try {
        return await this.#run(commands, options, stop.signal);
      } finally {
        this.#slots.release();
      }
    } finally {
      for (const unlink of relays) unlink();
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#shutDown();
    return this.#closed;
  }

  get server(): ServerFacts {
    return serverFacts(this.#pool);
  }

  async setMaxRunspaces(count: number): Promise<boolean> {
    if ((await this.#control.request({ kind: "set-max", count })) !== true) return false;
    this.#wsman.maxChannels = channelsFor(count);
    this.#slots.widen(count - this.#maxRunspaces);
    this.#maxRunspaces = count;
    return true;
  }

  async setMinRunspaces(count: number): Promise<boolean> {
    return (await this.#control.request({ kind: "set-min", count })) === true;
  }

  async countAvailableRunspaces(): Promise<number> {
    return Number(await this.#control.request({ kind: "count-available" }));
  }

  async resetRunspaces(): Promise<boolean> {
    return (await this.#control.request({ kind: "reset" })) === true;
  }

  async #run(commands: readonly PipelineCommand[], options: InvokeOptions, stop: AbortSignal): Promise<PipelineResult> {
    const own = { wsman: this.#wsman, pool: this.#pool, control: this.#control, stopTimeoutMs: this.#stopTimeoutMs };
    const run = new PipelineRun({ ...options, ...own, stop });
    const result = run.run(commands);
    // The caller does not wait for the clearing up; close does.
    this.#track(result.catch(() => {}).then(() => run.clearUp()));
    return result;
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.catch(() => {}).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #shutDown(): Promise<void> {
    this.#closing.abort(new PoolStateError("the pool is closed"));
    while (this.#running.size > 0) await Promise.all(this.#running);
    await deleteShell(this.#wsman, CLOSE_TIMEOUT_MS);
    this.#wsman.close();
    this.#pool.clearKey();
  }
}

/** Passes an abort on. By hand: a composite signal would stay registered with a long-lived source. */
function relay(from: AbortSignal, to: AbortController): () => void {
  const pass = () => to.abort(from.reason);
  // One signal may well stop hundreds of pipelines; Node would take that for a leak.
  setMaxListeners(0, from);
  if (from.aborted) pass();
  else from.addEventListener("abort", pass, { once: true });
  return () => from.removeEventListener("abort", pass);
}
