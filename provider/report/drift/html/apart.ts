import type { DriftReport, IgnoredItem, StrangeVm, UncheckedObject, UnownedIp } from "../../../model/drift.ts";
import { markupText } from "../../xml.ts";
import { percent, placesText, unmanagedCount } from "../summary.ts";
import { addressHtml, noteHtml } from "./items.ts";

/** What stands apart from drift: what was not checked, what is ignored, what nobody manages. */

export function uncheckedHtml(objects: readonly UncheckedObject[]): string {
  if (objects.length === 0) return "";
  const items = objects.map(
    ({ address, reasons, place }) =>
      `<article class="item k-missing" data-item="unchecked"><div class="head">${addressHtml(address)}${noteHtml(place)}</div><div class="body">${reasons
        .map((reason) => `<p>${markupText(reason)}</p>`)
        .join("")}</div></article>`,
  );
  return `<section id="unchecked" class="k-missing" data-section><h2><span class="sign" aria-hidden="true">×</span>Not checked <span class="count">${objects.length}</span></h2><p class="help">Nothing is known of these, neither that they are in sync nor that they are not.</p>${items.join("")}</section>`;
}

export function ignoredHtml(ignored: readonly IgnoredItem[]): string {
  const rows = ignored.map(({ address, kind, attributes, rule, reason }) => {
    const what = kind === "changed" && attributes.length > 0 ? attributes.map(({ path }) => path).join(", ") : kind;
    const cells = [
      ["What", `<code>${markupText(what)}</code>`],
      ["Rule", `<code>${markupText(rule)}</code>`],
      ["Reason", markupText(reason ?? "—")],
    ].map(([label, cell]) => `<td data-label="${label}">${cell}</td>`);
    return `<tr data-item="ignored"><th scope="row">${addressHtml(address)}</th>${cells.join("")}</tr>`;
  });
  return folded(
    "ignored",
    "Ignored",
    ["Object", "What", "Rule", "Reason"],
    rows,
    "Differences that rules say are not to be counted. Apply does not know these rules.",
  );
}

export function strangersHtml(vms: readonly StrangeVm[] | null): string {
  const rows = (vms ?? []).map(({ name, status, cloud, hostGroup }) => {
    const cells = [
      ["Status", status],
      ["Cloud", cloud ?? "—"],
      ["Host group", hostGroup ?? "—"],
    ].map(([label, cell]) => `<td data-label="${label}">${markupText(cell ?? "")}</td>`);
    return `<tr data-item="stranger"><th scope="row"><code>${markupText(name)}</code></th>${cells.join("")}</tr>`;
  });
  return folded(
    "nobody",
    "Managed by nobody",
    ["VM", "Status", "Cloud", "Host group"],
    rows,
    "VMs of the same clouds and host groups that carry no mark of ours. They are never touched.",
  );
}

export function unownedIpsHtml(ips: readonly UnownedIp[] | null): string {
  const rows = (ips ?? []).map(({ address, pool, description }) => {
    const cells = [
      ["Pool", pool],
      ["Description", description],
    ].map(([label, cell]) => `<td data-label="${label}">${markupText(cell ?? "")}</td>`);
    return `<tr data-item="address"><th scope="row"><code>${markupText(address)}</code></th>${cells.join("")}</tr>`;
  });
  return folded(
    "addresses",
    "Virtual IPs that nobody owns",
    ["Address", "Pool", "Description"],
    rows,
    "Granted from the pools of these manifests, with no mark of ours, and assigned to nothing. They are never touched.",
  );
}

function folded(id: string, title: string, titles: readonly string[], rows: readonly string[], help: string): string {
  if (rows.length === 0) return "";
  const head = titles.map((text) => `<th scope="col">${text}</th>`).join("");
  return `<details id="${id}" class="item k-power" data-section><summary class="head"><h2>${title} <span class="count">${rows.length}</span></h2></summary><div class="body"><p class="help">${help}</p><table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div></details>`;
}

/** A bar of three parts, with the figures in words below. */
export function coverageHtml(report: DriftReport): string {
  const { places, total, managed, others } = report.coverage;
  if (total === 0) return "";
  const nobody = unmanagedCount(report);
  const share = (part: number): string => `${((100 * part) / total).toFixed(2)}%`;
  const bar = `<svg aria-hidden="true"><rect class="bar-managed" height="100%" width="${share(managed)}"/><rect class="bar-others" height="100%" x="${share(managed)}" width="${share(others)}"/></svg>`;
  const legend = [
    ["managed", `${managed} with a manifest here`],
    ["others", `${others} marked, but without a manifest here`],
    ["nobody", `${nobody} managed by nobody`],
  ].map(([name, text]) => `<span><i class="l-${name}"></i>${text}</span>`);
  return `<div class="coverage"><b>Coverage: ${markupText(percent(managed, total))}</b> <span class="faint">of ${total} VMs in ${markupText(placesText(places))}</span>${bar}<div class="legend">${legend.join("")}</div></div>`;
}
