import { DURATION_MS } from "../durations.ts";
import { addLibraryIso, dropIso } from "../iso-files.ts";
import type { LibraryShare } from "../objects/library.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

interface Place {
  readonly share: LibraryShare;
  /** Below the share; "" is its root. */
  readonly folder: string;
  readonly file: string;
  readonly path: string;
}

/** A file of the session's machine becomes one of the library, as an object at once (see assumptions: import-file). */
const importFile: CmdletDefinition = {
  honours: ["SourcePath", "SharePath", "OverwriteExistingFiles"],
  run: (parameters, world) => {
    const source = parameters.text("SourcePath") ?? "";
    const target = parameters.text("SharePath");
    if (target === undefined) throw unsupported("Import-SCLibraryPhysicalResource", "the data path of a user role");
    const content = world.files.read(source);
    if (!content) throw vmmErrors.fileNotFound(source, world.store.server.Name);
    const place = placeOf(world, target, source.replace(/^.*[\\/]/s, ""));
    if (!/\.iso$/i.test(place.file)) throw vmmErrors.unknownFileType(place.file);
    if (!parameters.on("OverwriteExistingFiles") && filesAt(world, place).length > 0) throw vmmErrors.fileExists(place.path);
    return {
      objects: [],
      work: {
        title: "Import library resource",
        target: place.share,
        locks: [],
        durationMs: DURATION_MS.importFile,
        finish: () => {
          for (const iso of filesAt(world, place)) dropIso(world, iso);
          const { ConnectedUserName: owner } = world.store.server;
          addLibraryIso(world, { ...place, bytes: content.length, owner, visibleFrom: world.now(), content });
        },
      },
    };
  },
};

function placeOf({ store }: World, target: string, file: string): Place {
  const folder = target.replace(/\\+$/, "");
  const share = [...store.libraryShares.values()].find(({ Path }) => `${folder}\\`.toLowerCase().startsWith(`${Path}\\`.toLowerCase()));
  if (!share) throw vmmErrors.noSuchShare(target);
  return { share, folder: folder.slice(share.Path.length + 1), file, path: `${folder}\\${file}` };
}

const filesAt = ({ store }: World, { path }: Place) =>
  [...store.isos.values()].filter(
    ({ SharePath, HostType }) => HostType === "LibraryServer" && SharePath.toLowerCase() === path.toLowerCase(),
  );

export const importCmdlets = { "Import-SCLibraryPhysicalResource": importFile } as const satisfies Record<string, CmdletDefinition>;
