import type { Mark } from "../model/mark.ts";
import type { Planning } from "./kind.ts";
import { markedManifests } from "./marked-manifests.ts";

type Context = Pick<Planning, "scope" | "manifests" | "moves" | "options">;

/** Whether this plan deletes what carries a mark: an object of its scope whose manifest is gone, and not merely elsewhere. */
export function isLeaving(mark: Mark, { scope, manifests, moves, options }: Context): boolean {
  if (mark.scope !== scope || !options.prune || options.isPart || moves.away.has(mark.address)) return false;
  return !markedManifests(manifests).some(({ address }) => address === mark.address);
}
