import type { LoadedName } from "../../../provider/model/manifests.ts";
import { claim, numbered } from "../../engine/support/manifests.ts";
import type { Dice } from "./dice.ts";
import { type Place, placeAt } from "./draw-moves.ts";
import { at } from "./loaded.ts";

/** A claim of a name. */
export interface NameDraft extends Place {
  readonly origin: string;
  readonly isChained: boolean;
  readonly candidates: readonly string[];
}

/** Scopes want the same ones, of which machines want one too; there are more than are ever held. */
const RANGES = [["app-01", "app-02", ...numbered("claim-", 6)], numbered("claim-", 6), numbered("claim-", 8).slice(2)] as const;

export const drawNames = (roll: Dice): readonly NameDraft[] =>
  ["p", "q"].slice(0, roll.below(3)).map((name) => ({ ...placeAt(name), origin: name, isChained: false, candidates: roll.pick(RANGES) }));

/** Something leaves, and something has other wishes. */
export const nextNames = (all: readonly NameDraft[], roll: Dice): readonly NameDraft[] =>
  all
    .filter(({ isChained }) => isChained || !roll.chance(20))
    .map((draft) => (roll.chance(30) ? { ...draft, candidates: roll.pick(RANGES) } : draft));

export const arrived = (draft: NameDraft): NameDraft => ({ ...draft, earlier: [] });

export const nameOf = (draft: NameDraft): LoadedName => at(claim(draft.name, draft.candidates), draft);
