import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CERTIFICATES, certificate } from "../../winrm/certificate-kit.ts";

/** A self-signed certificate and its key, as files for a server in another language. */
export function pemFiles(folder: string) {
  const kind = CERTIFICATES["P-256 with SHA-256"];
  if (kind === undefined) throw new Error("no such certificate");
  const der = certificate(kind);
  const files = { certificate: join(folder, "server.pem"), key: join(folder, "server.key") };
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n");
  writeFileSync(files.certificate, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
  writeFileSync(files.key, kind.keys.privateKey.export({ type: "pkcs8", format: "pem" }));
  return { der, files };
}
