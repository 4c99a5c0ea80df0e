/** The client's side of WinRM and PSRP. */
export type { WinRmCredential } from "./client/basic-authentication.ts";
export type { PipelineResult } from "./client/pipeline-run.ts";
export { connectRunspacePool, type InvokeOptions, type RunspacePool, type RunspacePoolOptions } from "./client/runspace-pool.ts";
export type { WireEvent, WireStats } from "./client/wire-event.ts";
export { ClixmlError } from "./clixml/clixml-error.ts";
export { fromClixml, type Plain, toClixml } from "./clixml/plain.ts";
export type { ClixmlObject, ClixmlPrimitive, ClixmlValue } from "./clixml/value.ts";
export {
  AuthError,
  type Outcome,
  PoolStateError,
  ProtocolError,
  StopTimeoutError,
  TransportError,
  type TransportPhase,
  WinRmError,
} from "./errors.ts";
export type { PipelineCommand, PipelineParameter } from "./psrp/create-pipeline.ts";
export type { ErrorCategory } from "./psrp/error-category.ts";
export type { ErrorRecordInput, ErrorRecordValue } from "./psrp/error-record.ts";
export type { FinalState } from "./psrp/states.ts";
export { WsManFault } from "./wsman/fault.ts";
export type { FaultRemedy } from "./wsman/fault-table.ts";
