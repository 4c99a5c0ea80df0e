import type { WinRmServerOptions } from "../../provider/winrm/server.ts";
import { type Loopback, startLoopback } from "../winrm/loopback.ts";

/** Of an account for other people's clients. Those in Python write Basic's pair in Latin-1, the one in Go in UTF-8. */
export const account = { username: "tester", password: "pass:wörd; & <möre>" };

/** Our server with the echo behind it. */
export const startForThem = (options: Partial<WinRmServerOptions> = {}): Promise<Loopback> =>
  startLoopback({ accounts: [account], ...options });

export const addressOf = ({ server }: Loopback) => ({ host: "127.0.0.1", port: server.port });
