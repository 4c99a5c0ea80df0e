import type { Diagnostic } from "../diagnostic.ts";
import type { Credential } from "../secret.ts";
import type { Draft } from "./draft.ts";
import { valueAt } from "./manifest-path.ts";
import { readSecret, secretAddress } from "./read-secret.ts";
import type { SourceObject } from "./source-object.ts";

interface Found {
  /** By the provider's draft. */
  readonly credentials: ReadonlyMap<Draft, Credential>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The account of every provider whose Secret is among the manifests. One that is not is no error: credentials may come from
 * the environment. Secrets that no provider names are other tools' and stay unread.
 */
export function findCredentials(providers: readonly Draft[], secrets: readonly SourceObject[]): Found {
  const byAddress = new Map(secrets.filter((secret) => secret.sound).map((secret) => [secretAddress(secret), secret]));
  const credentials = new Map<Draft, Credential>();
  const diagnostics: Diagnostic[] = [];
  for (const provider of providers) {
    const reference = valueAt(provider.source.value, ["spec", "scvmmSecret", "name"]);
    const namespace = valueAt(provider.source.value, ["spec", "scvmmSecret", "namespace"]) || provider.namespace;
    const secret = byAddress.get(`Secret/${String(namespace)}/${String(reference)}`);
    if (typeof reference !== "string" || !secret) continue;
    const read = readSecret(secret);
    if (read.credential) credentials.set(provider, read.credential);
    diagnostics.push(...read.diagnostics);
  }
  return { credentials, diagnostics };
}
