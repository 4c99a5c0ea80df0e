import type { Inventory } from "../../../provider/engine/inventory.ts";
import type { PlanInput, PlanOptions } from "../../../provider/engine/plan-input.ts";
import { scvmmCheckpoint } from "../../../provider/model/kinds/checkpoint.ts";
import { scvmmMachine } from "../../../provider/model/kinds/machine.ts";
import { scvmmName } from "../../../provider/model/kinds/name.ts";
import { scvmmNamePool } from "../../../provider/model/kinds/name-pool.ts";
import { scvmmPersistentDisk, scvmmPersistentDiskPool } from "../../../provider/model/kinds/persistent-disk.ts";
import { scvmmVirtualIp } from "../../../provider/model/kinds/virtual-ip.ts";
import type {
  LoadedCheckpoint,
  LoadedMachine,
  LoadedName,
  LoadedNamePool,
  LoadedPersistentDisk,
  LoadedPersistentDiskPool,
  LoadedVirtualIp,
  Manifests,
} from "../../../provider/model/manifests.ts";
import { API_VERSION } from "../../../provider/model/metadata.ts";

export const PROVIDER = "ScvmmProvider/default/main";
export const SCOPE = "shop";

const locate = (path: string) => ({ file: "farm.yaml", line: path.length + 1, column: 1 });

type Spec = Record<string, unknown>;

/** Devices without a name are called by their position. */
function named(spec: Spec): Spec {
  const networking = (spec["networking"] ?? {}) as { readonly devices?: readonly Spec[] };
  const { devices } = networking;
  if (!devices) return spec;
  return { ...spec, networking: { ...networking, devices: devices.map((device, index) => ({ deviceName: `eth${index}`, ...device })) } };
}

export function machine(name: string, spec: Spec = {}, provider = PROVIDER): LoadedMachine {
  const value = scvmmMachine.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmMachine",
    metadata: { name },
    spec: { cloud: "Production", vmTemplate: "ubuntu-24", cpuCount: 2, ...named(spec) },
  });
  const pool = value.spec.vmNameFromPool;
  return {
    address: `ScvmmMachine/default/${name}`,
    value,
    locate,
    provider,
    namePool: pool && value.spec.vmName === undefined ? `ScvmmNamePool/default/${pool.name}` : null,
  };
}

export function virtualIp(name: string, spec: Spec = {}, provider = PROVIDER): LoadedVirtualIp {
  const value = scvmmVirtualIp.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmVirtualIP",
    metadata: { name },
    spec: { providerRef: { name: "main" }, pool: "pool-vip", ...spec },
  });
  return { address: `ScvmmVirtualIP/default/${name}`, value, locate, provider };
}

export function persistentDisk(name: string, spec: Spec = {}, labels: Record<string, string> = {}): LoadedPersistentDisk {
  const value = scvmmPersistentDisk.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmPersistentDisk",
    metadata: { name, labels },
    spec: { size: "5Gi", ...spec },
  });
  return { address: `ScvmmPersistentDisk/default/${name}`, value, locate, provider: null };
}

export function diskPool(name: string, spec: Spec = {}, maxDisks?: number): LoadedPersistentDiskPool {
  const labels = { pool: name };
  const value = scvmmPersistentDiskPool.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmPersistentDiskPool",
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { size: "5Gi", ...spec } }, maxDisks },
  });
  return { address: `ScvmmPersistentDiskPool/default/${name}`, value, locate, provider: null };
}

export function checkpoint(name: string, spec: Spec = {}, provider = PROVIDER): LoadedCheckpoint {
  const value = scvmmCheckpoint.parse({ apiVersion: API_VERSION, kind: "ScvmmCheckpoint", metadata: { name }, spec });
  const { machine: of } = value.spec;
  return {
    address: `ScvmmCheckpoint/default/${name}`,
    value,
    locate,
    provider,
    machine: of === undefined ? null : `ScvmmMachine/default/${of}`,
  };
}

/** Of these names, or of those of a pool. */
export function claim(name: string, candidates: readonly string[], pool?: string, provider = PROVIDER): LoadedName {
  const value = scvmmName.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmName",
    metadata: { name },
    spec: pool === undefined ? { vmNameRanges: candidates.map((from) => ({ from })) } : { vmNameFromPool: { name: pool } },
  });
  return { address: `ScvmmName/default/${name}`, value, locate, provider, candidates };
}

export function namePool(name: string, names: readonly string[]): LoadedNamePool {
  const value = scvmmNamePool.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmNamePool",
    metadata: { name },
    spec: { vmNameRanges: names.map((from) => ({ from })) },
  });
  return { address: `ScvmmNamePool/default/${name}`, value, locate, names };
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, "0")}`);

export function manifests(some: Partial<Manifests>): Manifests {
  return {
    providers: [],
    namePools: [],
    machines: [],
    virtualIps: [],
    persistentDisks: [],
    persistentDiskPools: [],
    checkpoints: [],
    names: [],
    ...some,
  };
}

export function planInput(some: Partial<Manifests>, live: Inventory, options: Partial<PlanOptions> = {}): PlanInput {
  return {
    scope: SCOPE,
    manifests: manifests(some),
    inventories: new Map([[PROVIDER, live]]),
    options: { prune: true, maxDeletionShare: 0.2, allowMassDeletion: false, ...options },
  };
}
