import type { Diagnostic } from "../model/diagnostic.ts";
import type { TlsWarning } from "../winrm/index.ts";

/** Says once a host and certificate that anybody could be there. */
export function unverifiedHosts(tell: (diagnostics: readonly Diagnostic[]) => void): (warning: TlsWarning) => void {
  const told = new Set<string>();
  return ({ host, fingerprint, problem }) => {
    const key = `${host} ${fingerprint}`;
    if (told.has(key)) return;
    told.add(key);
    tell([
      {
        code: "WINRM_TLS_UNVERIFIED",
        severity: "warning",
        summary: `${host} is not verified (insecureSkipVerify): anybody between can read and change everything`,
        detail: `Its certificate has the SHA-256 fingerprint ${fingerprint}${problem === null ? "" : ` and the fault ${problem}`}.`,
        hint: "Compare the fingerprint with the one on the host, and write it as spec.connection.fingerprint instead.",
      },
    ]);
  };
}
