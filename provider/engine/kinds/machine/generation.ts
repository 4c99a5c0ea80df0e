import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Named } from "../../inventory.ts";
import { desiredHardware, generationProblems } from "./hardware.ts";

type Spec = LoadedMachine["value"]["spec"];
type Source = Named & { readonly generation: number };

/** The generation that a new machine will have: that of its template, else of its hardware profile. Reported is what does not fit it. */
export function checkGeneration(
  spec: Spec,
  template: Source | null,
  profile: Source | null,
  report: (problem: Diagnostic) => void,
): number | null {
  const source = template ? { what: `VM template "${template.name}"`, ...template } : profile && { what: told(profile), ...profile };
  if (!source) return spec.generation ?? null;
  if (spec.generation !== undefined && spec.generation !== source.generation)
    report(mismatch("spec.generation", `${source.what} is of generation ${source.generation}, not ${spec.generation}`));
  if (template && profile && profile.generation !== template.generation)
    report(
      mismatch("spec.hardwareProfile", `${told(profile)} is of generation ${profile.generation}, ${source.what} of ${template.generation}`),
    );
  for (const problem of generationProblems(desiredHardware(spec), source.generation)) report(problem);
  return source.generation;
}

const told = ({ name }: Named): string => `hardware profile "${name}"`;

function mismatch(path: string, summary: string): Diagnostic {
  return {
    code: "PLAN_GENERATION_MISMATCH",
    severity: "error",
    path,
    summary,
    detail: "A VM has the generation of its template; one that is made blank has that of its hardware profile.",
    hint: "Name a template or hardware profile of the other generation.",
  };
}
