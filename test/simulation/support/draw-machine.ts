import type { LoadedMachine } from "../../../provider/model/manifests.ts";
import { SecretBytes } from "../../../provider/model/secret.ts";
import { machine } from "../../engine/support/manifests.ts";
import type { Dice } from "./dice.ts";
import { type Place, placeAt } from "./draw-moves.ts";
import { POWER_DRAWS } from "./draw-power.ts";
import { at } from "./loaded.ts";

type Spec = Readonly<Record<string, unknown>>;
type Generation = 1 | 2;

export interface MachineDraft extends Place {
  /** What it is through all its names: its first one. */
  readonly origin: string;
  readonly isChained: boolean;
  readonly generation: Generation;
  readonly isSeeded: boolean;
  /** It may have persistent disks, and stays with them on the one host of a group. */
  readonly isKeeper: boolean;
  /** Its protection may stand in VMM still. */
  readonly wasProtected: boolean;
  readonly spec: Spec;
}

/** Fields that may change in a machine's life, each with how it is drawn. */
type Draws = Readonly<Record<string, (roll: Dice, draft: MachineDraft) => unknown>>;

const gib = (roll: Dice, least: number, more: number): string => `${least + roll.below(more + 1)}Gi`;

const DRAWS: Draws = {
  cpuCount: (roll) => 1 + roll.below(4),
  memory: (roll) => gib(roll, 1, 3),
  dynamicMemory: (roll) => roll.maybe(40, () => ({ minimum: "1Gi", maximum: gib(roll, 4, 4), bufferPercentage: roll.maybe(50, () => 20) })),
  cloud: (roll, { isKeeper }) => (isKeeper ? "Cloud" : roll.pick(["Cloud", undefined])),
  hostGroup: (roll, { isKeeper }) => (isKeeper ? "All Hosts\\West" : roll.pick(["East", "All Hosts\\West", "All Hosts"])),
  disks: (roll, { spec }) => drawDisks(roll, (spec["disks"] as readonly Disk[] | undefined) ?? []),
  networking: (roll) => roll.maybe(80, () => ({ devices: drawDevices(roll) })),
  tag: (roll) => roll.pick(["", "web", "db"]),
  customProperty: (roll) => ({ Environment: roll.pick(["", "test", "prod"]), Tier: roll.pick(["1", "2"]) }),
  availabilitySet: (roll) => roll.maybe(40, () => roll.pick(["set-1", "set-2"])),
  vmOptions: (roll) => ({
    description: roll.maybe(60, () => roll.pick(["", "one", "two"])),
    checkpointType: roll.maybe(40, () => roll.pick(["Disabled", "Production"])),
    startAction: roll.maybe(40, () => roll.pick(["NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM"])),
    cpuLimitForMigration: roll.maybe(40, () => roll.chance(50)),
    memoryWeight: roll.maybe(40, () => roll.pick([5000, 7000])),
    startDelaySeconds: roll.maybe(30, () => roll.below(2) * 30),
  }),
  firmware: (roll, { generation }) =>
    roll.maybe(40, () =>
      generation === 2
        ? { secureBoot: roll.chance(50) }
        : {
            bootOrder: roll.pick([
              ["CD", "IdeHardDrive", "PxeBoot", "Floppy"],
              ["IdeHardDrive", "CD", "PxeBoot", "Floppy"],
            ]),
          },
    ),
  dvdDrive: (roll) => roll.maybe(40, () => ({ iso: roll.pick(["tools", "rescue", ""]) })),
  fibreChannel: (roll) => roll.maybe(25, () => Array.from({ length: roll.below(3) }, () => ({ virtualSAN: "SAN A" }))),
  ...POWER_DRAWS,
};

interface Disk {
  readonly name?: string;
  readonly size?: number;
  readonly [key: string]: unknown;
}

/** Disks only grow, and one that has left does not come back under its name with less. */
function drawDisks(roll: Dice, before: readonly Disk[]): readonly Disk[] {
  const grown = before.map((disk) => (disk.size && roll.chance(40) ? { ...disk, size: disk.size + 2 } : disk));
  const [boot = { size: 20 + roll.below(3) * 5 }, ...data] = grown;
  const kept = data.filter(() => !roll.chance(20));
  // A name that has left may be there still, with a disk that must not shrink.
  const fresh = Array.from({ length: roll.below(2) }, () => `data-${roll.below(1e6)}`).map((name) =>
    roll.chance(20)
      ? { name, vhDisk: "data" }
      : { name, size: 1 + roll.below(4), iopsMaximum: roll.maybe(40, () => 100 + roll.below(3) * 100) },
  );
  return [boot, ...kept, ...fresh];
}

export const MOST_DEVICES = 2;

function drawDevices(roll: Dice): readonly object[] {
  const count = roll.chance(30) ? MOST_DEVICES : 1;
  return Array.from({ length: count }, (_, index) => {
    const vmNetwork = roll.pick(["Web", "App"]);
    return {
      deviceName: `eth${index}`,
      vmNetwork,
      staticIPAddressPools: roll.pick([undefined, [], [`${vmNetwork} static`], [`${vmNetwork} static`]]),
      macAddressType: roll.maybe(20, () => "Static"),
      macAddressSpoofing: roll.maybe(15, () => roll.chance(50)),
      portClassification: roll.maybe(15, () => "High bandwidth"),
    };
  });
}

const SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFTs ops";

const FIRST_GENERATION = [
  { generation: 1, vmTemplate: "Old" },
  { generation: 1, vmTemplate: "Old", guest: { workgroup: "LAB", timeZone: 85 } },
  { generation: 1, vmTemplate: undefined, hardwareProfile: "Legacy" },
] as const;
const ORIGINS = [
  ...FIRST_GENERATION,
  { generation: 2, vmTemplate: "Ubuntu" },
  { generation: 2, vmTemplate: "Ubuntu" },
  { generation: 2, vmTemplate: "Ubuntu", guest: { sshKey: SSH_KEY } },
  { generation: 2, vmTemplate: undefined, hardwareProfile: "Small" },
] as const;

export interface DrawnFor {
  readonly scope: string;
  readonly isContended: boolean;
  readonly seedDevice: SeedDevice;
}

export type SeedDevice = "dvd" | "scsi" | "floppy";

/** What a machine is made of is fixed; the rest may change. */
export function drawMachine(name: string, { scope, isContended, seedDevice }: DrawnFor, roll: Dice): MachineDraft {
  const { generation, ...made } = roll.pick(seedDevice === "floppy" ? FIRST_GENERATION : ORIGINS);
  const isSeeded = roll.chance(seedDevice === "dvd" ? 12 : 40);
  const isKeeper = roll.chance(25);
  const empty: MachineDraft = {
    ...placeAt(name),
    origin: name,
    isChained: false,
    generation,
    isSeeded,
    isKeeper,
    wasProtected: false,
    spec: { ...made, ...drawName(name, scope, isContended, roll), powerCyclePolicy: "Allow" },
  };
  const always = ["cpuCount", "hostGroup", "memory", ...(isKeeper ? ["cloud"] : []), ...(made.vmTemplate && !isKeeper ? [] : ["disks"])];
  const chosen = Object.keys(DRAWS).filter((field) => always.includes(field) || roll.chance(35));
  return chosen.reduce((draft, field) => redrawn(draft, field, roll), empty);
}

/** Most claim their names from the pool that all scopes share. */
function drawName(name: string, scope: string, isContended: boolean, roll: Dice): Spec {
  if (roll.chance(65)) return { vmNameFromPool: { name: "names" } };
  return { vmName: isContended && roll.chance(25) ? `both-${name}` : `${scope}-${name}` };
}

/** Devices have most of the steps. */
const OFTEN = [...Object.keys(DRAWS), "networking", "networking", "networking", "disks"];

/** One to three of its fields become others. */
export function changed(draft: MachineDraft, roll: Dice): MachineDraft {
  const fields = Array.from({ length: 1 + roll.below(3) }, () => roll.pick(OFTEN));
  return fields.reduce((so, field) => redrawn(so, field, roll), draft);
}

function redrawn(draft: MachineDraft, field: string, roll: Dice): MachineDraft {
  const spec: Spec = { ...draft.spec, [field]: DRAWS[field]?.(roll, draft) };
  return { ...draft, spec, wasProtected: draft.wasProtected || spec["deletionProtection"] === true };
}

/** `claims`: persistent disks, as entries of its list. */
export function machineOf(draft: MachineDraft, claims: readonly object[]): LoadedMachine {
  const { name, isSeeded, spec } = draft;
  const own = (spec["disks"] as readonly Disk[] | undefined)?.map(({ size, ...disk }) => ({
    ...disk,
    ...(size ? { size: `${size}Gi` } : {}),
  }));
  const disks = own && [...own, ...claims];
  const dvd = spec["dvdDrive"] as { readonly iso?: string } | undefined;
  const plain = machine(name, {
    ...spec,
    cloud: spec["cloud"],
    disks,
    dvdDrive: dvd && { iso: dvd.iso === "" ? undefined : dvd.iso },
    ...(isSeeded ? { bootstrap: { dataSecretName: name } } : {}),
  });
  const loaded = at(plain, draft);
  return isSeeded ? { ...loaded, userData: { content: new SecretBytes(Buffer.from("#cloud-config\nhostname: x\n")) } } : loaded;
}
