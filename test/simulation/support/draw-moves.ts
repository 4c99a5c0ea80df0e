import type { Dice } from "./dice.ts";

/** Where a manifest is now, and has been. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
  /** `namespace/name`, the last one first. */
  readonly earlier: readonly string[];
}

export const placeAt = (name: string): Place => ({ name, namespace: "default", earlier: [] });

interface Movable extends Place {
  /** Its address has been another's, or another has its: then it stays, so that no earlier address is ever in doubt. */
  readonly isChained: boolean;
  /** Persistent disks are of a namespace, and so are their machines. */
  readonly isKeeper?: boolean;
}

/** `to` shows that it has been where it is now. */
const moved = <T extends Movable>(one: T, to: Pick<Place, "name" | "namespace">, isChained: boolean): T => ({
  ...one,
  ...to,
  isChained,
  earlier: [`${one.namespace}/${one.name}`, ...one.earlier],
});

const fresh = (roll: Dice): string => `m${roll.below(1e6)}`;

/** Manifests are renamed and go to other namespaces, now and then one to the very place that another leaves. */
export function movedSome<T extends Movable>(all: readonly T[], roll: Dice): readonly T[] {
  const free = all.filter(({ isChained }) => !isChained);
  if (!roll.chance(30) || free.length === 0) return all;
  const first = roll.pick(free);
  const away = {
    name: fresh(roll),
    namespace: first.isKeeper !== true && roll.chance(40) ? "other" : first.namespace,
  };
  const next = roll.chance(50) ? free.find((one) => one !== first && one.isKeeper === first.isKeeper) : undefined;
  return all.map((one) => {
    if (one === first) return moved(one, away, next !== undefined);
    return one === next ? moved(one, { name: first.name, namespace: first.namespace }, true) : one;
  });
}
