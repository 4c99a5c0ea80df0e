import { randomUUID, X509Certificate } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { readRequest, type WsManRequest, writeReply } from "../wsman/envelope.ts";
import { writeFault } from "../wsman/fault.ts";
import { isIdentify, writeIdentifyReply } from "../wsman/identify.ts";
import { FAULT_ACTION, operationOf } from "../wsman/namespaces.ts";
import { XmlError } from "../wsman/xml-tree.ts";
import type { Caller } from "./caller.ts";
import type { CommandHandler } from "./command-handler.ts";
import { Departure } from "./departure.ts";
import { Dispatcher } from "./dispatcher.ts";
import { ReplyCache } from "./reply-cache.ts";
import type { RunspaceHandler } from "./runspace-handler.ts";
import {
  type ServerAuthentication,
  type ServerAuthenticationOptions,
  SOAP_CONTENT_TYPE,
  serverAuthentication,
} from "./server-authentication.ts";
import { FAULTS, ServerFault } from "./server-fault.ts";
import { type ServerLimits, WINDOWS_LIMITS } from "./server-limits.ts";
import type { ServerShell } from "./server-shell.ts";
import { Shell } from "./shell.ts";
import { type Disturbance, type WireFault, WireFaults } from "./wire-fault.ts";

/** PEM texts. */
export interface ServerTls {
  readonly certificate: string;
  readonly key: string;
  /** For accounts that have one. Default false. */
  readonly requestClientCertificate?: boolean;
}

export interface WinRmServerOptions extends Omit<ServerAuthenticationOptions, "certificate"> {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Makes it an HTTPS listener. */
  readonly tls?: ServerTls;
  /** Of the session configuration of that name; undefined where there is none. */
  openRunspace(configurationName: string): RunspaceHandler | undefined;
  /** Makes the shells of PowerShell in the server's place, which then opens no runspaces; undefined where there is no such configuration. */
  openShell?(id: string, configurationName: string): ServerShell | undefined;
  /** What `winrs` and its like use; without it command shells are refused. */
  openCommandShell?(): CommandHandler;
  /** Told to clients; default that of Windows Server 2019. */
  readonly powerShellVersion?: string;
  /** Added to every round trip. */
  readonly latencyMs?: number;
  /** Default: those of Windows. */
  readonly limits?: Partial<ServerLimits>;
  /** What goes wrong on the wire. Default: nothing. */
  readonly faults?: readonly WireFault[];
  onRequest?(info: RequestInfo): void;
}

/** `action` is the operation's short name, e.g. `Receive`, else the action's address; empty when it could not be read. */
export interface RequestInfo {
  readonly action: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface WinRmServer {
  readonly url: string;
  readonly port: number;
  readonly requestCount: number;
  readonly openShells: number;
  /** Ends all shells, as a service that is started anew does. */
  killShells(): void;
  close(): Promise<void>;
}

/** Node's default of 5 s would cut connections that clients rely on; http.sys keeps them for 120 s. */
const KEEP_ALIVE_MS = 130_000;
/** What sealing adds to an envelope. */
const SEALING_BYTES = 512;
const WINDOWS_SERVER_2019 = "5.1.17763.1";
const PRODUCT = { vendor: "Microsoft Corporation", version: "OS: 10.0.17763 SP: 0.0 Stack: 3.0" };
/** Windows tells its version only to those who have authenticated. */
const STRANGERS_PRODUCT = { ...PRODUCT, version: "OS: 0.0.0 SP: 0.0 Stack: 3.0" };

/** Serves WinRM with PSRP at `/wsman`. Rejects when the port cannot be had. */
export async function startWinRmServer(options: WinRmServerOptions): Promise<WinRmServer> {
  const limits = { ...WINDOWS_LIMITS, ...options.limits };
  const dispatcher = new Dispatcher({
    openShell: (id, configurationName) => found((options.openShell ?? ownShell(options, limits))(id, configurationName)),
    openCommandShell: options.openCommandShell?.bind(options),
    limits,
  });
  const listener = new Listener(options, dispatcher);
  const http = createListener(options.tls, (request, response) => {
    void listener.serve(request, response);
  });
  listener.dropConnections = () => http.closeAllConnections();
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host, resolve);
  });
  const { port } = http.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  listener.url = `${options.tls === undefined ? "http" : "https"}://${host}:${port}/wsman`;
  return {
    url: listener.url,
    port,
    get requestCount() {
      return listener.requestCount;
    },
    get openShells() {
      return dispatcher.openShells;
    },
    killShells: () => dispatcher.killShells(),
    async close() {
      dispatcher.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Shells that understand what comes, and run it on what `openRunspace` gives. */
const ownShell =
  (options: WinRmServerOptions, limits: ServerLimits) =>
  (id: string, configurationName: string): ServerShell =>
    new Shell(id, options.powerShellVersion ?? WINDOWS_SERVER_2019, limits, () => found(options.openRunspace(configurationName)));

function found<T>(configured: T | undefined): T {
  if (configured === undefined) throw FAULTS.badResource();
  return configured;
}

function createListener(tls: ServerTls | undefined, serve: RequestListener) {
  const patience = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };
  if (tls === undefined) return createServer(patience, serve);
  const { certificate: cert, key, requestClientCertificate: requestCert = false } = tls;
  // Which account a certificate stands for is told by its fingerprint, whoever signed it.
  return createTlsServer({ ...patience, cert, key, requestCert, rejectUnauthorized: false, minVersion: "TLSv1.2" }, serve);
}

/** HTTP in, envelopes to the dispatcher, HTTP out. */
class Listener {
  url = "";
  requestCount = 0;
  readonly #options: WinRmServerOptions;
  readonly #dispatcher: Dispatcher;
  readonly #authentication: ServerAuthentication;
  readonly #faults: WireFaults;
  readonly #replies = new ReplyCache();
  dropConnections: () => void = () => {};

  constructor(options: WinRmServerOptions, dispatcher: Dispatcher) {
    this.#options = options;
    this.#dispatcher = dispatcher;
    this.#faults = new WireFaults(options.faults ?? []);
    const certificate = options.tls === undefined ? {} : { certificate: new X509Certificate(options.tls.certificate).raw };
    this.#authentication = serverAuthentication({ ...options, ...certificate });
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requestCount += 1;
    const departure = new Departure();
    response.once("close", () => {
      if (!response.writableFinished) departure.leave();
    });
    try {
      await this.#answer(request, response, departure);
    } catch {
      // The caller is gone, or its request came only in part: there is nobody to tell.
      response.destroy();
    }
  }

  /**
   * 1. Read the request, whole and not too large.
   * 2. Admit who sends it.
   * 3. Carry it out, and answer with the result or the fault, as far as no disturbance is in the way.
   */
  async #answer(request: IncomingMessage, response: ServerResponse, departure: Departure): Promise<void> {
    const body = await readBody(request, (this.#options.limits?.envelopeBytes ?? WINDOWS_LIMITS.envelopeBytes) + SEALING_BYTES);
    if (this.#options.latencyMs !== undefined) await sleep(this.#options.latencyMs, undefined, { signal: departure.signal });
    const refusal = refusalOf(request, body);
    if (refusal !== undefined) return this.#bare(response, refusal, body);

    if (request.headers["wsmanidentify"] === "unauthenticated" && isIdentify(body.bytes.toString("utf8"))) {
      const reply = Buffer.from(writeIdentifyReply(STRANGERS_PRODUCT), "utf8");
      return this.#identify(response, body, { contentType: SOAP_CONTENT_TYPE, body: reply });
    }
    const admission = this.#authentication.admit(request, body.bytes);
    if (admission.kind === "answered") return this.#bare(response, admission.status, body, admission.headers);

    const envelope = parse(admission.body);
    if (envelope === undefined) {
      if (!isIdentify(admission.body.toString("utf8"))) return this.#bare(response, 400, body);
      return this.#identify(response, body, admission.seal(Buffer.from(writeIdentifyReply(PRODUCT), "utf8")));
    }
    const caller = {
      username: admission.username,
      address: request.socket.remoteAddress ?? "",
      url: this.url,
      connection: request.socket,
      get gone() {
        return departure.signal;
      },
    };
    const action = operationOf(envelope.action) ?? envelope.action;
    const disturbance = this.#faults.next(action);
    const { status, xml } = await this.#disturbed(disturbance, envelope, caller);
    if (xml === undefined) return this.#bare(response, status, body);
    const sealed = admission.seal(Buffer.from(xml, "utf8"));
    response.writeHead(status, {
      "Content-Type": sealed.contentType,
      "Content-Length": sealed.body.length,
      Server: "Microsoft-HTTPAPI/2.0",
    });
    if (disturbance?.what === "truncate") {
      response.write(sealed.body.subarray(0, sealed.body.length >> 1), () => response.destroy());
    } else response.end(sealed.body);
    this.#options.onRequest?.({ action, bytesIn: body.bytes.length, bytesOut: sealed.body.length });
  }

  /** Without `xml`: the bare status. Rejects where the connection is to break. */
  async #disturbed(
    disturbance: Disturbance | undefined,
    envelope: WsManRequest,
    caller: Caller,
  ): Promise<{ readonly status: number; readonly xml: string | undefined }> {
    switch (disturbance?.what) {
      case "cut-before":
        throw new Error("cut");
      case "restart":
        this.#dispatcher.killShells();
        this.dropConnections();
        throw new Error("restarted");
      case "kill-shells":
        this.#dispatcher.killShells();
        break;
      case "status":
        return { status: disturbance.status, xml: undefined };
      case "fault":
        return this.#perform(envelope, caller, () => Promise.reject(faultOf(disturbance)));
      case "delay":
        await sleep(disturbance.ms, undefined, { signal: caller.gone });
    }
    const answer = await this.#perform(envelope, caller);
    if (disturbance?.what === "cut-after") throw new Error("cut");
    if (disturbance?.what === "duplicate") void this.#perform(envelope, caller);
    return answer;
  }

  async #perform(
    envelope: WsManRequest,
    caller: Caller,
    carryOut = () => this.#dispatcher.handle(envelope, caller),
  ): Promise<{ readonly status: number; readonly xml: string }> {
    const headers = { messageId: randomUUID().toUpperCase(), relatesTo: envelope.messageId, operationId: envelope.operation?.id };
    const from = { owner: caller.username, connection: caller.connection };
    try {
      const { action, body } = await this.#replies.answer(envelope, from, carryOut);
      return { status: 200, xml: writeReply({ ...headers, action }, body) };
    } catch (error) {
      const facts =
        error instanceof ServerFault ? error.facts : { code: undefined, subcode: undefined, reason: "The server met an error inside." };
      return { status: 500, xml: writeReply({ ...headers, action: FAULT_ACTION }, writeFault(facts)) };
    }
  }

  #identify(response: ServerResponse, asked: ReadBody, reply: { readonly contentType: string; readonly body: Buffer }): void {
    const headers = { "Content-Type": reply.contentType, "Content-Length": reply.body.length, Server: "Microsoft-HTTPAPI/2.0" };
    response.writeHead(200, headers);
    response.end(reply.body);
    this.#options.onRequest?.({ action: "Identify", bytesIn: asked.bytes.length, bytesOut: reply.body.length });
  }

  #bare(response: ServerResponse, status: number, body: ReadBody, headers: Readonly<Record<string, string | string[]>> = {}): void {
    response.writeHead(status, { ...headers, "Content-Length": 0, Server: "Microsoft-HTTPAPI/2.0" });
    response.end();
    this.#options.onRequest?.({ action: "", bytesIn: body.bytes.length, bytesOut: 0 });
  }
}

const faultOf = ({ code, subcode }: Extract<Disturbance, { readonly what: "fault" }>) =>
  new ServerFault({ code, subcode, reason: "A fault was asked for." });

interface ReadBody {
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

/** The HTTP status of what is no request to WinRM. */
function refusalOf(request: IncomingMessage, body: ReadBody): number | undefined {
  if (request.method !== "POST" || pathOf(request) !== "/wsman") return 404;
  return body.truncated ? 413 : undefined;
}

const pathOf = (request: IncomingMessage): string => (request.url ?? "").split("?")[0]?.toLowerCase() ?? "";

/** Reads to the end even when too much comes, so that the refusal can be read by the client. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const parts: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes <= maxBytes) parts.push(part);
    });
    request.once("end", () => resolve({ bytes: Buffer.concat(parts), truncated: bytes > maxBytes }));
    request.once("error", reject);
    request.once("close", () => {
      if (!request.readableEnded) reject(new Error("the request came only in part"));
    });
  });
}

function parse(body: Buffer): WsManRequest | undefined {
  try {
    return readRequest(body.toString("utf8"));
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}
