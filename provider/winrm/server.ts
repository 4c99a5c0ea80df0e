/** The server's side of WinRM and PSRP. */
export type { CommandHandler, CommandLine, CommandSink } from "./server/command-handler.ts";
export { PipelineFailure, type PipelineSink, type RunspaceHandler } from "./server/runspace-handler.ts";
export type { ServerLimits } from "./server/server-limits.ts";
export { type RequestInfo, startWinRmServer, type WinRmServer, type WinRmServerOptions } from "./server/win-rm-server.ts";
export type { Disturbance, WireFault } from "./server/wire-fault.ts";
