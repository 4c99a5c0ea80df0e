import { createHash } from "node:crypto";
import { type DriftKind, type DriftReport, driftKinds } from "../../model/drift.ts";
import { duration } from "../layout.ts";
import { DRIFT_SIGNS } from "../signs.ts";
import { markupText } from "../xml.ts";
import type { DriftFacts } from "./facts.ts";
import { coverageHtml, ignoredHtml, strangersHtml, uncheckedHtml, unownedIpsHtml } from "./html/apart.ts";
import { itemHtml } from "./html/items.ts";
import { SCRIPT } from "./html/script.ts";
import { STYLE } from "./html/style.ts";

const NAMES: Readonly<Record<DriftKind, string>> = {
  changed: "Changed",
  missing: "Missing",
  unmanaged: "Unmanaged",
  leaked: "Leaked",
  power: "Power",
};

const HELP: Readonly<Record<DriftKind, string>> = {
  changed: "VMM differs from the manifest. Apply puts it back; or change the manifest to what VMM has.",
  missing: "The manifest has it, VMM does not. Apply makes it.",
  unmanaged: "VMs with this scope's mark that no manifest has. Apply removes them, unless their manifests are put back.",
  leaked: "Addresses, templates and cloud-init data that nothing uses any more.",
  power: "Turned off or on by hand, or lost or broken in VMM. Reported, and not fought.",
};

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** Only this style and this script: nothing that a name could smuggle in would run, and nothing is fetched. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** One file to read, to mail and to print: works offline and without its script, in light and dark, on paper and on a phone. */
export function driftHtml(report: DriftReport, facts: DriftFacts): string {
  const { summary } = report;
  const title = `${summary.drifted === 0 ? "No drift" : `${summary.drifted} of ${summary.checked} drifted`} · ${report.scope}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${markupText(POLICY)}">
<meta name="referrer" content="no-referrer">
<title>${markupText(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
${headerHtml(report, facts)}
<main id="findings" tabindex="-1">
${toolsHtml(report)}
${uncheckedHtml(report.unchecked)}
${driftKinds.map((kind) => sectionHtml(report, kind)).join("\n")}
${cleanHtml(report)}
<p class="nothing" hidden>Nothing fits this search.</p>
${ignoredHtml(report.ignored)}
${strangersHtml(report.coverage.unmanaged)}
${unownedIpsHtml(report.coverage.unownedIps)}
</main>
<footer><p>Made by scvmm ${markupText(facts.version)} in ${duration(facts.durationMs)}. Drift only reads: nothing in VMM was changed.</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function headerHtml(report: DriftReport, { at, servers }: DriftFacts): string {
  const time = at.toISOString();
  const when = `<time datetime="${time}">${time.slice(0, 10)} ${time.slice(11, 16)} UTC</time>`;
  const where = servers.length === 0 ? "" : `${markupText(servers.join(", "))} · `;
  const [tone, verdict] = verdictOf(report);
  return `<header>
<button type="button" id="theme" aria-label="Switch between light and dark" hidden>Dark</button>
<p class="kicker">Drift report</p>
<h1>${markupText(report.scope)}</h1>
<p class="faint">${where}${when}</p>
<p class="verdict k-${tone}">${verdict}</p>
<ul class="tiles">${tilesHtml(report)}</ul>
${coverageHtml(report)}
</header>`;
}

function verdictOf({ summary }: DriftReport): readonly [tone: string, text: string] {
  const { checked, drifted, unchecked } = summary;
  const rest = unchecked > 0 ? `; ${unchecked} could not be checked` : "";
  if (drifted > 0) return ["changed", `${drifted} of ${checked} objects ${drifted === 1 ? "has" : "have"} drifted${rest}`];
  return unchecked > 0 ? ["missing", `No drift found${rest}`] : ["good", "No drift"];
}

function tilesHtml({ summary }: DriftReport): string {
  const { checked, inSync, ignored, unchecked } = summary;
  return [
    `<li><div class="tile k-good"><b>${inSync}<small>/${checked}</small></b><span>In sync</span></div></li>`,
    ...driftKinds.map((kind) => tile(kind, summary[kind], NAMES[kind], `#${kind}`)),
    tile("power", ignored, "Ignored", "#ignored"),
    ...(unchecked > 0 ? [tile("missing", unchecked, "Not checked", "#unchecked")] : []),
  ].join("");
}

/** Leads to its section, script or not. */
function tile(tone: string, figure: number, label: string, target: string): string {
  const content = `<b>${figure}</b><span>${label}</span>`;
  const look = `tile k-${tone}${figure === 0 ? " zero" : ""}`;
  if (figure === 0) return `<li><div class="${look}">${content}</div></li>`;
  return `<li><a class="${look}" href="${target}">${content}</a></li>`;
}

/** Shown by the script, without which none of it works. */
function toolsHtml({ summary, ignored, unchecked }: DriftReport): string {
  const chip = (filter: string, tone: string, text: string) =>
    `<button type="button" class="k-${tone}" data-filter="${filter}" aria-pressed="false">${text}</button>`;
  const chips = [
    ...(unchecked.length > 0 ? [chip("unchecked", "missing", `Not checked ${unchecked.length}`)] : []),
    ...driftKinds.filter((kind) => summary[kind] > 0).map((kind) => chip(kind, kind, `${NAMES[kind]} ${summary[kind]}`)),
    ...(ignored.length > 0 ? [chip("ignored", "power", `Ignored ${ignored.length}`)] : []),
  ];
  return `<div class="tools" hidden role="search" aria-label="Findings">
<input id="search" type="search" placeholder="Search names, fields, values …" aria-label="Search" autocomplete="off" spellcheck="false">
<div class="chips" role="group" aria-label="Filter by kind">${chips.join("")}</div>
<button type="button" id="fold">Open all</button>
<span id="shown" class="faint" role="status"></span>
</div>`;
}

function sectionHtml(report: DriftReport, kind: DriftKind): string {
  const items = report.items.filter((item) => item.kind === kind);
  if (items.length === 0) return "";
  const title = `<h2><span class="sign" aria-hidden="true">${DRIFT_SIGNS[kind].sign}</span>${NAMES[kind]} <span class="count">${items.length}</span></h2>`;
  return `<section id="${kind}" class="k-${kind}" data-section>${title}<p class="help">${HELP[kind]}</p>${items.map(itemHtml).join("\n")}</section>`;
}

function cleanHtml({ items, unchecked, ignored }: DriftReport): string {
  if (items.length > 0) return "";
  const all = unchecked.length + ignored.length === 0;
  return `<p class="clean">${all ? "VMM is as the manifests say." : "What was checked and counts is as the manifests say."}</p>`;
}
