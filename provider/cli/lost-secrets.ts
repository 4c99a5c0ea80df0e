import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { loadManifests, type SourceText } from "../model/load-manifests.ts";
import type { Plan } from "../model/plan.ts";
import type { Run } from "./load-run.ts";

const PATH = "spec.bootstrap.dataSecretName";

/**
 * A saved plan keeps no Secret. A machine that is to be made needs the one with its cloud-init data when the plan is carried out, so that
 * one must lie in the file of Secrets, which is read again then. What it holds is compared with nothing: a hash of it in the plan would
 * let whoever has the plan try passwords. Throws DiagnosticError with code PLAN_FILE_NEEDS_SECRET.
 */
export function refuseLostSecrets({ changes }: Plan, run: Run, saved: readonly SourceText[], secrets: readonly SourceText[]): void {
  const made = new Set(changes.filter(({ action }) => action === "create" || action === "replace").map(({ address }) => address));
  const again = new Map(loadManifests(saved, secrets).manifests.machines.map(({ address, userData }) => [address, userData]));
  const problems = run.manifests.machines.flatMap(({ address, value, locate }): Diagnostic[] => {
    const name = value.spec.bootstrap?.dataSecretName;
    const found = again.get(address);
    if (!made.has(address) || name === undefined || (found && "content" in found)) return [];
    const summary = `A saved plan keeps no Secret, and this machine is made from "${name}"`;
    const detail = "It has to be there again when the plan is carried out, in a file apart from the manifests.";
    const hint =
      "Put that Secret into a file of its own, name the file in SCVMM_SECRETS_FILE for plan and apply, and take it out of the manifests; or apply the manifests with -f.";
    return [{ code: "PLAN_FILE_NEEDS_SECRET", severity: "error", summary, detail, hint, address, path: PATH, ...locate(PATH) }];
  });
  if (problems.length > 0) throw new DiagnosticError(problems);
}
