import { randomBytes, X509Certificate } from "node:crypto";
import type { RunspaceHandler } from "../winrm/server/runspace-handler.ts";
import type { ServerLimits } from "../winrm/server/server-limits.ts";
import { startWinRmServer } from "../winrm/server/win-rm-server.ts";
import type { WireFault } from "../winrm/server/wire-fault.ts";
import { fingerprintOf } from "../winrm/tls/fingerprint.ts";
import { selfSigned } from "../winrm/tls/self-signed.ts";
import { runningClock } from "./clock.ts";
import { commandPrompt } from "./command-prompt.ts";
import type { Estate } from "./estate/estate.ts";
import type { Fault } from "./faults.ts";
import { type PowerShellOptions, startPowerShell } from "./powershell/power-shell.ts";
import { type RunspaceSettings, runspacePool } from "./runspace.ts";
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
  /** What goes wrong between client and server. */
  readonly wireFaults?: readonly WireFault[];
  /** What the server allows a user. Default: what Windows does. */
  readonly limits?: Partial<ServerLimits>;
  /** Real milliseconds that it takes to load VMM's module into a runspace; each pays once. Default 0. */
  readonly importDelayMs?: number;
  /** Runs batches in a real PowerShell instead of the built-in interpreter; see `startPowerShell`. */
  readonly powerShell?: PowerShellOptions;
  /** Serves HTTPS with a new self-signed certificate. Default false. */
  readonly tls?: boolean;
}

export interface Simulator {
  /** Address of the WinRM endpoint. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** SHA-256 of its certificate, over HTTPS. */
  readonly fingerprint: string | undefined;
  readonly vmm: Vmm;
  readonly requestCount: number;
  readonly openShells: number;
  /** Ends all shells, as a service that is started anew does. */
  killShells(): void;
  close(): Promise<void>;
}

/** Starts an SCVMM that speaks WinRM and PSRP. Rejects when the port cannot be had, or with `EngineError` when PowerShell cannot. */
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
  const listen = options.listen ?? { host: "127.0.0.1", port: 0 };
  const tls = options.tls === true ? ownCertificate(listen.host) : undefined;
  const powerShell = options.powerShell && (await startPowerShell(vmm, options.powerShell));
  const server = await startWinRmServer({
    ...listen,
    ...(powerShell === undefined ? {} : { openShell: (id, configurationName) => powerShell.openShell(id, configurationName) }),
    ...(tls === undefined ? {} : { tls }),
    accounts: [{ username, password }],
    openRunspace: (configurationName) =>
      CONFIGURATIONS[configurationName.toLowerCase()]?.(vmm, { importDelayMs: options.importDelayMs ?? 0 }),
    openCommandShell: commandPrompt,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(options.wireFaults === undefined ? {} : { faults: options.wireFaults }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  }).catch(async (error: unknown) => {
    await powerShell?.close();
    throw error;
  });
  return {
    url: server.url,
    username,
    password,
    fingerprint: tls && fingerprintOf(new X509Certificate(tls.certificate).raw),
    vmm,
    get requestCount() {
      return server.requestCount;
    },
    get openShells() {
      return server.openShells;
    },
    killShells: () => server.killShells(),
    close: async () => {
      await server.close();
      await powerShell?.close();
    },
  };
}

/** Session configurations, by lower-case name: the one that every host has, and the one that `scvmm endpoint` writes. */
const CONFIGURATIONS: Readonly<Record<string, (vmm: Vmm, settings: RunspaceSettings) => RunspaceHandler>> = {
  "microsoft.powershell": runspacePool,
  scvmm: (vmm, settings) => runspacePool(vmm, { ...settings, restricted: true }),
};

const DAY_MS = 86_400_000;

/** Good for this run: the key is kept nowhere. */
function ownCertificate(host: string) {
  const now = Date.now();
  const names = [...new Set([host, "localhost", "127.0.0.1", "::1"])];
  return selfSigned({ names, notBefore: new Date(now - DAY_MS), notAfter: new Date(now + 365 * DAY_MS) });
}
