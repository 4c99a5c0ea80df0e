import { DATA_DISKS_PROPERTY } from "../../../model/mark.ts";
import { parseDiskFileName } from "../../../model/persistent-disk.ts";
import { baseName } from "../../disk-files.ts";
import type { LiveDisk, LiveVm } from "../../inventory.ts";
import type { SetCustomProperty } from "../../operation.ts";
import { byText, fold } from "../../text.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine } from "./goal.ts";
import { matchDisks, nameOf } from "./match-disks.ts";

/**
 * Which data disks are the manifest's, kept in VMM as a custom property of the VM: the names of their files, `web-1_data web-1_logs`. Names,
 * since they are known before a disk is made and stay when VMM moves it: so one entry, written before the disk, is enough for every crash.
 * What people add is never in it, whatever its file is called.
 */
export function readDataDisks({ customProperties }: Pick<LiveVm, "customProperties">): ReadonlySet<string> {
  const text = Object.entries(customProperties).find(([name]) => fold(name) === fold(DATA_DISKS_PROPERTY))?.[1] ?? "";
  return new Set(text.split(/\s+/).filter(Boolean).map(decoded));
}

const formatDataDisks = (files: Iterable<string>): string | null => [...files].sort(byText).map(encodeURIComponent).join(" ") || null;

/** The name of its file as the record has it; null for a physical disk and for one that was made without a name. */
export function recordName(disk: LiveDisk): string | null {
  if (disk.path === null || nameOf(disk) === null) return null;
  const file = baseName(disk.path);
  return parseDiskFileName(file) ? null : file;
}

/** Of a disk that is to be made. */
export const dataDiskFile = (machine: string, disk: string): string => `${machine}_${disk}`;

interface Listed {
  /** The files of the named data disks of the manifest that are there. */
  readonly present: readonly string[];
  /** Of those that are still to be made. */
  readonly coming: readonly string[];
}

function listed({ name: machine, disks }: DesiredMachine, live: LiveVm): Listed {
  const named = matchDisks(disks ?? [], live.disks, readDataDisks(live)).filter(
    ({ wanted, index }) => index > 0 && wanted.name !== null && wanted.persistent === null,
  );
  return {
    present: named.flatMap(({ wanted, disk }) => (disk && nameOf(disk) === wanted.name ? (recordName(disk) ?? []) : [])),
    coming: named.flatMap(({ wanted: { name }, disk }) => (disk || name === null ? [] : [fold(dataDiskFile(machine, name))])),
  };
}

/** Disks that the record should know, where the manifest asks for more than to keep what leaves it. */
export function unrecordedDisks(desired: DesiredMachine, live: LiveVm): readonly string[] {
  if (desired.removedDisks === "Keep") return [];
  const known = readDataDisks(live);
  return listed(desired, live).present.filter((file) => !known.has(file));
}

/** Entries that mean nothing any more: the disk was taken off, by apply or by people. Were it attached again by hand, it would be theirs. */
export function forgottenDisks(desired: DesiredMachine, live: LiveVm): readonly string[] {
  if (desired.disks === null || live.disks.length === 0) return [];
  const { present, coming } = listed(desired, live);
  const there = new Set([...live.disks.flatMap((disk) => recordName(disk) ?? []), ...present, ...coming]);
  return [...readDataDisks(live)].filter((file) => !there.has(file));
}

/** The record that has to stand before these changes are carried out; null where it need not be touched. */
export function dataDisksBefore(desired: DesiredMachine, live: LiveVm, deltas: readonly Delta[]): SetCustomProperty | null {
  if (desired.disks === null) return null;
  const known = readDataDisks(live);
  const forgotten = forgottenDisks(desired, live);
  const { present, coming } = listed(desired, live);
  const adds = deltas.some(({ operation }) => operation?.kind === "add-disk") && coming.some((file) => !known.has(file));
  if (!adds && forgotten.length === 0 && unrecordedDisks(desired, live).length === 0) return null;
  const next = new Set([...[...known].filter((file) => !forgotten.includes(file)), ...present, ...coming]);
  return { kind: "set-custom-property", vmId: live.id, name: DATA_DISKS_PROPERTY, value: formatDataDisks(next) };
}

/** People may have edited it. */
function decoded(file: string): string {
  try {
    return fold(decodeURIComponent(file));
  } catch {
    return fold(file);
  }
}
