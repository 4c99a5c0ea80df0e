import { randomUUID } from "node:crypto";
import { ProtocolError, TransportError, WinRmError } from "../errors.ts";
import { type NamedValue, readReply, type WsManOption, type WsManReply, writeRequest } from "../wsman/envelope.ts";
import { readFault, WsManFault } from "../wsman/fault.ts";
import { ACTIONS, type Operation } from "../wsman/namespaces.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import { ChannelPool, type ChannelPoolOptions } from "./channel-pool.ts";
import type { HttpReply } from "./http-reply.ts";
import type { WireEvent, WireStats } from "./wire-event.ts";

export interface WsManClientOptions extends ChannelPoolOptions {
  readonly resourceUri: string;
  readonly operationTimeoutSeconds: number;
  readonly observe: ((event: WireEvent) => void) | undefined;
}

export interface WsManCall {
  readonly operation: Operation;
  readonly body: string;
  readonly options?: readonly WsManOption[];
  readonly signal?: AbortSignal;
}

/** The server may hold a request for its whole operation time-out before it answers. */
const ANSWER_MARGIN_SECONDS = 10;
/** When a kept connection turns out to be closed already, these are asked again: they do no harm twice. */
const REPEATABLE: ReadonlySet<Operation> = new Set(["Receive", "Signal", "Delete"]);

/** New GUIDs, in the upper case that Windows writes. */
export const newGuid = (): string => randomUUID().toUpperCase();

/** WS-Man requests to one resource, after Create to one shell. */
export class WsManClient {
  readonly #options: WsManClientOptions;
  readonly #channels: ChannelPool;
  readonly #sessionId = newGuid();
  readonly #stats = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  /** What Create answered; empty before. */
  selectors: readonly NamedValue[] = [];
  maxEnvelopeBytes = 153_600;

  constructor(options: WsManClientOptions) {
    this.#options = options;
    this.#channels = new ChannelPool(options);
  }

  get stats(): WireStats {
    return { ...this.#stats };
  }

  /** The body of the answer. Rejects with a `WinRmError`, or with the signal's reason. */
  async call(call: WsManCall): Promise<XmlElement> {
    const messageId = newGuid();
    const envelope = Buffer.from(this.#envelope(call, messageId), "utf8");
    const send = () => this.#channels.lease((channel) => this.#attempt(call, messageId, envelope, channel.exchange.bind(channel)));
    try {
      return await send();
    } catch (error) {
      if (REPEATABLE.has(call.operation) && error instanceof TransportError && error.staleConnection) return send();
      throw error;
    }
  }

  /** Requests that can be under way at the same time. */
  set maxChannels(count: number) {
    this.#channels.maxChannels = count;
  }

  /** Bytes of an envelope with an empty body: what is left of the maximum is room for data. */
  overhead(operation: Operation): number {
    return Buffer.byteLength(this.#envelope({ operation, body: "" }, newGuid()));
  }

  close(): void {
    this.#channels.close();
  }

  #envelope(call: WsManCall, messageId: string): string {
    return writeRequest(
      {
        action: ACTIONS[call.operation],
        to: this.#options.url.href,
        messageId,
        sessionId: this.#sessionId,
        resourceUri: this.#options.resourceUri,
        maxEnvelopeBytes: this.maxEnvelopeBytes,
        operationTimeoutSeconds: this.#options.operationTimeoutSeconds,
        selectors: this.selectors,
        options: call.options ?? [],
      },
      call.body,
    );
  }

  async #attempt(call: WsManCall, messageId: string, body: Buffer, exchange: Exchange): Promise<XmlElement> {
    const started = performance.now();
    const seen: { reply?: HttpReply; error?: unknown } = {};
    try {
      const timeoutMs = (this.#options.operationTimeoutSeconds + ANSWER_MARGIN_SECONDS) * 1000;
      seen.reply = await exchange({ body, timeoutMs, ...(call.signal === undefined ? {} : { signal: call.signal }) });
      return understand(seen.reply, messageId, this.#options.url);
    } catch (error) {
      seen.error = error;
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

type Exchange = (soap: { body: Uint8Array; timeoutMs: number; signal?: AbortSignal }) => Promise<HttpReply>;

const isReceiveTimeout = (operation: Operation, error: WinRmError) =>
  operation === "Receive" && error instanceof WsManFault && error.remedy === "repeat";

const STATUS_HINTS: ReadonlyMap<number, string> = new Map([
  [400, "the server could not read the request"],
  [403, "the account may not use this address"],
  [404, "the path is wrong; WinRM listens at /wsman"],
  [413, "the request is larger than the server's MaxEnvelopeSizekb"],
  [503, "the WinRM service is stopping, or a quota of HTTP.sys is used up"],
]);

function understand(reply: HttpReply, messageId: string, url: URL): XmlElement {
  if (reply.status !== 200 && reply.status !== 500) {
    const hint = STATUS_HINTS.get(reply.status);
    throw new TransportError("receive", `${url.host} answered with HTTP status ${reply.status}`, hint === undefined ? {} : { hint });
  }
  const answer = parse(reply);
  const facts = readFault(answer.body);
  if (facts !== undefined) throw new WsManFault(facts);
  if (reply.status === 500) throw new ProtocolError("the server answered with HTTP status 500 and no fault");
  if (answer.relatesTo !== undefined && answer.relatesTo.toLowerCase() !== `uuid:${messageId}`.toLowerCase()) {
    throw new ProtocolError("an answer belongs to another request");
  }
  return answer.body;
}

function parse(reply: HttpReply): WsManReply {
  try {
    const answer = readReply(reply.body.toString("utf8"));
    if (answer !== undefined) return answer;
  } catch (cause) {
    throw new ProtocolError("an answer is no XML", { cause });
  }
  throw new ProtocolError("an answer is no SOAP envelope");
}
