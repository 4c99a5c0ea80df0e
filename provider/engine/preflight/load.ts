import { RESTART_PROPERTY } from "../../model/mark.ts";
import type { Id, LiveVm } from "../inventory.ts";
import type { Draft } from "../kind.ts";
import type { DesiredDisk, DesiredMachine, MachineGoal } from "../kinds/machine/goal.ts";
import { goalVms } from "../kinds/machine/goal-vms.ts";
import { startsAtCreation } from "../kinds/machine/power.ts";
import type { Operation } from "../operation.ts";
import { fold } from "../text.ts";
import type { World } from "../world.ts";
import type { Amounts } from "./contract.ts";

export const NOTHING: Amounts = { vms: 0, points: 0, storageBytes: 0, cpus: 0, memoryMb: 0 };
export const dimensions = Object.keys(NOTHING) as readonly (keyof Amounts)[];

const sum = (a: Amounts, b: Amounts, factor = 1): Amounts => ({
  vms: a.vms + factor * b.vms,
  points: a.points + factor * b.points,
  storageBytes: a.storageBytes + factor * b.storageBytes,
  cpus: a.cpus + factor * b.cpus,
  memoryMb: a.memoryMb + factor * b.memoryMb,
});

/** What one change adds to a cloud, or takes off it where negative. */
export interface CloudLoad {
  readonly address: string;
  readonly cloudId: Id;
  readonly deletes: boolean;
  readonly amounts: Amounts;
  /** Whether its memory is an estimate: dynamic memory counts as VMM has it at the time, and a template may not tell. */
  readonly memoryEstimated: boolean;
}

/**
 * What a change does to its clouds: what counts of its VMs once it is carried out, less what counts of them now. Processors and
 * memory count of VMs that run, the maximum size of disks and the VM itself always (scvmm-domain 4.11).
 */
export function cloudLoads({ address, action, goal, steps }: Draft, world: World): readonly CloudLoad[] {
  if (goal.kind !== "ScvmmMachine" || action === "none") return [];
  const operations = steps.steps.flatMap(({ task }) => (task.kind === "operate" ? [task.operation] : []));
  const clouds = cloudsByName(world);
  const totals = new Map<Id, Amounts>();
  const count = (cloudId: Id | undefined, amounts: Amounts, factor = 1): void => {
    if (cloudId !== undefined) totals.set(cloudId, sum(totals.get(cloudId) ?? NOTHING, amounts, factor));
  };
  const { own, former } = goalVms(goal, world);
  const vms = [...own, ...former];
  const [keep] = vms.filter(({ id }) => !goal.doomed.includes(id));
  for (const vm of vms) {
    const isKept = vm === keep && goal.desired !== null;
    if (isKept || goal.doomed.includes(vm.id)) count(clouds.get(fold(vm.cloud ?? "")), amountsNow(vm), -1);
  }
  if (goal.desired) {
    const cloudId = goal.desired.cloud?.id ?? (keep ? clouds.get(fold(keep.cloud ?? "")) : undefined);
    count(cloudId, keep ? amountsOfKept(keep, goal.desired, operations, world) : amountsOfNew(goal.desired, world));
  }
  const memoryEstimated = isEstimated(goal, keep, world);
  return [...totals].map(([cloudId, amounts]) => ({ address, cloudId, deletes: action === "delete", amounts, memoryEstimated }));
}

/** Names of clouds that two have are left out: which is meant VMM does not tell of a VM. */
function cloudsByName({ inventory }: World): ReadonlyMap<string, Id> {
  const names = inventory.clouds.map(({ name }) => fold(name));
  return new Map(
    inventory.clouds
      .filter(({ name }) => names.indexOf(fold(name)) === names.lastIndexOf(fold(name)))
      .map(({ id, name }) => [fold(name), id]),
  );
}

const runs = ({ powerState }: LiveVm): boolean => powerState === "Running";
const storageOf = ({ disks }: LiveVm): number => disks.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);

const amounts = (storageBytes: number, running: boolean, cpus: number, memoryMb: number): Amounts => ({
  vms: 1,
  points: 1,
  storageBytes,
  cpus: running ? cpus : 0,
  memoryMb: running ? memoryMb : 0,
});

const amountsNow = (vm: LiveVm): Amounts => amounts(storageOf(vm), runs(vm), vm.cpuCount, vm.memoryMb);

/** As the steps leave it: what waits is not done, so it does not count. */
function amountsOfKept(vm: LiveVm, desired: DesiredMachine, operations: readonly Operation[], world: World): Amounts {
  const set = Object.assign({}, ...operations.flatMap((one) => (one.kind === "set-machine" ? [one.set] : [])));
  const storage = storageOf(vm) + operations.reduce((bytes, operation) => bytes + addedStorage(operation, vm, world), 0);
  const whole = vm.sealed ? storage : Math.max(storage, storageOfNew(desired, world));
  return amounts(whole, willRun(vm, desired, operations), set.cpuCount ?? vm.cpuCount, set.memoryMb ?? vm.memoryMb);
}

function addedStorage(operation: Operation, vm: LiveVm, { inventory }: World): number {
  const sizeNow = (diskId: Id): number => vm.disks.find(({ id }) => id === diskId)?.sizeBytes ?? 0;
  if (operation.kind === "expand-disk") return operation.sizeBytes - sizeNow(operation.diskId);
  if (operation.kind === "remove-disk" || operation.kind === "drop-disk") return -sizeNow(operation.diskId);
  if (operation.kind !== "add-disk") return 0;
  const { content } = operation;
  if ("sizeBytes" in content) return content.sizeBytes;
  return inventory.virtualHardDisks.find(({ id }) => id === content.virtualHardDiskId)?.sizeBytes ?? 0;
}

/** One that is shut down for a change is started again; one that is not finished is started at its end. */
function willRun(vm: LiveVm, desired: DesiredMachine, operations: readonly Operation[]): boolean {
  if (!vm.sealed) return runs(vm) || startsAtCreation(desired);
  const isStarted = operations.some(
    (one) => one.kind === "start-machine" || (one.kind === "set-custom-property" && one.name === RESTART_PROPERTY && one.value !== null),
  );
  return isStarted || (runs(vm) && !operations.some(({ kind }) => kind === "stop-machine"));
}

function amountsOfNew(desired: DesiredMachine, world: World): Amounts {
  return amounts(storageOfNew(desired, world), startsAtCreation(desired), desired.cpuCount, memoryOfNew(desired, world) ?? 0);
}

/** Null where neither the manifest nor what it is made from tells. */
function memoryOfNew({ memory, hardwareProfile, template }: DesiredMachine, { inventory }: World): number | null {
  if (memory) return memory.value;
  const profile = inventory.hardwareProfiles.find(({ id }) => id === hardwareProfile?.id);
  return profile?.memoryMb ?? inventory.templates.find(({ id }) => id === template?.id)?.memoryMb ?? null;
}

function isEstimated({ desired }: MachineGoal, keep: LiveVm | undefined, world: World): boolean {
  if (!desired) return false;
  return desired.dynamicMemory !== null || (keep ? keep.dynamicMemory !== null : memoryOfNew(desired, world) === null);
}

/** Disks of the template, grown where the manifest says so, and those that the manifest adds. */
function storageOfNew({ template, disks }: DesiredMachine, { inventory }: World): number {
  const brought = inventory.templates.find(({ id }) => id === template?.id)?.disks.map(({ sizeBytes }) => sizeBytes) ?? [];
  const sizeOf = (disk: DesiredDisk | undefined, index: number): number =>
    Math.max(disk?.size?.value ?? 0, brought[index] ?? disk?.vhDisk?.sizeBytes ?? 0);
  const wanted = disks ?? [];
  return Array.from({ length: Math.max(brought.length, wanted.length) }, (_, index) => sizeOf(wanted[index], index)).reduce(
    (bytes, size) => bytes + size,
    0,
  );
}
