import { bag, type ClixmlValue, int32, NIL, primitiveOf, property, propertyOf } from "../clixml/value.ts";
import { type ErrorRecordInput, type ErrorRecordValue, readErrorRecord, writeErrorRecord } from "./error-record.ts";

/** Numbers on the wire (MS-PSRP 2.2.3.4, 2.2.3.5); .NET's own RunspaceState numbers differ from 6 on. */
const POOL_STATES = [
  "before-open",
  "opening",
  "opened",
  "closed",
  "closing",
  "broken",
  "negotiation-sent",
  "negotiation-succeeded",
  "connecting",
  "disconnected",
] as const;
const PIPELINE_STATES = ["not-started", "running", "stopping", "stopped", "completed", "failed", "disconnected"] as const;

export type PoolState = (typeof POOL_STATES)[number];
export type PipelineState = (typeof PIPELINE_STATES)[number];
export type FinalState = "stopped" | "completed" | "failed";

export const isFinal = (state: PipelineState): state is FinalState => state === "stopped" || state === "completed" || state === "failed";

export interface StateReport<S> {
  readonly state: S;
  readonly failure: ErrorRecordValue | null;
}

export const writePoolState = (state: PoolState): ClixmlValue => bag([property("RunspaceState", int32(POOL_STATES.indexOf(state)))]);

export const writePipelineState = (state: PipelineState, failure: ErrorRecordInput | null): ClixmlValue =>
  bag([
    property("PipelineState", int32(PIPELINE_STATES.indexOf(state))),
    ...(failure === null ? [] : [property("ExceptionAsErrorRecord", writeErrorRecord(failure))]),
  ]);

export const readPoolState = (body: ClixmlValue) => readState(body, "RunspaceState", POOL_STATES);
export const readPipelineState = (body: ClixmlValue) => readState(body, "PipelineState", PIPELINE_STATES);

function readState<S>(body: ClixmlValue, name: string, states: readonly S[]): StateReport<S> | undefined {
  const number = primitiveOf(propertyOf(body, name) ?? NIL);
  const state = number?.kind === "integer" ? states[number.value] : undefined;
  if (state === undefined) return undefined;
  const failure = propertyOf(body, "ExceptionAsErrorRecord");
  return { state, failure: failure === undefined || failure.kind === "nil" ? null : readErrorRecord(failure) };
}
