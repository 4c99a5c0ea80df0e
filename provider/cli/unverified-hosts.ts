import type { TlsWarning } from "../winrm/index.ts";
import type { Screen } from "./screen.ts";

/** Says once a host and certificate that anybody could be there. */
export function unverifiedHosts(screen: Screen): (warning: TlsWarning) => void {
  const told = new Set<string>();
  return ({ host, fingerprint, problem }) => {
    const key = `${host} ${fingerprint}`;
    if (told.has(key)) return;
    told.add(key);
    screen.tell([
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
