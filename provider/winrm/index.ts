/** The client's side of WinRM and PSRP. */
export type { AuthenticationKind, WinRmCredential } from "./client/authenticator.ts";
export type { DisconnectedShell, TakeableShell } from "./client/disconnected-shell.ts";
export { type AuthenticateOptions, authenticate, type IdentifyOptions, type Identity, identify } from "./client/identify.ts";
export { type FoundShell, type ListShellsOptions, listShells } from "./client/list-shells.ts";
export type { NtlmSettings } from "./client/ntlm-authentication.ts";
export type { PipelineInput } from "./client/pipeline-input.ts";
export type { HostText, PipelineResult } from "./client/pipeline-result.ts";
export type { PipelineOptions } from "./client/pipeline-run.ts";
export { connectRunspacePool, type FollowOptions, type InvokeOptions, type RunspacePool } from "./client/runspace-pool.ts";
export type { RunspacePoolOptions } from "./client/runspace-pool-options.ts";
export type { ServerFacts } from "./client/server-facts.ts";
export type { WireEvent, WireStats } from "./client/wire-event.ts";
export type { Resend } from "./client/ws-man-client.ts";
export { ClixmlError } from "./clixml/clixml-error.ts";
export { type ClixmlDocuments, type DocumentValue, readClixmlDocuments, writeClixmlDocument } from "./clixml/document.ts";
export { fromClixml, type Plain, toClixml } from "./clixml/plain.ts";
export { PsCredential, SecureString } from "./clixml/secure-string.ts";
export {
  char,
  type DateTimeValue,
  dateTime,
  decimal,
  dotNetVersion,
  guid,
  readDateTime,
  readTimeSpan,
  scriptBlock,
  single,
  timeSpan,
  toDate,
  uri,
  xmlDocument,
} from "./clixml/typed.ts";
export type { ClixmlObject, ClixmlPrimitive, ClixmlProgress, ClixmlValue } from "./clixml/value.ts";
export {
  AuthError,
  type AuthFailure,
  DeadlineError,
  type Outcome,
  PoolStateError,
  ProtocolError,
  StopTimeoutError,
  TransportError,
  type TransportPhase,
  WinRmError,
} from "./errors.ts";
export type { KerberosSettings } from "./kerberos/kerberos-authentication.ts";
export { KerberosError, type KerberosReason } from "./kerberos/kerberos-error.ts";
export type { PipelineRecord, ProtocolVersion } from "./psrp/client-pool.ts";
export type { MergeableStream, PipelineCommand, PipelineParameter } from "./psrp/create-pipeline.ts";
export type { ErrorCategory } from "./psrp/error-category.ts";
export type { ErrorRecordInput, ErrorRecordValue } from "./psrp/error-record.ts";
export type { HostKind } from "./psrp/host-info.ts";
export type { InformationRecordInput, InformationRecordValue } from "./psrp/information-record.ts";
export type { ProgressRecordValue } from "./psrp/progress-record.ts";
export type { FinalState } from "./psrp/states.ts";
export type { HostStatus } from "./session/host-list.ts";
export type { SessionKeeper, SessionKey } from "./session/session-keeper.ts";
export { SessionPool, type SessionPoolOptions } from "./session/session-pool.ts";
export type { SessionSettings, SessionStatus } from "./session/session-settings.ts";
export type { Lease } from "./session/shared-session.ts";
export { fingerprintOf } from "./tls/fingerprint.ts";
export { type InspectTlsOptions, inspectTls, type TlsInspection } from "./tls/inspect-tls.ts";
export { TlsError, type TlsReason } from "./tls/tls-error.ts";
export { prepareTls, type TlsOptions, type TlsSettings } from "./tls/tls-settings.ts";
export type { TlsWarning } from "./tls/verify-peer.ts";
export { WsManFault } from "./wsman/fault.ts";
export type { FaultRemedy } from "./wsman/fault-table.ts";
