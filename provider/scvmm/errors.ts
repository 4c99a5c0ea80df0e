import type { CallError } from "../batch/result.ts";
import { FILE_MISSING } from "../engine/operation.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { ERROR_CLASSES, type ErrorClass, FILE_NOT_FOUND, KNOWN_ERRORS, type Treatment } from "./known-errors.ts";

/** What VMM says of one failure, however it came: from the error stream, or as the end of a job. */
export interface VmmFailure {
  /** null: not VMM's own. */
  readonly number: number | null;
  readonly message: string;
}

/** A number that is not known, or none at all, is permanent. */
export function classify({ number, message }: VmmFailure): ErrorClass {
  const known = number === null ? undefined : KNOWN_ERRORS.get(number);
  if (known?.besides && hasCode(message, known.besides.code)) return known.besides.class;
  return known?.class ?? "permanent";
}

export const treatmentOf = (failure: VmmFailure): Treatment => ERROR_CLASSES[classify(failure)].treatment;

/** A code of Windows is no text: it is not translated. */
const hasCode = (message: string, code: string): boolean => message.toLowerCase().includes(code.toLowerCase());

function hintOf({ number, message }: VmmFailure): string | undefined {
  const known = number === null ? undefined : KNOWN_ERRORS.get(number);
  return known?.besides && hasCode(message, known.besides.code) ? known.besides.hint : known?.hint;
}

interface Words {
  readonly problem: string;
  readonly advice: string | undefined;
  readonly rest: string;
}

/** The message's paragraphs (scvmm-domain 3.1): the problem with its number, advice, and how to restart the job. */
function wordsOf({ number, message }: VmmFailure): Words {
  const [first = "", advice, ...rest] = message.trim().split(/\r?\n[ \t]*\r?\n/);
  const problem = first.replace(new RegExp(`\\s*\\(Error ID: ${number}(?:, Detailed Error: )?\\)\\s*$`), "");
  return { problem, advice, rest: rest.join("\n") };
}

/** What VMM says, whole, and nothing of it twice: what is in the summary or the hint is not in the detail. */
export function vmmDiagnostic(failure: VmmFailure, code = "VMM_ERROR"): Diagnostic {
  const { number } = failure;
  const known = number === null ? undefined : KNOWN_ERRORS.get(number);
  const words = wordsOf(failure);
  const [line = "", ...lines] = words.problem.split(/\r?\n/);
  const own = hintOf(failure);
  const hint = own ?? words.advice;
  const said = known ? [words.problem] : lines;
  const detail = [...said, own === undefined ? undefined : words.advice, words.rest].filter(Boolean).join("\n");
  const prefix = number === null ? "VMM refused" : `VMM error ${number}`;
  return {
    code: number === FILE_NOT_FOUND ? FILE_MISSING : code,
    severity: "error",
    summary: `${prefix}: ${known?.meaning ?? line.replace(/\.$/, "")}`,
    ...(detail ? { detail } : {}),
    ...(hint ? { hint } : {}),
  };
}

/** Our own batches name no other cmdlets than the list of the same version. */
const OLDER_MODULE = "The module ScvmmBatch on the host is of another version: write it anew with `scvmm endpoint`, and install it there";

export function callDiagnostic(error: CallError): Diagnostic {
  const diagnostic = vmmDiagnostic(error);
  if (error.number !== null) return diagnostic;
  const hint = error.errorId === "CmdletNotAllowed" ? { hint: OLDER_MODULE } : {};
  return { ...diagnostic, detail: [diagnostic.detail, `(${error.errorId})`].filter(Boolean).join("\n"), ...hint };
}
