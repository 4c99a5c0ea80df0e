import { toClixml } from "../../provider/winrm/clixml/plain.ts";
import {
  connectRunspacePool,
  type PipelineCommand,
  type RunspacePool,
  type RunspacePoolOptions,
  type WireEvent,
} from "../../provider/winrm/index.ts";
import { startWinRmServer, type WinRmServer, type WinRmServerOptions } from "../../provider/winrm/server.ts";
import { type EchoHandler, echoHandler } from "./echo-handler.ts";

export const PASSWORD = "pass:wörd";
export const credential = { username: "tester", password: { reveal: () => PASSWORD } };

export interface Loopback extends AsyncDisposable {
  readonly server: WinRmServer;
  readonly handler: EchoHandler;
  readonly events: WireEvent[];
  connect(options?: Partial<RunspacePoolOptions>): Promise<RunspacePool>;
}

export async function startLoopback(serverOptions: Partial<WinRmServerOptions> = {}): Promise<Loopback> {
  const handler = echoHandler();
  const events: WireEvent[] = [];
  const pools: RunspacePool[] = [];
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [{ username: credential.username, password: PASSWORD }],
    openRunspace: () => handler,
    ...serverOptions,
  });
  return {
    server,
    handler,
    events,
    async connect(options = {}) {
      const pool = await connectRunspacePool({
        url: server.url,
        credential,
        authentication: "basic",
        observe: (event) => events.push(event),
        ...options,
      });
      pools.push(pool);
      return pool;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.close()));
      await server.close();
    },
  };
}

/** A command with plain parameters. */
export const call = (
  text: string,
  parameters: Readonly<Record<string, string | number | bigint | boolean | object | null>> = {},
): PipelineCommand => ({
  text,
  isScript: false,
  parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: toClixml(value) })),
});
