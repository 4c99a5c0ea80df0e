import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, createSecureContext, type SecureVersion } from "node:tls";
import { parseFingerprint } from "./fingerprint.ts";
import { TlsError } from "./tls-error.ts";

/** How to know the server, and how it may know us. */
export interface TlsOptions {
  /** Certificates in PEM to trust, in place of those that Node knows: of the issuer, or a self-signed one itself. */
  readonly ca?: string | readonly string[];
  /** SHA-256 of the server's own certificate, in hex with or without separators. Whoever shows it is trusted; nobody else is. */
  readonly fingerprint?: string;
  /** The name to expect in the certificate, where the address has another one. */
  readonly serverName?: string;
  /** Trusts whoever answers: anybody between can read and change everything. Each connection is warned of. */
  readonly insecureSkipVerify?: true;
  /** PEM texts. TLS is then spoken in version 1.2 only: Windows asks for it after the handshake, which 1.3 does in a way Node lacks. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: string; readonly passphrase?: string };
  /** Default `TLSv1.2`. */
  readonly minVersion?: "TLSv1.2" | "TLSv1.3";
}

/** Checked and prepared: one for all connections of a client. */
export interface TlsSettings {
  readonly connection: ConnectionOptions;
  /** Upper-case hex. */
  readonly pin: string | undefined;
  readonly skipsVerification: boolean;
}

/** @throws TlsError `settings` */
export function prepareTls(options: TlsOptions = {}): TlsSettings {
  const { clientCertificate: client, minVersion = "TLSv1.2" } = options;
  const maxVersion: SecureVersion = client === undefined ? "TLSv1.3" : "TLSv1.2";
  if (minVersion > maxVersion) throw new TlsError("settings", "client certificates work with TLS 1.2 only, and TLS 1.3 is demanded");
  if (options.serverName !== undefined && isIP(options.serverName) !== 0) {
    throw new TlsError("settings", "the expected server name is an IP address", { hint: "use it in the address itself" });
  }
  const ca = options.ca === undefined ? undefined : [options.ca].flat().flatMap(certificatesIn);
  return {
    connection: {
      secureContext: secureContext(ca, client, minVersion, maxVersion),
      ...(options.serverName === undefined ? {} : { servername: options.serverName }),
      // `verifyPeer` judges before anything is sent, and can then tell what it saw.
      rejectUnauthorized: false,
    },
    pin: options.fingerprint === undefined ? undefined : pinOf(options.fingerprint),
    skipsVerification: options.insecureSkipVerify === true,
  };
}

function pinOf(fingerprint: string): string {
  const parsed = parseFingerprint(fingerprint);
  if ("problem" in parsed) throw new TlsError("settings", parsed.problem, { hint: parsed.hint });
  return parsed.hex;
}

/** OpenSSL passes over what it cannot read; then everything would be untrusted, for no reason to be seen. */
function certificatesIn(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new TlsError("settings", "there is no certificate in the text of the trusted ones (ca)");
  for (const certificate of found) {
    try {
      new X509Certificate(certificate);
    } catch (cause) {
      throw new TlsError("settings", "a trusted certificate (ca) cannot be read", { cause });
    }
  }
  return found;
}

function secureContext(
  ca: string[] | undefined,
  client: TlsOptions["clientCertificate"],
  minVersion: SecureVersion,
  maxVersion: SecureVersion,
) {
  const own =
    client === undefined
      ? {}
      : { cert: client.certificate, key: client.key, ...(client.passphrase === undefined ? {} : { passphrase: client.passphrase }) };
  try {
    return createSecureContext({ minVersion, maxVersion, ...(ca === undefined ? {} : { ca }), ...own });
  } catch (cause) {
    throw new TlsError("settings", "the client certificate and its key cannot be used", {
      cause,
      hint: "give both as PEM text; the key must be the certificate's own, and its passphrase right",
    });
  }
}
