import type { DriftAttribute, DriftItem, DriftKind } from "../../../model/drift.ts";
import type { Place } from "../../../model/manifests.ts";
import type { ChangePolicy, Json } from "../../../model/plan.ts";
import { count } from "../../layout.ts";
import { valueText } from "../../value.ts";
import { markupText } from "../../xml.ts";

/** More fields than this are folded: a machine that is missing has dozens. */
const MOST_OPEN = 8;

const COSTS: Readonly<Record<ChangePolicy, string>> = {
  "in-place": "",
  "power-off": "needs the VM off",
  replace: "needs a new VM",
  "create-only": "only at creation",
};

/** `Kind/namespace/` faint, the name plain to see. */
export function addressHtml(address: string): string {
  const end = address.lastIndexOf("/") + 1;
  return `<code class="address"><span class="faint">${markupText(address.slice(0, end))}</span><b>${markupText(address.slice(end))}</b></code>`;
}

/** What stands at the end of the first line: where its manifest is, and what else there is to say in short. */
export function noteHtml(place: Place | null, ...more: readonly string[]): string {
  const parts = [...more, ...(place === null ? [] : [`${place.file}:${place.line}`])];
  return parts.length === 0 ? "" : `<span class="note">${markupText(parts.join(" · "))}</span>`;
}

/** Colour is never alone: a sign stands before each side. */
function sideHtml(value: Json, side: "before" | "after"): string {
  if (value === null) return '<span class="unset">not set</span>';
  return `<span class="value ${side}">${side === "before" ? "−" : "+"} ${markupText(valueText(value))}</span>`;
}

type Side = "before" | "after";
const SIDES: Readonly<Record<DriftKind, readonly Side[]>> = {
  changed: ["before", "after"],
  missing: ["after"],
  unmanaged: ["before"],
  leaked: ["before"],
  power: ["before", "after"],
};
const TITLES: Readonly<Record<Side, string>> = { before: "In VMM", after: "In the manifest" };

function rowHtml(attribute: DriftAttribute, kind: DriftKind): string {
  const cost = kind === "changed" ? COSTS[attribute.policy] : "";
  const note = cost === "" ? "" : `<span class="cost">${cost}</span>`;
  const sides = SIDES[kind].map((side) => `<td data-label="${TITLES[side]}">${sideHtml(attribute[side], side)}</td>`);
  return `<tr><th scope="row"><code>${markupText(attribute.path)}</code>${note}</th>${sides.join("")}</tr>`;
}

function tableHtml({ attributes, kind }: DriftItem): string {
  const titles = ["Field", ...SIDES[kind].map((side) => TITLES[side])].map((title) => `<th scope="col">${title}</th>`);
  return `<table><thead><tr>${titles.join("")}</tr></thead><tbody>${attributes.map((one) => rowHtml(one, kind)).join("")}</tbody></table>`;
}

export function itemHtml(item: DriftItem): string {
  const { address, kind, attributes, detail, place } = item;
  const start = `<article class="item k-${kind}" data-item="${kind}">`;
  const text = `<p>${markupText(detail)}</p>`;
  if (attributes.length === 0)
    return `${start}<div class="head">${addressHtml(address)}${noteHtml(place)}</div><div class="body">${text}</div></article>`;
  const open = attributes.length > MOST_OPEN ? "" : " open";
  const head = `<summary class="head">${addressHtml(address)}${noteHtml(place, count(attributes.length, "field"))}</summary>`;
  // The table says which fields differ; a detail that says the same again is left out.
  const said = detail === `manifest differs in ${attributes.map(({ path }) => path).join(", ")}`;
  return `${start}<details${open}>${head}<div class="body">${said ? "" : text}${tableHtml(item)}</div></details></article>`;
}
