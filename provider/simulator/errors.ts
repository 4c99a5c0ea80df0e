import type { CallError } from "../batch/result.ts";
import type { ErrorInfo } from "./objects/job.ts";

/** What a cmdlet writes to the error stream, as an interpreter reports it. */
export class CmdletError extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.name = "CmdletError";
    this.error = error;
  }
}

/** An error of VMM itself. It becomes a `CmdletError` of the cmdlet at hand, or the end of a job. */
export class VmmError extends Error {
  readonly number: number;
  readonly problem: string;
  readonly action: string;
  /** What a creation that ends with it shows, where that is not CreationFailed. */
  readonly status: string | null;
  constructor(number: number, problem: string, action: string, status: string | null = null) {
    super(problem);
    this.name = "VmmError";
    this.number = number;
    this.problem = problem;
    this.action = action;
    this.status = status;
  }
}

const CMDLET_NAMESPACE = "Microsoft.SystemCenter.VirtualMachineManager.Cmdlets";

/** Names of cmdlet classes that were recorded (scvmm-domain 3.1). For the rest see assumptions: cmdlet-class. */
const RECORDED_CLASSES: Readonly<Record<string, string>> = { "New-SCVirtualNetworkAdapter": "NewNICCmdlet" };

/** Full name of the class that carries out a cmdlet. */
export function cmdletClass(cmdlet: string): string {
  return `${CMDLET_NAMESPACE}.${RECORDED_CLASSES[cmdlet] ?? `${cmdlet.replace("-", "")}Cmdlet`}`;
}

/**
 * VMM's error as the cmdlet reports it (scvmm-domain 3.1): the number stands before the comma of the error id, and a job that
 * can be restarted is named in the message and nowhere else.
 */
export function carmineError(error: VmmError, cmdlet: string, restart?: { readonly server: string; readonly job: string }): CmdletError {
  const paragraphs = [`${error.problem} (Error ID: ${error.number})`, error.action];
  if (restart)
    paragraphs.push(
      "To restart the job, run the following command:",
      `PS> Restart-Job -Job (Get-VMMServer ${restart.server} | Get-Job | where { $_.ID -eq "{${restart.job}}"})`,
    );
  return new CmdletError({
    number: error.number,
    errorId: `${error.number},${cmdletClass(cmdlet)}`,
    category: "ReadError",
    type: "Microsoft.VirtualManager.Utils.CarmineException",
    message: paragraphs.join("\n\n"),
  });
}

/** An error of PowerShell's parameter binder, made before the cmdlet begins. One of another category is none of validation. */
export function bindingError(id: string, cmdlet: string, message: string, category?: "InvalidArgument" | "WriteError"): CmdletError {
  const validation = id.startsWith("ParameterArgumentValidation") && category === undefined;
  return new CmdletError({
    number: null,
    errorId: `${id},${cmdletClass(cmdlet)}`,
    category: category ?? (validation ? "InvalidData" : "InvalidArgument"),
    type: `System.Management.Automation.ParameterBinding${validation ? "Validation" : ""}Exception`,
    message,
  });
}

export function commandNotFound(command: string): CmdletError {
  return new CmdletError({
    number: null,
    errorId: "CommandNotFoundException",
    category: "ObjectNotFound",
    type: "System.Management.Automation.CommandNotFoundException",
    message:
      `The term '${command}' is not recognized as the name of a cmdlet, function, script file, or operable program. ` +
      "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
  });
}

/** How a job or an object keeps VMM's error. The code's name is known for few numbers; see assumptions: error-code-names. */
export function errorInfo(error: VmmError): ErrorInfo {
  const code = CODE_NAMES[error.number] ?? "SimulatedError";
  return {
    $type: "ErrorInfo",
    Code: code,
    DisplayableErrorCode: error.number,
    ErrorCodeString: `${error.number}`,
    ErrorType: "Error",
    Problem: error.problem,
    CloudProblem: error.problem,
    RecommendedAction: error.action,
    RecommendedActionCLI: error.action,
    DetailedErrorCode: "",
    DetailedCode: 0,
    DetailedSource: "None",
    IsSuccess: false,
    IsTerminating: true,
    IsConditionallyTerminating: false,
    IsDeploymentBlocker: false,
    MessageParameters: [],
    CSMMessageString: `Error Code : ${code} ; Message : ${error.problem} ; Recommended Action : ${error.action}`,
  };
}

/** Recorded pairs of name and number (scvmm-domain 1.1, 1.7, 3.2). */
const CODE_NAMES: Readonly<Record<number, string>> = {
  801: "LibObjectNotFound",
  1209: "DeployVMNonSANDisk",
  2916: "HostAgentWSmanConnectionFailed",
  2927: "HostAgentWSManError",
  22005: "CapabilityProfileCanOnlyBeSetOnCloudVm",
};
