import { Construct } from "constructs";
import { ScvmmVirtualIp, type ScvmmVirtualIpProps } from "../virtual-ip.ts";
import { ScvmmVirtualMachine, type ScvmmVirtualMachineProps } from "../virtual-machine.ts";

export interface ScvmmMachineFarmProps {
  /** How many machines; a smaller number removes those with the highest numbers. */
  readonly count: number;
  /** What all have in common, or what the machine of this number has; numbers begin with 1. */
  readonly machine: FarmMachine | ((number: number) => FarmMachine);
  /** Name of the machine of this number; by default the farm's id, `-` and the number. */
  readonly name?: (number: number) => string;
  /** Kept for whatever balances the load between the machines. */
  readonly virtualIp?: ScvmmVirtualIpProps;
}

export type FarmMachine = Omit<ScvmmVirtualMachineProps, "name" | "key">;

/** Machines that are alike, behind a virtual IP; an availability set of the farm's name keeps them on different hosts. */
export class ScvmmMachineFarm extends Construct {
  readonly machines: readonly ScvmmVirtualMachine[];
  readonly virtualIp: ScvmmVirtualIp | undefined;

  constructor(scope: Construct, id: string, props: ScvmmMachineFarmProps) {
    super(scope, id);
    const { count, machine, virtualIp, name = (number) => `${id}-${number}` } = props;
    this.node.addValidation({
      validate: () =>
        Number.isInteger(count) && count >= 0 ? [] : [`count: ${count} is no number of machines. It must be a whole number from 0 on.`],
    });
    const numbers = Array.from({ length: Number.isInteger(count) ? Math.max(0, count) : 0 }, (_, index) => index + 1);
    this.machines = numbers.map((number) => {
      const own = typeof machine === "function" ? machine(number) : machine;
      return new ScvmmVirtualMachine(this, `machine-${number}`, { availabilitySet: id, ...own, name: name(number) });
    });
    this.virtualIp = virtualIp && new ScvmmVirtualIp(this, "virtual-ip", { key: id, ...virtualIp });
  }
}
