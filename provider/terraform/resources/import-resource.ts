import { findersOf } from "../../engine/finder.ts";
import { machineManifest } from "../../engine/import/machine-manifest.ts";
import type { Inventory } from "../../engine/inventory.ts";
import { ipKey } from "../../engine/ip-address.ts";
import { worldOf } from "../../engine/world.ts";
import { isVmId } from "../../model/annotations.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Mark } from "../../model/mark.ts";
import { splitProtection } from "../../model/protection.ts";
import { blankState } from "../schema/conform.ts";
import type { Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";
import { addressOf } from "./manifest.ts";
import type { PrivateData } from "./private-data.ts";
import { roleOf } from "./read-resource.ts";
import type { Session } from "./session.ts";

export interface Imported {
  readonly state: ObjectValue;
  readonly privateData: PrivateData;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of an object that is to be imported. */
interface Found {
  readonly id: string;
  /** What its key is made of. */
  readonly name: string;
  readonly mark: Mark | null;
  /** null: no manifest can stand for it, as the notes say. */
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly notes: readonly string[];
  readonly live: Parameters<Mapping["withComputed"]>[1];
}

type Find = (text: string, inventory: Inventory, session: Session) => Promise<Found>;

/** By kind. Those without an entry have no object of their own that could be imported: they are claimed by others. */
const finds: Readonly<Record<string, Find>> = { ScvmmMachine: findMachine, ScvmmVirtualIP: findAddress };

/** Written into manifests, of which Terraform sees none. */
const NAMING = { namespace: "terraform", providerRef: { name: "provider" } };

/**
 * The state of an object that is in VMM, by its id there, its name or address. Reads only: it is marked with its first change. Throws
 * DiagnosticError where there is none, more than one, or it is another's.
 */
export async function importResource(mapping: Mapping, text: string, session: Session): Promise<Imported> {
  const find = finds[mapping.kind];
  if (!find)
    throw refusal(
      "TERRAFORM_NOT_IMPORTED",
      `${mapping.name} cannot be imported`,
      "Write the resource: VMM keeps nothing of it that could be read.",
    );
  const { scope } = session.estate;
  const inventory = await session.estate.inventory();
  const { id, name, mark, manifest, notes, live } = await find(text.trim(), inventory, session);
  const own = mark && ownKey(mapping, mark, scope);
  if (mark && own === null) throw owned(name, mark);
  if (!manifest)
    throw refusal(
      "TERRAFORM_NOT_IMPORTED",
      `no configuration can stand for "${name}"`,
      "What is in the way has to be changed in VMM.",
      notes.join("\n"),
    );
  const state = { ...blankState(mapping.schema), ...mapping.fromManifest(manifest), id };
  const key = own ?? mapping.keyOf({ ...state, key: null }) ?? "";
  return {
    state: { ...mapping.withComputed({ ...state, key }, live, inventory, scope), disruption: "none", waiting: {} },
    privateData: { object: id, role: roleOf(inventory) },
    diagnostics: notes.length > 0 ? [leftOut(name, notes)] : [],
  };
}

/** The key of what this configuration's scope has made by Terraform: a state that was lost is had back so. */
function ownKey(mapping: Mapping, mark: Mark, scope: string): string | null {
  const start = addressOf(mapping, "");
  return mark.scope === scope && mark.address.startsWith(start) ? mark.address.slice(start.length) : null;
}

async function findMachine(text: string, inventory: Inventory, session: Session): Promise<Found> {
  const wanted = text.toLowerCase();
  const named = inventory.vms.filter((vm) => (isVmId(text) ? vm.id === wanted : vm.name.toLowerCase() === wanted));
  const [stub, ...others] = named;
  if (!stub) throw notFound(`VM "${text}"`);
  if (others.length > 0)
    throw ambiguous(
      text,
      named.map(({ id, name, cloud, hostName, status }) => `${name}: ${id} (${status}, ${cloud === null ? hostName : `cloud ${cloud}`})`),
    );
  const owned = worldOf(inventory).ownedById.get(stub.id);
  const vm = owned ?? (await session.details(inventory, stub.id));
  if (!vm) throw notFound(`VM "${text}"`);
  const live = { ...vm, mark: vm.mark ?? { scope: "", address: "" } };
  const view = { world: worldOf(inventory), finders: findersOf(inventory) };
  const { manifest, notes } = machineManifest(vm, view, { ...NAMING, name: "imported" });
  return { id: stub.id, name: stub.name, mark: owned?.mark ?? null, manifest, notes, live };
}

async function findAddress(text: string, inventory: Inventory): Promise<Found> {
  const grants = inventory.addresses.filter(({ id, address }) =>
    isVmId(text) ? id === text.toLowerCase() : ipKey(address) === ipKey(text),
  );
  const [grant, ...others] = grants;
  if (!grant) throw notFound(`granted address "${text}"`);
  const poolOf = (poolId: string): string => worldOf(inventory).poolsById.get(poolId)?.name ?? poolId;
  if (others.length > 0)
    throw ambiguous(
      text,
      grants.map(({ id, address, poolId }) => `${address}: ${id} (pool ${poolOf(poolId)})`),
    );
  const { text: description, isProtected } = splitProtection(grant.description);
  const isHeld = !grant.mark && grant.assignedToId !== null;
  const spec = {
    pool: poolOf(grant.poolId),
    address: grant.address,
    ...(description !== "" && { description }),
    ...(isProtected && { deletionProtection: true }),
  };
  const metadata = { name: `vip-${grant.address.replaceAll(/[.:]+/g, "-")}` };
  const notes = isHeld
    ? ["It is held by a network adapter or a load balancer: only addresses that are granted to nothing else can be virtual IPs."]
    : [];
  return { id: grant.id, name: grant.address, mark: grant.mark ?? null, manifest: isHeld ? null : { metadata, spec }, notes, live: grant };
}

const refusal = (code: string, summary: string, hint: string, detail?: string): DiagnosticError =>
  new DiagnosticError([{ code, severity: "error", summary, hint, ...(detail !== undefined && { detail }) }]);

const notFound = (what: string): DiagnosticError =>
  refusal(
    "TERRAFORM_IMPORT_NOT_FOUND",
    `VMM has no ${what}`,
    "Import by VMM's id or by the name as VMM shows it; `scvmm get machines` lists what there is.",
  );

const ambiguous = (text: string, found: readonly string[]): DiagnosticError =>
  refusal("TERRAFORM_IMPORT_AMBIGUOUS", `VMM has ${found.length} objects "${text}"`, "Import by its id.", `They are:\n${found.join("\n")}`);

const owned = (name: string, { scope, address }: Mark): DiagnosticError =>
  refusal(
    "TERRAFORM_OWNED_BY_OTHER",
    `"${name}" belongs to another`,
    "Nothing of others is ever touched. Its owner has to give it up first.",
    `In VMM it carries the mark of ${address} of scope ${scope}.`,
  );

const leftOut = (name: string, notes: readonly string[]): Diagnostic => ({
  code: "IMPORT_FIELDS_LEFT_OUT",
  severity: "warning",
  summary: `the configuration of "${name}" does not say everything`,
  detail: notes.join("\n"),
  hint: "What a configuration is silent about is never touched.",
});
