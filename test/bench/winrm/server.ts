import { startWinRmServer, type WinRmServer } from "../../../provider/winrm/server.ts";
import { echoHandler } from "../../winrm/echo-handler.ts";
import { echoCommands } from "../../wire/echo-commands.ts";
import { serveLines } from "../shared/serve-lines.ts";

/** The server of the simulator with an echo behind it, once for each latency asked for: all that the clients talk to. */
const servers: WinRmServer[] = [];
const account = { username: "bench", password: "bench-password" };
let counted = { requests: 0, bytesIn: 0, bytesOut: 0 };

await serveLines({
  start: async ({ latencyMs }) => {
    const handler = echoHandler();
    const server = await startWinRmServer({
      host: "127.0.0.1",
      port: 0,
      accounts: [account],
      openRunspace: () => handler,
      openCommandShell: echoCommands,
      ...(latencyMs === 0 ? {} : { latencyMs: Number(latencyMs) }),
      onRequest: ({ bytesIn, bytesOut }) => {
        counted = { requests: counted.requests + 1, bytesIn: counted.bytesIn + bytesIn, bytesOut: counted.bytesOut + bytesOut };
      },
    });
    servers.push(server);
    return { host: "127.0.0.1", port: server.port, ...account };
  },
  /** What came since the last time. */
  take: () => {
    const taken = { ...counted, openShells: servers.reduce((sum, server) => sum + server.openShells, 0) };
    counted = { requests: 0, bytesIn: 0, bytesOut: 0 };
    return taken;
  },
});
await Promise.all(servers.map((server) => server.close()));
