import type { Diagnostic } from "../diagnostic.ts";
import type { PoolRange } from "./check-pool.ts";
import { type Draft, diagnose, isGiven, ofKind } from "./draft.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import type { References } from "./resolve-references.ts";

/**
 * Names that would clash in one VMM, where VM names differ in more than case:
 * two machines of one name; two ranges with a name in common; a machine whose own name lies in a range.
 * The last is a warning: the published CRDs allow it, and a pool gives out no name that a machine has.
 */
export function checkNames(drafts: readonly Draft[], ranges: readonly PoolRange[], references: References): readonly Diagnostic[] {
  const machines = ofKind(drafts, "ScvmmMachine").filter((machine) => machine.source.sound);
  const users = usersOfPools(machines, references);
  const owners = new Map<string, PoolRange[]>();
  return [...checkOverlaps(ranges, users, owners), ...checkMachines(machines, users, owners, references)];
}

type Users = ReadonlyMap<string, ReadonlySet<string>>;

/** Providers whose machines claim from a pool, by the pool's address. */
function usersOfPools(machines: readonly Draft[], references: References): Users {
  const users = new Map<string, Set<string>>();
  for (const machine of machines) {
    const [pool, provider] = [references.pools.get(machine), references.providers.get(machine)];
    if (pool !== undefined && provider !== undefined) users.set(pool, (users.get(pool) ?? new Set()).add(provider));
  }
  return users;
}

/** Pools may hold the same names only if they are known to be used with different VMMs. */
function mayClash(a: PoolRange, b: PoolRange, users: Users): boolean {
  const [ofA, ofB] = [users.get(a.pool.address), users.get(b.pool.address)];
  if (a.pool === b.pool || !ofA || !ofB) return true;
  return [...ofA].some((provider) => ofB.has(provider));
}

function checkOverlaps(ranges: readonly PoolRange[], users: Users, owners: Map<string, PoolRange[]>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const range of ranges) {
    const told = new Set<PoolRange>();
    for (const name of range.names) {
      const key = name.toLowerCase();
      const holders = owners.get(key) ?? [];
      for (const holder of holders) {
        if (told.has(holder) || !mayClash(holder, range, users)) continue;
        told.add(holder);
        found.push(overlap(range, holder, name));
      }
      if (holders.at(-1) !== range) owners.set(key, [...holders, range]);
    }
  }
  return found;
}

function overlap(range: PoolRange, holder: PoolRange, name: string): Diagnostic {
  const where = holder.pool === range.pool ? formatPath(holder.path) : `${formatPath(holder.path)} of ${holder.pool.address}`;
  return diagnose(range.pool, range.path, {
    code: "MANIFEST_NAME_RANGES_OVERLAP",
    severity: "error",
    summary: `The name ${name} is in two ranges`,
    detail: `The other is ${where}.`,
    hint: "Let each name be in one range only.",
  });
}

interface Name {
  readonly text: string;
  readonly path: ManifestPath;
}

/** The name that a machine has without a pool. */
function ownName(machine: Draft): Name | undefined {
  if (isGiven(machine, ["spec", "vmNameFromPool"])) return undefined;
  const path: ManifestPath = isGiven(machine, ["spec", "vmName"]) ? ["spec", "vmName"] : ["metadata", "name"];
  const text = valueAt(machine.source.value, path);
  return typeof text === "string" ? { text, path } : undefined;
}

function checkMachines(
  machines: readonly Draft[],
  users: Users,
  owners: Map<string, PoolRange[]>,
  references: References,
): readonly Diagnostic[] {
  const first = new Map<string, Draft>();
  return machines.flatMap((machine) => {
    const name = ownName(machine);
    const provider = references.providers.get(machine);
    if (!name || provider === undefined) return [];
    const key = name.text.toLowerCase();
    const earlier = first.get(`${provider}\n${key}`);
    if (earlier && earlier.address !== machine.address) return [sameName(machine, earlier, name)];
    first.set(`${provider}\n${key}`, machine);
    const range = owners.get(key)?.find((holder) => users.get(holder.pool.address)?.has(provider));
    return range ? [inPool(machine, range, name)] : [];
  });
}

function sameName(machine: Draft, earlier: Draft, { text, path }: Name): Diagnostic {
  const { file, line } = earlier.source.locate(["metadata", "name"]);
  return diagnose(machine, path, {
    code: "MANIFEST_DUPLICATE_VM_NAME",
    severity: "error",
    summary: `Two machines of one provider are named ${text}`,
    detail: `The other is ${earlier.address} at ${file}:${line}. Upper and lower case do not tell VMs apart.`,
    hint: "Give one of them another spec.vmName.",
  });
}

function inPool(machine: Draft, range: PoolRange, { text, path }: Name): Diagnostic {
  return diagnose(machine, path, {
    code: "MANIFEST_VM_NAME_IN_POOL",
    severity: "warning",
    summary: `The name ${text} is also in ${range.pool.address}`,
    detail: "The pool leaves it out for as long as this machine has it; with a machine that has claimed it already, this one clashes.",
    hint: "Name the machine outside of the pool's ranges, or let it claim its name with spec.vmNameFromPool.",
  });
}
