import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Inventory, LiveVm } from "../../inventory.ts";
import { type EjectSeed, isDisk, type SeedDevice, type SeedPlace, seedFileName } from "../../operation-seed.ts";
import { awaitGuest, operate } from "../../steps.ts";
import type { Blocked, Step } from "../../work.ts";
import type { World } from "../../world.ts";
import type { Delta } from "./delta.ts";
import { dvdSlot } from "./dvd-drive.ts";
import type { DesiredMachine } from "./goal.ts";
import { attributeChange } from "./policies.ts";
import { awaitsFirstStart, hadFirstStart } from "./power.ts";
import { tellCheckpoint } from "./release-disks.ts";
import type { DesiredSeed } from "./resolve-seed.ts";
import { seedAdapters } from "./seed-network.ts";

export interface SeedSteps {
  /** To attach it; then VMM has to be read again. */
  readonly insert: readonly Step[];
  /** Before the first start. */
  readonly before: readonly Step[];
  /** After it, before the machine counts as finished. */
  readonly after: readonly Step[];
  /** What has to wait after it. */
  readonly waits: readonly Blocked[];
  readonly problems: readonly Diagnostic[];
}

const NOTHING: SeedSteps = { insert: [], before: [], after: [], waits: [], problems: [] };

/**
 * The seed belongs to the creation: attached before the first start, and never to a machine that is finished or that runs. One that is
 * finished without having been started keeps it until then.
 *
 * 1. Attach it, unless an earlier run has; take it out of the library, as the VM has a copy.
 * 2. When the machine has been started, wait for its guest for a while.
 * 3. Once the guest has reported, detach the copy; where it has not, the next plan does (diffSeed).
 */
export function seedSteps(desired: DesiredMachine, live: LiveVm, world: World): SeedSteps {
  const { seed, dvdDrive, adapters, hostname } = desired;
  const { seed: attached } = live;
  if (live.sealed) return attached && awaitsFirstStart(live) ? { ...NOTHING, ...afterStart(hostname, live, attached) } : NOTHING;
  if (!seed) return NOTHING;
  // It was there at the first start; people have taken it out since.
  if (!attached && hadFirstStart(live)) return NOTHING;
  if (!attached && live.powerState === "Running") return { ...NOTHING, problems: [tooLate(live)] };
  if (attached) return { ...NOTHING, before: [discard(live, attached)], ...afterStart(hostname, live, attached) };
  const place = placeOf(seed, live, dvdDrive ? 1 : 0);
  if (!place) return { ...NOTHING, problems: [noPlace(seed, live)] };
  const { userData, metadata, fileSystem, folder } = seed;
  const content = { userData, instanceId: live.id, hostname, metadata, adapters: seedAdapters(adapters ?? [], live, world) };
  const insert = operate({ kind: "insert-seed", vmId: live.id, place, fileSystem, folder, content });
  return { ...NOTHING, insert: [insert, discard(live, place.device)] };
}

/**
 * What runs that were broken off, or raced, have left in the library of a VM that needs it no more: it holds people's secrets.
 */
export function leftSeedSteps(live: LiveVm, { librarySeeds }: World): Step[] {
  const devices = Object.entries({ iso: "dvd", vfd: "floppy", vhdx: "scsi" } as const);
  return devices.flatMap(([extension, device]) => (librarySeeds.has(seedFileName(live.id, extension)) ? [discard(live, device)] : []));
}

/** Takes the data out of a machine that has not been started, so that it gets others. */
export const reseeded = (live: LiveVm): Pick<Delta, "operation"> => (live.seed ? { operation: ejection(live, live.seed) } : {});

/** What can be told before the VM is there: generation 2 has neither floppy nor IDE (scvmm-domain 4.12). */
export function unfitForSeed(seed: DesiredSeed, { template, blank, name }: DesiredMachine, { templates }: Inventory): Diagnostic | null {
  const generation = blank?.generation ?? templates.find(({ id }) => id === template?.id)?.generation;
  return generation === 2 && (seed.device === "floppy" || seed.device === "ide") ? noPlace(seed, { name }) : null;
}

/** An IDE disk cannot be taken from a running VM: it stays until the VM is off. No disk goes while the VM has checkpoints. */
function afterStart(hostname: string, live: LiveVm, attached: SeedDevice): Pick<SeedSteps, "after" | "waits"> {
  if (attached === "ide") return { after: [], waits: [] };
  const { change } = removalOf(live, attached);
  if (change.waitsFor)
    return { after: [], waits: [{ change, for: change.waitsFor, window: null, checkpoints: live.checkpoints.map(tellCheckpoint) }] };
  return { after: [wait(hostname, live, [operate(ejection(live, attached))])], waits: [] };
}

const wait = (hostname: string, live: LiveVm, confirmed: readonly Step[]): Step =>
  awaitGuest({ kind: "look-for-guest", vmId: live.id, hostname }, confirmed);

const discard = (live: LiveVm, device: SeedDevice): Step => operate({ kind: "discard-seed", vmId: live.id, device });
const ejection = (live: LiveVm, device: SeedDevice): EjectSeed => ({ kind: "eject-seed", vmId: live.id, device });

/** Generation 2 has neither floppy nor IDE. */
function placeOf({ device }: DesiredSeed, live: LiveVm, dvdPosition: number): SeedPlace | null {
  switch (device) {
    case "dvd": {
      const slot = dvdSlot(live, dvdPosition);
      return slot && { device, ...slot };
    }
    case "floppy":
      return live.generation === 1 ? { device } : null;
    case "scsi": {
      const lun = SCSI_LUNS.find((one) => !isHeld(live, "SCSI", 0, one));
      return lun === undefined ? null : { device, bus: 0, lun };
    }
    case "ide": {
      const slot = live.generation === 1 ? IDE_SLOTS.find(({ bus, lun }) => !isHeld(live, "IDE", bus, lun)) : undefined;
      return slot ? { device, ...slot } : null;
    }
  }
}

/** From the end, so that data disks keep their order. */
const SCSI_LUNS = Array.from({ length: 62 }, (_, index) => 62 - index);
const IDE_SLOTS = [
  { bus: 1, lun: 0 },
  { bus: 1, lun: 1 },
  { bus: 0, lun: 1 },
] as const;

const isHeld = (live: LiveVm, busType: "IDE" | "SCSI", bus: number, lun: number): boolean =>
  [...live.disks, ...live.dvdDrives].some((one) => one.busType === busType && one.bus === bus && one.lun === lun);

/**
 * A finished machine that was started needs its seed no more; its first start was a while ago. Neither does it need the copy of one that was
 * detached and could not be removed.
 */
export function diffSeed(live: LiveVm): Delta[] {
  const left = live.leftIsos.some(({ isSeed }) => isSeed) ? "dvd" : null;
  const attached = live.sealed && !awaitsFirstStart(live) ? (live.seed ?? left) : null;
  if (!attached || (attached === "ide" && live.powerState !== "PowerOff")) return [];
  return [removalOf(live, attached)];
}

function removalOf(live: LiveVm, device: SeedDevice) {
  const before = live.seed ? "attached" : "left on the host";
  const waitsFor = isDisk(device) && live.checkpoints.length > 0 ? { waitsFor: "checkpoints" as const } : {};
  const change = attributeChange("spec.bootstrap.dataSecretName", before, null, { policy: "in-place", ...waitsFor });
  return { change, operation: ejection(live, device) };
}

function tooLate(live: LiveVm): Diagnostic {
  return {
    code: "APPLY_SEED_TOO_LATE",
    severity: "error",
    path: "spec.bootstrap",
    summary: `the VM ${live.name} was started before it had its cloud-init data`,
    detail: "Somebody else started it while it was being made.",
    hint: "Turn it off and apply again: it then starts with the data, which cloud-init takes unless it has run without. Else remove the VM, and apply makes it anew.",
  };
}

function noPlace({ device }: DesiredSeed, live: Pick<LiveVm, "name">): Diagnostic {
  return {
    code: "PLAN_SEED_NO_PLACE",
    severity: "error",
    path: "spec.bootstrap",
    summary: `the VM ${live.name} has no place left for its cloud-init data as ${device}`,
    hint: "Name another spec.cloudInit.deviceType in the ScvmmProvider, or free a slot.",
  };
}
