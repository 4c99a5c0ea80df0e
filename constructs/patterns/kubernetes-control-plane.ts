import { Construct } from "constructs";
import { ScvmmVirtualIp, type ScvmmVirtualIpProps } from "../virtual-ip.ts";
import type { ScvmmVirtualMachine } from "../virtual-machine.ts";
import { type FarmMachine, ScvmmMachineFarm } from "./machine-farm.ts";

export interface ScvmmKubernetesControlPlaneProps {
  /** Machines of the control plane; odd, so that etcd has a majority. 3 unless given. */
  readonly replicas?: number;
  readonly machine: Omit<FarmMachine, "userData">;
  /** The address that kubectl and the nodes use, whichever machine answers. */
  readonly endpoint: ScvmmVirtualIpProps;
  /** cloud-init's user-data of a machine: the first makes the cluster, the others join it. */
  readonly userData: (node: ControlPlaneNode) => string;
}

export interface ControlPlaneNode {
  /** From 1 on. */
  readonly number: number;
  readonly isFirst: boolean;
  /** `address:6443`; a token, known once the address is. */
  readonly endpoint: string;
}

/** Of the API server. */
const PORT = 6443;

/**
 * Machines for a Kubernetes control plane behind one address. They are on different hosts, are started again when they are found off, and no
 * plan deletes them before `deletionProtection: false` is applied.
 */
export class ScvmmKubernetesControlPlane extends Construct {
  readonly machines: readonly ScvmmVirtualMachine[];
  readonly virtualIp: ScvmmVirtualIp;
  /** `address:6443` */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, { replicas = 3, machine, endpoint, userData }: ScvmmKubernetesControlPlaneProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => oddly(replicas) });
    this.virtualIp = new ScvmmVirtualIp(this, "endpoint", { key: id, deletionProtection: true, ...endpoint });
    this.endpoint = `${this.virtualIp.address}:${PORT}`;
    const farm = new ScvmmMachineFarm(this, "machines", {
      count: replicas,
      name: (number) => `${id}-${number}`,
      machine: (number) => ({
        availabilitySet: id,
        powerPolicy: "AlwaysOn",
        deletionProtection: true,
        ...machine,
        userData: userData({ number, isFirst: number === 1, endpoint: this.endpoint }),
      }),
    });
    this.machines = farm.machines;
  }
}

function oddly(replicas: number): string[] {
  if (Number.isInteger(replicas) && replicas % 2 === 1 && replicas > 0) return [];
  return [`replicas: ${replicas} machines have no clear majority. It must be an odd number: 1, 3, 5 or 7.`];
}
