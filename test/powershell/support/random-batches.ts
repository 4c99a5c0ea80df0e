import type { Batch, Call, CallValue, Condition, Filter } from "../../../provider/batch/call.ts";
import { CMDLETS, type Cmdlet } from "../../../provider/batch/cmdlets.ts";
import { OBJECT_TYPES } from "../../../provider/simulator/binding/object-types.ts";
import { type Declaration, findSignature, type Signature } from "../../../provider/simulator/binding/signature.ts";
import { CMDLET_TABLE } from "../../../provider/simulator/cmdlets/table.ts";
import { printed, type TypeName } from "../../../provider/simulator/objects/object.ts";
import type { Random } from "../../../provider/simulator/random.ts";
import { tableOf } from "../../../provider/simulator/store.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";

/** Getters that bring an object of a type for later calls. */
const GETTERS: Partial<Record<TypeName, Cmdlet>> = {
  AllocatedIPAddress: "Get-SCIPAddress",
  Cloud: "Get-SCCloud",
  CustomProperty: "Get-SCCustomProperty",
  HardwareProfile: "Get-SCHardwareProfile",
  Host: "Get-SCVMHost",
  HostGroup: "Get-SCVMHostGroup",
  ISO: "Get-SCISO",
  LibraryShare: "Get-SCLibraryShare",
  OperatingSystem: "Get-SCOperatingSystem",
  ServerConnection: "Get-SCVMMServer",
  StaticIPAddressPool: "Get-SCStaticIPAddressPool",
  Task: "Get-SCJob",
  Template: "Get-SCVMTemplate",
  UserRole: "Get-SCUserRole",
  VirtualDVDDrive: "Get-SCVirtualDVDDrive",
  VirtualDiskDrive: "Get-SCVirtualDiskDrive",
  VirtualFloppyDrive: "Get-SCVirtualFloppyDrive",
  VirtualNetworkAdapter: "Get-SCVirtualNetworkAdapter",
  VM: "Get-SCVirtualMachine",
  VMConfiguration: "New-SCVMConfiguration",
  VMNetwork: "Get-SCVMNetwork",
  VMSubnet: "Get-SCVMSubnet",
};
const ALL: Partial<Record<Cmdlet, Record<string, CallValue>>> = {
  "Get-SCIPAddress": { All: true },
  "Get-SCISO": { All: true },
  "Get-SCJob": { All: true },
  "Get-SCVMTemplate": { All: true },
  "Get-SCVirtualDVDDrive": { All: true },
  "Get-SCVirtualDiskDrive": { All: true },
  "Get-SCVirtualMachine": { All: true },
  "Get-SCVirtualNetworkAdapter": { All: true },
  "Get-SCCustomProperty": { Member: "VM" },
  "Get-SCVMMServer": { ComputerName: "localhost" },
};
const PATHS = [
  ..."ID Name name Description Status StatusString VirtualMachineState CPUCount Memory TotalSize Tag Cloud Cloud.ID VMHost VMHost.Name".split(
    " ",
  ),
  ..."VMHost.VMHostGroup.Path CreationTime MostRecentTask.Status MostRecentTask.ErrorInfo CustomProperty CustomProperty.Zone Nothing.At.All".split(
    " ",
  ),
  ..."VirtualDiskDrives VirtualDiskDrives.Lun VirtualNetworkAdapters.IPv4Addresses VirtualNetworkAdapters.Count BootOrder Generation".split(
    " ",
  ),
  ..."Status ErrorInfo.Problem Progress IsCompleted Address AllocatingAddressPool.Name AvailableAddresses VMNetwork.Name SubnetVLans".split(
    " ",
  ),
  ..."DefaultGateways VMSubnet.Name HostType ParentHostGroup.Name ChildGroups.Name CloudCapacity.UseCPUCountMaximum Dynamicmemoryenabled".split(
    " ",
  ),
];
const TEXTS = [
  "web-01",
  "WEB-*",
  "vm",
  "",
  " ",
  "localhost",
  "Ubuntu 22.04 LTS",
  "Production",
  "[x]",
  "a,b",
  "5",
  "true",
  "ü'\"$(x)`n",
  "Zone",
];
const NUMBERS = [0, 1, 2, 3, 4, 8, 16, 40, 64, 255, 256, 512, 1024, 2048, 4096, 65_536, -1, 1.5, 2.5, 2 ** 31, 2 ** 40];
const INTEGER = /^(Byte|U?Int\d\d|Decimal)$/;

/** Batches that are mostly sensible, and now and then wrong in any place, about what a VMM holds at the time. */
export class RandomBatches {
  readonly #random: Random;
  readonly #vmm: Vmm;
  #calls: Call[] = [];
  /** A call has one mistake at most: of two, which one the engine meets first is left to chance. */
  #faultless = true;

  constructor(random: Random, vmm: Vmm) {
    this.#random = random;
    this.#vmm = vmm;
  }

  next(): Batch {
    this.#calls = [];
    const wanted = 1 + this.#random.below(4);
    for (let index = 0; index < wanted; index++) this.#add();
    return this.#calls;
  }

  #chance(share: number): boolean {
    return this.#random.next() / 2 ** 32 < share;
  }

  #mistake(share: number): boolean {
    if (!this.#faultless || !this.#chance(share)) return false;
    this.#faultless = false;
    return true;
  }

  #add(): void {
    this.#faultless = true;
    if (this.#calls.length > 0 && this.#chance(0.1)) {
      this.#push({ from: this.#anyId() });
      return;
    }
    const cmdlet: string = this.#chance(0.01) ? "Get-Process" : this.#random.pick(CMDLETS);
    const signature = findSignature(cmdlet)?.signature;
    const parameters = signature === undefined ? {} : this.#parameters(cmdlet as Cmdlet, signature);
    const asJob = signature !== undefined && "RunAsynchronously" in signature.parameters && this.#chance(0.4);
    this.#push({ cmdlet: this.#chance(0.03) ? cmdlet.toLowerCase() : cmdlet, parameters, ...(asJob ? { job: true } : {}) });
  }

  #push(body: object): string {
    const id = this.#chance(0.01) ? "c0" : `c${this.#calls.length}`;
    const rest = {
      ...(this.#chance(0.7) ? { project: this.#projection() } : {}),
      ...(this.#chance(0.15) ? { where: this.#filter() } : {}),
      ...(this.#calls.length > 0 && this.#chance(0.1) ? { unless: this.#anyId() } : {}),
      ...(this.#calls.length > 0 && this.#chance(0.05) ? { given: this.#anyId() } : {}),
    };
    this.#calls.push({ id, ...body, ...rest } as Call);
    return id;
  }

  #anyId(): string {
    return this.#chance(0.03) ? "nobody" : this.#random.pick(this.#calls).id;
  }

  /** All that some set demands, and a few more that do something; then perhaps a mistake. */
  #parameters(cmdlet: Cmdlet, { sets, parameters }: Signature): Record<string, CallValue> {
    const set = this.#random.pick(sets);
    const known = Object.entries(parameters).filter(
      ([name, ways]) => isSayable(name, ways) && ways.some((way) => way.sets.includes(set) || way.sets.includes("(All)")),
    );
    const honoured = CMDLET_TABLE[cmdlet].honours;
    const given: Record<string, CallValue> = {};
    for (const [name, ways] of known) {
      const needed = ways.some((way) => way.required && (way.sets.includes(set) || way.sets.includes("(All)")));
      const wanted = needed ? !this.#mistake(0.02) : honoured.includes(name) ? this.#chance(0.3) : this.#mistake(0.002);
      if (wanted) given[this.#spelled(name, ways)] = this.#value(name, ways[0]);
    }
    const strange = this.#random.pick(["Nmae", "Confirm", "WhatIf", "ErrorAction", "verbose"]);
    // A parameter twice is a mistake of its own.
    const isGiven = Object.keys(given).some((one) => findsToo(one, strange, parameters[strange]));
    if (!isGiven && this.#mistake(0.03)) given[strange] = this.#wrong();
    const rest = Object.keys(parameters).filter(
      (name) => name !== "JobVariable" && !Object.keys(given).some((one) => findsToo(one, name, parameters[name])),
    );
    if (rest.length > 0 && this.#mistake(0.05)) given[this.#random.pick(rest)] = this.#wrong();
    return given;
  }

  #spelled(name: string, ways: readonly Declaration[]): string {
    const aliases = ways.flatMap((way) => way.aliases);
    if (aliases.length > 0 && this.#chance(0.2)) return this.#random.pick(aliases);
    if (this.#mistake(0.01)) return name.slice(0, -1);
    return this.#chance(0.03) ? name.toUpperCase() : name;
  }

  #value(name: string, way: Declaration | undefined): CallValue {
    if (way === undefined || this.#mistake(0.05)) return this.#wrong();
    const element = /\[(?:.*\.)?(\w+)\]$/.exec(way.type)?.[1] ?? (way.type.endsWith("[]") ? way.type.slice(0, -2) : undefined);
    if (element === undefined) return this.#one(name, way.type.split(".").at(-1) ?? "", way.values);
    const length = way.required && !this.#mistake(0.1) ? 1 + this.#random.below(2) : this.#random.below(3);
    return Array.from({ length }, () => this.#one(name, element, way.values));
  }

  #one(name: string, type: string, values: readonly string[]): CallValue {
    if (values.length > 0) return this.#chance(0.1) ? this.#random.pick(values).toLowerCase() : this.#random.pick(values);
    if (type === "Boolean" || type === "SwitchParameter") return this.#chance(0.8);
    if (type === "Guid") return this.#guid();
    if (INTEGER.test(type)) return this.#integer(type);
    if (type === "String") return this.#text(name);
    // Of any object VMM resolves no name: a text would be a mistake.
    if (type === "ClientObject") return this.#found("VM");
    const objectType = OBJECT_TYPES[type];
    return objectType === undefined ? this.#text(name) : this.#object(objectType);
  }

  #integer(type: string): CallValue {
    const number = this.#mistake(0.03)
      ? this.#random.pick(NUMBERS)
      : this.#random.pick(type === "Byte" ? NUMBERS.slice(0, 9) : NUMBERS.slice(0, 15));
    return this.#chance(0.1) ? `${number}` : number;
  }

  #text(name: string): string {
    if (name === "ComputerName" && this.#chance(0.8)) return "localhost";
    if (/Address$/.test(name)) return this.#chance(0.8) ? `10.0.${this.#random.below(4)}.${this.#random.below(255)}` : "10.0.0";
    if (this.#mistake(0.03)) return "";
    return this.#chance(0.5) ? this.#nameOf(this.#random.pick(["VM", "Cloud", "Template"])) : this.#random.pick(TEXTS.filter(Boolean));
  }

  #nameOf(type: TypeName): string {
    const all = [...(tableOf(this.#vmm.world.store, type)?.values() ?? [])];
    return all.length === 0 ? "none" : printed(this.#random.pick(all));
  }

  #idOf(type: TypeName): Condition {
    const [...all] = tableOf(this.#vmm.world.store, type)?.keys() ?? [];
    return { path: "ID", op: "eq", value: all.length === 0 ? "none" : this.#random.pick(all) };
  }

  #guid(): string {
    const all = [...this.#vmm.world.store.vms.keys(), ...this.#vmm.world.store.clouds.keys(), ...this.#vmm.world.store.tasks.keys()];
    if (this.#mistake(0.05)) return this.#random.pick(["x", ""]);
    if (this.#chance(0.05)) return this.#random.pick(["{11111111-2222-3333-4444-555555555555}", "11111111222233334444555555555555"]);
    return this.#chance(0.1) ? this.#random.guid() : this.#random.pick(all);
  }

  /** A reference to a getter put before, or the object's name. */
  #object(type: TypeName): CallValue {
    return GETTERS[type] === undefined || this.#chance(0.04) ? this.#nameOf(type) : this.#found(type);
  }

  #found(type: TypeName): CallValue {
    const getter = GETTERS[type];
    if (getter === undefined) return this.#nameOf(type);
    if (this.#calls.length > 0 && this.#mistake(0.05)) return { $ref: this.#anyId() };
    const where: Filter = { all: [this.#chance(0.8) ? this.#idOf(type) : { path: "Name", op: "eq", value: this.#nameOf(type) }] };
    const parameters =
      type === "VMConfiguration"
        ? { VMTemplate: this.#object("Template"), Name: `new-${this.#random.below(1000)}`, Cloud: this.#object("Cloud") }
        : (ALL[getter] ?? {});
    const id = `c${this.#calls.length}`;
    const precise = type !== "VMConfiguration" && !this.#mistake(0.02);
    this.#calls.push({ id, cmdlet: getter, parameters, ...(precise ? { where } : {}) } as Call);
    return this.#mistake(0.03) ? { $ref: id, many: true } : { $ref: id };
  }

  #wrong(): CallValue {
    const values: readonly CallValue[] = [null, true, false, 1, -5, 2 ** 40, 1.5, "", "x", "7", [], ["x"], [1, null], [["y"]]];
    return this.#chance(0.3) && this.#calls.length > 0 ? { $ref: this.#anyId() } : this.#random.pick(values);
  }

  #projection(): Call["project"] {
    return Array.from({ length: 1 + this.#random.below(5) }, () => {
      if (this.#chance(0.1)) return { table: this.#random.pick(["CustomProperty", "Name", "No"]) };
      const each = this.#random.pick(["VirtualDiskDrives", "VirtualNetworkAdapters", "SubnetVLans", "VMHost", "No", "DefaultGateways"]);
      return this.#chance(0.15) ? { each, of: [this.#random.pick(PATHS), "ID"] } : this.#random.pick(PATHS);
    });
  }

  #filter(): Filter {
    const condition = () => ({
      path: this.#random.pick(PATHS),
      op: this.#random.pick(["eq", "ne", "startsWith", "contains"] as const),
      value: this.#chance(0.5) ? this.#nameOf("VM") : this.#random.pick([...TEXTS, "PowerOff", "Running", "2026-01-", "0", "false"]),
    });
    return this.#chance(0.6) ? { all: [condition()] } : { any: [condition(), condition()] };
  }
}

/** The function names the job's variable itself, and one that is named at random may be PowerShell's own; a credential is no text. */
const isSayable = (name: string, ways: readonly Declaration[]): boolean =>
  name !== "JobVariable" && !ways.some(({ type }) => type.endsWith("Credential"));

/** Whether a name as it was spelled may stand for a parameter too. */
const findsToo = (spelled: string, name: string, ways: readonly Declaration[] | undefined): boolean =>
  [name, ...(ways ?? []).flatMap(({ aliases }) => aliases)].some((one) => one.toLowerCase().startsWith(spelled.toLowerCase()));
