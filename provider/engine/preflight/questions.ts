import type { PreflightDepth } from "../../model/preflight.ts";
import type { PlacementQuestion, PreflightQuestions } from "./contract.ts";
import { dimensions } from "./load.ts";
import type { ProviderOutlook } from "./outlook.ts";
import { isLimited } from "./rights.ts";

/**
 * VMM looks at every host of a cloud or host group for each rating, which takes it seconds on a large fabric: so many distinct shapes and
 * moves are asked for, in the order of the changes.
 */
const MOST_RATINGS = 16;

export interface Asked {
  readonly questions: PreflightQuestions;
  /** What is left out, for people. */
  readonly notAsked: readonly string[];
}

/** What one reading shall answer; undefined where nothing is worth asking. */
export function questionsOf({ loads, placements, rights }: ProviderOutlook, depth: PreflightDepth): Asked | undefined {
  if (depth === "none") return undefined;
  const shapes = [...new Map(placements.map(({ question }) => [question.key, question])).values()];
  const rated = depth === "full" ? shapes.slice(0, MOST_RATINGS) : [];
  const { account } = rights;
  const role = account.role && isLimited(account) ? { id: account.role.id, user: account.user } : null;
  const clouds = [
    ...new Set(loads.filter(({ amounts }) => dimensions.some((one) => amounts[one] > 0)).map(({ cloudId }) => cloudId)),
  ].sort();
  const notAsked = leftOut(shapes, rated, depth);
  if (clouds.length === 0 && rated.length === 0 && !role) return notAsked.length > 0 ? { questions: EMPTY, notAsked } : undefined;
  return { questions: { clouds, role, placements: rated }, notAsked };
}

const EMPTY: PreflightQuestions = { clouds: [], role: null, placements: [] };

function leftOut(shapes: readonly PlacementQuestion[], rated: readonly PlacementQuestion[], depth: PreflightDepth): readonly string[] {
  const left = shapes.length - rated.length;
  if (left === 0) return [];
  const of = left === shapes.length ? "" : `${left} of `;
  const what = `whether hosts can take ${shapes.length === 1 ? "the VM that is" : `${of}${shapes.length} distinct VMs that are`} made or moved`;
  return [depth === "full" ? `${what} (no more than ${MOST_RATINGS} are asked for)` : `${what} (--preflight full asks for it)`];
}
