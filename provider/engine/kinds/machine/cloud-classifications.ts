import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LiveCloud } from "../../inventory.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";

/**
 * Port classifications that the machine's cloud does not offer. A warning: whether VMM refuses one to an administrator is not recorded.
 * A cloud of which none is told may offer any.
 */
export function classificationProblems(
  cloud: LiveCloud | null,
  adapters: readonly (DesiredAdapter | null)[] | null,
): readonly Diagnostic[] {
  const offered = new Set(cloud?.portClassifications.map(({ id }) => id));
  if (!cloud || offered.size === 0) return [];
  return (adapters ?? []).flatMap((adapter, index): readonly Diagnostic[] => {
    const wanted = adapter?.portClassification;
    if (!wanted || offered.has(wanted.id)) return [];
    return [
      {
        code: "PLAN_CLASSIFICATION_NOT_IN_CLOUD",
        severity: "warning",
        path: `spec.networking.devices[${index}].portClassification`,
        summary: `the cloud "${cloud.name}" does not offer the port classification "${wanted.name}"`,
        detail: "VMM may refuse it to a VM of that cloud.",
        hint: "Name one that the cloud offers, or add this one to the cloud in VMM (Set-SCCloud -AddCloudResource).",
      },
    ];
  });
}
