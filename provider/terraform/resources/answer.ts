import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Log } from "../log/log.ts";
import { diagnosticMessage, pathSteps } from "../plugin/diagnostic-message.ts";
import type { DiagnosticMessage, DynamicValueMessage, PathMessage } from "../protocol/messages.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import { type AttributeDiagnostic, attributeDiagnostic } from "../schema/validate.ts";
import { decodeValue, ValueError } from "../value/dynamic-value.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import { inTerraformsWay } from "./hints.ts";

/** null where Terraform says that there is nothing. Throws ValueError. */
export function objectIn(message: DynamicValueMessage | undefined): ObjectValue | null {
  const value = decodeValue(message);
  if (value === null || isObject(value)) return value;
  throw new ValueError("the value is no object");
}

export const pathMessage = (path: AttributePath, { schema }: Mapping): PathMessage => ({ steps: pathSteps(path, schema.attributes) });

/** In Terraform's words, at attributes. Remarks go to the log: Terraform would show them as warnings. */
export function told(diagnostics: readonly Diagnostic[], mapping: Mapping, value: ObjectValue, log: Log): readonly DiagnosticMessage[] {
  const seen = new Map<string, DiagnosticMessage>();
  for (const diagnostic of diagnostics) {
    const said = attributeDiagnostic(mapping, inTerraformsWay(diagnostic), value);
    if (said.severity === "info") log("info", said.summary, { code: said.code, detail: said.detail });
    else seen.set(JSON.stringify([said.code, said.path, said.summary]), messageOf(said, mapping));
  }
  return [...seen.values()];
}

export const messageOf = ({ code, severity, summary, detail, path }: AttributeDiagnostic, { schema }: Mapping): DiagnosticMessage =>
  diagnosticMessage({ code, severity, summary, detail }, pathSteps(path, schema.attributes));

/** What a call has thrown that says what is wrong; anything else is a fault of ours, and goes on its way. */
export function diagnosticsIn(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  if (error instanceof ValueError)
    return [{ code: "TERRAFORM_VALUE", severity: "error", summary: `Terraform sent what cannot be read: ${error.message}` }];
  throw error;
}
