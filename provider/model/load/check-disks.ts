import type { Diagnostic } from "../diagnostic.ts";
import { quantity } from "../quantity.ts";
import { checkPersistentEntry } from "./check-persistent-disks.ts";
import { countAt, type Draft, diagnose, isGiven, read } from "./draft.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";

type Machine = Draft<"ScvmmMachine">;

const DISKS: ManifestPath = ["spec", "disks"];

/** The first disk is the template's own; the others are made, for which VMM needs a size or a disk to copy. */
export function checkDisks(machine: Machine): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (path: ManifestPath, code: string, summary: string, detail: string, hint: string) =>
    found.push(diagnose(machine, path, { code, severity: "error", summary, detail, hint }));
  const names = new Map<string, number>();
  for (let index = 0; index < countAt(machine, DISKS); index++) {
    const disk: ManifestPath = [...DISKS, index];
    const size: ManifestPath = [...disk, "size"];
    const persistent = isGiven(machine, [...disk, "persistentDisk"]);
    if (index > 0 && !persistent && !isGiven(machine, size) && !isGiven(machine, [...disk, "vhDisk"])) {
      const detail =
        "Only the first disk, which is the template's, can go without; the others are made new with a size, or as a copy of a disk of the library, or are persistent disks.";
      report(disk, "MANIFEST_DISK_SIZE", `${formatPath(disk)} has no size`, detail, "Add size, for instance 20Gi, or vhDisk.");
    }
    if (persistent) found.push(...checkPersistentEntry(machine, index));
    if (read(machine, size, quantity)?.value === 0)
      report(size, "MANIFEST_DISK_SIZE", `${formatPath(size)} is 0`, "A disk has a size above 0.", "Give its size.");
    const name = valueAt(machine.source.value, [...disk, "name"]);
    if (typeof name !== "string") continue;
    const earlier = names.get(name);
    if (earlier === undefined) names.set(name, index);
    else {
      const detail = `${formatPath([...DISKS, earlier])} is called ${name} already; a disk is known by its name.`;
      report([...disk, "name"], "MANIFEST_DISK_NAME", "Two disks have one name", detail, "Give one of them another name.");
    }
  }
  return found;
}
