import type { Diagnostic } from "../diagnostic.ts";
import { type Draft, diagnose, isGiven, ofKind } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";

/** What manifests refer to, by the referring draft. */
export interface References {
  readonly providers: ReadonlyMap<Draft, string>;
  readonly pools: ReadonlyMap<Draft, string>;
  /** Of checkpoints. */
  readonly machines: ReadonlyMap<Draft, string>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Resolved {
  readonly target?: string;
  readonly diagnostic?: Diagnostic;
}

/** What can be referred to. */
type Known = Readonly<Record<"ScvmmProvider" | "ScvmmNamePool" | "ScvmmMachine", readonly Draft[]>>;

const PROVIDER: ManifestPath = ["spec", "providerRef"];
const DISK_PROVIDER: ManifestPath = ["spec", "template", "spec", "providerRef"];
const MACHINE: ManifestPath = ["spec", "machine"];
const POOL: ManifestPath = ["spec", "vmNameFromPool"];

/** Finds every ScvmmProvider and ScvmmNamePool that is referred to among the manifests, sound or not. */
export function resolveReferences(drafts: readonly Draft[]): References {
  const providers = new Map<Draft, string>();
  const pools = new Map<Draft, string>();
  const machines = new Map<Draft, string>();
  const diagnostics: Diagnostic[] = [];
  const known: Known = {
    ScvmmProvider: ofKind(drafts, "ScvmmProvider"),
    ScvmmNamePool: ofKind(drafts, "ScvmmNamePool"),
    ScvmmMachine: ofKind(drafts, "ScvmmMachine"),
  };
  const keep = (into: Map<Draft, string>, draft: Draft, { target, diagnostic }: Resolved) => {
    if (target !== undefined) into.set(draft, target);
    if (diagnostic) diagnostics.push(diagnostic);
  };
  for (const named of [...known.ScvmmMachine, ...ofKind(drafts, "ScvmmName")].filter(({ source }) => source.sound)) {
    keep(providers, named, isGiven(named, PROVIDER) ? refer(named, PROVIDER, "ScvmmProvider", known) : onlyProvider(named, known));
    if (isGiven(named, POOL)) keep(pools, named, refer(named, POOL, "ScvmmNamePool", known));
  }
  for (const virtualIp of ofKind(drafts, "ScvmmVirtualIP")) {
    if (virtualIp.source.sound) keep(providers, virtualIp, refer(virtualIp, PROVIDER, "ScvmmProvider", known));
  }
  for (const [disk, path] of diskReferences(drafts)) keep(providers, disk, refer(disk, path, "ScvmmProvider", known));
  for (const checkpoint of ofKind(drafts, "ScvmmCheckpoint").filter(({ source }) => source.sound)) {
    if (isGiven(checkpoint, MACHINE)) keep(machines, checkpoint, machineOf(checkpoint, known));
    keep(providers, checkpoint, providerOf(checkpoint, machines, providers, known));
  }
  return { providers, pools, machines, diagnostics };
}

/** Those of persistent disks and their pools that are given. */
function diskReferences(drafts: readonly Draft[]): readonly (readonly [Draft, ManifestPath])[] {
  return [
    ...ofKind(drafts, "ScvmmPersistentDisk").map((disk) => [disk, PROVIDER] as const),
    ...ofKind(drafts, "ScvmmPersistentDiskPool").map((pool) => [pool, DISK_PROVIDER] as const),
  ].filter(([draft, path]) => draft.source.sound && isGiven(draft, path));
}

/** That of its machine, where it names none. */
function providerOf(checkpoint: Draft, machines: References["machines"], providers: References["providers"], known: Known): Resolved {
  if (isGiven(checkpoint, PROVIDER)) return refer(checkpoint, PROVIDER, "ScvmmProvider", known);
  if (!isGiven(checkpoint, MACHINE)) return onlyProvider(checkpoint, known);
  const machine = known.ScvmmMachine.find(({ address }) => address === machines.get(checkpoint));
  const target = machine && providers.get(machine);
  return target === undefined ? {} : { target };
}

function machineOf(checkpoint: Draft, known: Known): Resolved {
  const name = valueAt(checkpoint.source.value, MACHINE);
  return typeof name === "string" ? lookUp({ name, namespace: checkpoint.namespace }, checkpoint, MACHINE, "ScvmmMachine", known) : {};
}

function refer(from: Draft, path: ManifestPath, kind: keyof Known, all: Known): Resolved {
  const name = valueAt(from.source.value, [...path, "name"]);
  if (typeof name !== "string") return {};
  const given = valueAt(from.source.value, [...path, "namespace"]);
  const namespace = typeof given === "string" && given !== "" ? given : from.namespace;
  return lookUp({ name, namespace }, from, path, kind, all);
}

interface Named {
  readonly name: string;
  readonly namespace: string;
}

function lookUp({ name, namespace }: Named, from: Draft, path: ManifestPath, kind: keyof Known, all: Known): Resolved {
  const target = `${kind}/${namespace}/${name}`;
  const candidates = all[kind];
  if (candidates.some((candidate) => candidate.address === target)) return { target };
  const hint = missingHint(name, namespace, kind, candidates);
  const summary = `${target} is not among the manifests`;
  const known = candidates.map((candidate) => candidate.address);
  const detail =
    known.length === 0 ? `There is no ${kind}.` : `There are ${known.slice(0, 10).join(", ")}${known.length > 10 ? ", …" : ""}.`;
  return { diagnostic: diagnose(from, path, { code: "MANIFEST_REFERENCE_MISSING", severity: "error", summary, detail, hint }) };
}

function missingHint(name: string, namespace: string, kind: keyof Known, candidates: readonly Draft[]): string {
  const elsewhere = candidates.find((candidate) => candidate.name === name);
  if (elsewhere && kind === "ScvmmProvider") return `Add namespace: ${elsewhere.namespace} to the reference.`;
  if (elsewhere && kind === "ScvmmMachine") return `A checkpoint is in the namespace of its machine: that is ${elsewhere.namespace}.`;
  if (elsewhere) return `A pool must be in the namespace of what claims from it: move it from ${elsewhere.namespace} to ${namespace}.`;
  const names = candidates.filter((candidate) => candidate.namespace === namespace).map((candidate) => candidate.name);
  return didYouMean(name, names) ?? `Add a ${kind} of this name in the namespace ${namespace}.`;
}

function onlyProvider(machine: Draft, all: Known): Resolved {
  const [provider, ...others] = all.ScvmmProvider;
  if (provider && others.length === 0) return { target: provider.address };
  return {
    diagnostic: diagnose(machine, PROVIDER, {
      code: "MANIFEST_PROVIDER_UNCLEAR",
      severity: "error",
      summary: "It is not clear which ScvmmProvider is meant",
      detail: `Without spec.providerRef the manifests must hold exactly one ScvmmProvider; they hold ${provider ? others.length + 1 : "none"}.`,
      hint: provider ? "Add spec.providerRef with its name." : "Add a ScvmmProvider, and the folder or file that holds it.",
    }),
  };
}
