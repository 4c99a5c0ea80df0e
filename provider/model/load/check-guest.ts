import type { Diagnostic } from "../diagnostic.ts";
import { renderHostname } from "../hostname.ts";
import { type Draft, diagnose, isGiven } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";

/** What of a guest no machine can have. */
export function checkGuest(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  return [...checkHostname(machine), ...checkHome(machine)];
}

function checkHostname(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  const path: ManifestPath = ["spec", "hostname"];
  const hostname = valueAt(machine.source.value, path);
  if (typeof hostname !== "string" || renderHostname(hostname, { vmName: "a", domain: "b" }) !== undefined) return [];
  return [
    diagnose(machine, path, {
      code: "MANIFEST_HOSTNAME_TEMPLATE",
      severity: "error",
      summary: "spec.hostname is a template that this tool does not know",
      detail:
        "Known are .spec.vmName and .spec.networking.domain, lower and upper, and regexReplaceAll to drop what follows the first dot; nothing else is run.",
      hint: "Write the host name itself, or for instance {{ .spec.vmName | lower }}.{{ .spec.networking.domain }}.",
    }),
  ];
}

function checkHome(machine: Draft<"ScvmmMachine">): readonly Diagnostic[] {
  const workgroup: ManifestPath = ["spec", "guest", "workgroup"];
  if (!isGiven(machine, workgroup) || !isGiven(machine, ["spec", "guest", "domain"])) return [];
  return [
    diagnose(machine, workgroup, {
      code: "MANIFEST_GUEST_HOME",
      severity: "error",
      summary: "A guest joins a domain or a workgroup, not both",
      detail: "spec.guest.domain and spec.guest.workgroup are both given.",
      hint: "Remove one of the two.",
    }),
  ];
}
