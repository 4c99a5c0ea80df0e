import type { Batch } from "../../../provider/batch/call.ts";
import { BatchError, type BatchExecutor } from "../../../provider/batch/executor.ts";
import type { BatchReply } from "../../../provider/batch/result.ts";
import type { Dice } from "./dice.ts";
import type { Fault, WireHarm } from "./fault.ts";
import type { Simulation } from "./simulation.ts";

/** What a process is to its wire. */
export interface Wired {
  readonly name: string;
  readonly roll: Dice;
  alive: boolean;
  die(): void;
  interrupt(): void;
}

type WireFault = Extract<Fault, { kind: "wire" }>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const lost = (harm: string) => new BatchError("unknown", "WINRM_LOST", `The answer was lost (${harm}).`);
const refused = () => new BatchError("not-run", "WINRM_CONNECT", "The connection was refused.");

/** The way of batches to VMM and back: it takes time, and by the number of the batch one fault hits it. */
export function wireOf(simulation: Simulation, process: Wired, faults: readonly WireFault[]): BatchExecutor {
  const { scheduler, vmm, trace, harms } = simulation;
  const way = (): Promise<void> => scheduler.sleep(10 + process.roll.below(60));
  let sent = 0;
  let underWay = 0;

  const carryOut = async (batch: Batch): Promise<BatchReply> => {
    underWay++;
    try {
      return await carried(batch);
    } finally {
      underWay--;
      if (!process.alive) simulation.strays--;
    }
  };
  const carried = async (batch: Batch): Promise<BatchReply> => {
    if (harms.down) throw new BatchError("not-run", "VMM_CONNECT", "The VMM service is not there.");
    const session = new AbortController();
    simulation.sessions.add(session);
    try {
      return await vmm.execute(batch, session.signal);
    } catch (error) {
      if (session.signal.aborted) throw lost("VMM has stopped");
      throw error;
    } finally {
      simulation.sessions.delete(session);
    }
  };
  /** Without anybody who waits for it. */
  const stray = (batch: Batch, afterMs: number): void => {
    simulation.strays++;
    simulation.meddling++;
    const run = async (): Promise<void> => {
      await scheduler.sleep(afterMs);
      trace.add(process.name, "a batch that nobody waits for reaches VMM");
      await carried(batch).catch(() => undefined);
      simulation.strays--;
      simulation.meddling++;
    };
    void run();
  };
  const partOf = (batch: Batch, more: number): Batch => batch.slice(0, 1 + (more % batch.length));

  const harmed = async (batch: Batch, { harm, more }: WireFault): Promise<BatchReply> => {
    trace.add(process.name, `${harm} at batch ${sent - 1}`);
    return HARMS[harm]({ batch, more });
  };

  interface Hit {
    readonly batch: Batch;
    readonly more: number;
  }
  const HARMS: Readonly<Record<WireHarm, (hit: Hit) => Promise<BatchReply>>> = {
    "crash-before": () => dies(),
    "crash-within": ({ batch }) => {
      stray(batch, 1);
      return dies();
    },
    "crash-cut": ({ batch, more }) => {
      stray(partOf(batch, more), 1);
      return dies();
    },
    "crash-after": async ({ batch }) => {
      await carryOut(batch);
      return dies();
    },
    refused: () => Promise.reject(refused()),
    "lost-before": async ({ more }) => {
      await scheduler.sleep(more * 60);
      throw lost("lost-before");
    },
    "lost-after": async ({ batch, more }) => {
      await carryOut(batch);
      await scheduler.sleep(more * 60);
      throw lost("lost-after");
    },
    "lost-within": async ({ batch, more }) => {
      await carryOut(partOf(batch, more));
      throw lost("lost-within");
    },
    late: async ({ batch, more }) => {
      stray(batch, 1_000 + more * 40);
      await scheduler.sleep(1_000 + ((more * 7) % 1000));
      throw lost("late");
    },
    twice: async ({ batch, more }) => {
      const first = await carryOut(batch);
      await scheduler.sleep(more);
      const second = await carryOut(batch);
      return more % 2 === 0 ? first : second;
    },
    "twice-at-once": async ({ batch, more }) => {
      // As two engines at once: what the other one makes, this one learns with its next plan.
      simulation.meddling++;
      const both = await Promise.all([carryOut(batch), scheduler.sleep(more % 50).then(() => carryOut(batch))]);
      return both[more % 2] as BatchReply;
    },
    slow: async ({ batch, more }) => {
      const reply = await carryOut(batch);
      await scheduler.sleep(more * 300);
      return reply;
    },
    abort: ({ batch }) => {
      process.interrupt();
      return carryOut(batch);
    },
  };
  /** What else is under way goes on, without anybody who waits for it. */
  function dies(): Promise<BatchReply> {
    if (process.alive) simulation.strays += underWay;
    process.die();
    return never();
  }

  return {
    execute: async (batch) => {
      if (!process.alive) return never();
      const fault = faults.find((one) => one.batch === sent);
      sent++;
      await way();
      if (!process.alive) return never();
      try {
        const reply = await (fault ? harmed(batch, fault) : carryOut(batch));
        await way();
        return process.alive ? reply : never();
      } catch (error) {
        return process.alive ? Promise.reject(error) : never();
      }
    },
    close: async () => undefined,
  };
}
