import type { Diagnostic } from "../../../model/diagnostic.ts";
import { isOnShare } from "../../disk-files.ts";
import { type FilePlace, placeOf, reaches } from "../../disk-places.ts";
import type { Id, Inventory } from "../../inventory.ts";
import type { LiveHost } from "../../inventory-storage.ts";
import { byText, fold } from "../../text.ts";
import { shrunk } from "./disk-sizes.ts";
import type { DesiredMachine, PersistentSlot } from "./goal.ts";

interface Located {
  readonly persistent: PersistentSlot;
  readonly index: number;
  readonly place: FilePlace;
}

interface Choice {
  /** null: VMM chooses. */
  readonly hostId: Id | null;
  readonly problems: readonly Diagnostic[];
}

/** The host that a new machine has to be on, so that its persistent disks can be attached: the one that has them, or another that reaches them. */
export function hostForDisks(desired: DesiredMachine, inventory: Inventory): Choice {
  const problems: Diagnostic[] = [];
  const located: Located[] = [];
  for (const [index, { persistent, size }] of (desired.disks ?? []).entries()) {
    const place = persistent ? placeOf(inventory, persistent.fileName) : null;
    if (!persistent || place === null) continue;
    if (place === undefined) problems.push(recordUnreadable(persistent, index));
    else {
      located.push({ persistent, index, place });
      problems.push(...shrunk(size, place.sizeBytes, index));
    }
  }
  const bound = located.filter(({ place }) => !isOnShare(place.path));
  const [first] = bound;
  if (!first) return { hostId: null, problems };
  const able = inventory.hosts.filter(({ name }) => bound.every(({ place }) => reaches(inventory, name, place)));
  const allowed = able.filter((host) => isInRange(host, desired, inventory));
  const rank = ({ name }: LiveHost): string => `${fold(name) === fold(first.place.hostName) ? 0 : 1} ${name}`;
  const [host] = allowed.filter(({ available }) => available).sort((a, b) => byText(rank(a), rank(b)));
  if (host) return { hostId: host.id, problems };
  return { hostId: null, problems: [...problems, diskElsewhere(first.persistent, first.index, first.place, why(bound, able, allowed))] };
}

function why(bound: readonly Located[], able: readonly LiveHost[], allowed: readonly LiveHost[]): string {
  const names = (hosts: readonly LiveHost[]): string => hosts.map(({ name }) => name).join(", ");
  if (allowed.length > 0) return `VMM may not place on ${names(allowed)} at the moment`;
  if (able.length > 0) return `${names(able)} ${able.length === 1 ? "is" : "are"} not in the cloud or host group of the manifest`;
  const places = [...new Set(bound.map(({ place }) => place.hostName))];
  return places.length > 1 ? `the disks of the machine lie on ${places.join(" and ")}` : `VMM has no host ${places.join("")}`;
}

function isInRange({ hostGroupPath }: LiveHost, { cloud, hostGroup }: DesiredMachine, { clouds }: Inventory): boolean {
  const isBelow = (wanted: string): boolean => hostGroupPath === null || `${fold(hostGroupPath)}\\`.startsWith(`${fold(wanted)}\\`);
  const parts = clouds.find(({ id }) => id === cloud?.id)?.hostGroups ?? [];
  return (hostGroup === null || isBelow(hostGroup.path)) && (parts.length === 0 || parts.some(isBelow));
}

export function diskElsewhere({ disk }: PersistentSlot, index: number, { hostName, path }: FilePlace, reason: string): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK_ELSEWHERE",
    severity: "error",
    path: `spec.disks[${index}].persistentDisk`,
    summary: `the persistent disk ${disk} is out of reach of the machine`,
    detail: `Its file is ${path} on ${hostName}; ${reason}. A disk is attached where its file is: on that host, on a volume of its cluster, or on a share.`,
    hint: "Let the machine be on that host (its cloud or host group, or a migration in VMM); or copy the file to where the machine is, and correct its record as the guide on persistent disks says.",
  };
}

export function recordUnreadable({ disk, fileName }: PersistentSlot, index: number): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK_RECORD",
    severity: "error",
    path: `spec.disks[${index}].persistentDisk`,
    summary: `the record of the persistent disk ${disk} does not say where its file is`,
    detail: `It is the description of the custom property ${fileName} in VMM, and has been edited.`,
    hint: "Write it again as the guide on persistent disks says, or remove the property if the disk shall be made anew.",
  };
}
