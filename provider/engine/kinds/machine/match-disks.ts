import { parseDiskFileName } from "../../../model/persistent-disk.ts";
import { baseName } from "../../disk-files.ts";
import type { LiveDisk } from "../../inventory.ts";
import type { DesiredDisk } from "./goal.ts";

const NAME = /_([a-z][-a-z0-9]*)$/;

/** The name that a disk's file carries behind its last `_`; null for one that was made without. */
export function nameOf({ path }: LiveDisk): string | null {
  return path === null ? null : (NAME.exec(baseName(path))?.[1] ?? null);
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
 * 2. Persistent ones are those whose files are called after them; such files are nobody else's.
 * 3. Those with a name are the ones whose files carry it, `own` before others.
 * 4. The others by their order; a disk that gets its name only now was made without one. `own` are the files of disks that were made with a
 *    name: an entry without one takes such a disk only where there is no other, which is one that has just lost its name.
 */
export function matchDisks(
  disks: readonly DesiredDisk[],
  live: readonly LiveDisk[],
  own: ReadonlySet<string> = new Set(),
): readonly Match[] {
  const left = new Set(live.slice(1).filter(({ path }) => path === null || !parseDiskFileName(baseName(path))));
  const take = (fits: (disk: LiveDisk) => boolean): LiveDisk | null => {
    const found = [...left].find(fits) ?? null;
    if (found) left.delete(found);
    return found;
  };
  const isOwn = ({ path }: LiveDisk): boolean => path !== null && own.has(baseName(path));
  const found = new Map<number, LiveDisk | null>([[0, live[0] ?? null]]);
  for (const [index, { name, persistent }] of disks.entries()) {
    if (persistent) found.set(index, live.find(({ path }) => path !== null && baseName(path) === persistent.fileName) ?? null);
    const isNamed = (disk: LiveDisk): boolean => nameOf(disk) === name;
    const named = index > 0 && !persistent && name !== null ? (take((disk) => isNamed(disk) && isOwn(disk)) ?? take(isNamed)) : null;
    if (named) found.set(index, named);
  }
  return disks.map((wanted, index) => {
    if (found.has(index)) return { wanted, index, disk: found.get(index) ?? null };
    const unnamed = take((disk) => nameOf(disk) === null || (wanted.name === null && !isOwn(disk)));
    return { wanted, index, disk: unnamed ?? (wanted.name === null ? take(() => true) : null) };
  });
}
