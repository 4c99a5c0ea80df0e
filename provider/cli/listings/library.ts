import { byKeys, type Listing } from "./listing.ts";

/** What the library holds. */
export const isos: Listing = {
  doc: "ISOs of the library",
  columns: [
    ["NAME", "name"],
    ["PATH", "path"],
  ],
  name: "name",
  items: ({ inventory }) =>
    inventory.isos
      .map(({ name, path, id }) => ({ name, path, id }))
      .sort(
        byKeys(
          (iso) => iso.name,
          (iso) => iso.path,
        ),
      ),
};

export const libraryShares: Listing = {
  doc: "library shares",
  columns: [
    ["NAME", "name"],
    ["PATH", "path"],
  ],
  name: "path",
  items: ({ inventory }) => inventory.libraryShares.map(({ name, path, id }) => ({ name, path, id })).sort(byKeys((share) => share.path)),
};
