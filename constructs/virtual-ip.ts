import type { Construct } from "constructs";
import { VirtualIp, type VirtualIpConfig } from "./bindings/virtual-ip.generated.ts";
import { checkAtSynth } from "./check-at-synth.ts";

/** Everything that `scvmm_virtual_ip` has; the key is the construct's id unless it is given. */
export interface ScvmmVirtualIpProps extends Omit<VirtualIpConfig, "key"> {
  readonly key?: string;
}

/** An address of a VMM pool that is kept for a service; a given one, or the pool's next free one. */
export class ScvmmVirtualIp extends VirtualIp {
  constructor(scope: Construct, id: string, props: ScvmmVirtualIpProps) {
    super(scope, id, { key: id, ...props });
    checkAtSynth(this, ScvmmVirtualIp, props, () => this.synthesizeAttributes());
  }
}
