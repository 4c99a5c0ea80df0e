import type { Diagnostic } from "../../model/diagnostic.ts";

/** Who wants a key: the object of a state, or one that is to be made. */
type Claimant = string | "new";

/**
 * Keys of the resources of one configuration, as far as this process has planned them. Terraform tells a provider no address, so that two
 * resources with one key can only be told by both asking for it: one that has an object and one that has none, or two of either.
 */
export class Claims {
  readonly #holders = new Map<string, Claimant>();

  /** The problem, where another resource has asked for this key before. */
  claim(address: string, object: string | null, leaves: boolean): Diagnostic | undefined {
    const holder = this.#holders.get(address);
    this.#holders.set(address, object ?? "new");
    if (holder === undefined || (object !== null && holder === object)) return undefined;
    return keyTwice(address, leaves || holder !== "new");
  }
}

function keyTwice(address: string, mayBeMoved: boolean): Diagnostic {
  const [kind, , key] = address.split("/");
  return {
    code: "TERRAFORM_KEY_TWICE",
    severity: "error",
    path: "metadata.name",
    address,
    summary: `two resources of type ${kind} have the key "${key}"`,
    detail: "The key is what the provider finds a resource's object in VMM by; within the provider's scope it is one object's alone.",
    hint: mayBeMoved
      ? "If it is one object whose resource was renamed, say so with a moved block. Else give each resource a key of its own; one that is created before its predecessor is destroyed needs another key too."
      : "Give each resource a key of its own.",
  };
}
