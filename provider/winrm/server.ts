/** The server's side of WinRM and PSRP. */
export { PipelineFailure, type PipelineSink, type RunspaceHandler } from "./server/runspace-handler.ts";
export { type RequestInfo, startWinRmServer, type WinRmServer, type WinRmServerOptions } from "./server/win-rm-server.ts";
