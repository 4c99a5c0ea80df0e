import { isIP } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Authentication } from "../client/authenticator.ts";
import { contextAuthentication } from "../client/context-authentication.ts";
import type { BodySealer, ClientContext } from "../client/security-mechanism.ts";
import type { KerberosTarget } from "./failure-reason.ts";
import { keepHostNames } from "./host-names.ts";
import { KerberosContext } from "./kerberos-context.ts";
import { KerberosError } from "./kerberos-error.ts";
import { type KerberosPackage, loadKerberosPackage } from "./kerberos-package.ts";
import { formatOf, type TokenFormat } from "./token-format.ts";

export interface KerberosSettings {
  /**
   * First half of the service principal name. Default `HTTP`, as Windows' own client has it: every computer in a domain answers to
   * it, unless the name was given to another account (an IIS pool, say); then `host` or `WSMAN`.
   */
  readonly service?: string;
  /** Its second half, where the address is an alias or an IP address. Default: the address's host. */
  readonly hostname?: string;
  /** Whose ticket to use, `user@REALM`. Default: the cache's own. */
  readonly principal?: string;
}

export interface TicketSource {
  /** Default: the npm package `kerberos`. */
  readonly load?: () => Promise<KerberosPackage>;
  /** Default 20,000: the request as a whole has 30 s. */
  readonly timeoutMs?: number;
}

/**
 * Kerberos (RFC 4559) with a ticket from the caller's cache or keytab, through the npm package `kerberos`; no password is ever asked
 * for. Its own errors are `KerberosError`.
 */
export function kerberosAuthentication(
  settings: KerberosSettings = {},
  { load = loadKerberosPackage, timeoutMs = 20_000 }: TicketSource = {},
): Authentication {
  const targetOn = (host: string): KerberosTarget => ({
    service: settings.service ?? "HTTP",
    hostname: settings.hostname ?? host,
    principal: settings.principal,
  });
  return contextAuthentication({
    name: "Kerberos",
    schemes: ["Negotiate", "Kerberos"],
    refusedHint: REFUSED_HINT,
    async prepare(host) {
      refuseAddress(targetOn(host));
      await load();
    },
    async begin({ host }, scheme) {
      const target = targetOn(host);
      return clientContext(await within(timeoutMs, target, open(target, load)), formatOf(scheme));
    },
  });
}

async function open(target: KerberosTarget, load: () => Promise<KerberosPackage>): Promise<KerberosContext> {
  const kerberos = await load();
  keepHostNames();
  return KerberosContext.open(kerberos, target);
}

/** One leg: our request, the server's proof. */
function clientContext(context: KerberosContext, format: TokenFormat): ClientContext {
  let begun = false;
  return {
    async step(token) {
      if (!begun) {
        begun = true;
        return { token: format.write(context.request), sealer: undefined };
      }
      await context.accept(token && format.read(token));
      return { token: undefined, sealer: bodySealer(context) };
    },
  };
}

const bodySealer = (context: KerberosContext): BodySealer => ({
  seal: async (plain) => [await context.seal(plain)],
  async unseal(parts) {
    const plain: Buffer[] = [];
    for (const part of parts) plain.push(await context.unseal(part));
    return Buffer.concat(plain);
  },
});

/** The library cannot be stopped; it goes on in its thread, and nobody waits. */
async function within<T>(timeoutMs: number, target: KerberosTarget, work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = pause(timeoutMs, undefined, { signal: ended.signal }).then(() => {
    throw tooSlow(target, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
  }
}

function refuseAddress({ hostname }: KerberosTarget): void {
  if (isIP(hostname) === 0) return;
  throw new KerberosError(
    "address",
    `Kerberos needs the host's name, not the address ${hostname}`,
    "write the full name (vmm01.contoso.com) in the endpoint's address, or beside it (kerberos.hostname)",
  );
}

const tooSlow = ({ hostname }: KerberosTarget, timeoutMs: number) =>
  new KerberosError(
    "too-slow",
    `no ticket for ${hostname} within ${timeoutMs / 1000} s`,
    "see whether the domain controllers and the DNS servers of krb5.conf answer",
  );

const REFUSED_HINT =
  "the account needs the right to log on from the network and to use the session configuration; a host that demands channel " +
  "bindings (CbtHardeningLevel Strict) cannot be reached by Kerberos from here, since the npm package kerberos has none";
