/** The server's side of WinRM and PSRP. */
export type { CommandHandler, CommandLine, CommandSink } from "./server/command-handler.ts";
export { PipelineFailure, type PipelineSink, type RunspaceHandler } from "./server/runspace-handler.ts";
export type { ServerAccount } from "./server/server-account.ts";
export type { ServerScheme } from "./server/server-authentication.ts";
export type { ServerLimits } from "./server/server-limits.ts";
export type { ServerShell } from "./server/server-shell.ts";
export { type RequestInfo, type ServerTls, startWinRmServer, type WinRmServer, type WinRmServerOptions } from "./server/win-rm-server.ts";
export type { Disturbance, WireFault } from "./server/wire-fault.ts";
