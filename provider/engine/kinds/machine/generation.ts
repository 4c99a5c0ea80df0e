import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Inventory } from "../../inventory.ts";
import { desiredHardware, generationProblems } from "./hardware.ts";

type Spec = LoadedMachine["value"]["spec"];
type Template = Inventory["templates"][number];

/** The generation that a new machine will have; reported is what does not fit it. */
export function checkGeneration(spec: Spec, template: Template | null, report: (problem: Diagnostic) => void): number | null {
  const generation = template?.generation ?? spec.generation ?? null;
  if (template && spec.generation !== undefined && spec.generation !== template.generation)
    report({
      code: "PLAN_GENERATION_MISMATCH",
      severity: "error",
      path: "spec.generation",
      summary: `VM template "${template.name}" is of generation ${template.generation}, not ${spec.generation}`,
      detail: "A VM has the generation of its template.",
      hint: "Name a template of that generation, or leave spec.generation out.",
    });
  if (generation !== null) for (const problem of generationProblems(desiredHardware(spec), generation)) report(problem);
  return generation;
}
