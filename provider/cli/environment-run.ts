import { HOST_VARIABLE } from "../connect/override-host.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { API_VERSION } from "../model/metadata.ts";
import type { ManifestFlags } from "./flags.ts";
import type { Target } from "./live.ts";
import { credentialSources, loadChecked } from "./load-run.ts";
import type { Screen } from "./screen.ts";

/** A provider made of SCVMM_HOST, so that somebody new can look around before writing any manifest. */
export async function environmentRun(screen: Screen, flags: ManifestFlags): Promise<Target> {
  const host = screen.host.environment[HOST_VARIABLE];
  if (!host) {
    const hint = `Give manifests with -f PATH, or set ${HOST_VARIABLE}, SCVMM_USERNAME and SCVMM_PASSWORD. \`scvmm simulate\` prints such a set.`;
    throw new DiagnosticError([{ code: "CLI_USAGE", severity: "error", summary: "No SCVMM is named", hint }]);
  }
  const provider = { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name: "environment" }, spec: { scvmmHost: host } };
  return {
    manifests: await loadChecked(screen, [{ file: HOST_VARIABLE, text: JSON.stringify(provider) }]),
    credentials: await credentialSources(screen, flags),
    keepSession: flags.keepSession ?? false,
  };
}
