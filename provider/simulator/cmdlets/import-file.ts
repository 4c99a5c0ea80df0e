import { DURATION_MS } from "../durations.ts";
import { addFloppyDisk } from "../floppies.ts";
import { addLibraryIso, dropIso } from "../iso-files.ts";
import type { LibraryShare } from "../objects/library.ts";
import { unsupported } from "../unsupported.ts";
import { makeVirtualHardDisk } from "../virtual-hard-disks.ts";
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
    const kind = kindOf(place.file);
    if (!parameters.on("OverwriteExistingFiles") && kind.at(world, place)) throw vmmErrors.fileExists(place.path);
    return {
      objects: [],
      work: {
        title: "Import library resource",
        target: place.share,
        locks: [],
        durationMs: DURATION_MS.importFile,
        finish: () => {
          kind.drop(world, place);
          kind.add(world, place, content);
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

/** What files of an extension become in the library. */
interface FileKind {
  at(world: World, place: Place): boolean;
  drop(world: World, place: Place): void;
  add(world: World, place: Place, content: Uint8Array): void;
}

interface LibraryObject {
  readonly ID: string;
  readonly SharePath: string;
  readonly HostType: string;
}

function filesAt<T extends LibraryObject>(table: ReadonlyMap<string, T>, { path }: Place): readonly T[] {
  const isAt = ({ SharePath, HostType }: T) => HostType === "LibraryServer" && SharePath.toLowerCase() === path.toLowerCase();
  return [...table.values()].filter(isAt);
}

const KINDS: Readonly<Record<string, FileKind>> = {
  iso: {
    at: ({ store }, place) => filesAt(store.isos, place).length > 0,
    drop: (world, place) => {
      for (const iso of filesAt(world.store.isos, place)) dropIso(world, iso);
    },
    add: (world, place, content) => {
      const { ConnectedUserName: owner } = world.store.server;
      addLibraryIso(world, { ...place, bytes: content.length, owner, visibleFrom: world.now(), content });
    },
  },
  vfd: {
    at: ({ store }, place) => filesAt(store.floppyDisks, place).length > 0,
    drop: ({ store }, place) => {
      for (const disk of filesAt(store.floppyDisks, place)) store.floppyDisks.delete(disk.ID);
    },
    add: (world, place, content) => {
      const { ConnectedUserName: owner } = world.store.server;
      const directory = place.path.slice(0, -place.file.length - 1);
      addFloppyDisk(world, { directory, file: place.file, host: "LibraryServer", owner, content });
    },
  },
  vhdx: {
    at: ({ store }, place) => filesAt(store.libraryDisks, place).length > 0,
    drop: ({ store }, place) => {
      for (const disk of filesAt(store.libraryDisks, place)) store.libraryDisks.delete(disk.ID);
    },
    add: ({ store, random }, place, content) => {
      const directory = place.path.slice(0, -place.file.length - 1);
      const file = { directory, fileName: place.file.replace(/\.vhdx$/i, ""), format: "VHDX", hostName: null };
      const disk = makeVirtualHardDisk(random, { ...file, sizeBytes: diskSizeOf(content), dynamic: true, content });
      store.libraryDisks.set(disk.ID, disk);
    },
  },
};

/** Of a VHDX, as VMM reads it off the file; the third of its items (MS-VHDX 2.6.2) in what this project writes. */
const diskSizeOf = (vhdx: Uint8Array): number => Buffer.from(vhdx).readUInt32LE(3 * 1024 * 1024 + 64 * 1024 + 8);

const removeDisk: CmdletDefinition = {
  honours: ["VirtualHardDisk", "Confirm", "Force"],
  run: (parameters, { store }) => {
    const disk = parameters.demanded("VirtualHardDisk", "StandaloneVirtualHardDisk");
    if (!store.libraryDisks.has(disk.ID)) throw vmmErrors.objectNotFound("VirtualHardDisk", disk.Name);
    const finish = () => store.libraryDisks.delete(disk.ID);
    return {
      objects: [disk],
      work: { title: "Remove virtual hard disk", target: disk, locks: [], durationMs: DURATION_MS.removeIso, finish },
    };
  },
};

function kindOf(file: string): FileKind {
  const kind = KINDS[file.slice(file.lastIndexOf(".") + 1).toLowerCase()];
  if (!kind) throw vmmErrors.unknownFileType(file);
  return kind;
}

export const importCmdlets = {
  "Import-SCLibraryPhysicalResource": importFile,
  "Remove-SCVirtualHardDisk": removeDisk,
} as const satisfies Record<string, CmdletDefinition>;
