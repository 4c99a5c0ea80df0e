import type { ClixmlValue } from "../clixml/value.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import type { ErrorRecordInput } from "../psrp/error-record.ts";

export interface PipelineSink {
  output(value: ClixmlValue): void;
  error(record: ErrorRecordInput): void;
  warning(text: string): void;
}

/** Carries out what clients ask for: one a runspace pool. */
export interface RunspaceHandler {
  /**
   * Runs one pipeline; several at a time when the client asked for several runspaces. Throwing ends it as failed, with the
   * record of a `PipelineFailure`; ending after `signal` ends it as stopped.
   */
  run(pipeline: { readonly commands: readonly PipelineCommand[] }, sink: PipelineSink, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** The error that ends a pipeline. */
export class PipelineFailure extends Error {
  readonly record: ErrorRecordInput;
  constructor(record: ErrorRecordInput) {
    super(record.message);
    this.name = "PipelineFailure";
    this.record = record;
  }
}

const STOPPED: ErrorRecordInput = {
  message: "The pipeline has been stopped.",
  fullyQualifiedErrorId: "PipelineStopped",
  category: "OperationStopped",
  exceptionType: "System.Management.Automation.PipelineStoppedException",
};

export const stoppedRecord = (): ErrorRecordInput => STOPPED;

export const failureRecord = (error: unknown): ErrorRecordInput =>
  error instanceof PipelineFailure
    ? error.record
    : {
        message: error instanceof Error ? error.message : String(error),
        fullyQualifiedErrorId: "RuntimeException",
        category: "OperationStopped",
        exceptionType: "System.Management.Automation.RuntimeException",
      };
