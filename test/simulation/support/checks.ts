import type { Planned } from "../../../provider/engine/plan-changes.ts";
import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import { MARK_PROPERTY, type Mark, RESTART_PROPERTY, splitDescription } from "../../../provider/model/mark.ts";
import { parseClaim } from "../../../provider/model/name-claim.ts";
import type { VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { AllocatedIpAddress } from "../../../provider/simulator/objects/network.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import { MOST_DEVICES } from "./draw-machine.ts";
import type { PowerPolicy } from "./draw-power.ts";
import type { ProcessEnd } from "./engine-process.ts";
import { markOf } from "./estate-view.ts";

/** What of all that must always hold does not; the first word says which rule it is. */
export type Violation = string;

const twice = (items: readonly string[]): readonly string[] => items.filter((item, index) => items.indexOf(item) !== index);

/** What an apply has told: one result a change, of a known state, with a reason where it was not done. */
export function checkReport(end: Extract<ProcessEnd, { state: "ended" }>, who: string): Violation[] {
  const { planned, report } = end;
  const due = planned.work.map(({ address }) => address).sort();
  const told = report.results.map(({ address }) => address);
  const found: Violation[] = [];
  if (due.join() !== told.join()) found.push(`REPORT ${who}: changes ${due.join()} were planned, results of ${told.join()} came`);
  for (const { address, state, diagnostics } of report.results) {
    if (state === "failed" && !diagnostics.some(({ severity }) => severity === "error"))
      found.push(`REPORT ${who}: ${address} failed without a reason`);
    if (state === "not-run" && diagnostics.length === 0) found.push(`REPORT ${who}: ${address} was not run, without a reason`);
    const internal = diagnostics.find(({ code }) => code === "APPLY_INTERNAL" || code === "VMM_STRANGE_REPLY");
    if (internal) found.push(`INTERNAL ${who}: ${address}: ${internal.summary}: ${internal.detail ?? ""}`);
  }
  const { done, failed, notRun } = report.summary;
  if (done + failed + notRun !== report.results.length) found.push(`REPORT ${who}: the summary does not add up`);
  return found;
}

/** Nothing disturbs this one: all of it is done. */
export function checkConvergence({ planned, report }: Extract<ProcessEnd, { state: "ended" }>, who: string): Violation[] {
  const errors = planned.diagnostics.filter(({ severity }) => severity === "error");
  const words = (diagnostics: readonly Diagnostic[]): string => diagnostics.map(({ code, summary }) => `${code} ${summary}`).join(", ");
  return [
    ...errors.map(({ code, summary }) => `CONVERGES ${who} ${code}: ${summary}`),
    ...report.results.flatMap(({ address, state, diagnostics }) =>
      state === "done" ? [] : [`CONVERGES ${who} ${address} ${state}: ${words(diagnostics)}`],
    ),
  ];
}

export interface Wanted {
  readonly scope: string;
  readonly machines: readonly {
    readonly address: string;
    /** What has been said of its power, the last of it last. */
    readonly policies: readonly PowerPolicy[];
  }[];
  readonly virtualIps: readonly string[];
  readonly names: readonly string[];
}

export interface Look {
  readonly store: Store;
  /** Ids of all that was there before. */
  readonly initial: ReadonlySet<string>;
  readonly wanted: readonly Wanted[];
  readonly turnedOff: ReadonlySet<string>;
  /** Those whose power people have touched. */
  readonly touched: ReadonlySet<string>;
  /** Those that people have given adapters. */
  readonly extended: ReadonlySet<string>;
  /** Those that people have ever started. */
  readonly started: ReadonlySet<string>;
  /** Templates, and cloud-init data of VMs that people have deleted, that drift lists as left over. */
  readonly told: ReadonlySet<string>;
  /** Temporary files of the VMM server. */
  readonly files: number;
}

/** What VMM holds when all is done: each thing once, and nothing left over. */
export function checkEstate(look: Look): Violation[] {
  const { customProperties } = look.store;
  return [
    ...checkMachines(look),
    ...[...look.store.vms.values()].flatMap((vm) => checkMachine(vm, look)),
    ...checkAddresses(look),
    ...checkNames(look),
    ...checkLibrary(look),
    ...twice([...customProperties.values()].map(({ Name }) => Name.toLowerCase())).map((name) => `PROPERTY-TWICE ${name}`),
  ];
}

const keyOf = ({ scope, address }: Mark): string => `${scope}:${address}`;
const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();

function checkMachines({ store, wanted }: Look): Violation[] {
  const ours = [...store.vms.values()].flatMap((vm) => markOf(vm) ?? []).map(keyOf);
  const due = wanted.flatMap(({ scope, machines }) => machines.map(({ address }) => keyOf({ scope, address })));
  const names = [...store.vms.values()].filter(markOf).map(({ Name }) => Name.toLowerCase());
  return [
    ...(same(due, ours) ? [] : [`MACHINES wanted ${due.join()}, there are ${ours.join()}`]),
    ...twice(names).map((name) => `NAME-TWICE ${name}`),
  ];
}

function checkMachine(vm: VirtualMachine, look: Look): Violation[] {
  const { ID, Name, Status, Description, CustomProperty, VirtualNetworkAdapters: adapters } = vm;
  const { initial, extended } = look;
  if (!markOf(vm)) return initial.has(ID) || Description === "by people" ? [] : [`LEAKED-VM ${Name} ${Status} "${Description}"`];
  return [
    ...(CustomProperty.has(MARK_PROPERTY) && !splitDescription(Description).mark ? [] : [`UNSEALED ${Name}`]),
    ...(CustomProperty.has(RESTART_PROPERTY) ? [`RESTART-LEFT ${Name}`] : []),
    ...(adapters.length > MOST_DEVICES && !extended.has(ID) ? [`ADAPTER-TWICE ${Name} has ${adapters.length}`] : []),
    ...checkPower(vm, look),
  ];
}

/** As its policy says; where that leaves it to people, as they have left it. */
function checkPower(vm: VirtualMachine, { wanted, turnedOff, touched, started }: Look): Violation[] {
  const { ID, Name, VirtualMachineState } = vm;
  const mark = markOf(vm);
  const machine = wanted.find(({ scope }) => scope === mark?.scope)?.machines.find(({ address }) => address === mark?.address);
  if (!machine) return [];
  const isRunning = VirtualMachineState === "Running";
  const off = [`OFF ${Name} is ${VirtualMachineState}, and people have not turned it off`];
  const on = [`STARTED ${Name}, which was to be off`];
  const { policies } = machine;
  const policy = policies.at(-1);
  const always = (...some: readonly PowerPolicy[]): boolean => policies.every((one) => some.includes(one));
  if (policy === "AlwaysOn") return isRunning ? [] : off;
  if (policy === "AlwaysOff") return isRunning ? on : [];
  if (policy === "Manual") return isRunning && always("Manual", "AlwaysOff") && !started.has(ID) ? on : [];
  if (turnedOff.has(ID) && isRunning && always("StartOnce")) return on;
  return isRunning || touched.has(ID) || !always("StartOnce", "AlwaysOn") ? [] : off;
}

function checkAddresses({ store, initial, wanted }: Look): Violation[] {
  const adapters = new Set([...store.vms.values()].flatMap((vm) => vm.VirtualNetworkAdapters.map(({ ID }) => ID)));
  const addresses = [...store.addresses.values()];
  const due = wanted.flatMap(({ scope, virtualIps }) => virtualIps.map((address) => keyOf({ scope, address })));
  const isVirtualIp = ({ AssignedToType }: AllocatedIpAddress): boolean => AssignedToType === "VIP";
  const marked = addresses
    .filter(isVirtualIp)
    .flatMap(({ Description }) => splitDescription(Description).mark ?? [])
    .map(keyOf);
  const isHeld = (one: AllocatedIpAddress): boolean =>
    initial.has(one.ID) ||
    one.Description === "by people" ||
    (isVirtualIp(one) && splitDescription(one.Description).mark !== undefined) ||
    adapters.has(one.AssignedToID ?? "");
  const leaked = addresses.filter((one) => !isHeld(one));
  const macs = [...store.macAddresses.values()].filter(({ AssignedToID }) => !adapters.has(AssignedToID));
  return [
    ...(same(due, marked) ? [] : [`VIRTUAL-IPS wanted ${due.join()}, there are ${marked.join()}`]),
    ...leaked.map(({ Address, Description, AssignedToID }) => `LEAKED-ADDRESS ${Address} "${Description}" of ${AssignedToID ?? "nobody"}`),
    ...twice(addresses.map(({ Address }) => Address)).map((address) => `ADDRESS-TWICE ${address}`),
    ...macs.map(({ Address }) => `LEAKED-MAC ${Address}`),
  ];
}

/** Each claim holds one name, which no VM of ours bears: no manifest gives one to a machine. */
function checkNames({ store, wanted }: Look): Violation[] {
  const claims = [...store.customProperties.values()].flatMap(({ Name, Description }) => parseClaim(Name, Description) ?? []);
  const due = wanted.flatMap(({ scope, names }) => names.map((address) => keyOf({ scope, address })));
  const held = claims.map(({ mark }) => (mark ? keyOf(mark) : "nobody"));
  const borne = new Set([...store.vms.values()].filter(markOf).map(({ Name }) => Name.toLowerCase()));
  return [
    ...(same(due, held) ? [] : [`CLAIMS wanted ${due.join()}, there are ${held.join()}`]),
    ...claims.filter(({ name }) => borne.has(name.toLowerCase())).map(({ name }) => `CLAIM-BORNE ${name}`),
  ];
}

/** cloud-init data, wherever it is. */
export function seedsOf(store: Store, initial: ReadonlySet<string>) {
  const attached = [...store.drives.values()].map(({ VirtualHardDisk }) => VirtualHardDisk);
  const media = [...store.isos.values(), ...store.libraryDisks.values(), ...store.floppyDisks.values(), ...attached];
  return media.filter(({ ID, SharePath }) => !initial.has(ID) && SharePath.includes("scvmm-seed"));
}

function checkLibrary({ store, initial, told, files }: Look): Violation[] {
  const seeds = seedsOf(store, initial).filter(({ ID }) => !told.has(ID));
  const templates = [...store.templates.values()].filter(({ ID }) => !initial.has(ID) && !told.has(ID));
  return [
    ...templates.map(({ Name }) => `LEAKED-TEMPLATE ${Name}`),
    ...seeds.map(({ SharePath }) => `LEAKED-SEED ${SharePath}`),
    ...(files > 0 ? [`LEAKED-FILE ${files} temporary files`] : []),
  ];
}

/** At no moment may a machine be there twice. */
export const checkSingles = (store: Store, who: string): Violation[] =>
  twice([...store.vms.values()].flatMap((vm) => markOf(vm) ?? []).map(keyOf)).map((key) => `MACHINE-TWICE ${key} after ${who}`);

export const unfinished = ({ plan, diagnostics }: Planned): string[] => [
  ...diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, address, summary, detail }) => `${code} ${address ?? ""} ${summary} ${detail ?? ""}`),
  ...plan.changes.filter(({ action }) => action !== "none").map(({ action, address, cause }) => `${action} ${address} (${cause})`),
];
