import { randomBytes } from "node:crypto";
import { startWinRmServer } from "../winrm/server/win-rm-server.ts";
import { runningClock } from "./clock.ts";
import { commandPrompt } from "./command-prompt.ts";
import type { Estate } from "./estate/estate.ts";
import type { Fault } from "./faults.ts";
import { runspacePool } from "./runspace.ts";
import { createVmm, type Vmm } from "./vmm.ts";

export interface SimulatorOptions {
  /** Default: a free port of this machine alone. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Of ids and of the default estate. Default 1. */
  readonly seed?: number;
  /** Default: `defaultEstate(seed)`. */
  readonly estate?: Estate;
  /** Real milliseconds added to every round trip. */
  readonly latencyMs?: number;
  /** Virtual seconds to a real one. Default 60: a creation of two minutes takes two seconds. */
  readonly timeScale?: number;
  /** Default `CONTOSO\simulator`. */
  readonly username?: string;
  /** Default: a random one. */
  readonly password?: string;
  readonly faults?: readonly Fault[];
}

export interface Simulator {
  /** Address of the WinRM endpoint. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly vmm: Vmm;
  readonly requestCount: number;
  readonly openShells: number;
  close(): Promise<void>;
}

/** Starts an SCVMM that speaks WinRM and PSRP. Rejects when the port cannot be had. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed, estate, faults, latencyMs } = options;
  const username = options.username ?? "CONTOSO\\simulator";
  const password = options.password ?? randomBytes(18).toString("base64url");
  const vmm = createVmm({
    clock: runningClock(options.timeScale ?? 60),
    ...(seed === undefined ? {} : { seed }),
    ...(estate === undefined ? {} : { estate }),
    ...(faults === undefined ? {} : { faults }),
  });
  const server = await startWinRmServer({
    ...(options.listen ?? { host: "127.0.0.1", port: 0 }),
    accounts: [{ username, password }],
    openRunspace: () => runspacePool(vmm),
    openCommandShell: commandPrompt,
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
  return {
    url: server.url,
    username,
    password,
    vmm,
    get requestCount() {
      return server.requestCount;
    },
    get openShells() {
      return server.openShells;
    },
    close: () => server.close(),
  };
}
