import { vmIdOf } from "../../model/annotations.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LoadedMachine, LoadedVirtualIp } from "../../model/manifests.ts";
import type { Mark } from "../../model/mark.ts";
import type { Id, VmStub } from "../inventory.ts";
import type { LiveAddress } from "../inventory-network.ts";
import { ipKey } from "../ip-address.ts";
import type { Planning, ProviderView } from "../kind.ts";
import { literalName } from "../kinds/machine/claimant.ts";
import { placed } from "../place.ts";
import { unknownAddress, unknownPatterns } from "../selection.ts";
import { fold, listed } from "../text.ts";

export interface AdoptionOptions {
  /** By address of the manifest, what it is: name or id of a VM, an address. Where nothing is said, the names decide. */
  readonly pairs: ReadonlyMap<string, string>;
  /** A scope whose objects may be taken over. */
  readonly takeOverFrom: string | null;
}

export type Found = { readonly vm: VmStub } | { readonly grant: LiveAddress };

/** An object of VMM that a manifest may be. */
export interface Chosen {
  readonly loaded: LoadedMachine | LoadedVirtualIp;
  readonly view: ProviderView;
  readonly found: Found;
  /** The mark that it carries. */
  readonly from: Mark | null;
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** Manifests of which VMM has nothing yet: a plan makes them. */
  readonly absent: readonly string[];
  /** Manifests whose objects carry their mark. */
  readonly owned: readonly string[];
}

/** Which objects the manifests without one are; what is unclear, owned by others or fits no manifest is reported. */
export function chooseForAdoption(planning: Planning, options: AdoptionOptions): Choice {
  const chosen: Chosen[] = [];
  const absent: string[] = [];
  const owned: string[] = [];
  const takers = new Map<Id, string>();
  reportUnknown(planning, options);
  for (const { loaded, view } of askedFor(planning)) {
    const { address } = loaded;
    const own = ownIds(address, view, planning);
    if (own.length > 0) {
      owned.push(address);
      for (const problem of otherPair(own, options.pairs.get(address), loaded, view)) planning.report(problem);
    } else if (!planning.moves.from.has(address)) {
      const result = choose(loaded, view, takers, planning, options);
      if (result === "absent") absent.push(address);
      else if ("code" in result) planning.report(placed(result, loaded));
      else {
        takers.set(idOf(result.found), address);
        chosen.push(result);
      }
    }
  }
  return { chosen, absent, owned };
}

const askedFor = ({ manifests, providers, wants }: Planning): readonly Pick<Chosen, "loaded" | "view">[] =>
  [...manifests.machines, ...manifests.virtualIps].flatMap((loaded) => {
    const view = providers.get(loaded.provider);
    return view && wants(loaded.address) ? [{ loaded, view }] : [];
  });

function ownIds(address: string, { world }: ProviderView, { scope }: Planning): readonly Id[] {
  const mark = { scope, address };
  return [...world.vmsOf(mark), ...world.grantsOf(mark)].map(({ id }) => id);
}

/** What was said to be a manifest whose object is another. */
function otherPair(own: readonly Id[], pair: string | undefined, loaded: Chosen["loaded"], view: ProviderView): readonly Diagnostic[] {
  if (pair === undefined || candidatesFor(loaded, view, pair).some((found) => own.includes(idOf(found)))) return [];
  return [placed(hasAnother(pair), loaded)];
}

const idOf = (found: Found): Id => ("vm" in found ? found.vm.id : found.grant.id);

function choose(
  loaded: LoadedMachine | LoadedVirtualIp,
  view: ProviderView,
  takers: ReadonlyMap<Id, string>,
  planning: Planning,
  options: AdoptionOptions,
): Chosen | Diagnostic | "absent" {
  const pair = options.pairs.get(loaded.address);
  const candidates = candidatesFor(loaded, view, pair);
  const [found, ...others] = candidates;
  if (!found) return pair === undefined ? "absent" : noObject(pair);
  if (others.length > 0) return ambiguous(loaded.address, candidates);
  const taker = takers.get(idOf(found));
  if (taker !== undefined) return twice(tell(found), taker);
  const live = "vm" in found ? view.world.ownedById.get(found.vm.id) : undefined;
  const from = ("vm" in found ? live?.mark : found.grant.mark) ?? null;
  if (from && from.scope !== options.takeOverFrom) return ownedBy(tell(found), from, planning.scope);
  if (live && !live.sealed) return unfinished(tell(found));
  if ("grant" in found && from === null && found.grant.assignedToId !== null) return held(tell(found));
  return { loaded, view, found, from };
}

const candidatesFor = (loaded: Chosen["loaded"], view: ProviderView, pair: string | undefined): readonly Found[] =>
  "namePool" in loaded ? machinesFor(loaded, view, pair).map((vm) => ({ vm })) : grantsFor(loaded, view, pair).map((grant) => ({ grant }));

/** A misspelt address would leave something out, or have it told by its name after all. */
function reportUnknown({ manifests, report, options: { targets = [], excludes = [] } }: Planning, { pairs }: AdoptionOptions) {
  const known = new Set([...manifests.machines, ...manifests.virtualIps].map(({ address }) => address));
  const misspelt = [...pairs.keys()].filter((address) => !known.has(address));
  const problems = [
    ...unknownPatterns([...targets, ...excludes], known),
    ...misspelt.map((address) => unknownAddress(address, [...known])),
  ];
  for (const problem of problems) report(problem);
}

/** By what was said, by the id that the manifest was written of, else by name; cloud and host group tell VMs of one name apart. */
function machinesFor(loaded: LoadedMachine, { world }: ProviderView, pair: string | undefined): readonly VmStub[] {
  const { inventory, vmsByName } = world;
  const wanted = pair ?? vmIdOf(loaded.value);
  const byId = inventory.vms.filter(({ id }) => id === wanted?.toLowerCase());
  if (byId.length > 0) return byId;
  if (pair === undefined && loaded.namePool !== null) return [];
  const named = vmsByName.get(fold(pair ?? literalName(loaded))) ?? [];
  if (named.length < 2) return named;
  const { cloud, hostGroup } = loaded.value.spec;
  const near = named.filter(
    (vm) =>
      (cloud === undefined || fold(vm.cloud ?? "") === fold(cloud)) &&
      (hostGroup === undefined || fold(vm.hostGroupPath ?? "").startsWith(fold(hostGroup))),
  );
  return near.length > 0 ? near : named;
}

function grantsFor(
  { value: { spec } }: LoadedVirtualIp,
  { world, finders }: ProviderView,
  pair: string | undefined,
): readonly LiveAddress[] {
  const found = finders.pool(spec.pool);
  const wanted = pair ?? spec.address;
  if (wanted === undefined || "problem" in found) return [];
  return world.inventory.addresses.filter(({ poolId, address }) => poolId === found.object.id && ipKey(address) === ipKey(wanted));
}

export function tell(found: Found): string {
  if ("grant" in found) return `the address ${found.grant.address}`;
  const { name, id, status, cloud, hostName } = found.vm;
  const place = cloud === null ? `on ${hostName ?? "no host"}` : `in cloud ${cloud}`;
  return `VM "${name}" (id ${id}, ${status}, ${place})`;
}

const problem = (code: string, summary: string, hint: string, detail?: string): Diagnostic => ({
  code,
  severity: "error",
  summary,
  ...(detail ? { detail } : {}),
  hint,
});

const noObject = (pair: string): Diagnostic =>
  problem(
    "ADOPT_NOT_FOUND",
    `VMM has no "${pair}" that this could be`,
    "`scvmm get machines` and `scvmm get virtualips` list what there is.",
  );

const hasAnother = (pair: string): Diagnostic =>
  problem(
    "ADOPT_HAS_ANOTHER",
    `it has its object already, which is not "${pair}"`,
    "Leave this --pair out, or give another manifest to that object.",
  );

const ambiguous = (address: string, found: readonly Found[]): Diagnostic =>
  problem(
    "ADOPT_AMBIGUOUS",
    `VMM has ${found.length} objects that this could be`,
    `Say which: --pair ${address}=ID`,
    `They are: ${listed(found.map(tell))}.`,
  );

const twice = (what: string, taker: string): Diagnostic =>
  problem(
    "ADOPT_TWICE",
    `${what} would be this manifest and ${taker}`,
    "Correct vmName in one of them, or say which is which with --pair.",
  );

function ownedBy(what: string, { scope, address }: Mark, own: string): Diagnostic {
  const hint =
    scope === own
      ? `If that manifest was renamed to this one, annotate this one: scvmm-provider/moved-from: ${address.split("/").slice(1).join("/")}`
      : `If scope ${scope} gives it up, take it over: --take-over-from ${scope}. Its manifest must go from there first.`;
  return problem("ADOPT_OWNED", `${what} is ${address} of scope ${scope}`, hint);
}

const unfinished = (what: string): Diagnostic =>
  problem("ADOPT_UNFINISHED", `${what} is being made by somebody else`, "Wait until it is finished, or have its scope finish it.");

const held = (what: string): Diagnostic =>
  problem(
    "ADOPT_NOT_FREE",
    `${what} is held by a network adapter or a load balancer`,
    "Only addresses that are granted to nothing else can be virtual IPs.",
  );
