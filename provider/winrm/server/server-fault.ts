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
  badResource: () =>
    new ServerFault({ code: FAULT.badResourceUri, subcode: "InvalidResourceURI", reason: "There is no such session configuration." }),
  badAction: () => new ServerFault({ code: undefined, subcode: "ActionNotSupported", reason: "The action is not supported." }),
  notUnderstood: () =>
    new ServerFault({ code: undefined, subcode: "MustUnderstand", reason: "A header that must be understood is not known." }),
} as const;
