import type { AuthError } from "../errors.ts";
import type { KerberosSettings } from "../kerberos/kerberos-authentication.ts";
import { prepareTls, type TlsOptions } from "../tls/tls-settings.ts";
import type { TlsWarning } from "../tls/verify-peer.ts";
import { type ProductFacts, readIdentifyReply, writeIdentify } from "../wsman/identify.ts";
import { chooseAuthentication } from "./authentications.ts";
import { type AuthenticationKind, offeredSchemes, SOAP_HEADERS, type WinRmCredential } from "./authenticator.ts";
import { Connection } from "./connection.ts";
import type { HttpReply } from "./http-reply.ts";
import type { NtlmSettings } from "./ntlm-authentication.ts";

export interface IdentifyOptions {
  /** E.g. `http://host:5985/wsman`. */
  readonly url: URL;
  /** Default 15,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly tls?: TlsOptions;
  /** Told of each connection to a server that `insecureSkipVerify` lets in. */
  readonly warn?: (warning: TlsWarning) => void;
}

/** What answers at an address. */
export interface Identity {
  readonly status: number;
  /** undefined when it is no WS-Man service, or one that tells nothing to strangers. */
  readonly product: ProductFacts | undefined;
  /** Schemes of HTTP authentication, e.g. `["Negotiate", "Kerberos"]`. */
  readonly offered: readonly string[];
  /** The other side's clock, to the second. */
  readonly date: Date | undefined;
  /** Of HTTP, e.g. `Microsoft-HTTPAPI/2.0`. */
  readonly software: string | undefined;
}

/** Answers about itself are short. */
const MAX_REPLY_BYTES = 65_536;

/**
 * Asks what answers there, with nobody's account: 1. Identify as a stranger  2. the same without saying so, to be told of the
 * schemes. Rejects with a `WinRmError` when no HTTP comes back, or with the signal's reason.
 */
export async function identify(options: IdentifyOptions): Promise<Identity> {
  return withConnection(options, async (connection, post) => {
    const body = Buffer.from(writeIdentify(), "utf8");
    const greet = (headers: Readonly<Record<string, string>>) =>
      connection.post(() => ({ headers: { ...SOAP_HEADERS, ...headers }, body }), post);
    const stranger = await greet({ WSMANIDENTIFY: "unauthenticated" });
    const asked = stranger.status === 401 ? stranger : await greet({});
    return identityOf(stranger, offeredSchemes(asked));
  });
}

export interface AuthenticateOptions extends IdentifyOptions {
  readonly authentication: AuthenticationKind;
  readonly credential?: WinRmCredential;
  readonly ntlm?: NtlmSettings;
  readonly kerberos?: KerberosSettings;
  /** As for a pool of runspaces. */
  readonly allowUnencrypted?: boolean;
  /** Told why `negotiate` takes NTLM instead of Kerberos. */
  readonly onFallback?: (reason: AuthError) => void;
}

/**
 * Tries an account by asking for no more than what answers there. Rejects with an `AuthError` where the account is refused or
 * must not be sent, else as `identify` does.
 */
export async function authenticate(options: AuthenticateOptions): Promise<Identity> {
  const { url, authentication: kind, credential, ntlm, kerberos, tls, allowUnencrypted = false, onFallback } = options;
  const hasClientCertificate = tls?.clientCertificate !== undefined;
  const authentication = chooseAuthentication({
    url,
    authentication: kind,
    credential,
    ntlm,
    kerberos,
    hasClientCertificate,
    allowUnencrypted,
    onFallback,
  });
  return withConnection(options, async (connection, post) => {
    const body = Buffer.from(writeIdentify(), "utf8");
    return identityOf(await authentication.connect(connection).exchange({ body, ...post }), []);
  });
}

async function withConnection(
  { url, timeoutMs = 15_000, signal, tls, warn = () => {} }: IdentifyOptions,
  use: (connection: Connection, post: { readonly timeoutMs: number; readonly signal?: AbortSignal }) => Promise<Identity>,
): Promise<Identity> {
  const connection = new Connection({ url, connectTimeoutMs: timeoutMs, maxReplyBytes: MAX_REPLY_BYTES, tls: prepareTls(tls), warn });
  try {
    return await use(connection, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  } finally {
    connection.close();
  }
}

function identityOf(reply: HttpReply, offered: readonly string[]): Identity {
  const date = new Date(reply.headers["date"] ?? "");
  return {
    status: reply.status,
    product: reply.status === 200 ? readIdentifyReply(reply.body.toString("utf8")) : undefined,
    offered,
    date: Number.isNaN(date.getTime()) ? undefined : date,
    software: reply.headers["server"],
  };
}
