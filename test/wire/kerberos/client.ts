import { createRequire } from "node:module";
import type { Authentication } from "../../../provider/winrm/client/authenticator.ts";
import { Connection } from "../../../provider/winrm/client/connection.ts";
import { type KerberosSettings, kerberosAuthentication } from "../../../provider/winrm/kerberos/kerberos-authentication.ts";
import { type KerberosPackage, loadKerberosPackage } from "../../../provider/winrm/kerberos/kerberos-package.ts";
import { prepareTls, type TlsOptions } from "../../../provider/winrm/tls/tls-settings.ts";
import { KERBEROS } from "../../parts.ts";

export const HOST = "vmm01.contoso.test";

/** One of the builds, through the very check that the package's own import goes through. */
export const build = (name: keyof typeof KERBEROS) => (): Promise<KerberosPackage> =>
  loadKerberosPackage(async () => createRequire(import.meta.url)(KERBEROS[name]));

export interface Client extends Disposable {
  /** Sends a body and returns the answer's. */
  send(body: string | Uint8Array, signal?: AbortSignal): Promise<{ readonly status: number; readonly body: string }>;
}

export const kerberosClient = (url: URL, settings: KerberosSettings = {}, load = build("sealing")): Client =>
  client(url, kerberosAuthentication({ hostname: HOST, ...settings }, { load }));

function client(url: URL, authentication: Authentication, tls?: TlsOptions): Client {
  const connection = new Connection({ url, tls: prepareTls(tls), connectTimeoutMs: 5_000, maxReplyBytes: 4_000_000 });
  const authenticator = authentication.connect(connection);
  return {
    async send(text, signal) {
      const body = typeof text === "string" ? Buffer.from(text, "utf8") : text;
      const reply = await authenticator.exchange({ body, timeoutMs: 20_000, ...(signal === undefined ? {} : { signal }) });
      return { status: reply.status, body: reply.body.toString("utf8") };
    },
    [Symbol.dispose]: () => connection.close(),
  };
}
