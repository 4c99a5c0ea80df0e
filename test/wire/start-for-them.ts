import type { WinRmServerOptions } from "../../provider/winrm/server.ts";
import { type Loopback, startLoopback } from "../winrm/loopback.ts";

/** Of an account for other people's clients: not all of them write Basic's pair in UTF-8. */
export const account = { username: "tester", password: "pass:word; & <more>" };

/** Our server with the echo behind it. */
export const startForThem = (options: Partial<WinRmServerOptions> = {}): Promise<Loopback> =>
  startLoopback({ accounts: [account], ...options });

export const addressOf = ({ server }: Loopback) => ({ host: "127.0.0.1", port: server.port });
