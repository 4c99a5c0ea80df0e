import { BATCH_FUNCTION } from "../batch/bootstrap.ts";
import type { CallError } from "../batch/result.ts";
import { ERROR_CATEGORIES, type ErrorCategory } from "../winrm/psrp/error-category.ts";
import { PipelineFailure } from "../winrm/server/runspace-handler.ts";

/** The end of a pipeline by an error of a cmdlet or of PowerShell itself. */
export function failure(error: CallError, targetName: string): PipelineFailure {
  return new PipelineFailure({
    message: error.message,
    fullyQualifiedErrorId: error.errorId,
    category: categoryOf(error.category),
    exceptionType: error.type,
    targetName,
  });
}

function categoryOf(text: string): ErrorCategory {
  return ERROR_CATEGORIES.find((category) => category === text) ?? "NotSpecified";
}

/** The function could not reach VMM, so that nothing has run. */
export function notConnected(error: CallError, server: string): PipelineFailure {
  const errorId = `ScvmmBatchNotConnected,${error.errorId},${BATCH_FUNCTION}`;
  return failure({ ...error, errorId, category: "ConnectionError" }, server);
}

/** Text that a session in NoLanguage mode is asked to run (about_Language_Modes); recorded of Microsoft's engine. */
export function scriptsNotAllowed(text: string): PipelineFailure {
  const message = "The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.";
  const type = "System.Management.Automation.ParseException";
  return failure({ number: null, errorId: "ScriptsNotAllowed", category: "ParserError", type, message }, text);
}

export function noSuchParameter(name: string): PipelineFailure {
  return failure(
    {
      number: null,
      errorId: `NamedParameterNotFound,${BATCH_FUNCTION}`,
      category: "InvalidArgument",
      type: "System.Management.Automation.ParameterBindingException",
      message: `A parameter cannot be found that matches parameter name '${name}'.`,
    },
    "",
  );
}

/** What a real endpoint might run, and the simulator does not. */
export function notRun(message: string): PipelineFailure {
  return failure(
    { number: null, errorId: "SimulatorRefused", category: "NotImplemented", type: "System.NotSupportedException", message },
    "",
  );
}
