import { type ClixmlValue, NIL } from "../clixml/value.ts";
import { type ErrorRecordValue, readErrorRecord } from "./error-record.ts";
import { type HostCall, readHostCall } from "./host-call.ts";
import { type InformationRecordValue, readInformationRecord } from "./information-record.ts";
import { readInformationalRecord } from "./informational-record.ts";
import type { PsrpMessage } from "./message.ts";
import { required } from "./pool-event.ts";
import { type ProgressRecordValue, readProgressRecord } from "./progress-record.ts";
import { type PipelineState, readPipelineState } from "./states.ts";

/** What a pipeline writes, by stream. */
export type PipelineRecord =
  | { readonly kind: "output"; readonly value: ClixmlValue }
  | { readonly kind: "error"; readonly record: ErrorRecordValue }
  | { readonly kind: "warning" | "verbose" | "debug"; readonly text: string }
  | { readonly kind: "information"; readonly record: InformationRecordValue }
  | { readonly kind: "progress"; readonly record: ProgressRecordValue };

export type PipelineEvent =
  | PipelineRecord
  | { readonly kind: "host-call"; readonly call: HostCall }
  | { readonly kind: "state"; readonly state: PipelineState; readonly failure: ErrorRecordValue | null };

/** Throws `PsrpError` and `ClixmlError`. */
export function pipelineEvent(message: PsrpMessage, read: (body: string) => ClixmlValue): PipelineEvent[] {
  switch (message.type) {
    case "PIPELINE_OUTPUT":
      return [{ kind: "output", value: message.body === "" ? NIL : read(message.body) }];
    case "ERROR_RECORD":
      return [{ kind: "error", record: readErrorRecord(read(message.body)) }];
    case "WARNING_RECORD":
      return [{ kind: "warning", text: readInformationalRecord(read(message.body)) }];
    case "VERBOSE_RECORD":
      return [{ kind: "verbose", text: readInformationalRecord(read(message.body)) }];
    case "DEBUG_RECORD":
      return [{ kind: "debug", text: readInformationalRecord(read(message.body)) }];
    case "INFORMATION_RECORD":
      return [{ kind: "information", record: readInformationRecord(read(message.body)) }];
    case "PROGRESS_RECORD":
      return [{ kind: "progress", record: readProgressRecord(read(message.body)) }];
    case "PIPELINE_HOST_CALL":
      return [{ kind: "host-call", call: required(readHostCall(read(message.body)), message) }];
    case "PIPELINE_STATE":
      return [{ kind: "state", ...required(readPipelineState(read(message.body)), message) }];
  }
  return [];
}
