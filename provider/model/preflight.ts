import type { Diagnostic } from "./diagnostic.ts";

export const preflightDepths = ["full", "quick", "none"] as const;
/** full: quotas, rights and ratings of hosts are asked for · quick: without ratings, which cost VMM most · none: nothing is asked. */
export type PreflightDepth = (typeof preflightDepths)[number];

/** One thing that a plan takes from, e.g. the addresses of a pool: what of it is used now, and once the plan is carried out. */
export interface Budget {
  /** `pool web`, `cloud Production` */
  readonly of: string;
  /** `names`, `addresses`, `VMs`, `CPUs`, `memory`, `storage`, `quota points` */
  readonly what: string;
  readonly unit: "count" | "bytes";
  readonly now: number;
  readonly after: number;
  readonly limit: number;
}

/**
 * What was found out about a plan beside the plan itself. Fleeting: two readings of one VMM may differ in it, and no
 * fingerprint covers it.
 */
export interface Preflight {
  readonly depth: PreflightDepth;
  /** Warnings, with the address of the change that would meet them. What VMM would surely refuse is an error, and there is no plan then. */
  readonly findings: readonly Diagnostic[];
  readonly budgets: readonly Budget[];
  /** What was not found out, and why. */
  readonly notAsked: readonly string[];
}
