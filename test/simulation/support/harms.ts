import type { Parameters } from "../../../provider/simulator/binding/parameters.ts";
import { VmmError } from "../../../provider/simulator/errors.ts";
import { type Disturbance, type FaultSource, UNDISTURBED } from "../../../provider/simulator/faults.ts";
import type { Fault, VmmHarm } from "./fault.ts";
import type { Trace } from "./trace.ts";

type VmmFault = Extract<Fault, { kind: "vmm" }>;

const error = (number: number, problem: string, status: string | null = null) => new VmmError(number, problem, "Try again.", status);

const DISTURBANCES: Readonly<Record<VmmHarm, (more: number) => Partial<Disturbance>>> = {
  "job-fails": () => ({ jobFails: error(12700, "Hyper-V refused the operation.") }),
  "job-canceled": () => ({ jobCanceled: true }),
  lock: () => ({ error: error(2606, "The object is locked by another job.") }),
  agent: () => ({ jobFails: error(2916, "The connection to the agent was lost.") }),
  quota: () => ({ error: error(990005, "The capacity of the cloud is exceeded.") }),
  refused: () => ({ error: error(12416, "VMM is unable to process the parameter.") }),
  lag: (more) => ({ lagMs: 1_000 + more * 60 }),
  "slow-job": (more) => ({ delayMs: more * 300 }),
  "customization-fails": () => ({ jobFails: error(12700, "The guest was not customized.", "CustomizationFailed") }),
};

const LONGEST_CREATION_MS = 10 * 60_000;

/** The disturbances of VMM's own: by the number of the call among those that change something in a round. */
export class Harms implements FaultSource {
  readonly #trace: Trace;
  readonly #faults: readonly VmmFault[];
  #round = 0;
  #calls = 0;
  /** People are at work, whose calls nothing disturbs, so that their deeds are the same in the twin. */
  people = false;
  /** The service of VMM is not there. */
  down = false;
  /** Virtual ms: until then something may show late. */
  lagUntil = 0;
  /** Virtual ms: until then a creation that will fail may be at work. */
  failsUntil = 0;
  now: () => number = () => 0;

  constructor(faults: readonly Fault[], trace: Trace) {
    this.#trace = trace;
    this.#faults = faults.filter((fault) => fault.kind === "vmm");
  }

  begin(round: number): void {
    this.#round = round;
    this.#calls = 0;
  }

  disturb({ cmdlet }: Parameters): Disturbance {
    if (this.people) return UNDISTURBED;
    if (this.down) return { ...UNDISTURBED, error: error(1602, "The VMM service did not respond.") };
    if (cmdlet.startsWith("Get-")) return UNDISTURBED;
    const call = this.#calls++;
    const fault = this.#faults.find((one) => one.round === this.#round && one.call === call);
    if (!fault) return UNDISTURBED;
    this.#trace.add("VMM", `${fault.harm} at ${cmdlet}`);
    const disturbance = { ...UNDISTURBED, ...DISTURBANCES[fault.harm](fault.more) };
    if (disturbance.lagMs > 0) this.lagUntil = Math.max(this.lagUntil, this.now() + disturbance.lagMs + 10 * 60_000);
    const fails = disturbance.jobFails || disturbance.jobCanceled;
    if (fails && cmdlet === "New-SCVirtualMachine") this.failsUntil = this.now() + LONGEST_CREATION_MS;
    return disturbance;
  }
}
