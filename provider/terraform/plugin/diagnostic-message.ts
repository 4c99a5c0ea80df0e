import type { Diagnostic } from "../../model/diagnostic.ts";
import { type DiagnosticMessage, SEVERITY, type StepMessage } from "../protocol/messages.ts";
import type { Attributes, AttributeType } from "../schema/attribute.ts";
import type { AttributePath } from "../schema/mapping.ts";

/** Steps as the protocol tells them apart: attribute, key of a map, place in a list. A path ends where the schema does. */
export function pathSteps([step, ...rest]: AttributePath, attributes: Attributes): readonly StepMessage[] {
  const type = typeof step === "string" && Object.hasOwn(attributes, step) ? attributes[step]?.type : undefined;
  return type === undefined ? [] : [{ attributeName: String(step) }, ...below(rest, type)];
}

function below(path: AttributePath, type: AttributeType): readonly StepMessage[] {
  const inner = type.kind === "object" ? type.attributes : {};
  if (type.kind === "object" && type.nesting === "single") return pathSteps(path, inner);
  const [step, ...rest] = path;
  const key = step === undefined ? undefined : keyStep(step, type.kind === "object" ? type.nesting : type.kind);
  return key === undefined ? [] : [key, ...pathSteps(rest, inner)];
}

/** An element of a set goes by its value, which is no step. */
function keyStep(step: string | number, collection: string): StepMessage | undefined {
  if (collection === "map") return { elementKeyString: String(step) };
  return collection === "list" && typeof step === "number" ? { elementKeyInt: step } : undefined;
}

/** Remarks are warnings: Terraform has nothing below them. */
export function diagnosticMessage(diagnostic: Diagnostic, steps: readonly StepMessage[] = []): DiagnosticMessage {
  const { severity, code, summary, detail, hint } = diagnostic;
  return {
    severity: severity === "error" ? SEVERITY.error : SEVERITY.warning,
    summary,
    detail: [detail, hint, `[${code}]`].filter(Boolean).join("\n\n"),
    ...(steps.length > 0 && { attribute: { steps } }),
  };
}
