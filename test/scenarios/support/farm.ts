import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const API = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";

export interface Farm {
  readonly machines?: number;
  /** Names in the pool. */
  readonly names?: number;
  readonly template?: string;
  readonly cloud?: string;
  readonly memory?: string;
  readonly tag?: string;
  /** Static pool of adapters and virtual IP; null leaves adapters and virtual IP out. */
  readonly pool?: string | null;
  readonly network?: string;
  readonly virtualIps?: number;
  readonly providerHost?: string;
  readonly scope?: string;
  /** Of the names in the pool. */
  readonly prefix?: string;
  /** Added to the provider's file. */
  readonly extra?: string;
}

function machine(farm: Farm, index: number): string {
  const { cloud = "Production", template = "Ubuntu 22.04 LTS", memory = "2Gi", tag = "farm", pool = "Web static", network = "Web" } = farm;
  const adapter = pool === null ? "" : `\n  networking: { devices: [{ vmNetwork: ${network}, staticIPAddressPools: [${pool}] }] }`;
  return `${API}
kind: ScvmmMachine
metadata: { name: m-${String(index).padStart(3, "0")}, namespace: farm }
spec:
  providerRef: { name: vmm }
  vmNameFromPool: { name: names }
  cloud: ${cloud}
  vmTemplate: ${template}
  cpuCount: 2
  memory: ${memory}
  tag: ${tag}${adapter}
`;
}

function virtualIp(farm: Farm, index: number): string {
  return `${API}
kind: ScvmmVirtualIP
metadata: { name: vip-${index}, namespace: farm }
spec: { providerRef: { name: vmm }, pool: ${farm.pool ?? "Web static"} }
`;
}

/** Writes a folder of manifests and gives its path. */
export function writeFarm(parent: string, name: string, farm: Farm = {}): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  const count = farm.machines ?? 2;
  const prefix = farm.prefix ?? "farm";
  const names = farm.names ?? Math.max(1, count);
  const [first, last] = [1, names].map((number) => String(number).padStart(Math.max(3, `${names}`.length), "0"));
  const provider = `${API}
kind: ScvmmProvider
metadata: { name: vmm, namespace: farm }
spec: { scvmmHost: ${farm.providerHost ?? "vmm01.contoso.example"} }
---
${API}
kind: ScvmmNamePool
metadata: { name: names, namespace: farm }
spec: { vmNameRanges: [{ from: ${prefix}-${first}, to: ${prefix}-${last} }] }
`;
  const objects = [
    ...Array.from({ length: count }, (_, index) => machine(farm, index + 1)),
    ...Array.from({ length: farm.pool === null ? 0 : (farm.virtualIps ?? 1) }, (_, index) => virtualIp(farm, index + 1)),
  ];
  writeFileSync(join(folder, "provider.yaml"), provider + (farm.extra ?? ""));
  writeFileSync(join(folder, "objects.yaml"), objects.join("---\n"));
  writeFileSync(join(folder, "scvmm.yaml"), `scope: ${farm.scope ?? "farm"}\n`);
  return folder;
}
