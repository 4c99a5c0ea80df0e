import type { Json } from "../../model/plan.ts";
import { jsonText } from "../../report/json.ts";
import { namesText, tableText } from "../../report/table.ts";
import { yamlText } from "../../report/yaml.ts";
import { checkpoints } from "./checkpoints.ts";
import { claims } from "./claims.ts";
import { disks } from "./disks.ts";
import { clouds, networks, pools, templates } from "./fabric.ts";
import { isos, libraryShares } from "./library.ts";
import type { Item, Listing } from "./listing.ts";
import { machines } from "./machines.ts";
import { names } from "./names.ts";
import { virtualIps } from "./virtual-ips.ts";

/** By the word that `scvmm get` takes. */
export const LISTINGS: Readonly<Record<string, Listing>> = {
  machines,
  virtualips: virtualIps,
  names,
  claims,
  disks,
  checkpoints,
  clouds,
  templates,
  networks,
  pools,
  isos,
  libraryshares: libraryShares,
};

export const LISTING_FORMATS = ["table", "json", "yaml", "name"] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

function cell(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(",") : String(value);
}

function table(listing: Listing, items: readonly Item[]): string {
  return tableText(
    listing.columns.map(([title]) => title),
    items.map((item) => listing.columns.map(([, key]) => cell(item[key]))),
  );
}

const RENDER: Readonly<Record<ListingFormat, (listing: Listing, items: readonly Item[]) => string>> = {
  table,
  json: (_, items) => jsonText(items),
  yaml: (_, items) => yamlText(items),
  name: (listing, items) => namesText(items.map((item) => cell(item[listing.name]))),
};

export function renderListing(listing: Listing, items: readonly Item[], format: ListingFormat): string {
  return RENDER[format](listing, items);
}
