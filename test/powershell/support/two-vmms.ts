import type { Batch } from "../../../provider/batch/call.ts";
import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { BatchReply } from "../../../provider/batch/result.ts";
import { Secret } from "../../../provider/model/secret.ts";
import { createWinRmExecutor } from "../../../provider/scvmm/winrm-executor.ts";
import type { Clock } from "../../../provider/simulator/clock.ts";
import { simulatedExecutor } from "../../../provider/simulator/executor.ts";
import { startPowerShell } from "../../../provider/simulator/powershell/power-shell.ts";
import { createVmm, type Vmm, type VmmOptions } from "../../../provider/simulator/vmm.ts";
import { connectRunspacePool } from "../../../provider/winrm/index.ts";
import { startWinRmServer } from "../../../provider/winrm/server.ts";

export interface Side {
  readonly vmm: Vmm;
  execute(batch: Batch): Promise<BatchReply>;
}

/** The same VMM twice: batches for one go to the built-in interpreter, for the other over the wire to PowerShell. */
export interface TwoVmms {
  readonly builtIn: Side;
  readonly powerShell: Side;
  /** Two new ones in their place. */
  renew(options: Omit<VmmOptions, "clock">): void;
  /** Moves the time of both. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

/** Waits take no time, and no time passes by itself: what is seen depends on the calls alone. */
function quietClock(): Clock & { advance(milliseconds: number): void } {
  let time = Date.UTC(2026, 0, 5, 8, 0, 0);
  return {
    now: () => time,
    reach: async (until) => {
      time = Math.max(time, until);
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** Batches for a VMM, over the wire and through PowerShell. */
export async function engineExecutor(vmm: Vmm): Promise<BatchExecutor> {
  const engine = await startPowerShell(vmm);
  const account = { username: "anyone", password: "any" };
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [account],
    openRunspace: () => undefined,
    openShell: (id, configurationName) => engine.openShell(id, configurationName),
  });
  const credential = { username: account.username, password: new Secret(account.password) };
  const executor = createWinRmExecutor({ server: "localhost", connect: () => connectRunspacePool({ url: server.url, credential }) });
  return {
    execute: (batch, signal) => executor.execute(batch, signal),
    close: async () => {
      await executor.close();
      await server.close();
      await engine.close();
    },
  };
}

export async function twoVmms(options: Omit<VmmOptions, "clock"> = {}): Promise<TwoVmms> {
  let sides = pair(options);
  // The engine's sessions outlast a VMM: they are told of the one that there is.
  const executor = await engineExecutor({
    get world() {
      return sides.there.world;
    },
    execute: (batch, signal) => sides.there.execute(batch, signal),
    invoke: (call, signal) => sides.there.invoke(call, signal),
    restart: () => sides.there.restart(),
  });
  return {
    get builtIn() {
      const { here } = sides;
      return { vmm: here, execute: (batch: Batch) => simulatedExecutor(here).execute(batch) };
    },
    get powerShell() {
      return { vmm: sides.there, execute: (batch: Batch) => executor.execute(batch) };
    },
    renew: (anew) => {
      const { shared } = sides.there.world.files;
      sides = pair(anew);
      if (shared !== undefined) sides.there.world.files.shareWith(shared);
    },
    advance: (milliseconds) => {
      for (const clock of sides.clocks) clock.advance(milliseconds);
    },
    close: () => executor.close(),
  };
}

function pair(options: Omit<VmmOptions, "clock">) {
  const clocks = [quietClock(), quietClock()] as const;
  return { clocks, here: createVmm({ ...options, clock: clocks[0] }), there: createVmm({ ...options, clock: clocks[1] }) };
}
