import type { Inventory } from "../../engine/inventory.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Mark } from "../../model/mark.ts";
import type { Json } from "../../model/plan.ts";

/** What a listing is made of: one VMM and, where there are any, the manifests. */
export interface Subject {
  readonly inventory: Inventory;
  readonly manifests: Manifests;
}

export type Item = Readonly<Record<string, Json>>;

export interface Listing {
  /** For help: what is listed. */
  readonly doc: string;
  /** Title and key of every column; items may hold more. */
  readonly columns: readonly (readonly [title: string, key: string])[];
  /** Key of what `-o name` prints. */
  readonly name: string;
  /** Whether it says nothing without manifests. */
  readonly needsManifests?: true;
  /** In the order to print. */
  readonly items: (subject: Subject) => readonly Item[];
}

/** By UTF-16 code units, so that the order does not depend on the locale. */
export function byKeys<T>(...keys: readonly ((item: T) => string)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

/** `scope/Kind/namespace/name`; null where nobody of ours owns it. */
export function ownerText(mark: Mark | undefined): string | null {
  return mark ? `${mark.scope}/${mark.address}` : null;
}
