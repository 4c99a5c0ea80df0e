import type { Construct } from "constructs";
import {
  VirtualMachine,
  type VirtualMachineConfig,
  type VirtualMachineDisks,
  type VirtualMachineNetworkAdapters,
} from "./bindings/virtual-machine.generated.ts";
import { Token } from "./cdk.ts";
import { checkAtSynth } from "./check-at-synth.ts";

/** Label of the disk that comes with the template, or that a blank machine boots from. */
export const BOOT_DISK = "boot";

/**
 * Everything that `scvmm_virtual_machine` has, disks and adapters by label. The name is the construct's id unless it is given; so is the
 * key of a machine whose name is known only later, as one of a pool.
 */
export interface ScvmmVirtualMachineProps extends Omit<VirtualMachineConfig, "disks" | "networkAdapters"> {
  readonly disks?: Readonly<Record<string, VirtualMachineDisks>>;
  readonly networkAdapters?: Readonly<Record<string, VirtualMachineNetworkAdapters>>;
}

/**
 * A virtual machine in SCVMM, checked at synthesis by the vocabulary that `scvmm validate` checks manifests by.
 *
 * @example
 * const web = new ScvmmVirtualMachine(this, "web-1", { cloud: "Production", vmTemplate: "debian-12", cpuCount: 2, memory: "4Gi" });
 * web.addDisk("data", { size: "40Gi" });
 */
export class ScvmmVirtualMachine extends VirtualMachine {
  readonly #disks: Record<string, VirtualMachineDisks>;
  readonly #adapters: Record<string, VirtualMachineNetworkAdapters>;

  constructor(scope: Construct, id: string, props: ScvmmVirtualMachineProps) {
    const { disks = {}, networkAdapters = {}, ...rest } = props;
    super(scope, id, { name: id, ...(Token.isUnresolved(rest.name) ? { key: id } : {}), ...rest });
    this.#disks = {};
    this.#adapters = {};
    for (const [name, disk] of Object.entries(disks)) this.addDisk(name, disk);
    for (const [name, adapter] of Object.entries(networkAdapters)) this.addNetworkAdapter(name, adapter);
    checkAtSynth(this, ScvmmVirtualMachine, props, () => this.synthesizeAttributes());
  }

  /** Adds a disk; `boot` is the one that the template brings. Throws where there is one of that name. */
  addDisk(name: string, disk: VirtualMachineDisks): this {
    put(this.#disks, name, disk, `${this.node.path}: there is a disk ${name} already`);
    this.putDisks(this.#disks);
    return this;
  }

  /** Adds a network adapter. Throws where there is one of that name. */
  addNetworkAdapter(name: string, adapter: VirtualMachineNetworkAdapters): this {
    put(this.#adapters, name, adapter, `${this.node.path}: there is a network adapter ${name} already`);
    this.putNetworkAdapters(this.#adapters);
    return this;
  }

  /** What changes when the machine is made anew and stays while it is only changed: for the triggers of hooks. */
  get identity(): Record<string, string> {
    return { id: this.id, vm_id: this.vmId };
  }
}

function put<T>(all: Record<string, T>, name: string, one: T, taken: string): void {
  if (Object.hasOwn(all, name)) throw new Error(taken);
  all[name] = one;
}
