/** What Terraform says in the environment to tell a plugin from a program that somebody started by hand. */
const COOKIE_NAME = "TF_PLUGIN_MAGIC_COOKIE";
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

export const PROTOCOL_VERSION = 6;
/** Of go-plugin itself. */
const CORE_PROTOCOL = 1;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Invitation {
  /** Certificate of the one client that may connect; undefined where TLS was switched off for debugging. */
  readonly clientCertificate: string | undefined;
}

/** undefined where it is not Terraform that starts the program, with a protocol that it does not speak: a text that says so. */
export function readInvitation(environment: Environment): Invitation | string | undefined {
  if (environment[COOKIE_NAME] !== COOKIE) return undefined;
  const versions = (environment["PLUGIN_PROTOCOL_VERSIONS"] ?? "").split(",").map(Number);
  if (!versions.includes(PROTOCOL_VERSION))
    return `This provider speaks plugin protocol ${PROTOCOL_VERSION}, which Terraform 1.0 and newer know; the caller offers ${versions.join(", ")}.`;
  return { clientCertificate: environment["PLUGIN_CLIENT_CERT"] || undefined };
}

export type Address =
  | { readonly network: "unix"; readonly path: string }
  | { readonly network: "tcp"; readonly host: string; readonly port: number };

export const addressText = (address: Address) => (address.network === "unix" ? address.path : `${address.host}:${address.port}`);

/** The one line that go-plugin waits for on stdout. The certificate is base64 without padding. */
export function handshakeLine(address: Address, certificate: Uint8Array | undefined): string {
  const shown = certificate ? Buffer.from(certificate).toString("base64").replace(/=+$/, "") : "";
  return `${CORE_PROTOCOL}|${PROTOCOL_VERSION}|${address.network}|${addressText(address)}|grpc|${shown}\n`;
}
