import { X509Certificate } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Authentication } from "../../provider/winrm/client/authenticator.ts";
import { Connection } from "../../provider/winrm/client/connection.ts";
import type { HttpReply } from "../../provider/winrm/client/http-reply.ts";
import {
  type Admission,
  type ServerAuthenticationOptions,
  serverAuthentication,
} from "../../provider/winrm/server/server-authentication.ts";
import { selfSigned } from "../../provider/winrm/tls/self-signed.ts";
import { prepareTls, type TlsOptions } from "../../provider/winrm/tls/tls-settings.ts";
import type { TlsWarning } from "../../provider/winrm/tls/verify-peer.ts";
import { PASSWORD } from "./loopback.ts";

const DAY = 86_400_000;
export const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY);

export const certificateFor = (names: readonly string[], from = -1, to = 30) =>
  selfSigned({ names, notBefore: daysFromNow(from), notAfter: daysFromNow(to) });

export interface SeenRequest {
  readonly authorization: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** Authentication as our server does it, and nothing behind it: the answer is the body with `>` before it. */
export interface EchoServer extends AsyncDisposable {
  readonly port: number;
  readonly seen: SeenRequest[];
  readonly bodies: string[];
  /** Answers in place of the server's own authentication where it returns something. */
  interfere: (
    request: IncomingMessage,
    body: Buffer,
    count: number,
  ) => Admission | { readonly kind: "plain"; readonly body: string } | undefined;
}

export async function startEchoServer(
  options: Partial<ServerAuthenticationOptions> = {},
  tls?: { certificate: string; key: string; maxVersion?: "TLSv1.2" },
  port = 0,
): Promise<EchoServer> {
  const certificate = tls === undefined ? {} : { certificate: new X509Certificate(tls.certificate).raw };
  const authentication = serverAuthentication({
    accounts: [{ username: "CONTOSO\\tester", password: PASSWORD }],
    ...certificate,
    ...options,
  });
  const state: Omit<EchoServer, "port" | typeof Symbol.asyncDispose> = { seen: [], bodies: [], interfere: () => undefined };
  const serve: Parameters<typeof createServer>[1] = async (request, response) => {
    const body = await buffer(request);
    const { authorization = "", "content-type": contentType = "" } = request.headers;
    state.seen.push({ authorization, contentType, bytes: body.length });
    const admission = state.interfere(request, body, state.seen.length) ?? authentication.admit(request, body);
    if (admission.kind === "answered") return response.writeHead(admission.status, { ...admission.headers, "Content-Length": 0 }).end();
    if (admission.kind === "plain") return response.writeHead(200, { "Content-Type": "application/soap+xml" }).end(admission.body);
    state.bodies.push(admission.body.toString());
    const sealed = admission.seal(Buffer.concat([Buffer.from(">"), admission.body]));
    return response.writeHead(200, { "Content-Type": sealed.contentType, "Content-Length": sealed.body.length }).end(sealed.body);
  };
  const http = tls === undefined ? createServer(serve) : createTlsServer({ ...tls, cert: tls.certificate }, serve);
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  return Object.assign(state, {
    port: (http.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

export interface Talk extends Disposable {
  /** Status and body in the clear. */
  say(text: string): Promise<string>;
  reply(text: string): Promise<HttpReply>;
}

export function talk(
  port: number,
  authentication: Authentication,
  options: { scheme?: "http" | "https"; tls?: TlsOptions; host?: string; warn?: (warning: TlsWarning) => void } = {},
): Talk {
  const { scheme = "http", host = "127.0.0.1" } = options;
  const connection = new Connection({
    url: new URL(`${scheme}://${host}:${port}/wsman`),
    connectTimeoutMs: 2000,
    maxReplyBytes: 1_000_000,
    tls: prepareTls(options.tls),
    ...(options.warn === undefined ? {} : { warn: options.warn }),
  });
  const authenticator = authentication.connect(connection);
  const reply = (text: string) => authenticator.exchange({ body: Buffer.from(text), timeoutMs: 2000 });
  return {
    reply,
    async say(text) {
      const { status, body } = await reply(text);
      return `${status} ${body.toString()}`;
    },
    [Symbol.dispose]: () => connection.close(),
  };
}
