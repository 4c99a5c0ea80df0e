import { EngineProcess } from "../../../provider/simulator/powershell/engine-process.ts";
import { EngineShell } from "../../../provider/simulator/powershell/engine-shell.ts";
import { startWinRmServer } from "../../../provider/winrm/server.ts";

export interface Bridge {
  readonly url: string;
  readonly openShells: number;
  /** Kills the engine of the shell opened last. */
  killEngine(): void;
  close(): Promise<void>;
}

const account = { username: "anyone", password: "any" };
export const anyone = {
  credential: { username: account.username, password: { reveal: () => account.password } },
  authentication: "basic",
} as const;

/** WS-Man over HTTP in front of Microsoft's PSRP server: a process for each shell. */
export async function startBridge(): Promise<Bridge> {
  const engines: EngineProcess[] = [];
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [account],
    openRunspace: () => {
      throw new Error("the engine opens its own");
    },
    openShell: (id) => {
      const engine = new EngineProcess({ command: "pwsh", arguments: ["-NoProfile", "-sshs"], environment: process.env });
      engines.push(engine);
      return new EngineShell(id, engine);
    },
  });
  return {
    url: server.url,
    get openShells() {
      return server.openShells;
    },
    killEngine: () => engines.at(-1)?.kill(),
    async close() {
      await server.close();
      await Promise.all(engines.map((engine) => engine.end()));
    },
  };
}
