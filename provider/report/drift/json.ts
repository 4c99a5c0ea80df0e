import { type DriftItem, type DriftObject, type DriftReport, driftKinds } from "../../model/drift.ts";
import { attributeJson } from "../json.ts";
import { visibleInJson } from "../visible.ts";

/** Keys in the order of the contract, nothing beside it: the same report gives the same bytes. */
function ordered(report: DriftReport): DriftReport {
  const { coverage, summary } = report;
  const { checked, inSync, drifted, ignored, unchecked } = summary;
  const kinds = Object.fromEntries(driftKinds.map((kind) => [kind, summary[kind]])) as Pick<typeof summary, (typeof driftKinds)[number]>;
  return {
    formatVersion: report.formatVersion,
    scope: report.scope,
    items: report.items.map(item),
    ignored: report.ignored.map((one) => ({ ...item(one), rule: one.rule, reason: one.reason })),
    unchecked: report.unchecked.map((one) => ({ ...object(one), reasons: one.reasons })),
    objects: report.objects.map(object),
    coverage: {
      places: coverage.places,
      total: coverage.total,
      managed: coverage.managed,
      others: coverage.others,
      unmanaged: coverage.unmanaged?.map(({ name, id, status, cloud, hostGroup }) => ({ name, id, status, cloud, hostGroup })) ?? null,
      unownedIps: coverage.unownedIps?.map(({ address, pool, description }) => ({ address, pool, description })) ?? null,
    },
    summary: { checked, inSync, drifted, ...kinds, ignored, unchecked },
  };
}

function item({ address, kind, movedFrom, attributes, detail, place }: DriftItem): DriftItem {
  const changes = attributes.map((change) => ({ ...attributeJson(change), place: placeOf(change) }));
  return { address, kind, ...(movedFrom === undefined ? {} : { movedFrom }), attributes: changes, detail, place: placeOf({ place }) };
}

const object = ({ address, place }: DriftObject): DriftObject => ({ address, place: placeOf({ place }) });

const placeOf = ({ place }: Pick<DriftObject, "place">): DriftObject["place"] =>
  place && { file: place.file, line: place.line, column: place.column };

/** `line`: all on one line, for a stream of reports. */
export function driftJson(report: DriftReport, shape: "page" | "line" = "page"): string {
  return `${visibleInJson(JSON.stringify(ordered(report), null, shape === "line" ? 0 : 2))}\n`;
}
