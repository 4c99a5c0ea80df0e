import type { Inventory, LiveTemplate } from "../engine/inventory.ts";
import { fileName } from "../engine/text.ts";
import { splitDescription } from "../model/mark.ts";
import type { Decoder } from "./decode.ts";
import type * as columns from "./inventory-columns.ts";

type Read<D> = D extends Decoder<infer T> ? T : never;

/** What VMM's refresh of the library says of a file that is gone (scvmm-domain 1.2). */
const isMissing = ({ state }: { readonly state: string | null }): boolean => state === "Missing";

/** Named by its file: its Name comes with or without an extension (scvmm-domain 1.5). */
export function libraryFile<T extends { readonly path: string; readonly state: string | null }>({ state, ...file }: T) {
  return { ...file, name: fileName(file.path), missing: isMissing({ state }) };
}

/** Those that carry a mark are ours, made for a blank machine, and nothing to make others from. */
export function splitTemplates(rows: readonly Read<typeof columns.template>[]): Pick<Inventory, "templates" | "temporaryTemplates"> {
  const read = rows.map((row) => ({ row, mark: splitDescription(row.description ?? "").mark }));
  return {
    templates: read.flatMap(({ row, mark }) => (mark ? [] : [liveTemplate(row)])),
    temporaryTemplates: read.flatMap(({ row, mark }) => (mark ? [{ id: row.id, mark }] : [])),
  };
}

function liveTemplate({ description: _, disks, isos, ...template }: Read<typeof columns.template>): LiveTemplate {
  return {
    ...template,
    disks: disks.map(({ sizeBytes, usedBytes }) => ({ sizeBytes, usedBytes })),
    missingFiles: [...disks, ...isos].filter(isMissing).map(({ path }) => path ?? "a file without a path"),
  };
}
