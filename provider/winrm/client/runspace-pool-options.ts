import type { AuthError } from "../errors.ts";
import type { KerberosSettings } from "../kerberos/kerberos-authentication.ts";
import type { ProtocolVersion } from "../psrp/client-pool.ts";
import type { TlsOptions } from "../tls/tls-settings.ts";
import type { TlsWarning } from "../tls/verify-peer.ts";
import type { AuthenticationKind, WinRmCredential } from "./authenticator.ts";
import type { TakeableShell } from "./disconnected-shell.ts";
import type { NtlmSettings } from "./ntlm-authentication.ts";
import type { WireEvent } from "./wire-event.ts";
import type { Resend } from "./ws-man-client.ts";

/** How a pool of runspaces is opened, and how it talks to its host. */
export interface RunspacePoolOptions {
  /** E.g. `https://host:5986/wsman`. */
  readonly url: string;
  /** Not needed with a client certificate, or a Kerberos ticket. */
  readonly credential?: WinRmCredential;
  /** Default `negotiate`. No other than the one that is named is tried. */
  readonly authentication?: AuthenticationKind;
  readonly ntlm?: NtlmSettings;
  readonly kerberos?: KerberosSettings;
  /** Told why `negotiate` takes NTLM instead of Kerberos. */
  readonly onFallback?: (reason: AuthError) => void;
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
  /** How long the server keeps the session when nothing is asked of it, at least 60. Default: the server's own time, mostly 2 hours. */
  readonly idleSeconds?: number;
  /**
   * What to do when the connection breaks before the answer to a request that must not be carried out twice. Default `never`:
   * by its documents Windows would give a resend the answer that it has kept, but nobody has yet shown us that it always does,
   * and an outcome that is reported as unknown costs less than a machine that is made twice.
   */
  readonly resend?: Resend;
  /** Comes back to a session that was left, instead of opening one; it keeps the number of runspaces that it has. */
  readonly takeOver?: TakeableShell;
  /** Ends the opening. */
  readonly signal?: AbortSignal;
  readonly observe?: (event: WireEvent) => void;
}
