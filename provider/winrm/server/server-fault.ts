import type { FaultFacts } from "../wsman/fault.ts";
import { FAULT } from "../wsman/fault-table.ts";

/** Thrown where a request is refused; becomes the fault of the answer. */
export class ServerFault extends Error {
  readonly facts: FaultFacts;
  constructor(facts: FaultFacts) {
    super(facts.reason);
    this.name = "ServerFault";
    this.facts = facts;
  }
}

const quota = (code: number, reason: string) => new ServerFault({ code, subcode: "QuotaLimit", reason });

export const FAULTS = {
  noSuchShell: () =>
    new ServerFault({ code: FAULT.noSuchShell, subcode: "InvalidSelectors", reason: "There is no such shell or command." }),
  timedOut: () =>
    new ServerFault({
      code: FAULT.operationTimeout,
      subcode: "TimedOut",
      // The word is what masterzen/winrm knows this fault by.
      reason: "There was nothing to answer within the OperationTimeout.",
    }),
  aborted: () => new ServerFault({ code: FAULT.aborted, subcode: undefined, reason: "The operation was aborted: the shell is gone." }),
  busy: () => new ServerFault({ code: FAULT.busy, subcode: undefined, reason: "Another request already waits for this stream." }),
  malformed: () =>
    new ServerFault({ code: FAULT.schema, subcode: "SchemaValidationError", reason: "The body does not follow the schema of the action." }),
  badHeader: () =>
    new ServerFault({
      code: FAULT.header,
      subcode: "InvalidMessageInformationHeader",
      reason: "A header has a value that is not valid here.",
    }),
  alreadyExists: () =>
    new ServerFault({ code: undefined, subcode: "AlreadyExists", reason: "There is a shell or a command with this id already." }),
  tooManyShells: () => quota(FAULT.shellsOfUser, "The maximum number of concurrent shells of this user is reached."),
  tooManyOperations: () => quota(FAULT.operationsOfUser, "The maximum number of concurrent operations of this user is reached."),
  tooManyCommands: () => quota(FAULT.commandsOfShell, "The maximum number of concurrent commands of this shell is reached."),
  shellDisconnected: () => new ServerFault({ code: FAULT.shellDisconnected, subcode: undefined, reason: "The shell is disconnected." }),
  streamDisconnected: () => new ServerFault({ code: FAULT.streamDisconnected, subcode: undefined, reason: "The stream is disconnected." }),
  inUse: () => new ServerFault({ code: FAULT.inUse, subcode: undefined, reason: "Another client uses the shell." }),
  badResource: () =>
    new ServerFault({ code: FAULT.badResourceUri, subcode: "InvalidResourceURI", reason: "There is no such session configuration." }),
  badContext: () =>
    new ServerFault({ code: undefined, subcode: "InvalidEnumerationContext", reason: "There is no such enumeration, or not any more." }),
  badAction: () => new ServerFault({ code: undefined, subcode: "ActionNotSupported", reason: "The action is not supported." }),
  notUnderstood: () =>
    new ServerFault({ code: undefined, subcode: "MustUnderstand", reason: "A header that must be understood is not known." }),
} as const;
