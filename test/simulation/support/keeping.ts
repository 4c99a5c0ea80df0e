import { vmOfSeed } from "../../../provider/engine/operation-seed.ts";
import { MARK_PROPERTY } from "../../../provider/model/mark.ts";
import { PERSISTENT_DISK } from "../../../provider/model/persistent-disk.ts";
import { isProtection, PROTECTION_PROPERTY } from "../../../provider/model/protection.ts";
import type { StandaloneVirtualHardDisk, VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import type { World } from "../../../provider/simulator/world.ts";
import type { Violation } from "./checks.ts";
import { markOf } from "./estate-view.ts";
import { addressOf } from "./loaded.ts";
import type { Goal, ScopePlan } from "./scenario.ts";

interface Firm {
  readonly plan: ScopePlan;
  readonly origin: string;
  readonly name: string;
}

interface Written {
  readonly file: string;
  readonly round: number;
  /** Whose it was then. */
  readonly vmId: string | null;
}

const isPersistent = ({ Name }: { readonly Name: string }): boolean => Name.toLowerCase().includes(PERSISTENT_DISK);

/** What has been finished, and what has been written to its disks: it must be there in the end, unless somebody has asked for its end. */
export class Keeping {
  readonly #store: Store;
  readonly #jobs: World["jobs"];
  readonly #plans: readonly ScopePlan[];
  /** By the id of the VM. */
  readonly #firm = new Map<string, Firm>();
  /** By what is written on them. */
  readonly #written = new Map<string, Written>();
  /** VMs that people have deleted, and disks that went with them or by themselves, by what is written on them. */
  readonly #destroyed = new Set<string>();
  /** Disks that people have ever ordered to be deleted: as long as a job is at work there, no guest writes to them for the first time. */
  readonly #going = new Set<StandaloneVirtualHardDisk>();

  constructor({ store, jobs }: Pick<World, "store" | "jobs">, plans: readonly ScopePlan[]) {
    this.#store = store;
    this.#jobs = jobs;
    this.#plans = plans;
  }

  /** People are about to delete these. */
  destroy(vm: VirtualMachine | null, disks: readonly StandaloneVirtualHardDisk[]): void {
    if (vm) this.#destroyed.add(vm.ID);
    for (const disk of disks) {
      this.#destroyed.add(textOn(disk));
      this.#going.add(disk);
    }
  }

  /** Whether it is cloud-init data of a VM that people have deleted. */
  isOfDestroyed(path: string): boolean {
    const vmId = vmOfSeed(path.split("\\").at(-1) ?? "");
    return vmId !== null && this.#destroyed.has(vmId);
  }

  /**
   * A disk that people delete while it is being detached is recorded all the same: nothing tells that apart from a second try. They take the
   * record away, as the guide says.
   */
  settle(): void {
    const { customProperties, looseDisks } = this.#store;
    const deleted = new Set([...this.#destroyed].map((text) => this.#written.get(text)?.file.toLowerCase()));
    const loose = new Set([...looseDisks.values()].map(({ Name }) => Name.toLowerCase()));
    for (const [id, { Name }] of customProperties)
      if (deleted.has(Name.toLowerCase()) && !loose.has(Name.toLowerCase())) customProperties.delete(id);
  }

  /** Machines that are finished, and wanted from now on; guests write to the disks of all that are finished. */
  note(round: number): void {
    for (const vm of this.#store.vms.values()) {
      const mark = markOf(vm);
      const plan = this.#plans.find(({ scope }) => scope === mark?.scope);
      if (!plan || !mark || !vm.CustomProperty.has(MARK_PROPERTY)) continue;
      const origin = originOf(plan, mark.address, round);
      if (origin !== null && isWantedFrom(plan, origin, round, vm)) this.#firm.set(vm.ID, { plan, origin, name: vm.Name });
      // What is written above a checkpoint lies in a file that is merged away.
      if (vm.VMCheckpoints.length > 0) continue;
      for (const { VirtualHardDisk: disk } of vm.VirtualDiskDrives) this.#write(disk, round, vm);
    }
    for (const disk of this.#store.looseDisks.values()) if (isPersistent(disk)) this.#write(disk, round, null);
  }

  #write(disk: StandaloneVirtualHardDisk, round: number, vm: VirtualMachine | null): void {
    if (disk.$content || (vm && this.#jobs.isLocked(vm) && this.#going.has(disk))) return;
    const text = `written-${this.#written.size}`;
    Object.assign(disk, { $content: Buffer.from(text) });
    this.#written.set(text, { file: disk.Name, round, vmId: vm?.ID ?? null });
  }

  /** `held`: what each scope holds in the end. */
  check(held: readonly Goal[], oneByOne: boolean): Violation[] {
    return [...(oneByOne ? this.#checkMachines(held) : []), ...this.#checkDisks(held, oneByOne), ...this.#checkRecords()];
  }

  #checkMachines(held: readonly Goal[]): Violation[] {
    return [...this.#firm].flatMap(([id, { plan, origin, name }]) => {
      const wanted = held[this.#plans.indexOf(plan)]?.machines.find((machine) => machine.origin === origin);
      if (!wanted || this.#destroyed.has(id)) return [];
      const vm = this.#store.vms.get(id);
      if (!vm) return [`LOST-VM ${name}, which was finished and is ${origin} of ${plan.scope}, is gone`];
      const address = markOf(vm)?.address;
      return address === addressOf("ScvmmMachine", wanted)
        ? []
        : [`LOST-VM ${name} is ${origin} of ${plan.scope}, but carries the mark of ${address}`];
    });
  }

  #checkDisks(held: readonly Goal[], oneByOne: boolean): Violation[] {
    const attached = [...this.#store.vms.values()].flatMap(({ VirtualDiskDrives }) =>
      VirtualDiskDrives.map(({ VirtualHardDisk }) => VirtualHardDisk),
    );
    const there = [...attached, ...this.#store.looseDisks.values()];
    const texts = there.map(textOn);
    const names = there.filter(isPersistent).map(({ Name }) => Name.toLowerCase());
    const lost = [...this.#written].filter(([text, written]) => !texts.includes(text) && !this.#mayBeGone(text, written, held, oneByOne));
    return [
      ...lost.map(([text, { file }]) => `LOST-DISK ${file} (${text}) is gone with what was on it`),
      ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `DISK-TWICE ${name}`),
    ];
  }

  #mayBeGone(text: string, { file, round, vmId }: Written, held: readonly Goal[], oneByOne: boolean): boolean {
    if (this.#destroyed.has(text)) return true;
    const [owner, disk] = file.toLowerCase().split(PERSISTENT_DISK);
    if (disk !== undefined) {
      const plan = this.#plans.find(({ scope }) => owner === `${scope}.default`);
      return plan === undefined || wasGivenUp(plan, disk, round);
    }
    const firm = this.#firm.get(vmId ?? "");
    if (!firm || this.#destroyed.has(vmId ?? "")) return true;
    // Of two that two engines have finished one goes.
    if (!oneByOne && !this.#store.vms.has(vmId ?? "")) return true;
    const { plan, origin } = firm;
    const isWanted = held[this.#plans.indexOf(plan)]?.machines.some((machine) => machine.origin === origin);
    const later = plan.goals.slice(round).flatMap(({ machines }) => machines.filter((machine) => machine.origin === origin));
    return !isWanted || later.some(({ spec }) => spec["removedDisks"] === "Delete");
  }

  /** A disk that no VM has is recorded, and no other is. */
  #checkRecords(): Violation[] {
    const recorded = [...this.#store.customProperties.values()].filter(isPersistent).map(({ Name }) => Name.toLowerCase());
    const loose = [...this.#store.looseDisks.values()].filter(isPersistent).map(({ Name }) => Name.toLowerCase());
    return [
      ...loose.filter((name) => !recorded.includes(name)).map((name) => `FORGOTTEN-DISK ${name} has no record`),
      ...recorded.filter((name) => !loose.includes(name)).map((name) => `LEFT-RECORD ${name}, which no file is`),
    ];
  }
}

const textOn = ({ $content }: StandaloneVirtualHardDisk): string => ($content ? Buffer.from($content).toString("latin1", 0, 40) : "");

/** null where two have had the address. */
function originOf({ goals }: ScopePlan, address: string, round: number): string | null {
  const all = goals.slice(0, round + 1).flatMap(({ machines }) => machines);
  const origins = new Set(all.filter((machine) => addressOf("ScvmmMachine", machine) === address).map(({ origin }) => origin));
  return origins.size === 1 ? ([...origins][0] ?? null) : null;
}

/** Whether its manifest is there from this round on; without it for a while VMM's own note must protect it. */
function isWantedFrom({ goals }: ScopePlan, origin: string, round: number, vm: VirtualMachine): boolean {
  const isSafe = isProtection(vm.CustomProperty.get(PROTECTION_PROPERTY));
  return goals
    .slice(round)
    .every(({ machines, lost }) => machines.some((machine) => machine.origin === origin) && (isSafe || !lost.includes(origin)));
}

/** Its manifest has left, and has ever allowed that the file goes too. */
function wasGivenUp({ goals }: ScopePlan, disk: string, round: number): boolean {
  const all = goals.map(({ kept }) => kept.disks.find(({ name }) => name === disk));
  return all.slice(round).includes(undefined) && all.some((one) => one?.reclaim === "Delete");
}
