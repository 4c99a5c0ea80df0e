import fc from "fast-check";
import type { Inventory } from "../../../provider/engine/inventory.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { machine, manifests, namePool, numbered, virtualIp } from "./manifests.ts";

const gib = (minimum: number, maximum: number) => fc.integer({ min: minimum, max: maximum }).map((size) => `${size}Gi`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const device = fc.oneof(
  fc.constant({ vmNetwork: "Net A", staticIPAddressPools: ["pool-a"] }),
  fc.constant({ vmNetwork: "net a" }),
  fc.constant({ vmNetwork: "Net B", staticIPAddressPools: ["pool-b"] }),
);

const spec = fc.record({
  cloud: fc.constantFrom("Production", "staging"),
  hostGroup: maybe(fc.constantFrom("East", "All Hosts\\Web")),
  vmTemplate: fc.constantFrom("ubuntu-24", "windows-old"),
  vmNameFromPool: maybe(fc.constant({ name: "names" })),
  cpuCount: fc.integer({ min: 1, max: 8 }),
  memory: maybe(gib(1, 16)),
  dynamicMemory: maybe(fc.record({ minimum: gib(1, 2), maximum: gib(3, 32), bufferPercentage: maybe(fc.integer({ min: 5, max: 95 })) })),
  disks: maybe(
    fc.array(fc.record({ size: gib(30, 90), iopsMaximum: maybe(fc.integer({ min: 1, max: 9 })) }, { requiredKeys: ["size"] }), {
      maxLength: 3,
    }),
  ),
  networking: maybe(fc.record({ devices: maybe(fc.array(device, { maxLength: 2 })) })),
  tag: maybe(fc.constantFrom("", "web", "(none)")),
  customProperty: maybe(fc.dictionary(fc.constantFrom("Role", "Tier"), fc.constantFrom("", "x", "y"))),
  availabilitySet: maybe(fc.constantFrom("set-1", "set-2")),
  operatingSystem: maybe(fc.constantFrom("Windows Server 2022 Datacenter", "ubuntu linux 20.04 (64 bit)")),
  vmOptions: maybe(fc.record({ description: maybe(fc.constantFrom("", "text")), cpuLimitForMigration: maybe(fc.boolean()) })),
  powerCyclePolicy: fc.constant("Allow"),
});

export const someManifests: fc.Arbitrary<Manifests> = fc
  .record({
    specs: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), spec, { noNullPrototype: true }),
    ips: fc.dictionary(
      fc.constantFrom("v", "w"),
      fc.record({ pool: fc.constantFrom("pool-a", "pool-vip"), description: maybe(fc.constantFrom("", "front")) }),
      { noNullPrototype: true },
    ),
    firstName: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ specs, ips, firstName }) =>
    manifests({
      machines: Object.entries(specs).map(([name, value]) => machine(name, value)),
      virtualIps: Object.entries(ips).map(([name, value]) => virtualIp(name, value)),
      namePools: [namePool("names", numbered("n", 9).slice(firstName))],
    }),
  );

/** The same values in another order. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = (index: number): number => Math.imul(index + 1, seed | 1) >>> 0;
  return values
    .map((value, index) => ({ value, key: random(index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

export function shuffledInventory(live: Inventory, seed: number): Inventory {
  return {
    ...live,
    vms: shuffled(live.vms, seed),
    owned: shuffled(live.owned, seed),
    addresses: shuffled(live.addresses, seed),
    pools: shuffled(live.pools, seed),
    clouds: shuffled(live.clouds, seed),
    hostGroups: shuffled(live.hostGroups, seed),
    hosts: shuffled(live.hosts, seed),
    detachedDisks: shuffled(live.detachedDisks, seed),
    checkpoints: shuffled(live.checkpoints, seed),
    nameClaims: shuffled(live.nameClaims, seed),
    templates: shuffled(live.templates, seed),
    operatingSystems: shuffled(live.operatingSystems, seed),
    vmNetworks: shuffled(live.vmNetworks, seed),
    customProperties: shuffled(live.customProperties, seed),
  };
}

export function shuffledManifests(some: Manifests, seed: number): Manifests {
  return {
    providers: shuffled(some.providers, seed),
    namePools: shuffled(some.namePools, seed),
    machines: shuffled(some.machines, seed),
    virtualIps: shuffled(some.virtualIps, seed),
    persistentDisks: shuffled(some.persistentDisks, seed),
    persistentDiskPools: shuffled(some.persistentDiskPools, seed),
    checkpoints: shuffled(some.checkpoints, seed),
    names: shuffled(some.names, seed),
  };
}
