import { DiagnosticError } from "../model/diagnostic.ts";

/** The live state could not be read: exit code 3. */
export class UnreadableError extends DiagnosticError {}
