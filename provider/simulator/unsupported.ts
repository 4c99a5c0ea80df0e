import { CmdletError, cmdletClass } from "./errors.ts";

/** The honest answer to what a real VMM can do and the simulator does not model. */
export function unsupported(cmdlet: string, what: string): CmdletError {
  return new CmdletError({
    number: null,
    errorId: `SimulatorUnsupported,${cmdletClass(cmdlet)}`,
    category: "NotImplemented",
    type: "System.NotSupportedException",
    message: `The simulator does not model ${what} of ${cmdlet}.`,
  });
}
