import { type CredentialChoice, type CredentialSources, chooseCredential } from "../model/credential.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import type { AuthenticationKind } from "../winrm/index.ts";

/** What proves the account by itself: a ticket, or a client certificate. */
const WITHOUT_PASSWORD: ReadonlySet<AuthenticationKind | undefined> = new Set<AuthenticationKind>(["kerberos", "certificate"]);

/**
 * The account for one provider. None is needed, and no diagnostic comes, where a ticket or a certificate tells who we are and nobody
 * has named an account.
 */
export function chooseAccount(
  provider: LoadedProvider,
  sources: CredentialSources,
  authentication: AuthenticationKind | undefined,
): CredentialChoice {
  const choice = chooseCredential(provider, sources);
  const named = provider.value.spec.scvmmSecret?.name !== undefined || choice.diagnostics.some(({ code }) => code !== "CREDENTIAL_MISSING");
  return named || !WITHOUT_PASSWORD.has(authentication) ? choice : { ...choice, diagnostics: [] };
}
