import { readCredentialsFile } from "./credentials-file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { SourceText } from "./load/source.ts";
import type { LoadedProvider } from "./manifests.ts";
import { type Credential, Secret } from "./secret.ts";

/** Where credentials may come from beside the manifests. */
export interface CredentialSources {
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Content of the file that SCVMM_CREDENTIALS_FILE names; absent where the variable is not set. */
  readonly credentialsFile?: SourceText | undefined;
}

export const CREDENTIALS_FILE_VARIABLE = "SCVMM_CREDENTIALS_FILE";

export interface CredentialChoice {
  readonly credential: Credential | undefined;
  /** Where it came from, for logs: `SCVMM_USERNAME`, a file's name, `Secret`. */
  readonly origin: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The account for one provider. The first of these that says anything decides, the most particular and the nearest to the run
 * first; a user name and a password are never taken from two of them:
 *
 * 1. SCVMM_<PROVIDER>_USERNAME and SCVMM_<PROVIDER>_PASSWORD, the provider's name in capitals, `_` for anything but a letter or digit
 * 2. SCVMM_USERNAME and SCVMM_PASSWORD
 * 3. the file that SCVMM_CREDENTIALS_FILE names
 * 4. the Secret manifest that the provider's scvmmSecret names
 *
 * So a CI job can run what is in Git under an account of its own without editing it, and the environment goes before a shared
 * file, as with the cloud providers of Terraform. An empty variable counts as not set. Errors: CREDENTIAL_INCOMPLETE,
 * CREDENTIAL_FILE_INVALID, CREDENTIAL_MISSING; without a credential there is at least one.
 */
export function chooseCredential(provider: LoadedProvider, sources: CredentialSources): CredentialChoice {
  const particular = `SCVMM_${provider.value.metadata.name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  const fromEnvironment =
    readVariables(sources.environment, particular, provider.address) ?? readVariables(sources.environment, "SCVMM", provider.address);
  if (fromEnvironment) return fromEnvironment;
  if (sources.credentialsFile) return readFile(sources.credentialsFile);
  if (provider.credential) return { credential: provider.credential, origin: "Secret", diagnostics: [] };
  return { credential: undefined, origin: undefined, diagnostics: [missing(provider, particular)] };
}

function readVariables(environment: CredentialSources["environment"], prefix: string, address: string): CredentialChoice | undefined {
  const names = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`] as const;
  const [username, password] = [environment[names[0]], environment[names[1]]];
  if (!username && !password) return undefined;
  if (username && password) return { credential: { username, password: new Secret(password) }, origin: names[0], diagnostics: [] };
  const [set, unset] = username ? names : ([names[1], names[0]] as const);
  const diagnostic: Diagnostic = {
    code: "CREDENTIAL_INCOMPLETE",
    severity: "error",
    summary: `${set} is set, ${unset} is not`,
    detail: "A user name and its password are taken from the same place.",
    hint: `Set ${unset}, or unset ${set}.`,
    address,
  };
  return { credential: undefined, origin: undefined, diagnostics: [diagnostic] };
}

function readFile(source: SourceText): CredentialChoice {
  const { credential, diagnostics } = readCredentialsFile(source);
  return { credential, origin: credential && source.file, diagnostics };
}

function missing(provider: LoadedProvider, particular: string): Diagnostic {
  const reference = provider.value.spec.scvmmSecret?.name;
  const place = provider.locate("spec.scvmmSecret");
  return {
    code: "CREDENTIAL_MISSING",
    severity: "error",
    summary: `No credentials for ${provider.address}`,
    detail: reference
      ? `The Secret "${reference}" is not among the manifests, and neither the environment nor a credentials file gives an account.`
      : "Neither the environment, nor a credentials file, nor a Secret manifest gives an account.",
    hint: `Set ${particular}_USERNAME and ${particular}_PASSWORD, or SCVMM_USERNAME and SCVMM_PASSWORD, or name a file in ${CREDENTIALS_FILE_VARIABLE}.`,
    ...place,
    path: "spec.scvmmSecret",
    address: provider.address,
  };
}
