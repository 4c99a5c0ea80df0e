/** Who seals: `spnego` under Negotiate (raw NTLM too), `kerberos` under Kerberos, `credssp` under CredSSP. */
export type SealingProtocol = "spnego" | "kerberos" | "credssp";

/**
 * How a part's bytes end: `signed` is signature and ciphertext, as long as both say; `tls-records` are records that carry their
 * own lengths.
 */
type Layout = "signed" | "tls-records";

interface ProtocolFacts {
  /** In the HTTP header and in each part. */
  readonly mediaType: string;
  readonly layout: Layout;
}

/** MS-WSMV 2.2.9.1. */
export const SEALING_PROTOCOLS: Readonly<Record<SealingProtocol, ProtocolFacts>> = {
  spnego: { mediaType: "application/HTTP-SPNEGO-session-encrypted", layout: "signed" },
  kerberos: { mediaType: "application/HTTP-Kerberos-session-encrypted", layout: "signed" },
  credssp: { mediaType: "application/HTTP-CredSSP-session-encrypted", layout: "tls-records" },
};

export function protocolOf(mediaType: string): SealingProtocol | undefined {
  const wanted = mediaType.toLowerCase();
  const names = Object.keys(SEALING_PROTOCOLS) as SealingProtocol[];
  return names.find((name) => SEALING_PROTOCOLS[name].mediaType.toLowerCase() === wanted);
}
