/** `ErrorInfo` of a job or an object (scvmm-domain 1.7). Prints as `Code (number)`. */
export interface ErrorInfo {
  readonly $type: "ErrorInfo";
  readonly Code: string;
  readonly DisplayableErrorCode: number;
  readonly ErrorCodeString: string;
  readonly ErrorType: string;
  readonly Problem: string;
  readonly CloudProblem: string;
  readonly RecommendedAction: string;
  readonly RecommendedActionCLI: string;
  readonly DetailedErrorCode: string;
  readonly DetailedCode: number;
  readonly DetailedSource: string;
  readonly IsSuccess: boolean;
  readonly IsTerminating: boolean;
  readonly IsConditionallyTerminating: boolean;
  readonly IsDeploymentBlocker: boolean;
  readonly MessageParameters: readonly string[];
  readonly CSMMessageString: string;
}

/** How a job ended; null while it has not. */
export type JobEnd = "Completed" | "SucceedWithInfo" | "Failed" | "Canceled";

/** A part of a job's work, one after the other (see assumptions: job-steps). */
export interface Step {
  readonly $type: "Step";
  readonly Name: string;
  readonly $task: Task;
  /** Shares of the job's time. */
  readonly $from: number;
  readonly $to: number;
}

export function stepsOf(task: Task, names: readonly string[]): readonly Step[] {
  return names.map((Name, index) => ({ $type: "Step", Name, $task: task, $from: index / names.length, $to: (index + 1) / names.length }));
}

/** A job (.NET type Task). Status and progress follow from the clock: see `properties.ts`. */
export interface Task {
  readonly $type: "Task";
  readonly ID: string;
  readonly Name: string;
  readonly CmdletName: string;
  readonly Owner: string;
  readonly SessionOwner: string;
  readonly StartTime: Date;
  EndTime: Date | null;
  ErrorInfo: ErrorInfo;
  AdditionalMessages: readonly ErrorInfo[];
  readonly ResultName: string | null;
  readonly ResultObjectID: string | null;
  readonly ResultObjectType: string;
  readonly ResultObjectTypeName: string;
  readonly TargetObjectID: string | null;
  readonly TargetObjectType: string;
  Steps: readonly Step[];
  readonly IsRestartable: boolean;
  readonly IsStoppable: boolean;
  WasNotifiedOfCancel: boolean;
  readonly AreAuditRecordsAvailable: boolean;
  readonly IsVisible: boolean;
  readonly MarkedForDeletion: boolean;
  /** Virtual milliseconds. */
  readonly $runsFrom: number;
  $endsAt: number;
  $end: JobEnd | null;
}

export const SUCCESS: ErrorInfo = Object.freeze({
  $type: "ErrorInfo",
  Code: "Success",
  DisplayableErrorCode: 0,
  ErrorCodeString: "0",
  ErrorType: "Error",
  Problem: "",
  CloudProblem: "",
  RecommendedAction: "",
  RecommendedActionCLI: "",
  DetailedErrorCode: "",
  DetailedCode: 0,
  DetailedSource: "None",
  IsSuccess: true,
  IsTerminating: false,
  IsConditionallyTerminating: false,
  IsDeploymentBlocker: false,
  MessageParameters: Object.freeze([]),
  CSMMessageString: "",
});
