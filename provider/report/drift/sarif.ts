import { type DriftItem, type DriftKind, type DriftReport, driftKinds } from "../../model/drift.ts";
import type { Place } from "../../model/manifests.ts";
import { DRIFT_SIGNS } from "../signs.ts";
import { valueText } from "../value.ts";
import { visible, visibleInJson } from "../visible.ts";
import type { DriftFacts } from "./facts.ts";

/** What each kind means, and what to do about it. */
const RULES: Readonly<Record<DriftKind, { readonly help: string; readonly level: "error" | "warning" | "note" }>> = {
  changed: { help: "Apply to put it back, or change the manifest to what VMM has.", level: "warning" },
  missing: { help: "Apply to make it, or remove the manifest.", level: "error" },
  unmanaged: { help: "Apply removes it, unless its manifest is put back.", level: "warning" },
  leaked: { help: "Return it to VMM: nothing uses it any more.", level: "warning" },
  power: {
    help: "Somebody turned it off or on by hand, or VMM shows it as lost or broken. What apply does follows from the manifest.",
    level: "note",
  },
};

const ruleId = (kind: DriftKind): string => `scvmm-drift/${kind}`;

/**
 * SARIF 2.1.0 (OASIS, 27 March 2020): a result for each attribute that differs, at its line of the manifest, else for each item. What
 * is ignored is counted and left out: readers that do not know suppressions would show it as an alert. What was not checked
 * becomes a notification, and the run one that was not successful.
 */
export function driftSarif(report: DriftReport, { at, durationMs, version }: DriftFacts): string {
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "scvmm drift", version, rules: driftKinds.map(rule) } },
        automationDetails: { id: `scvmm-drift/${report.scope}/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that the command ran in." } } },
        invocations: [
          {
            executionSuccessful: report.unchecked.length === 0,
            startTimeUtc: at.toISOString(),
            endTimeUtc: new Date(at.getTime() + durationMs).toISOString(),
            toolExecutionNotifications: report.unchecked.map(({ address, place, reasons }) => ({
              level: "error",
              message: message(`${address} was not checked: ${reasons.join("; ")}`),
              ...locations(place, address),
            })),
          },
        ],
        results: report.items.flatMap(resultsOf),
        properties: { scope: report.scope, summary: report.summary },
      },
    ],
  };
  return `${visibleInJson(JSON.stringify(log, null, 2))}\n`;
}

function rule(kind: DriftKind) {
  const { help, level } = RULES[kind];
  const words = DRIFT_SIGNS[kind].words;
  return {
    id: ruleId(kind),
    name: `Drift${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`,
    shortDescription: message(words),
    fullDescription: message(words),
    help: message(help),
    defaultConfiguration: { level },
  };
}

function resultsOf(item: DriftItem) {
  const { address, kind, attributes, detail, place } = item;
  if (kind !== "changed" || attributes.length === 0) return [result(item, "", `${address}: ${DRIFT_SIGNS[kind].words} (${detail})`, place)];
  return attributes.map(({ path, before, after, place: own }) =>
    result(item, path, `${address}: ${path} is ${valueText(before)} in VMM and ${valueText(after)} in the manifest`, own ?? place),
  );
}

function result({ address, kind }: DriftItem, path: string, text: string, place: Place | null) {
  return {
    ruleId: ruleId(kind),
    ruleIndex: driftKinds.indexOf(kind),
    level: RULES[kind].level,
    message: message(text),
    ...locations(place, address),
    // The same drift is the same alert in the next run, though lines move.
    partialFingerprints: { "scvmmDrift/v1": visible([kind, address, path].join(" ")) },
  };
}

const message = (text: string) => ({ text: visible(text) });

function locations(place: Place | null, address: string) {
  const [, , name = address] = address.split("/");
  const logicalLocations = [{ name: visible(name), fullyQualifiedName: visible(address), kind: "resource" }];
  if (place === null) return { locations: [{ logicalLocations }] };
  const { file, line, column } = place;
  const physicalLocation = { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } };
  return { locations: [{ physicalLocation, logicalLocations }] };
}

/** A URI reference (RFC 3986): relative to where the command ran, or of a file. */
function artifact(file: string) {
  const path = file.replaceAll("\\", "/");
  const absolute = /^([A-Za-z]:)?\//.test(path);
  const uri = path.split("/").map(encodeSegment).join("/");
  if (absolute) return { uri: `file://${uri.startsWith("/") ? "" : "/"}${uri}` };
  return { uri: uri.replace(/^(\.\/)+/, ""), uriBaseId: "%SRCROOT%" };
}

/** A drive's colon stays. Lone surrogates have no UTF-8. */
const encodeSegment = (segment: string, index: number): string =>
  index === 0 && /^[A-Za-z]:$/.test(segment) ? segment : encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
