import type { Diagnostic } from "../model/diagnostic.ts";
import type { MaintenanceWindow } from "../model/maintenance-window.ts";
import type { Manifests } from "../model/manifests.ts";
import type { Mark } from "../model/mark.ts";
import type { Action, AttributeChange, Disruption } from "../model/plan.ts";
import type { Circumstances } from "./circumstances.ts";
import type { Finders } from "./finder.ts";
import type { Id } from "./inventory.ts";
import type { PlanOptions } from "./plan-input.ts";
import type { Timeouts } from "./timeouts.ts";
import type { Blocked, PlannedGoal, Step } from "./work.ts";
import type { World } from "./world.ts";

/** A kind of resource: how a manifest of it becomes changes, and a goal becomes steps. A new kind is one of these, registered in kinds.ts. */
export interface ResourceKind<G extends PlannedGoal> {
  readonly kind: G["kind"];
  /** What has to happen with every object of this kind that has a manifest or carries the scope's mark. `earlier`: of the kinds before it. */
  plan(planning: Planning, earlier: readonly Draft[]): readonly Draft[];
  /**
   * What is left to do for a goal, from one reading of VMM. The plan shows what these steps do; a change that was
   * disturbed asks again with a fresh reading, so that a resumed change takes the very path of a new one.
   */
  steps(goal: G, world: World, circumstances: Circumstances): Steps;
}

export interface Steps {
  readonly steps: readonly Step[];
  /** Attributes that wait. */
  readonly blocked: readonly Blocked[];
  /** Why the goal cannot be reached; then steps do no more than clear away what the change has made of itself. */
  readonly problems: readonly Diagnostic[];
}

export interface Planning {
  readonly scope: string;
  readonly manifests: Manifests;
  /** By address of the ScvmmProvider; one without a reading is not here. */
  readonly providers: ReadonlyMap<string, ProviderView>;
  readonly options: PlanOptions;
  readonly moves: Moves;
  /** Whether the plan is asked for this object; others come into it only where these wait for them. */
  readonly wants: (address: string) => boolean;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Manifests that have been renamed or moved to another namespace. */
export interface Moves {
  /** By the address of the manifest, the mark that its object in VMM still carries. */
  readonly from: ReadonlyMap<string, Mark>;
  /** Earlier addresses: what carries their marks is nobody's leftover. */
  readonly away: ReadonlySet<string>;
  /** By the address of the manifest: moves one behind the other. */
  readonly chained: ReadonlyMap<string, Chained>;
}

export interface Chained {
  /** The manifest that takes the object of this address. */
  readonly after: readonly string[];
  /** Objects that carry, or will, a mark by which this manifest finds its own, but go to others. */
  readonly others: readonly Id[];
}

export interface ProviderView {
  readonly world: World;
  readonly finders: Finders;
}

/** A change before it is shown: what the plan needs beside it to guard and to carry it out. */
export interface Draft {
  readonly address: string;
  readonly provider: string;
  readonly action: Action;
  readonly disruption: Disruption;
  /** That the disruption keeps to. */
  readonly window: MaintenanceWindow | null;
  readonly attributes: readonly AttributeChange[];
  readonly cause: string;
  readonly goal: PlannedGoal;
  readonly steps: Steps;
  readonly after: readonly string[];
  /** Finished objects of VMM that are lost. */
  readonly losses: number;
  /** Addresses to be granted and returned, by pool. */
  readonly takes: ReadonlyMap<Id, number>;
  readonly frees: ReadonlyMap<Id, number>;
  /** Text when people have changed the power by hand. */
  readonly power: string | null;
  /** Of the object itself; those of its ScvmmProvider come after them. */
  readonly timeouts?: Timeouts | undefined;
  /** Text where something is left in VMM on purpose, although its manifest is gone. */
  readonly left?: string;
  /** Place of the manifest, for diagnostics found later. */
  readonly place: (diagnostic: Diagnostic) => Diagnostic;
}

export const NO_STEPS: Steps = { steps: [], blocked: [], problems: [] };
