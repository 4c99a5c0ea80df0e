import type { ClixmlValue } from "../clixml/value.ts";
import type { PipelineCommand } from "../psrp/create-pipeline.ts";
import type { ErrorRecordInput } from "../psrp/error-record.ts";
import type { InformationRecordInput } from "../psrp/information-record.ts";
import type { ProgressRecordValue } from "../psrp/progress-record.ts";

export interface PipelineSink {
  output(value: ClixmlValue): void;
  error(record: ErrorRecordInput): void;
  warning(text: string): void;
  verbose(text: string): void;
  debug(text: string): void;
  /** Clients of PowerShell before 5.0 do not get it. */
  information(record: InformationRecordInput): void;
  progress(record: ProgressRecordValue): void;
}

export interface PipelineToRun {
  readonly commands: readonly PipelineCommand[];
  /** Empty where the client sends none. Ends early when the pipeline is stopped. */
  readonly input: AsyncIterable<ClixmlValue>;
}

/**
 * Carries out what clients ask for: one a runspace pool. It has no way to ask the client's host (Read-Host, credentials, choices):
 * a handler that would is like the engine with a null host, where a question fails at once. So no host call is ever sent.
 */
export interface RunspaceHandler {
  /**
   * Runs one pipeline; several at a time when the client asked for several runspaces. Throwing ends it as failed, with the
   * record of a `PipelineFailure`; ending after `signal` ends it as stopped.
   */
  run(pipeline: PipelineToRun, sink: PipelineSink, signal: AbortSignal): Promise<void>;
  /** Forgets what former pipelines left behind. A handler without it keeps nothing. */
  reset?(): void;
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
