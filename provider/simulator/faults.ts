import type { Parameters } from "./binding/parameters.ts";
import { VmmError } from "./errors.ts";
import { type Argument, isVmmObject, printed } from "./objects/object.ts";
import { wildcard } from "./ordinal.ts";

export interface FaultError {
  readonly number: number;
  readonly message: string;
  readonly action?: string;
  /** Of the VM whose creation ends with it, e.g. CustomizationFailed. Default: CreationFailed. */
  readonly status?: string;
}

/** One disturbance, as data. It hits calls of its cmdlet that match: the first `skip` pass, the next `count` are hit. */
export interface Fault {
  readonly cmdlet: string;
  /** Parameter → wildcard pattern on its text; for an object, its name. All must match. */
  readonly match?: Readonly<Record<string, string>>;
  readonly skip: number;
  readonly count: number;
  /** The cmdlet fails at once and changes nothing. */
  readonly error?: FaultError;
  /** The job starts, and fails at its end. */
  readonly jobFails?: FaultError;
  /** The job succeeds, with this beside: SucceedWithInfo. */
  readonly jobInfo?: FaultError;
  /** Somebody cancels the job before it has done anything. */
  readonly jobCanceled?: true;
  /** Virtual milliseconds that the job, or a cmdlet without one, takes longer. */
  readonly delayMs?: number;
  /** The job is over, but what it did shows only so many virtual milliseconds later (scvmm-domain 4.3, 4.5). */
  readonly lagMs?: number;
}

/** What the faults do to one call. */
export interface Disturbance {
  readonly error: VmmError | null;
  readonly jobFails: VmmError | null;
  readonly jobInfo: VmmError | null;
  readonly jobCanceled: boolean;
  readonly delayMs: number;
  readonly lagMs: number;
}

export const UNDISTURBED: Disturbance = { error: null, jobFails: null, jobInfo: null, jobCanceled: false, delayMs: 0, lagMs: 0 };

/** Says of every cmdlet call, as it comes, what disturbs it. */
export interface FaultSource {
  disturb(parameters: Parameters): Disturbance;
}

export class Faults implements FaultSource {
  readonly #faults: readonly { readonly fault: Fault; seen: number }[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /** Counts the call against every fault that it matches. */
  disturb(parameters: Parameters): Disturbance {
    let disturbance = UNDISTURBED;
    for (const entry of this.#faults) {
      if (!matches(entry.fault, parameters)) continue;
      const turn = entry.seen++;
      if (turn < entry.fault.skip || turn >= entry.fault.skip + entry.fault.count) continue;
      disturbance = {
        error: disturbance.error ?? toError(entry.fault.error),
        jobFails: disturbance.jobFails ?? toError(entry.fault.jobFails),
        jobInfo: disturbance.jobInfo ?? toError(entry.fault.jobInfo),
        jobCanceled: disturbance.jobCanceled || entry.fault.jobCanceled === true,
        delayMs: disturbance.delayMs + (entry.fault.delayMs ?? 0),
        lagMs: disturbance.lagMs + (entry.fault.lagMs ?? 0),
      };
    }
    return disturbance;
  }
}

function matches(fault: Fault, parameters: Parameters): boolean {
  if (fault.cmdlet.toLowerCase() !== parameters.cmdlet.toLowerCase()) return false;
  return Object.entries(fault.match ?? {}).every(([name, pattern]) => wildcard(pattern)(argumentText(parameters.raw(name))));
}

function argumentText(argument: Argument | undefined): string {
  if (argument === undefined || argument === null) return "";
  if (isVmmObject(argument)) return printed(argument);
  return Array.isArray(argument) ? (argument as readonly Argument[]).map(argumentText).join(",") : `${argument}`;
}

function toError(error: FaultError | undefined): VmmError | null {
  return error ? new VmmError(error.number, error.message, error.action ?? "Try the operation again.", error.status) : null;
}
