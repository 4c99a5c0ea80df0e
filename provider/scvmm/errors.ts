import type { CallError } from "../batch/result.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

/**
 * transient: may pass by itself, nothing was changed · already-done: what was asked for is so already (only for the
 * operations that say so) · permanent: needs somebody.
 */
export type ErrorClass = "transient" | "already-done" | "permanent";

interface KnownError {
  readonly class: ErrorClass;
  readonly meaning: string;
  readonly hint?: string;
  /** Where the number is known from. */
  readonly source: string;
}

const AGENT = "See to it that the host answers and its VMM agent runs; it is tried again by itself";

/** Of all errors the one that proves absence: VMM cannot find the object. */
export const NOT_FOUND = 801;

/** VMM's error numbers (scvmm-domain 3.2). Texts are never matched: they are translated, and they change. */
export const KNOWN_ERRORS: ReadonlyMap<number, KnownError> = new Map<number, KnownError>([
  [
    640,
    {
      class: "permanent",
      meaning: "the VM must be off for this change",
      hint: "Power the VM off, or set spec.powerCyclePolicy to Allow",
      source: "recorded in the tests of HewlettPackard/morpheus-scvmm-plugin",
    },
  ],
  [NOT_FOUND, { class: "already-done", meaning: "VMM cannot find the object", source: "Microsoft support article on error 801" }],
  [1602, { class: "transient", meaning: "the VMM service does not respond", source: "AzureArcSCVMMTSG" }],
  [1730, { class: "already-done", meaning: "the VM is not in a state for this action", source: "VMM 2016 release notes" }],
  [2409, { class: "permanent", meaning: "the path is no valid folder on the host", source: "Microsoft support article" }],
  [2602, { class: "transient", meaning: "another job has locked the object", source: "VMM engineering blog (scvmm-domain D1)" }],
  [2606, { class: "transient", meaning: "another job has locked the object", source: "Microsoft support article KB 2795040" }],
  [2903, { class: "permanent", meaning: "a file or folder is missing on the server", source: "VMM release notes" }],
  [
    2912,
    {
      class: "transient",
      meaning: "internal error contacting the agent",
      hint: "If it stays: the host may be forbidden to read the library's disk (403)",
      source: "Microsoft support article on deploying VMs, 2912",
    },
  ],
  [
    2915,
    {
      class: "transient",
      meaning: "WS-Management on the host cannot process the request",
      hint: AGENT,
      source: "Microsoft support article",
    },
  ],
  [
    2916,
    { class: "transient", meaning: "the connection to the agent was lost", hint: AGENT, source: "recorded by ManageIQ; support article" },
  ],
  [
    2927,
    {
      class: "transient",
      meaning: "hardware management error contacting the host",
      hint: AGENT,
      source: "recorded by ManageIQ; support article",
    },
  ],
  [2931, { class: "transient", meaning: "the connection to the agent was lost", hint: AGENT, source: "Microsoft support article" }],
  [2940, { class: "transient", meaning: "the file transfer could not connect", hint: AGENT, source: "VMM documentation" }],
  [11028, { class: "permanent", meaning: "the host does not support a shared ISO", source: "Microsoft support article" }],
  [12416, { class: "permanent", meaning: "a parameter was null", source: "Microsoft support article" }],
  [12700, { class: "permanent", meaning: "Hyper-V refused the operation", source: "Microsoft support article" }],
  [
    12710,
    {
      class: "permanent",
      meaning: "the cluster resource of the VM was not found",
      hint: "Refresh the VM's configuration in the failover cluster",
      source: "VMM documentation",
    },
  ],
  [
    12711,
    {
      class: "permanent",
      meaning: "the cluster resource of the VM was not found",
      hint: "Refresh the VM's configuration in the failover cluster",
      source: "recorded in janmarek.eu, 2012-04-09",
    },
  ],
  [13206, { class: "permanent", meaning: "no boot or system volume was found", source: "Microsoft support article" }],
  [20406, { class: "permanent", meaning: "a WMI class could not be enumerated", source: "VMM documentation" }],
  [20413, { class: "permanent", meaning: "VMM met a critical exception and wrote a report", source: "Microsoft support article" }],
  [21426, { class: "permanent", meaning: "a configuration provider failed", source: "recorded in jjameson's build notes" }],
  [22005, { class: "permanent", meaning: "a capability profile needs a VM in a cloud", source: "recorded by ManageIQ" }],
  [23007, { class: "transient", meaning: "the limit of migrations was reached", source: "Microsoft support article" }],
  [23352, { class: "permanent", meaning: "the device cannot be booted from", source: "Microsoft support article" }],
  [23753, { class: "permanent", meaning: "no IP pool can be reached from the host", source: "Microsoft support article" }],
  [23801, { class: "permanent", meaning: "the host has no connection to the VM network", source: "Microsoft support article" }],
]);

/** A number that is not known, or none at all, is permanent. */
export function classify(number: number | null): ErrorClass {
  return (number === null ? undefined : KNOWN_ERRORS.get(number))?.class ?? "permanent";
}

/** What VMM says, whole. */
export function vmmDiagnostic(number: number | null, message: string, hint?: string): Diagnostic {
  const known = number === null ? undefined : KNOWN_ERRORS.get(number);
  const first = message.split(/\r?\n/, 1)[0] ?? "";
  const advice = known?.hint ?? hint;
  return {
    code: "VMM_ERROR",
    severity: "error",
    summary: number === null ? `VMM refused: ${first}` : `VMM error ${number}: ${known?.meaning ?? first}`,
    detail: message,
    ...(advice ? { hint: advice } : {}),
  };
}

/** Our own batches name no other cmdlets than the list of the same version. */
const OLDER_MODULE = "The module ScvmmBatch on the host is of another version: write it anew with `scvmm endpoint`, and install it there";

export function callDiagnostic(error: CallError): Diagnostic {
  const diagnostic = vmmDiagnostic(error.number, error.message);
  if (error.number !== null) return diagnostic;
  const hint = error.errorId === "CmdletNotAllowed" ? { hint: OLDER_MODULE } : {};
  return { ...diagnostic, detail: `${error.message} (${error.errorId})`, ...hint };
}
