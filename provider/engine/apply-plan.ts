import type { ChangeResult } from "../model/plan.ts";
import { diagnosticOf } from "./apply/diagnostic-of.ts";
import { POLL_INTERVAL_MS, sleepFor } from "./apply/patience.ts";
import type { FailReason } from "./apply/refusals.ts";
import { runWork, type Surroundings } from "./apply/run-work.ts";
import { type Aside, schedule } from "./apply/schedule.ts";
import { Session } from "./apply/session.ts";
import type { ApplyEvent } from "./apply-event.ts";
import type { Planned } from "./plan-changes.ts";
import type { VmmPort } from "./port.ts";
import { sortedBy } from "./text.ts";
import type { Work } from "./work.ts";

export type { ApplyEvent } from "./apply-event.ts";

export interface ApplyOptions {
  /** Most changes at a time, over all providers. */
  readonly parallelism: number;
  /** Aborted: nothing new is started, what runs is waited for, the rest is not-run. */
  readonly signal?: AbortSignal;
  /** Aborted as well: what runs is not waited for either. Jobs go on in VMM, and the next run finds them. */
  readonly detach?: AbortSignal;
  /** What the plan was refused for where it says so, and what must not come up on the way either: then the change ends as not-run. */
  readonly failOn?: readonly FailReason[];
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Milliseconds between two looks at the running jobs. */
  readonly pollIntervalMs?: number;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
  /** Milliseconds since 1970, for maintenance windows. */
  readonly clock?: () => number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface ApplyReport {
  /** One for every change but those with action none, sorted by address. */
  readonly results: readonly ChangeResult[];
  readonly summary: { readonly done: number; readonly failed: number; readonly notRun: number };
}

/**
 * Carries out the work of a plan. `ports` by address of the ScvmmProvider. Never throws for what happens to a change: that
 * is its result.
 *
 * 1. One session a provider: its readings, its jobs and its definitions are shared by all changes.
 * 2. As many changes at a time as allowed, each after those that it waits for.
 * 3. The results, sorted.
 */
export async function applyPlan(planned: Planned, ports: ReadonlyMap<string, VmmPort>, options: ApplyOptions): Promise<ApplyReport> {
  const { signal, detach, pollIntervalMs = POLL_INTERVAL_MS, now = () => performance.now(), clock = Date.now, sleep = sleepFor } = options;
  const pace = { sleep, now, clock, pollIntervalMs };
  const sessions = new Map([...ports].map(([provider, port]) => [provider, new Session(port, pace, { signal, detach })]));
  const surroundings = { emit: options.onEvent ?? (() => undefined), failOn: options.failOn ?? [] };
  const run = async (work: Work, aside: Aside): Promise<ChangeResult> => {
    const session = sessions.get(work.provider);
    if (!session) return notRun(work, "APPLY_NO_CONNECTION", `there is no connection to ${work.provider}`);
    return guarded(work, { ...surroundings, session, aside });
  };
  const results = await schedule(inOrder(planned), options.parallelism, run, (work, failed) =>
    notRun(work, "APPLY_WAITED_IN_VAIN", `it waited for ${failed}, which was not done`),
  );
  return { results: sortedBy(results, ({ address }) => address), summary: summaryOf(results) };
}

function inOrder({ work, waits = new Map() }: Planned): readonly Work[] {
  return work.map((one) => ({ ...one, after: [...new Set([...one.after, ...(waits.get(one.address) ?? [])])] }));
}

/** A fault of ours or of a listener ends one change, not the run. */
async function guarded(work: Work, surroundings: Surroundings): Promise<ChangeResult> {
  try {
    return await runWork(work, surroundings);
  } catch (error) {
    const diagnostic = { ...diagnosticOf(error, "APPLY_INTERNAL", "an unexpected fault ended this change"), address: work.address };
    return { address: work.address, action: work.action, state: "failed", diagnostics: [diagnostic], durationMs: 0 };
  }
}

function notRun({ address, action }: Work, code: string, summary: string): ChangeResult {
  return { address, action, state: "not-run", diagnostics: [{ code, severity: "error", summary, address }], durationMs: 0 };
}

function summaryOf(results: readonly ChangeResult[]): ApplyReport["summary"] {
  const count = (state: ChangeResult["state"]): number => results.filter((result) => result.state === state).length;
  return { done: count("done"), failed: count("failed"), notRun: count("not-run") };
}
