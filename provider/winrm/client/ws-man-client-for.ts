import { prepareTls } from "../tls/tls-settings.ts";
import { DEFAULT_CONFIGURATION, RESOURCE_BASE } from "../wsman/namespaces.ts";
import { chooseAuthentication } from "./authentications.ts";
import { WIDE_ENVELOPE_BYTES } from "./open-pool.ts";
import { channelsFor } from "./pool-control.ts";
import type { RunspacePoolOptions } from "./runspace-pool-options.ts";
import { WsManClient } from "./ws-man-client.ts";

/** Answers hold what the envelope allows; the margin is for servers that count differently. */
const MAX_REPLY_BYTES = 4 * WIDE_ENVELOPE_BYTES;

/** A client for one pool. Throws an `AuthError` for what would show the password, and a `TypeError` for an address that is none of ours. */
export function wsManClientFor(options: RunspacePoolOptions, maxRunspaces: number): WsManClient {
  const url = safeUrl(options);
  return new WsManClient({
    url,
    tls: prepareTls(options.tls),
    ...(options.onUnverified === undefined ? {} : { warn: options.onUnverified }),
    authentication: chooseAuthentication({
      url,
      authentication: options.authentication ?? "negotiate",
      credential: options.credential,
      ntlm: options.ntlm,
      kerberos: options.kerberos,
      onFallback: options.onFallback,
      hasClientCertificate: options.tls?.clientCertificate !== undefined,
      allowUnencrypted: options.allowUnencrypted ?? false,
    }),
    connectTimeoutMs: options.connectTimeoutMs ?? 15_000,
    maxReplyBytes: MAX_REPLY_BYTES,
    maxChannels: channelsFor(maxRunspaces),
    resourceUri: RESOURCE_BASE + (options.configurationName ?? DEFAULT_CONFIGURATION),
    operationTimeoutSeconds: options.operationTimeoutSeconds ?? 20,
    observe: options.observe,
    resend: options.resend ?? "never",
  });
}

function safeUrl({ url: text }: RunspacePoolOptions): URL {
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new TypeError("the address of WinRM must start with https:// or http://");
  if (url.username !== "" || url.password !== "") throw new TypeError("the address of WinRM must not hold a user name or a password");
  return url;
}
