import { Construct } from "constructs";
import type { ScvmmNamePool } from "../name-pool.ts";
import { ScvmmVirtualIp, type ScvmmVirtualIpProps } from "../virtual-ip.ts";
import { ScvmmVirtualMachine, type ScvmmVirtualMachineProps } from "../virtual-machine.ts";

export interface ScvmmMachineFarmProps {
  /** How many machines; a smaller number removes those with the highest numbers. */
  readonly count: number;
  /** What all have in common, or what the machine of this number has; numbers begin with 1. */
  readonly machine: FarmMachine | ((number: number) => FarmMachine);
  /** Name of the machine of this number; by default the farm's id, `-` and the number. */
  readonly name?: (number: number) => string;
  /** In place of `name`: the pool that each machine claims its name from. */
  readonly names?: ScvmmNamePool;
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
    const { count, machine, virtualIp, names } = props;
    this.node.addValidation({ validate: () => faultsOf(props) });
    const numbered = (number: number) => `${id}-${number}`;
    const named = names
      ? (number: number) => ({ key: numbered(number), name: names.claim(numbered(number)) })
      : (number: number) => ({ name: (props.name ?? numbered)(number) });
    const numbers = Array.from({ length: Number.isInteger(count) ? Math.max(0, count) : 0 }, (_, index) => index + 1);
    this.machines = numbers.map((number) => {
      const own = typeof machine === "function" ? machine(number) : machine;
      return new ScvmmVirtualMachine(this, `machine-${number}`, { availabilitySet: id, ...own, ...named(number) });
    });
    this.virtualIp = virtualIp && new ScvmmVirtualIp(this, "virtual-ip", { key: id, ...virtualIp });
  }
}

function faultsOf({ count, name, names }: ScvmmMachineFarmProps): string[] {
  const faults: string[] = [];
  if (!Number.isInteger(count) || count < 0) faults.push(`count: ${count} is no number of machines. It must be a whole number from 0 on.`);
  if (name && names) faults.push("name, names: only one of them can name the machines. Leave one out.");
  return faults;
}
