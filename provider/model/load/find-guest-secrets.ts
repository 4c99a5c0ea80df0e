import type { Diagnostic } from "../diagnostic.ts";
import type { GuestSecrets } from "../guest-secrets.ts";
import type { Guest } from "../kinds/guest.ts";
import { type Credential, Secret } from "../secret.ts";
import type { Draft } from "./draft.ts";
import { readSecret, readSecretKey, secretAddress } from "./read-secret.ts";
import type { SourceObject } from "./source-object.ts";

interface Found {
  /** By the machine's draft; those whose guest names no Secret are not in it. */
  readonly secrets: ReadonlyMap<Draft, GuestSecrets>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the guests of machines need of Secrets. One that is not there is no error here: only a machine that is to be made needs
 * it, and which those are a plan finds out.
 */
export function findGuestSecrets(machines: readonly Draft<"ScvmmMachine">[], all: readonly SourceObject[]): Found {
  const byAddress = new Map(all.filter((secret) => secret.sound).map((secret) => [secretAddress(secret), secret]));
  const secrets = new Map<Draft, GuestSecrets>();
  const diagnostics: Diagnostic[] = [];
  for (const machine of machines) {
    const guest = machine.value?.spec.guest;
    if (!guest) continue;
    const look = ({ name, namespace }: Reference) => byAddress.get(addressOf(machine, { name, namespace }));
    const key = (reference: KeyReference | undefined): Secret | undefined => {
      const source = reference && look(reference);
      if (!source || !reference) return undefined;
      const read = readSecretKey(source, reference.key);
      diagnostics.push(...read.diagnostics);
      return read.text === undefined ? undefined : new Secret(read.text);
    };
    const account = (reference: Reference | undefined): Credential | undefined => {
      const source = reference && look(reference);
      if (!source) return undefined;
      const read = readSecret(source);
      diagnostics.push(...read.diagnostics);
      return read.credential;
    };
    secrets.set(machine, {
      administratorPassword: key(guest.administratorPasswordSecret) ?? null,
      productKey: key(guest.productKeySecret) ?? null,
      domainAccount: account(guest.domain?.accountSecret) ?? null,
    });
  }
  return { secrets, diagnostics };
}

type KeyReference = NonNullable<Guest["administratorPasswordSecret"]>;
type Reference = Pick<KeyReference, "name" | "namespace">;

function addressOf(machine: Draft, { name, namespace }: Reference): string {
  return `Secret/${namespace || machine.namespace}/${name}`;
}
