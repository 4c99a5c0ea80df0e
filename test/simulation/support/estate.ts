import { type Estate, parseEstate } from "../../../provider/simulator/estate/estate.ts";

const DOMAIN = "sim.example";
const GROUPS = ["All Hosts", "All Hosts\\East", "All Hosts\\West"];

const host = (name: string, hostGroup: string) => ({ name: `${name}.${DOMAIN}`, hostGroup, memoryGb: 64, cpus: 16 });
const pool = (name: string, net: string, last: number) => ({
  name: `${name} static`,
  vmNetwork: name,
  cidr: `${net}.0/24`,
  start: `${net}.10`,
  end: `${net}.${last}`,
  vips: `${net}.10-${net}.19`,
  gateway: `${net}.1`,
  dnsServers: ["10.9.0.53"],
  dnsSuffix: DOMAIN,
});
const template = (name: string, generation: 1 | 2, operatingSystem: string) => ({
  name,
  generation,
  cpuCount: 1,
  memoryMb: 2048,
  operatingSystem,
  disks: [{ busType: generation === 1 ? ("IDE" as const) : ("SCSI" as const), sizeGb: 20, volumeType: "BootAndSystem" }],
  adapters: [{}],
});
const foreign = (name: string, status: string, more: object = {}) => ({
  name,
  status,
  host: `hv1.${DOMAIN}`,
  cloud: "Cloud",
  cpuCount: 2,
  memoryMb: 1024,
  operatingSystem: "Linux",
  description: `${name} of other people`,
  customProperties: { Environment: "theirs" },
  disks: [{ busType: "SCSI" as const, sizeGb: 30, volumeType: "BootAndSystem" }],
  adapters: [{ vmNetwork: "Web" }],
  ...more,
});

/** Small, so that thousands of schedules are quick, and tight, so that pools and quotas matter. */
export const ESTATE: Estate = parseEstate({
  server: { name: `vmm.${DOMAIN}`, version: "10.22.1287.0" },
  hostGroups: GROUPS,
  hosts: [host("hv1", "All Hosts\\East"), host("hv2", "All Hosts\\East"), host("hv3", "All Hosts\\West")],
  clouds: [{ name: "Cloud", hostGroups: ["All Hosts\\East", "All Hosts\\West"], userQuota: {} }],
  vmNetworks: [
    { name: "Web", logicalNetwork: "Net", subnets: [{ name: "Web subnet", cidr: "10.9.1.0/24", vlan: 101 }] },
    { name: "App", logicalNetwork: "Net", subnets: [{ name: "App subnet", cidr: "10.9.2.0/24", vlan: 102 }] },
  ],
  pools: [pool("Web", "10.9.1", 35), pool("App", "10.9.2", 60)],
  macPools: [{ name: "MACs", start: "00-1D-D8-B7-1C-00", end: "00-1D-D8-B7-1C-FF" }],
  operatingSystems: [
    { name: "Linux", osType: "Linux" },
    { name: "Windows", osType: "Windows" },
    { name: "Unknown", osType: "Other" },
  ],
  hardwareProfiles: [
    { name: "Small", cpuCount: 1, memoryMb: 1024 },
    { name: "Legacy", cpuCount: 1, memoryMb: 1024, generation: 1 },
  ],
  templates: [template("Ubuntu", 2, "Linux"), template("Old", 1, "Windows")],
  libraryShares: [{ name: "Library" }],
  isos: [
    { file: "tools.iso", share: "Library", sizeMb: 10 },
    { file: "rescue.iso", share: "Library", sizeMb: 10 },
  ],
  virtualHardDisks: [{ file: "data.vhdx", share: "Library", sizeGb: 5 }],
  storageClassifications: ["Local Storage", "Gold"],
  storageFabricClassifications: ["Fabric A"],
  virtualSans: ["SAN A"],
  storageQosPolicies: ["Fast"],
  customProperties: [{ name: "Environment", members: ["VM"] }],
  vms: [
    foreign("crm-01", "Running"),
    foreign("crm-02", "PowerOff", { adapters: [{ vmNetwork: "Web", pool: "Web static" }] }),
    foreign("sql-01", "Running", {
      host: `hv3.${DOMAIN}`,
      disks: [
        { busType: "SCSI", sizeGb: 30 },
        { busType: "SCSI", lun: 1, sizeGb: 50 },
      ],
    }),
    foreign("mail-01", "CreationFailed", { disks: [], adapters: [] }),
  ],
  grants: [
    { pool: "Web static", address: "10.9.1.10", description: "portal (ticket 4711)" },
    { pool: "App static", address: "10.9.2.11", description: "" },
  ],
});
