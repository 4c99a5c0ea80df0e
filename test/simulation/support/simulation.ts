import { seededRandom } from "../../../provider/simulator/random.ts";
import { createVmm, type Vmm } from "../../../provider/simulator/vmm.ts";
import { ESTATE } from "./estate.ts";
import type { Fault } from "./fault.ts";
import { Harms } from "./harms.ts";
import { Scheduler } from "./scheduler.ts";
import { Trace } from "./trace.ts";

/** One VMM with its time, what disturbs it, and a record of all that happens. */
export interface Simulation {
  readonly seed: number;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly harms: Harms;
  readonly vmm: Vmm;
  readonly faults: readonly Fault[];
  readonly newId: () => string;
  /** Of batches that are being carried out: aborted when VMM's service stops, since a session does not outlast its server. */
  readonly sessions: Set<AbortController>;
  /** Batches that nobody waits for any more, and that will yet be carried out. */
  strays: number;
  /** Whether a process has begun while batches of a dead one were under way. */
  overlapped: boolean;
  /** Virtual ms: until then jobs of people may be under way. */
  quietFrom: number;
  /** How often anything has come in between that a process cannot know of: people, strays, a lag. */
  meddling: number;
  /** Addresses of machines of which people allow that one goes although it is protected. */
  mayGo: readonly string[];
}

export function createSimulation(seed: number, faults: readonly Fault[]): Simulation {
  const scheduler = new Scheduler(seededRandom(seed ^ 0x5bd1e995));
  const trace = new Trace(() => scheduler.elapsed);
  const harms = new Harms(faults, trace);
  harms.now = () => scheduler.now();
  const vmm = createVmm({ seed, estate: ESTATE, clock: scheduler, faults: harms });
  const ids = seededRandom(seed ^ 0x27d4eb2f);
  return {
    seed,
    scheduler,
    trace,
    harms,
    vmm,
    faults,
    newId: () => ids.guid(),
    sessions: new Set(),
    strays: 0,
    overlapped: false,
    quietFrom: 0,
    meddling: 0,
    mayGo: [],
  };
}
