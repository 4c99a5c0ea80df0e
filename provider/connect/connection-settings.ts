import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import { type AuthenticationKind, prepareTls, type RunspacePoolOptions, TlsError, type TlsOptions } from "../winrm/index.ts";

/** For a quick try; they go before what manifests say. */
const AUTHENTICATION_VARIABLE = "SCVMM_AUTHENTICATION";
const CA_FILE_VARIABLE = "SCVMM_CA_FILE";
const CONFIGURATION_VARIABLE = "SCVMM_CONFIGURATION";
export const FINGERPRINT_VARIABLE = "SCVMM_FINGERPRINT";

export type ConnectionSettings = Pick<
  RunspacePoolOptions,
  "authentication" | "allowUnencrypted" | "configurationName" | "tls" | "kerberos"
>;
type Environment = Readonly<Record<string, string | undefined>>;

const KINDS: Readonly<Record<AuthenticationKind, true>> = { negotiate: true, kerberos: true, ntlm: true, basic: true, certificate: true };
const isKind = (text: string): text is AuthenticationKind => Object.hasOwn(KINDS, text);

/**
 * How to connect to a provider's hosts: 1. what its manifest says, files read  2. the environment before it  3. a look at the
 * whole, so that what cannot work is told before anything is sent.
 */
export function connectionSettings(
  provider: LoadedProvider,
  environment: Environment,
): { readonly settings: ConnectionSettings; readonly diagnostics: readonly Diagnostic[] } {
  const reader = new FileReader(provider);
  const { connection = {} } = provider.value.spec;
  const { authentication = connection.authentication, diagnostics } = authenticationOf(environment, provider.address);
  const tls: TlsOptions = {
    ...trust(connection, environment, reader),
    ...(connection.serverName === undefined ? {} : { serverName: connection.serverName }),
    ...(connection.insecureSkipVerify === true ? { insecureSkipVerify: true } : {}),
    ...clientCertificate(connection, reader),
  };
  const configurationName = environment[CONFIGURATION_VARIABLE] || connection.configurationName;
  const problems = [...diagnostics, ...reader.problems];
  return {
    settings: {
      tls,
      ...(authentication === undefined ? {} : { authentication }),
      ...(connection.kerberosService === undefined ? {} : { kerberos: { service: connection.kerberosService } }),
      ...(configurationName === undefined ? {} : { configurationName }),
      ...(connection.allowUnencrypted === undefined ? {} : { allowUnencrypted: connection.allowUnencrypted }),
    },
    diagnostics: problems.length > 0 ? problems : unusable(tls, provider),
  };
}

type Spec = NonNullable<LoadedProvider["value"]["spec"]["connection"]>;

function trust(connection: Spec, environment: Environment, reader: FileReader): TlsOptions {
  const pin = environment[FINGERPRINT_VARIABLE] || connection.fingerprint;
  if (pin) return { fingerprint: pin };
  const named = environment[CA_FILE_VARIABLE];
  const ca = named ? reader.read(named, CA_FILE_VARIABLE) : reader.readBeside(connection.caFile, "caFile");
  return ca === undefined ? {} : { ca };
}

function clientCertificate(connection: Spec, reader: FileReader): TlsOptions {
  const certificate = reader.readBeside(connection.clientCertificateFile, "clientCertificateFile");
  const key = reader.readBeside(connection.clientKeyFile, "clientKeyFile");
  return certificate === undefined || key === undefined ? {} : { clientCertificate: { certificate, key } };
}

function authenticationOf(environment: Environment, address: string) {
  const text = environment[AUTHENTICATION_VARIABLE];
  if (!text) return { diagnostics: [] };
  if (isKind(text)) return { authentication: text, diagnostics: [] };
  const summary = `${AUTHENTICATION_VARIABLE} is no kind of authentication`;
  const problem: Diagnostic = {
    code: "CONNECTION_INVALID",
    severity: "error",
    summary,
    hint: `Write one of ${Object.keys(KINDS).join(", ")}, or unset it.`,
    address,
  };
  return { diagnostics: [problem] };
}

function unusable(tls: TlsOptions, { address }: LoadedProvider): readonly Diagnostic[] {
  try {
    prepareTls(tls);
    return [];
  } catch (error) {
    if (!(error instanceof TlsError)) throw error;
    return [{ code: error.code, severity: "error", summary: error.message, hint: error.hint, address, path: "spec.connection" }];
  }
}

/** Reads files that a manifest names, and keeps what went wrong. */
class FileReader {
  readonly problems: Diagnostic[] = [];
  readonly #provider: LoadedProvider;

  constructor(provider: LoadedProvider) {
    this.#provider = provider;
  }

  /** A path relative to the manifest's folder. */
  readBeside(path: string | undefined, field: string): string | undefined {
    if (path === undefined) return undefined;
    const where = `spec.connection.${field}`;
    const { file, line, column } = this.#provider.locate(where);
    return this.read(isAbsolute(path) ? path : join(dirname(file), path), field, { file, line, column, path: where });
  }

  read(path: string, origin: string, place: Partial<Diagnostic> = {}): string | undefined {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      const { code = "unknown reason" } = error as NodeJS.ErrnoException;
      this.problems.push({
        code: "CONNECTION_FILE_UNREADABLE",
        severity: "error",
        summary: `${path} cannot be read (${code})`,
        hint: `Check the path that ${origin} gives, and the file's permissions.`,
        address: this.#provider.address,
        ...place,
      });
      return undefined;
    }
  }
}
