import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ProtocolError, type TransportError, WinRmError } from "../errors.ts";
import type { NamedValue, OperationMark, WsManOption } from "../wsman/envelope.ts";
import { WsManFault } from "../wsman/fault.ts";
import { ACTIONS, type Operation } from "../wsman/namespaces.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import { type Channel, ChannelPool, type ChannelPoolOptions } from "./channel-pool.ts";
import { NARROW_ENVELOPE_BYTES } from "./fragment-capacity.ts";
import type { HttpReply } from "./http-reply.ts";
import { asLost, LostAnswer } from "./lost-answer.ts";
import { RequestWriters } from "./request-writers.ts";
import { bodyOf, understandReply } from "./understand-reply.ts";
import type { WireEvent, WireStats } from "./wire-event.ts";

/**
 * What to do when the connection breaks before the answer to a request that must not be carried out twice.
 * - `never`: report that its outcome is unknown
 * - `operation-id`: send it again, marked so that a server with robust connections (MS-WSMV 3.1.4.1.39) gives the answer that
 *   it has kept instead of carrying it out again; done only where the server's earlier answers show that it has them
 */
export type Resend = "operation-id" | "never";

export interface WsManClientOptions extends ChannelPoolOptions {
  readonly resend: Resend;
  readonly resourceUri: string;
  readonly operationTimeoutSeconds: number;
  readonly observe: ((event: WireEvent) => void) | undefined;
}

export interface WsManCall {
  readonly operation: Operation;
  readonly body: string;
  readonly options?: readonly WsManOption[];
  /** Default: the client's own. */
  readonly resourceUri?: string;
  /** Default: the client's own. */
  readonly operationTimeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Told before a request is made again whose answer may be lost: what a Receive brought would be lost with it. May throw. */
  readonly onRepeat?: (lost: TransportError) => void;
}

/** The server may hold a request for its whole operation time-out before it answers. */
const ANSWER_MARGIN_SECONDS = 10;
/** These do no harm twice. */
const REPEATABLE: ReadonlySet<Operation> = new Set(["Receive", "Signal", "Delete", "Get", "Enumerate"]);
/** Before asking again: at once, as most connections break because they were old; then with time for a host to come back. */
const PAUSES_MS = [0, 250, 1000] as const;

const UNAVAILABLE = 503;
const NO_OPTIONS: readonly WsManOption[] = [];

/** New GUIDs, in the upper case that Windows writes. */
export const newGuid = (): string => randomUUID().toUpperCase();

/** WS-Man requests to one resource, after Create to one shell. */
export class WsManClient {
  readonly #options: WsManClientOptions;
  readonly #channels: ChannelPool;
  readonly #sessionId = newGuid();
  readonly #stats = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  /** Whether the server keeps its answers for a resend. */
  #robust = false;
  readonly #writers = new RequestWriters();
  /** What Create answered; empty before. */
  selectors: readonly NamedValue[] = [];
  maxEnvelopeBytes = NARROW_ENVELOPE_BYTES;

  constructor(options: WsManClientOptions) {
    this.#options = options;
    this.#channels = new ChannelPool(options);
  }

  get stats(): WireStats {
    return { ...this.#stats };
  }

  /**
   * What `read` makes of the body of the answer; long data in it are views that hold no longer than `read` itself. Rejects with a
   * `WinRmError`, with the signal's reason, or with what `read` throws.
   *
   * 1. Ask.
   * 2. Where the answer was lost and asking again is safe: ask again, a few times. The error is that of the first time, since
   *    that is the one which may have had effects.
   */
  call(call: WsManCall): Promise<void>;
  call<T>(call: WsManCall, read: (body: XmlElement) => T): Promise<T>;
  async call<T>(call: WsManCall, read?: (body: XmlElement) => T): Promise<T | undefined> {
    const messageId = newGuid();
    const mark = this.#options.resend === "operation-id" ? { id: newGuid(), resend: false } : undefined;
    const first = await this.#send(call, read, messageId, mark).catch(asLost);
    if (!(first instanceof LostAnswer)) return first;
    const again = this.#againAs(call, first.error, mark);
    if (again === undefined) throw first.error;
    // Also where the connection looks old: one that breaks after the server has answered looks the same.
    if (again.mark === undefined && first.error.status === undefined) call.onRepeat?.(first.error);
    for (const pause of PAUSES_MS) {
      await sleep(pause, undefined, { signal: call.signal }).catch(() => call.signal?.throwIfAborted());
      const next = await this.#send(call, read, again.messageId ?? messageId, again.mark).catch((error) => asLost(error, call.operation));
      if (!(next instanceof LostAnswer)) return next;
    }
    throw first.error;
  }

  /** Requests that can be under way at the same time. */
  set maxChannels(count: number) {
    this.#channels.maxChannels = count;
  }

  /** Bytes of an envelope with an empty body: what is left of the maximum is room for data. */
  overhead(operation: Operation): number {
    return this.#writer({ operation, body: "" }).overhead;
  }

  close(): void {
    this.#channels.close();
  }

  /** How to ask again, or undefined where that is not safe. */
  #againAs(
    call: WsManCall,
    error: TransportError,
    mark: OperationMark | undefined,
  ): { mark?: OperationMark; messageId?: string } | undefined {
    const answerLost = error.status === undefined;
    if (mark !== undefined && this.#robust && answerLost) return { mark: { ...mark, resend: true } };
    if (!REPEATABLE.has(call.operation) || !(answerLost || error.status === UNAVAILABLE)) return undefined;
    return { messageId: newGuid() };
  }

  #send<T>(
    call: WsManCall,
    read: ((body: XmlElement) => T) | undefined,
    messageId: string,
    mark: OperationMark | undefined,
  ): Promise<T | undefined> {
    const envelope = Buffer.from(this.#writer(call).write({ messageId, mark }, call.body), "utf8");
    return this.#channels.lease(async (channel) => {
      const body = await this.#attempt(call, messageId, envelope, channel);
      return read?.(body);
    }, call.signal);
  }

  #writer(call: WsManCall) {
    return this.#writers.of({
      action: ACTIONS[call.operation],
      to: this.#options.url.href,
      sessionId: this.#sessionId,
      resourceUri: call.resourceUri ?? this.#options.resourceUri,
      maxEnvelopeBytes: this.maxEnvelopeBytes,
      operationTimeoutSeconds: this.#timeoutSeconds(call),
      selectors: this.selectors,
      options: call.options ?? NO_OPTIONS,
    });
  }

  #timeoutSeconds(call: WsManCall): number {
    return call.operationTimeoutSeconds ?? this.#options.operationTimeoutSeconds;
  }

  async #attempt(call: WsManCall, messageId: string, body: Buffer, channel: Channel): Promise<XmlElement> {
    const started = performance.now();
    const { authenticator, buffer } = channel;
    const seen: { reply?: HttpReply; error?: unknown } = {};
    try {
      const timeoutMs = (this.#timeoutSeconds(call) + ANSWER_MARGIN_SECONDS) * 1000;
      seen.reply = await authenticator.exchange({ body, timeoutMs, buffer, ...(call.signal === undefined ? {} : { signal: call.signal }) });
      const answer = understandReply(seen.reply, messageId, this.#options.url);
      this.#robust ||= answer.robust;
      return bodyOf(answer);
    } catch (error) {
      seen.error = error;
      // Where one answer came twice, each next one would be taken for that of another request.
      if (error instanceof ProtocolError) channel.connection.close();
      throw error;
    } finally {
      this.#record(call.operation, messageId, body.length, performance.now() - started, seen);
    }
  }

  #record(
    operation: Operation,
    messageId: string,
    bytesSent: number,
    durationMs: number,
    seen: { reply?: HttpReply; error?: unknown },
  ): void {
    const bytesReceived = seen.reply?.body.length ?? 0;
    this.#stats.requests += 1;
    this.#stats.bytesSent += bytesSent;
    this.#stats.bytesReceived += bytesReceived;
    const faultCode = seen.error instanceof WsManFault ? (seen.error.faultCode ?? null) : null;
    const error = seen.error instanceof WinRmError && !isReceiveTimeout(operation, seen.error) ? seen.error.code : null;
    this.#options.observe?.({
      operation,
      messageId,
      bytesSent,
      bytesReceived,
      durationMs,
      status: seen.reply?.status ?? null,
      faultCode,
      error,
    });
  }
}

const isReceiveTimeout = (operation: Operation, error: WinRmError) =>
  operation === "Receive" && error instanceof WsManFault && error.remedy === "repeat";
