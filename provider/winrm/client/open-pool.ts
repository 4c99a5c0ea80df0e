import { ClixmlError } from "../clixml/clixml-error.ts";
import { DeadlineError, PoolStateError, ProtocolError, type TransportError, WinRmError } from "../errors.ts";
import { versionAtLeast } from "../psrp/capability.ts";
import type { ClientPool, PoolEvent } from "../psrp/client-pool.ts";
import { PsrpError } from "../psrp/protocol-error.ts";
import { readConnectReply, writeConnect } from "../wsman/connect.ts";
import { createOptions, readCreated, writeCreate } from "../wsman/create.ts";
import { RECEIVE_OPTIONS, writeReceive } from "../wsman/receive.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import { fragmentCapacity } from "./fragment-capacity.ts";
import { nothingYet } from "./nothing-yet.ts";
import { receivedData } from "./received-data.ts";
import type { WsManClient } from "./ws-man-client.ts";

/** What servers since 2012 take; older ones, and those who have not told their version yet, take 153,600. */
export const WIDE_ENVELOPE_BYTES = 512_000;

const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

export interface Opening {
  /** How long the server keeps the shell unused. Default: its own time. */
  readonly idleSeconds: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** 1. Create the shell, the pool's first messages inside.  2. Receive until the pool is open. Rejects with a `WinRmError`. */
export async function openPool(wsman: WsManClient, pool: ClientPool, { idleSeconds, signal }: Opening): Promise<void> {
  const creation = Buffer.concat(pool.open(fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Create")) / 2));
  const body = writeCreate({ shellId: pool.id, creation, idleSeconds });
  const call = { operation: "Create", body, options: createOptions(pool.protocolVersion), ...withSignal(signal) } as const;
  const selectors = await wsman.call(call, readCreated).catch((error: unknown) => {
    // The answer may be lost and the shell there: it is then deleted by the id that we asked for.
    if (!(error instanceof WinRmError && error.outcome === "not-run")) wsman.selectors = [{ name: "ShellId", value: pool.id }];
    throw error;
  });
  if (selectors === undefined) throw new ProtocolError("the answer to Create names no shell");
  wsman.selectors = selectors;
  const until = performance.now() + OPEN_TIMEOUT_MS;
  while (pool.state !== "opened") {
    if (performance.now() > until) throw new DeadlineError(OPEN_TIMEOUT_MS, "not-run");
    await listen(wsman, pool, { signal, onRepeat: startOver });
  }
}

/** Starting PowerShell takes a second or two; a host under load may need a minute. */
const OPEN_TIMEOUT_MS = 120_000;

/** The lost answer may have told that the pool is open; nobody tells it again. */
function startOver(lost: TransportError): never {
  throw lost;
}

/** The server has told all that it has to tell to one who connects when the pool's private data is there; it should not take long. */
const PRIVATE_DATA_SECONDS = 5;

/**
 * Takes over a shell that its client left disconnected; its selectors are set.
 *
 * 1. Connect; the pool's numbers of runspaces are in the answer.
 * 2. Receive once what the server sends to whom connects: it would wait in the pool's stream and block what comes after it.
 *
 * Resolves to the number of runspaces that the pool has.
 */
export async function takeOverPool(wsman: WsManClient, pool: ClientPool, signal: AbortSignal | undefined): Promise<number> {
  const data = Buffer.concat(pool.connect(fragmentCapacity(wsman.maxEnvelopeBytes, wsman.overhead("Connect")) / 2));
  const call = {
    operation: "Connect",
    body: writeConnect(data),
    options: createOptions(pool.protocolVersion),
    ...withSignal(signal),
  } as const;
  const copied = (body: XmlElement) => Uint8Array.from(readConnectReply(body) ?? []);
  const answer = await wsman.call(call, copied).catch((error: unknown) => {
    // It is not ours: it may be somebody else's by now, and must not be deleted.
    wsman.selectors = [];
    throw error;
  });
  if (answer.length === 0) throw new ProtocolError("the answer to Connect holds no pool");
  const events = decode(pool, answer);
  for (const event of events) take(wsman, event);
  const connected = events.find((event) => event.kind === "connected");
  if (connected === undefined || pool.state !== "opened") throw new PoolStateError("the pool that was left is not open any more");
  await listen(wsman, pool, { signal, seconds: PRIVATE_DATA_SECONDS });
  return connected.maxRunspaces;
}

interface Listening {
  readonly signal: AbortSignal | undefined;
  readonly seconds?: number;
  readonly onRepeat?: (lost: TransportError) => void;
}

async function listen(wsman: WsManClient, pool: ClientPool, how: Listening): Promise<void> {
  const call = {
    operation: "Receive",
    body: writeReceive(undefined),
    options: RECEIVE_OPTIONS,
    ...withSignal(how.signal),
    ...(how.seconds === undefined ? {} : { operationTimeoutSeconds: how.seconds }),
    ...(how.onRepeat === undefined ? {} : { onRepeat: how.onRepeat }),
  } as const;
  const read = (body: XmlElement) => receivedData(body).chunks.flatMap((chunk) => decode(pool, chunk));
  for (const event of await wsman.call(call, read).catch(nothingYet([]))) take(wsman, event);
}

function decode(pool: ClientPool, chunk: Uint8Array): readonly PoolEvent[] {
  try {
    return pool.poolData(chunk);
  } catch (cause) {
    if (!(cause instanceof PsrpError || cause instanceof ClixmlError)) throw cause;
    throw new ProtocolError("the pool's messages cannot be read", { cause });
  }
}

function take(wsman: WsManClient, event: PoolEvent): void {
  if (event.kind === "capability" && versionAtLeast(event.protocolVersion, 2, 2)) wsman.maxEnvelopeBytes = WIDE_ENVELOPE_BYTES;
  if (event.kind === "state" && (event.state === "broken" || event.state === "closed")) {
    throw new PoolStateError(`the server could not open the pool: ${event.failure?.message ?? event.state}`);
  }
}

/** Deletes the shell, if there is one. Errors are not worth telling: the server ends idle shells itself. */
export async function deleteShell(wsman: WsManClient, timeoutMs: number): Promise<void> {
  if (wsman.selectors.length === 0) return;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  await wsman.call({ operation: "Delete", body: "", signal: patience.signal }).catch(() => {});
  clearTimeout(timer);
}
