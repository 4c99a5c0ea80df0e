import { HOST } from "./client.ts";
import { KeyDistributionCentre, REALM } from "./key-distribution-centre.ts";

export const PASSWORD = "Päss wörd; nø?";
export const USER = `svc-vmm@${REALM}`;

/** A KDC with a user, who is logged in, and two names of a host's service. */
export interface Realm extends AsyncDisposable {
  readonly centre: KeyDistributionCentre;
  /** Of the services. */
  readonly keytab: string;
  /** The user's cache, a value of KRB5CCNAME. */
  readonly ticket: string;
}

export async function startRealm(): Promise<Realm> {
  const centre = await KeyDistributionCentre.start();
  centre.user("svc-vmm", PASSWORD);
  const keytab = centre.keytab(`HTTP/${HOST}`);
  centre.keytab(`host/${HOST}`);
  const ticket = centre.kinit("svc-vmm", PASSWORD);
  return { centre, keytab, ticket, [Symbol.asyncDispose]: () => centre[Symbol.asyncDispose]() };
}
