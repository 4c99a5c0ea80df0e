import type { Diagnostic } from "../diagnostic.ts";
import { labelSelector, selects } from "../label-selector.ts";
import { indexInPool, MAX_DISK_NAME } from "../persistent-disk.ts";
import { quantity } from "../quantity.ts";
import { countAt, type Draft, diagnose, type Finding, isGiven, ofKind, read } from "./draft.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";
import type { References } from "./resolve-references.ts";

type Machine = Draft<"ScvmmMachine">;

const DISKS: ManifestPath = ["spec", "disks"];
const error = (code: string, summary: string, detail: string, hint: string): Finding => ({
  code,
  severity: "error",
  summary,
  detail,
  hint,
});

/** One entry of `spec.disks` that is a persistent disk. */
export function checkPersistentEntry(machine: Machine, index: number): readonly Diagnostic[] {
  const disk: ManifestPath = [...DISKS, index];
  const path: ManifestPath = [...disk, "persistentDisk"];
  const found: Finding[] = [];
  if (index === 0) {
    const detail = "It comes with the template, or is made with the VM, and goes with it.";
    found.push(error("MANIFEST_PERSISTENT_BOOT_DISK", "The first disk cannot be persistent", detail, "Put persistent disks behind it."));
  }
  if (nameAt(machine, [...path, "pool"]) === undefined && nameAt(machine, [...path, "disk"]) === undefined) {
    const detail = "A persistent disk is named by pool.name, the pool that it is taken from, or by disk.name, or both.";
    found.push(error("MANIFEST_PERSISTENT_DISK_UNNAMED", `${formatPath(path)} names no disk`, detail, "Add pool: {name: …}."));
  }
  if (isGiven(machine, [...disk, "vhDisk"])) {
    const detail = "A persistent disk is made empty, so that it cannot be a copy of a disk of the library as well.";
    found.push(error("MANIFEST_PERSISTENT_DISK_COPY", `${formatPath(disk)} is made in two ways`, detail, "Remove vhDisk."));
  }
  return found.map((finding) => diagnose(machine, path, finding));
}

/** What disks, pools and the machines that claim them have to do with each other. */
export function checkPersistentDisks(drafts: readonly Draft[], references: References): readonly Diagnostic[] {
  const [disks, pools] = [ofKind(drafts, "ScvmmPersistentDisk"), ofKind(drafts, "ScvmmPersistentDiskPool")];
  const known: Known = { disks: byAddress(disks), pools: byAddress(pools), providers: references.providers };
  return [
    ...disks.flatMap((disk) => [...checkName(disk, MAX_DISK_NAME), ...checkSize(disk, ["spec", "size"])]),
    ...pools.flatMap(checkDiskPool),
    ...checkClaims(ofKind(drafts, "ScvmmMachine"), known),
  ];
}

interface Known {
  readonly disks: ReadonlyMap<string, Draft>;
  readonly pools: ReadonlyMap<string, Draft>;
  readonly providers: References["providers"];
}

const byAddress = (drafts: readonly Draft[]): ReadonlyMap<string, Draft> => new Map(drafts.map((draft) => [draft.address, draft]));

function nameAt(draft: Draft, path: ManifestPath): string | undefined {
  const name = valueAt(draft.source.value, [...path, "name"]);
  return typeof name === "string" && name !== "" ? name : undefined;
}

function checkName(draft: Draft, most: number): readonly Diagnostic[] {
  if (draft.name.length <= most) return [];
  const detail = `The name is a part of the file's, so it has at most ${most} characters here; it has ${draft.name.length}.`;
  return [diagnose(draft, ["metadata", "name"], error("MANIFEST_PERSISTENT_DISK_NAME", "The name is too long", detail, "Shorten it."))];
}

function checkSize(draft: Draft, path: ManifestPath): readonly Diagnostic[] {
  if (read(draft, path, quantity)?.value !== 0) return [];
  return [diagnose(draft, path, error("MANIFEST_DISK_SIZE", `${formatPath(path)} is 0`, "A disk has a size above 0.", "Give its size."))];
}

/** Room for `-` and six digits. */
const MAX_POOL_NAME = MAX_DISK_NAME - 7;

function checkDiskPool(pool: Draft<"ScvmmPersistentDiskPool">): readonly Diagnostic[] {
  const found = [...checkName(pool, MAX_POOL_NAME), ...checkSize(pool, ["spec", "template", "spec", "size"])];
  const selector = read(pool, ["spec", "selector"], labelSelector);
  const given = valueAt(pool.source.value, ["spec", "template", "metadata", "labels"]);
  const labels = typeof given === "object" && given !== null ? (given as Readonly<Record<string, string>>) : {};
  if (!selector || selects(selector, labels)) return found;
  const detail = "The disks that the pool makes carry the labels of its template; without a match they would be none of its own.";
  const hint = "Repeat the labels of spec.selector.matchLabels in spec.template.metadata.labels.";
  const summary = "The selector does not match the labels of the template";
  return [...found, diagnose(pool, ["spec", "selector"], error("MANIFEST_POOL_SELECTOR", summary, detail, hint))];
}

function checkClaims(machines: readonly Machine[], known: Known): readonly Diagnostic[] {
  const claims = new Map<string, string>();
  return machines.flatMap((machine) =>
    Array.from({ length: countAt(machine, DISKS) }, (_, index): ManifestPath => [...DISKS, index, "persistentDisk"])
      .filter((path) => isGiven(machine, path))
      .flatMap((path) => checkClaim(machine, path, known, claims)),
  );
}

function checkClaim(machine: Machine, path: ManifestPath, known: Known, claims: Map<string, string>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const [poolName, diskName] = [nameAt(machine, [...path, "pool"]), nameAt(machine, [...path, "disk"])];
  const pool = poolName === undefined ? undefined : known.pools.get(`ScvmmPersistentDiskPool/${machine.namespace}/${poolName}`);
  if (poolName !== undefined && !pool) found.push(missing(machine, [...path, "pool"], "ScvmmPersistentDiskPool", poolName, known.pools));
  const disk = diskName === undefined ? undefined : known.disks.get(`ScvmmPersistentDisk/${machine.namespace}/${diskName}`);
  const madeByPool = diskName !== undefined && poolName !== undefined && indexInPool(poolName, diskName) !== undefined;
  if (diskName !== undefined && !disk && !madeByPool)
    found.push(missing(machine, [...path, "disk"], "ScvmmPersistentDisk", diskName, known.disks));
  for (const source of [pool, disk]) if (source) found.push(...otherProvider(machine, path, source, known));
  if (diskName === undefined) return found;
  const key = `${known.providers.get(machine)} ${machine.namespace}/${diskName}`;
  const earlier = claims.get(key);
  if (earlier === undefined) claims.set(key, `${machine.address} in ${formatPath(path)}`);
  else {
    const summary = `The persistent disk ${diskName} is claimed twice`;
    const hint = "Give each machine a disk of its own, or let them take theirs from a pool.";
    found.push(diagnose(machine, path, error("MANIFEST_PERSISTENT_DISK_TWICE", summary, `The other is ${earlier}.`, hint)));
  }
  return found;
}

function missing(machine: Machine, path: ManifestPath, kind: string, name: string, all: ReadonlyMap<string, Draft>): Diagnostic {
  const names = [...all.values()].filter(({ namespace }) => namespace === machine.namespace).map((draft) => draft.name);
  const hint = didYouMean(name, names) ?? `Add a ${kind} of this name in the namespace ${machine.namespace}.`;
  const summary = `${kind}/${machine.namespace}/${name} is not among the manifests`;
  const detail = `Disks and their pools are in the namespace of the machine; there ${names.length === 0 ? "is none" : `are ${names.slice(0, 10).join(", ")}`}.`;
  return diagnose(machine, path, error("MANIFEST_REFERENCE_MISSING", summary, detail, hint));
}

function otherProvider(machine: Machine, path: ManifestPath, source: Draft, { providers }: Known): readonly Diagnostic[] {
  const [own, other] = [providers.get(machine), providers.get(source)];
  if (own === undefined || other === undefined || own === other) return [];
  const detail = `${source.address} belongs to ${other}, the machine to ${own}. A disk cannot leave its VMM server.`;
  const summary = "The persistent disk belongs to another ScvmmProvider";
  return [diagnose(machine, path, error("MANIFEST_PERSISTENT_DISK_PROVIDER", summary, detail, "Correct one of the two references."))];
}
