import { isDeepStrictEqual } from "node:util";
import type { CredentialSources } from "../model/credential.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import { chooseAccount } from "./choose-account.ts";
import type { Access } from "./connect.ts";
import { connectionSettings } from "./connection-settings.ts";

/** Whom to connect to, and how. */
export interface Way {
  readonly provider: LoadedProvider;
  readonly access: Access;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Contacts nothing; reads the files that the provider names. With errors among its diagnostics a way leads nowhere. */
export function wayTo(
  provider: LoadedProvider,
  sources: CredentialSources,
  environment: Environment,
): Way & { readonly diagnostics: readonly Diagnostic[] } {
  const { settings: connection, diagnostics } = connectionSettings(provider, environment);
  const { credential, diagnostics: ofAccount } = chooseAccount(provider, sources, connection.authentication);
  return { provider, access: { credential, connection }, diagnostics: [...ofAccount, ...diagnostics] };
}

/** Secrets do not show themselves to a comparison of objects. */
export function sameWay(a: Way, b: Way): boolean {
  const facts = ({ provider, access: { credential, connection } }: Way) => ({
    spec: provider.value.spec,
    connection,
    username: credential?.username,
    password: credential?.password.reveal(),
  });
  return isDeepStrictEqual(facts(a), facts(b));
}
