import type { Draft, ProviderView } from "./kind.ts";
import type { MarkedGoal } from "./marked-goal.ts";
import type { PlannedGoal } from "./work.ts";

/** What every kind is told of a deletion. */
export interface Deletion {
  readonly view: ProviderView;
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  readonly cause: string;
  readonly place: Draft["place"];
}

/** The cause, where the run is to destroy. */
export const DESTROYED = "everything of these manifests is to be destroyed";

type Own = Pick<Draft, "attributes" | "steps"> & Partial<Pick<Draft, "cause" | "after" | "frees" | "timeouts">>;

/** `own`: what differs by the kind. */
export const deletionDraft = (goal: PlannedGoal & MarkedGoal, { provider, cause, place }: Deletion, own: Own): Draft => ({
  address: goal.mark.address,
  provider,
  action: "delete",
  disruption: "none",
  window: null,
  cause,
  goal,
  after: [],
  losses: 1,
  takes: new Map(),
  frees: new Map(),
  power: null,
  place,
  ...own,
});
