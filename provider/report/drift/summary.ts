import { type DriftReport, driftKinds } from "../../model/drift.ts";

/** `Drift: 1 changed, 1 missing, 0 unmanaged, 0 leaked, 0 power; 3 of 5 in sync.` */
export function driftSummaryLine({ summary }: DriftReport): string {
  const { checked, inSync, ignored, unchecked } = summary;
  const kinds = driftKinds.map((kind) => `${summary[kind]} ${kind}`);
  const rest = [
    `${inSync} of ${checked} in sync`,
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(unchecked > 0 ? [`${unchecked} not checked`] : []),
  ];
  return `Drift: ${kinds.join(", ")}; ${rest.join(", ")}.`;
}

/** Whole percents, but neither 0 nor 100 where that would say too much. */
export function percent(part: number, total: number): string {
  const share = Math.round((100 * part) / total);
  if (part > 0 && share === 0) return "< 1 %";
  return part < total && share === 100 ? "> 99 %" : `${share} %`;
}

export const unmanagedCount = ({ coverage: { total, managed, others } }: DriftReport): number => total - managed - others;

/** `Coverage: 4 of 12 VMs managed here (33 %), 1 by other scopes, 7 by nobody.` Empty where no cloud or host group is concerned. */
export function coverageLine(report: DriftReport): string {
  const { places, total, managed, others } = report.coverage;
  if (places.length === 0 || total === 0) return "";
  const elsewhere = others > 0 ? [`${others} marked, but without one`] : [];
  const parts = [
    `${managed} of ${total} VMs have a manifest here (${percent(managed, total)})`,
    ...elsewhere,
    `${unmanagedCount(report)} managed by nobody`,
  ];
  return `Coverage: ${parts.join(", ")}.`;
}

/** The places of the coverage in few words: `cloud Production, cloud Test and 3 more`. */
export function placesText(places: readonly string[], most = 6): string {
  const more = places.length - most;
  return more > 0 ? `${places.slice(0, most).join(", ")} and ${more} more` : places.join(", ");
}
