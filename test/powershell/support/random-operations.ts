import * as fc from "fast-check";
import type { Operation } from "../../../provider/engine/operation.ts";
import type { VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { Random } from "../../../provider/simulator/random.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";
import { operations } from "../../scvmm/support/operations.ts";
import { fitting, markOf } from "./fitting-operation.ts";

type Kind = Operation["kind"];
const KINDS = Object.entries(operations) as unknown as readonly (readonly [Kind, fc.Arbitrary<Operation>])[];

/** What an id in an operation names, by its key; what belongs to a VM is one of that VM. */
const IDS = new Map(
  Object.entries<(store: Store, vm: VirtualMachine, kind: Kind) => Iterable<{ readonly ID: string }>>({
    vmId: (_, vm) => [vm],
    adapterId: (_, vm, kind) => (kind.endsWith("fibre-channel") ? vm.VirtualFibreChannelAdapters : vm.VirtualNetworkAdapters),
    diskId: (_, vm) => vm.VirtualDiskDrives,
    checkpointId: (_, vm) => vm.VMCheckpoints,
    isoId: ({ isos }) => isos.values(),
    driveId: (_, vm) => vm.VirtualDVDDrives,
    templateId: ({ templates }) => templates.values(),
    cloudId: ({ clouds }) => clouds.values(),
    hostGroupId: ({ hostGroups }) => hostGroups.values(),
    hardwareProfileId: ({ hardwareProfiles }) => hardwareProfiles.values(),
    operatingSystemId: ({ operatingSystems }) => operatingSystems.values(),
    vmNetworkId: ({ vmNetworks }) => vmNetworks.values(),
    subnetId: ({ subnets }) => subnets.values(),
    poolId: ({ pools }) => pools.values(),
    macPoolId: ({ macPools }) => macPools.values(),
    portClassificationId: ({ portClassifications }) => portClassifications.values(),
    virtualHardDiskId: ({ libraryDisks }) => libraryDisks.values(),
    storageClassificationId: ({ storageClassifications }) => storageClassifications.values(),
    storageQoSPolicyId: ({ storageQosPolicies }) => storageQosPolicies.values(),
    storageFabricClassificationId: ({ storageFabricClassifications }) => storageFabricClassifications.values(),
    virtualSanId: ({ virtualSans }, { VMHost }) => [...virtualSans.values()].filter((san) => san.VMHost === VMHost),
    addressId: ({ addresses }) => addresses.values(),
  }),
);
/** Sizes that a host, a cloud and a template have room for. */
const SIZES = new Map(
  Object.entries<readonly unknown[]>({
    cpuCount: [1, 2, 4],
    memoryMb: [512, 1024, 2048, 4096],
    minimumMb: [512],
    maximumMb: [4096, 8192],
    bufferPercentage: [5, 20, 95],
    sizeBytes: [10, 60, 128, 600].map((gib) => gib * 2 ** 30),
    bus: [0],
    lun: [0, 1, 2, 3],
    present: [0, 0, 1],
  }),
);

/**
 * Operations of the product, as its tests make them, about what a VMM holds at the time: most can succeed, and go deep into the cmdlets'
 * bodies, where batches of calls put together at random mostly end at a refusal.
 */
export class RandomOperations {
  readonly #random: Random;
  readonly #vmm: Vmm;

  constructor(random: Random, vmm: Vmm) {
    this.#random = random;
    this.#vmm = vmm;
  }

  next(): Operation {
    const [kind, arbitrary] = this.#random.pick(KINDS);
    const [example] = fc.sample(arbitrary, { numRuns: 1, seed: this.#random.next() | 0 });
    const vm = this.#vm(kind);
    const alive = this.#alive(example, vm, kind) as Operation;
    return this.#chance(0.9) ? fitting(alive, vm, this.#vmm.world.store, this.#random) : alive;
  }

  #chance(share: number): boolean {
    return this.#random.next() / 2 ** 32 < share;
  }

  #pick<T>(items: Iterable<T>): T | undefined {
    const all = [...items];
    return all.length === 0 ? undefined : this.#random.pick(all);
  }

  #vm(kind: Kind): VirtualMachine {
    const vms = [...this.#vmm.world.store.vms.values()];
    const [fit = [], off = []] = [FITS[kind] ?? isOff, isOff].map((fits) => vms.filter(fits));
    const vm = this.#chance(0.9) ? (this.#pick(fit) ?? this.#pick(off)) : undefined;
    return vm ?? this.#random.pick(vms);
  }

  /** The same with live ids, and sizes that there is room for. */
  #alive(value: unknown, vm: VirtualMachine, kind: Kind, key = ""): unknown {
    if (value === null || typeof value === "boolean") return value;
    if (Array.isArray(value)) return value.map((item) => this.#alive(item, vm, kind, key === "returns" ? "addressId" : key));
    if (typeof value === "object") {
      const prototype = Object.getPrototypeOf(value);
      // A secret stays what it is.
      if (prototype !== null && prototype !== Object.prototype) return value;
      const keyOf = (name: string) => (name === "poolId" && "rangeStart" in value ? "macPoolId" : name);
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#alive(item, vm, kind, keyOf(name))]));
    }
    if (this.#chance(0.03)) return value;
    const live = this.#pick(IDS.get(key)?.(this.#vmm.world.store, vm, kind) ?? []);
    if (live) return live.ID;
    return this.#random.pick(SIZES.get(key) ?? [this.#text(value, key)]);
  }

  #text(value: unknown, key: string): unknown {
    const { isos, libraryShares } = this.#vmm.world.store;
    if (key === "name" || key === "fileName") return this.#chance(0.2) ? value : `n-${this.#random.below(30)}`;
    if (key === "isoPath") return this.#pick(isos.values())?.SharePath ?? value;
    if (key === "folder") return this.#pick(libraryShares.values())?.Path ?? value;
    return value;
  }
}

const isOff = ({ VirtualMachineState }: VirtualMachine): boolean => VirtualMachineState === "PowerOff";
const hasFloppy = ({ VirtualFloppyDrive }: VirtualMachine): boolean => (VirtualFloppyDrive?.VirtualFloppyDisk ?? null) !== null;
const hasFibreChannel = ({ VirtualFibreChannelAdapters }: VirtualMachine): boolean => VirtualFibreChannelAdapters.length > 0;

/** What a VM must be for operations of a kind to succeed, where it is not just off. */
const FITS: Partial<Record<Kind, (vm: VirtualMachine) => boolean>> = {
  "remove-machine": (vm) => markOf(vm) !== undefined,
  "set-fibre-channel": hasFibreChannel,
  "remove-fibre-channel": hasFibreChannel,
  "insert-seed": (vm) => isOff(vm) && vm.Generation === 1,
  "discard-seed": hasFloppy,
  "eject-seed": hasFloppy,
  "start-machine": (vm) => vm.VirtualMachineState !== "Running",
  "stop-machine": (vm) => !isOff(vm),
};
