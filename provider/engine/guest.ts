import type { Credential, Secret } from "../model/secret.ts";

/** What VMM writes into the guest of a new VM; null leaves it to the template. */
export interface GuestCustomization {
  readonly system: "Windows" | "Linux";
  readonly computerName: string;
  /** DNS domain of a Linux guest. */
  readonly domainName: string | null;
  /** Of the local administrator, or of root. */
  readonly administratorPassword: Secret | null;
  readonly domain: { readonly name: string; readonly account: Credential } | null;
  readonly workgroup: string | null;
  /** Microsoft's index of time zones. */
  readonly timeZone: number | null;
  readonly productKey: Secret | null;
  readonly fullName: string | null;
  readonly organization: string | null;
  readonly runOnceCommands: readonly string[];
  readonly sshKey: string | null;
}
