import { KerberosError } from "./kerberos-error.ts";

/** What we use of the npm package `kerberos` (version 7). All tokens in base64. */
export interface KerberosPackage {
  /** @param service `service@host`; rejects when there is no ticket for `principal` */
  initializeClient(service: string, options: ClientOptions): Promise<KerberosClient>;
}

export interface ClientOptions {
  /** The account whose ticket is to be used, `user@REALM`; without it the cache's own. */
  readonly principal?: string;
  /** A sum of `GSS_FLAGS`. The package's type declarations call it `gssFlag`, its code reads `flags`. */
  readonly flags: number;
  readonly mechOID: number;
}

/** One security context. */
export interface KerberosClient {
  readonly contextComplete: boolean;
  /** Null when there is nothing to send. */
  step(token: string): Promise<string | null>;
  wrap(plain: string, options: { readonly protect: boolean }): Promise<string>;
  unwrap(sealed: string): Promise<string>;
}

/** RFC 2744, appendix A; the package has the same numbers. */
export const GSS_FLAGS = { mutual: 2, replay: 4, sequence: 8, confidentiality: 16, integrity: 32 } as const;
/** The package's number for Kerberos 5 itself, not wrapped in SPNEGO. */
export const KERBEROS_MECHANISM = 9;

/** Not a literal, so that neither the compiler nor a bundler asks for a package that is optional. */
const PACKAGE: string = "kerberos";

/** @throws KerberosError `package-missing`, `package-broken` */
export async function loadKerberosPackage(
  load: () => Promise<Readonly<Record<string, unknown>>> = () => import(PACKAGE),
): Promise<KerberosPackage> {
  try {
    const module = await load();
    return readPackage(module["default"]) ?? readPackage(module) ?? refuse();
  } catch (cause) {
    if (cause instanceof KerberosError) throw cause;
    throw isMissing(cause) ? missing() : broken(cause);
  }
}

function readPackage(value: unknown): KerberosPackage | undefined {
  return typeof value === "object" && value !== null && "initializeClient" in value && typeof value.initializeClient === "function"
    ? (value as KerberosPackage)
    : undefined;
}

/** Only when it is the package itself that is not found, not something that it needs. */
const isMissing = (cause: unknown) =>
  cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND" && cause.message.includes(`package '${PACKAGE}'`);

const refuse = (): never => {
  throw broken(undefined);
};

const missing = () =>
  new KerberosError(
    "package-missing",
    "Kerberos needs the npm package kerberos, which is not installed",
    "npm install kerberos@7, beside this package (with --global where this package is global); where no ready-made binary fits, it is " +
      "compiled and needs a C++ compiler and Kerberos' headers (Debian: libkrb5-dev, Red Hat: krb5-devel)",
  );

const broken = (cause: unknown) =>
  new KerberosError(
    "package-broken",
    "the npm package kerberos is installed and cannot be loaded",
    "install Kerberos' library (Debian: libgssapi-krb5-2, Red Hat: krb5-libs), then npm rebuild kerberos; version 7 is needed",
    cause,
  );
