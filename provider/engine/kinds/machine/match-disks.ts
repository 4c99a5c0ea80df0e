import type { LiveDisk } from "../../inventory.ts";
import { fileName, fold } from "../../text.ts";
import type { DesiredDisk } from "./goal.ts";

/** Hyper-V appends the checkpoint's id to the file that a disk goes on in. */
const CHECKPOINT_SUFFIX = /_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAME = /_([a-z][-a-z0-9]*)$/;

/** The name that a disk's file carries behind its last `_`; null for one that was made without. */
export function nameOf({ path }: LiveDisk): string | null {
  if (path === null) return null;
  const file = fold(fileName(path))
    .replace(/\.a?vhdx?$/, "")
    .replace(CHECKPOINT_SUFFIX, "");
  return NAME.exec(file)?.[1] ?? null;
}

export interface Match {
  readonly wanted: DesiredDisk;
  /** Place in the manifest. */
  readonly index: number;
  readonly disk: LiveDisk | null;
}

/**
 * Which disk of the VM each of the manifest is. VMM keeps no name of a disk, but the name of its file stays.
 *
 * 1. The first is the first: it comes with the template.
 * 2. Those with a name are the ones whose files carry it.
 * 3. The others by their order; a disk that gets its name only now was made without one.
 */
export function matchDisks(disks: readonly DesiredDisk[], live: readonly LiveDisk[]): readonly Match[] {
  const left = new Set(live.slice(1));
  const take = (fits: (disk: LiveDisk) => boolean): LiveDisk | null => {
    const found = [...left].find(fits) ?? null;
    if (found) left.delete(found);
    return found;
  };
  const found = new Map<number, LiveDisk | null>([[0, live[0] ?? null]]);
  for (const [index, { name }] of disks.entries()) {
    const named = index > 0 && name !== null ? take((disk) => nameOf(disk) === name) : null;
    if (named) found.set(index, named);
  }
  return disks.map((wanted, index) => {
    const disk = found.get(index) ?? take((candidate) => wanted.name === null || nameOf(candidate) === null);
    return { wanted, index, disk };
  });
}
