import type { Action } from "../model/plan.ts";

type Timed = "create" | "update" | "delete";
export type Timeouts = { readonly [K in Timed]?: { readonly ms: number } | undefined };

const MINUTE_MS = 60_000;
/** A template of a few hundred gigabytes takes its time to copy. */
const DEFAULTS: Readonly<Record<Timed, number>> = { create: 60 * MINUTE_MS, update: 30 * MINUTE_MS, delete: 30 * MINUTE_MS };
const TIMED: Readonly<Record<Action, Timed>> = { create: "create", replace: "create", update: "update", delete: "delete", none: "update" };

/** Milliseconds that a change may take: of the first that says it. */
export function timeoutOf(action: Action, ...sources: readonly (Timeouts | undefined)[]): number {
  const timed = TIMED[action];
  return sources.find((source) => source?.[timed] !== undefined)?.[timed]?.ms ?? DEFAULTS[timed];
}
