import type { DriftReport } from "../../model/drift.ts";
import type { Paper } from "../palette.ts";
import type { DriftFacts } from "./facts.ts";
import { driftHtml } from "./html.ts";
import { driftJson } from "./json.ts";
import { driftJunit } from "./junit.ts";
import { driftMarkdown } from "./markdown.ts";
import { driftSarif } from "./sarif.ts";
import { driftText } from "./text.ts";

type Render = (report: DriftReport, facts: DriftFacts, paper: Paper) => string;

/** Every form that a report of drift can take. */
export const DRIFT_FORMATS = {
  text: (report, _facts, paper) => driftText(report, paper),
  json: (report) => driftJson(report),
  markdown: (report) => driftMarkdown(report),
  html: driftHtml,
  junit: driftJunit,
  sarif: driftSarif,
} as const satisfies Readonly<Record<string, Render>>;

export type DriftFormat = keyof typeof DRIFT_FORMATS;

export const renderDrift = (format: DriftFormat, report: DriftReport, facts: DriftFacts, paper: Paper): string =>
  (DRIFT_FORMATS[format] as Render)(report, facts, paper);
