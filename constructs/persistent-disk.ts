import type { Construct } from "constructs";
import { PersistentDisk, type PersistentDiskConfig } from "./bindings/persistent-disk.generated.ts";
import type { VirtualMachineDisksPersistentDisk } from "./bindings/virtual-machine.generated.ts";
import { checkAtSynth } from "./check-at-synth.ts";

/** Everything that `scvmm_persistent_disk` has; the key is the construct's id unless it is given. */
export interface ScvmmPersistentDiskProps extends Omit<PersistentDiskConfig, "key"> {
  readonly key?: string;
}

/**
 * A disk that outlives its machine.
 *
 * @example
 * const orders = new ScvmmPersistentDisk(this, "orders", { size: "200Gi" });
 * machine.addDisk("data", { persistentDisk: orders.whole });
 */
export class ScvmmPersistentDisk extends PersistentDisk {
  constructor(scope: Construct, id: string, props: ScvmmPersistentDiskProps) {
    super(scope, id, { key: id, ...props });
    checkAtSynth(this, ScvmmPersistentDisk, props, () => this.synthesizeAttributes());
  }

  /** For `persistentDisk` of a machine's disk: all of it, since the plan of a machine has to know size and policy. */
  get whole(): VirtualMachineDisksPersistentDisk {
    const { key, size, dynamic, path, reclaimPolicy } = this;
    return { key, size, dynamic, path, reclaimPolicy };
  }
}
