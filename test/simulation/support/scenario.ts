import type { Manifests } from "../../../provider/model/manifests.ts";
import { namePool, numbered } from "../../engine/support/manifests.ts";
import { provider as providerWith } from "../../engine/support/seeds.ts";
import { type Dice, dice } from "./dice.ts";
import { changed, drawMachine, type MachineDraft, machineOf } from "./draw-machine.ts";
import { drawVirtualIp, type VirtualIpDraft, virtualIpOf } from "./draw-virtual-ip.ts";

/** What one scope wants in one round. */
export interface Goal {
  readonly machines: readonly MachineDraft[];
  readonly virtualIps: readonly VirtualIpDraft[];
}

export interface ScopePlan {
  readonly scope: string;
  /** One a round; the last one is what must hold in the end. */
  readonly goals: readonly Goal[];
  readonly seedDevice: "dvd" | "scsi";
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

function drawScope(scope: string, isContended: boolean, rounds: number, roll: Dice): ScopePlan {
  const most = isContended ? 2 : 3;
  const machines = ["a", "b", "c"].slice(0, 1 + roll.below(most)).map((name) => drawMachine(name, scope, isContended, roll));
  const virtualIps = ["v", "w"].slice(0, roll.below(3)).map((name) => drawVirtualIp(name, isContended, roll));
  const goals: Goal[] = [{ machines, virtualIps }];
  while (goals.length < rounds) goals.push(next(goals.at(-1) as Goal, scope, isContended, roll));
  return { scope, goals, seedDevice: roll.chance(90) ? "dvd" : "scsi" };
}

/** Something is changed, something leaves, something new comes. */
function next({ machines, virtualIps }: Goal, scope: string, isContended: boolean, roll: Dice): Goal {
  const kept = machines.filter(() => !roll.chance(15)).map((machine) => (roll.chance(75) ? changed(machine, roll) : machine));
  const fresh = roll.chance(25) && kept.length < 3 ? [drawMachine(`n${roll.below(90)}`, scope, isContended, roll)] : [];
  const ips = virtualIps
    .filter(() => !roll.chance(20))
    .map((ip) => (roll.chance(40) ? { ...drawVirtualIp(ip.name, isContended, roll) } : ip));
  return { machines: [...kept, ...fresh], virtualIps: ips };
}

const PROVIDERS = { dvd: providerWith({ deviceType: "dvd" }), scsi: providerWith({ deviceType: "scsi" }) };
const NAME_POOLS = [namePool("names", numbered("app-", 9))];

const parsed = new WeakMap<object, unknown>();

/** Most of what one round wants the next one wants, too. */
const once =
  <D extends object, T>(parse: (draft: D) => T) =>
  (draft: D): T => {
    const manifest = parsed.get(draft) ?? parse(draft);
    parsed.set(draft, manifest);
    return manifest as T;
  };

const made = new WeakMap<Goal, Manifests>();

export function manifestsOf(goal: Goal, plan: ScopePlan): Manifests {
  const manifests = made.get(goal) ?? makeManifests(goal, plan);
  made.set(goal, manifests);
  return manifests;
}

function makeManifests({ machines, virtualIps }: Goal, { seedDevice }: ScopePlan): Manifests {
  return {
    providers: [PROVIDERS[seedDevice]],
    namePools: NAME_POOLS,
    machines: machines.map(once(machineOf)),
    virtualIps: virtualIps.map(once(virtualIpOf)),
    persistentDiskPools: [],
    persistentDisks: [],
    checkpoints: [],
    names: [],
  };
}
