import type { Inventory } from "../../../provider/engine/inventory.ts";

const TEMPLATE = { memoryMb: 2048, disks: [{ sizeBytes: 30 * 2 ** 30, usedBytes: 2 ** 30 }], missingFiles: [] };

/** A small fabric: what manifests of the tests name. */
export function inventory(more: Partial<Inventory> = {}): Inventory {
  const pool = (id: string, network: string, prefix: string) => ({
    id,
    name: id,
    subnet: `${prefix}.0/24`,
    rangeStart: `${prefix}.10`,
    rangeEnd: `${prefix}.99`,
    totalAddresses: 90,
    availableAddresses: 90,
    vmNetwork: network,
    vips: null,
    reserved: null,
    vmSubnetId: null,
    logicalNetwork: "Logical",
    gateways: [`${prefix}.1`],
    dnsServers: ["10.0.0.53"],
    dnsSuffix: "example.org",
    dnsSearchSuffixes: [],
  });
  return {
    server: { name: "vmm", version: "10.22" },
    account: { user: "EXAMPLE\\svc", role: { id: "role-1", name: "Administrator" }, profile: "Administrator" },
    vms: [],
    owned: [],
    addresses: [],
    pools: [pool("pool-a", "Net A", "10.0.0"), pool("pool-b", "Net B", "10.0.1"), pool("pool-vip", "Net A", "10.0.9")],
    clouds: [
      { id: "cloud-1", name: "Production", hostGroups: ["All Hosts"], portClassifications: [] },
      { id: "cloud-2", name: "Staging", hostGroups: ["All Hosts"], portClassifications: [] },
    ],
    hostGroups: [
      { id: "group-1", name: "All Hosts", path: "All Hosts" },
      { id: "group-2", name: "East", path: "All Hosts\\East" },
      { id: "group-3", name: "Web", path: "All Hosts\\East\\Web" },
      { id: "group-4", name: "Web", path: "All Hosts\\Web" },
    ],
    hosts: [
      { id: "host-1", name: "host1", hostGroupPath: "All Hosts\\East", cluster: null, available: true },
      { id: "host-2", name: "host2", hostGroupPath: "All Hosts\\East\\Web", cluster: null, available: true },
    ],
    detachedDisks: [],
    checkpoints: [],
    nameClaims: [],
    templates: [
      { id: "template-1", name: "ubuntu-24", generation: 2, osType: "Linux", customizable: true, ...TEMPLATE },
      { id: "template-2", name: "windows-old", generation: 1, osType: "Windows", customizable: true, ...TEMPLATE },
      { id: "template-3", name: "twice", generation: 1, osType: null, customizable: false, ...TEMPLATE },
      { id: "template-4", name: "twice", generation: 2, osType: null, customizable: false, ...TEMPLATE },
    ],
    hardwareProfiles: [
      { id: "profile-1", name: "Small", generation: 2, memoryMb: 1024 },
      { id: "profile-2", name: "Old", generation: 1, memoryMb: 1024 },
    ],
    temporaryTemplates: [],
    operatingSystems: [
      { id: "os-1", name: "Ubuntu Linux 20.04 (64 bit)" },
      { id: "os-2", name: "Windows Server 2022 Datacenter" },
    ],
    vmNetworks: [
      {
        id: "net-a",
        name: "Net A",
        logicalNetwork: "Logical",
        isolation: "VLANNetwork",
        subnets: [{ id: "subnet-a", name: "a", vlans: [0] }],
      },
      { id: "net-b", name: "Net B", logicalNetwork: "Logical", isolation: "NoIsolation", subnets: [] },
    ],
    portClassifications: [{ id: "class-1", name: "Fast" }],
    macPools: [{ id: "macs-1", name: "MACs", rangeStart: "00:1D:D8:00:00:00", rangeEnd: "00:1D:D8:00:00:FF" }],
    libraryShares: [{ id: "share-1", name: "Library", path: "\\\\vmm\\Library" }],
    isos: [
      { id: "iso-1", name: "rescue.iso", path: "\\\\vmm\\Library\\ISOs\\rescue.iso", missing: false },
      { id: "iso-2", name: "tools.iso", path: "\\\\vmm\\Library\\ISOs\\tools.iso", missing: false },
      { id: "iso-3", name: "tools.iso", path: "\\\\vmm\\Library\\old\\tools.iso", missing: false },
    ],
    floppySeeds: [],
    virtualHardDisks: [
      { id: "vhd-1", name: "seed.vhdx", path: "\\\\vmm\\Library\\VHDs\\seed.vhdx", sizeBytes: 10 * 2 ** 30, missing: false },
    ],
    storageClassifications: [{ id: "class-1", name: "Gold" }],
    storageFabricClassifications: [{ id: "fabric-1", name: "Fabric A" }],
    virtualSans: [{ id: "san-1", name: "SAN A", hostName: "host1" }],
    storageQoSPolicies: [{ id: "qos-1", name: "Fast" }],
    customProperties: [],
    ...more,
  };
}
