import type { Credential, Secret } from "./secret.ts";

/** What a machine's guest needs of Secrets; null where the manifest names none, or the Secret is not there. */
export interface GuestSecrets {
  readonly administratorPassword: Secret | null;
  readonly productKey: Secret | null;
  readonly domainAccount: Credential | null;
}
