import type { Manifests } from "../../../provider/model/manifests.ts";
import { namePool, numbered } from "../../engine/support/manifests.ts";
import { provider as providerWith } from "../../engine/support/seeds.ts";
import { type Dice, dice } from "./dice.ts";
import { claimsOf, drawKeptDisks, type KeptDisks, keptDisksOf, nextKeptDisks, POOLS } from "./draw-kept-disks.ts";
import { changed, type DrawnFor, drawMachine, type MachineDraft, machineOf, type SeedDevice } from "./draw-machine.ts";
import { movedSome } from "./draw-moves.ts";
import { arrived, type NameDraft, nameOf } from "./draw-names.ts";
import type { PowerPolicy } from "./draw-power.ts";
import { changedVirtualIp, drawVirtualIp, type VirtualIpDraft, virtualIpOf } from "./draw-virtual-ip.ts";

/** What one scope wants in one round. */
export interface Goal {
  readonly machines: readonly MachineDraft[];
  readonly virtualIps: readonly VirtualIpDraft[];
  /** Drawn for schedules of their own: draw-claims.ts. */
  readonly names: readonly NameDraft[];
  readonly kept: KeptDisks;
  /** Machines whose manifests somebody has lost in this round, by their origin: they are there again in the next. */
  readonly lost: readonly string[];
}

export interface ScopePlan {
  readonly scope: string;
  /** One a round; the last one is what must hold in the end. */
  readonly goals: readonly Goal[];
  readonly seedDevice: SeedDevice;
}

/** What is wanted, by whom, in which order. */
export interface Scenario {
  readonly rounds: number;
  readonly scopes: readonly ScopePlan[];
}

const SCOPES = ["shop", "bank"] as const;

/** Scopes share a pool of names and pools of addresses; now and then both want the very same name or address. */
export function drawScenario(seed: number): Scenario {
  const roll = dice(seed, 1);
  const rounds = 1 + roll.below(3);
  const scopes = roll.chance(30) ? SCOPES : SCOPES.slice(0, 1);
  return { rounds, scopes: scopes.map((scope) => drawScope(scope, scopes.length > 1, rounds, roll)) };
}

const DEVICES: readonly SeedDevice[] = [...Array<SeedDevice>(14).fill("dvd"), "scsi", "floppy"];

function drawScope(scope: string, isContended: boolean, rounds: number, roll: Dice): ScopePlan {
  const seedDevice = roll.pick(DEVICES);
  const drawnFor = { scope, isContended, seedDevice };
  const most = isContended ? 2 : 3;
  const machines = ["a", "b", "c"].slice(0, 1 + roll.below(most)).map((name) => drawMachine(name, drawnFor, roll));
  const virtualIps = ["v", "w"].slice(0, roll.below(3)).map((name) => drawVirtualIp(name, isContended, roll));
  const goals: Goal[] = [{ machines, virtualIps, names: [], kept: drawKeptDisks(keepers(machines), roll), lost: [] }];
  while (goals.length < rounds) goals.push(next(goals.at(-1) as Goal, drawnFor, goals.length === rounds - 1, roll));
  return { scope, goals, seedDevice };
}

const keepers = (machines: readonly MachineDraft[]): readonly string[] =>
  machines.filter(({ isKeeper }) => isKeeper).map(({ origin }) => origin);

const isProtected = ({ spec }: MachineDraft): boolean => spec["deletionProtection"] === true;

/** Something is changed, moved, leaves, and something new comes. What is protected leaves by mistake alone, and is missed. */
function next({ machines, virtualIps, kept }: Goal, drawnFor: DrawnFor, isLast: boolean, roll: Dice): Goal {
  const { isContended } = drawnFor;
  const staying = machines.filter((machine) => machine.isChained || machine.wasProtected || !roll.chance(15));
  const lost = isLast ? [] : staying.filter((machine) => isProtected(machine) && !machine.isChained && roll.chance(30));
  const moved = movedSome(staying, roll).map((machine) => (roll.chance(75) ? changed(machine, roll) : machine));
  const drawn = roll.chance(25) && moved.length < 3 ? [drawMachine(`n${roll.below(90)}`, drawnFor, roll)] : [];
  const fresh = drawn.filter(({ origin }) => !machines.some((machine) => machine.origin === origin));
  const ips = movedSome(
    virtualIps.filter(({ isChained }) => isChained || !roll.chance(20)),
    roll,
  ).map((ip) => (roll.chance(40) ? changedVirtualIp(ip, isContended, roll) : ip));
  const all = [...moved, ...fresh];
  // One whose address another takes in this round is not lost in it: a plan could not tell its VM from that of the other.
  const chained = new Set(moved.filter(({ isChained }) => isChained).map(({ origin }) => origin));
  return {
    machines: all,
    virtualIps: ips,
    names: [],
    kept: nextKeptDisks(kept, keepers(all), roll),
    lost: lost.map(({ origin }) => origin).filter((origin) => !chained.has(origin)),
  };
}

/**
 * What people say in the end, so that all can be had: everything may be shut down, nobody keeps what a failed creation has left, and claims
 * have moved: one of an earlier address that shows late is in doubt as long as the manifest tells of it.
 */
export function lastWish(goal: Goal): Goal {
  const leave = { powerCyclePolicy: "Allow", maintenanceWindow: undefined };
  const wished = (machine: MachineDraft): MachineDraft => {
    const { removedDisks, failedCreationPolicy: failed } = machine.spec;
    const dropped = machine.wasProtected && removedDisks === "Delete" ? "Detach" : removedDisks;
    const cleared = failed === "Keep" ? "Remove" : failed;
    return { ...machine, spec: { ...machine.spec, ...leave, removedDisks: dropped, failedCreationPolicy: cleared } };
  };
  return { ...goal, machines: goal.machines.map(wished), names: goal.names.map(arrived), lost: [] };
}

export const keepsDisks = ({ kept }: Goal): boolean => kept.pooled.length > 0 || kept.disks.some(({ holder }) => holder !== null);

/** No machine has a persistent disk. */
export const withoutDisks = (goal: Goal): Goal => ({
  ...goal,
  kept: { disks: goal.kept.disks.map((disk) => ({ ...disk, holder: null })), pooled: [] },
});

/** What is said of a machine's power, in the order of the rounds. */
export const policiesOf = ({ goals }: ScopePlan, of: string): readonly PowerPolicy[] =>
  goals.flatMap(({ machines }) =>
    machines.filter(({ origin }) => origin === of).map(({ spec }) => (spec["powerPolicy"] as PowerPolicy | undefined) ?? "StartOnce"),
  );

const PROVIDERS: Readonly<Record<SeedDevice, Manifests["providers"][number]>> = {
  dvd: providerWith({ deviceType: "dvd" }),
  scsi: providerWith({ deviceType: "scsi" }),
  floppy: providerWith({ deviceType: "floppy" }),
};
const NAME_POOLS = [namePool("names", numbered("app-", 9))];

const made = new WeakMap<Goal, Manifests>();

export function manifestsOf(goal: Goal, plan: ScopePlan): Manifests {
  const manifests = made.get(goal) ?? makeManifests(goal, plan);
  made.set(goal, manifests);
  return manifests;
}

function makeManifests({ machines, virtualIps, names, kept, lost }: Goal, { seedDevice }: ScopePlan): Manifests {
  return {
    providers: [PROVIDERS[seedDevice]],
    namePools: NAME_POOLS,
    machines: machines.filter(({ origin }) => !lost.includes(origin)).map((machine) => machineOf(machine, claimsOf(kept, machine.origin))),
    virtualIps: virtualIps.map(virtualIpOf),
    persistentDiskPools: POOLS,
    persistentDisks: keptDisksOf(kept),
    checkpoints: [],
    names: names.map(nameOf),
  };
}
