import { type Random, seededRandom } from "../random.ts";
import { type Estate, type EstateFile, parseEstate } from "./estate.ts";

export interface DefaultEstateOptions {
  /** Number of VMs of other people. Default 200. */
  readonly vms?: number;
  /** Default 12. */
  readonly hosts?: number;
}

const DOMAIN = "contoso.example";
const HOST_GROUPS = [
  "All Hosts",
  "All Hosts\\Datacenter A",
  "All Hosts\\Datacenter A\\Web",
  "All Hosts\\Datacenter A\\Data",
  "All Hosts\\Datacenter B",
  "All Hosts\\Datacenter B\\Web",
];
/** Three hosts in each of the groups that have no others below them; two beside in Datacenter A, one in Datacenter B. */
const HOST_PLACES = [2, 2, 2, 3, 3, 3, 5, 5, 5, 1, 1, 4];

const SYSTEMS: EstateFile["operatingSystems"] = [
  { name: "64-bit edition of Windows Server 2008 R2 Standard", osType: "Windows" },
  { name: "Windows Server 2012 R2 Standard", osType: "Windows" },
  { name: "Windows Server 2016 Datacenter", osType: "Windows" },
  { name: "Windows Server 2022 Datacenter", osType: "Windows" },
  { name: "CentOS Linux 7 (64 bit)", osType: "Linux" },
  { name: "Red Hat Enterprise Linux 7 (64 bit)", osType: "Linux" },
  { name: "Ubuntu Linux 20.04 (64 bit)", osType: "Linux" },
  { name: "Other Linux (64 bit)", osType: "Linux" },
  { name: "Unknown", osType: "Other" },
];

const NETWORKS = [
  { name: "Web", net: "10.20.10", vlan: 110 },
  { name: "App", net: "10.20.20", vlan: 120 },
  { name: "Database", net: "10.20.30", vlan: 130 },
  { name: "Management", net: "10.20.40", vlan: 140 },
] as const;

function pool(name: string, vmNetwork: string, net: string, last: number): EstateFile["pools"][number] {
  return {
    name,
    vmNetwork,
    cidr: `${net}.0/24`,
    start: `${net}.10`,
    end: `${net}.${last}`,
    ...(last === 250 ? { vips: `${net}.200-${net}.219`, reserved: `${net}.240-${net}.250` } : {}),
    gateway: `${net}.1`,
    dnsServers: ["10.20.0.53", "10.20.0.54"],
    dnsSuffix: DOMAIN,
  };
}

const TEMPLATES: EstateFile["templates"] = [
  template("Ubuntu 22.04 LTS", 2, "Ubuntu Linux 20.04 (64 bit)", 40, 2048),
  template("Windows Server 2022", 2, "Windows Server 2022 Datacenter", 60, 4096),
  template("Windows Server 2016", 1, "Windows Server 2016 Datacenter", 60, 4096),
  template("Legacy base", 1, "Windows Server 2012 R2 Standard", 40, 2048),
  template("Legacy base", 1, "CentOS Linux 7 (64 bit)", 20, 1024),
];

function template(
  name: string,
  generation: 1 | 2,
  operatingSystem: string,
  sizeGb: number,
  memoryMb: number,
): EstateFile["templates"][number] {
  const busType = generation === 1 ? "IDE" : "SCSI";
  return {
    name,
    generation,
    cpuCount: 1,
    memoryMb,
    operatingSystem,
    disks: [{ busType, bus: 0, lun: 0, sizeGb, volumeType: "BootAndSystem" }],
    adapters: [{}],
  };
}

/** What other people run: name, digits of its number, network, system. */
const ROLES = [
  ["crm", 2, "App", "Windows Server 2016 Datacenter"],
  ["sql", 2, "Database", "Windows Server 2022 Datacenter"],
  ["build-agent", 1, "Management", "Ubuntu Linux 20.04 (64 bit)"],
  ["erp-app", 2, "App", "Windows Server 2022 Datacenter"],
  ["mail", 2, "App", "Windows Server 2016 Datacenter"],
  ["portal", 2, "Web", "Ubuntu Linux 20.04 (64 bit)"],
  ["reports", 2, "App", "Windows Server 2016 Datacenter"],
  ["pg", 2, "Database", "Red Hat Enterprise Linux 7 (64 bit)"],
  ["monitor", 1, "Management", "CentOS Linux 7 (64 bit)"],
  ["jump", 1, "Management", "Windows Server 2022 Datacenter"],
  ["proxy", 2, "Web", "CentOS Linux 7 (64 bit)"],
  ["fileserver", 1, "App", "Windows Server 2012 R2 Standard"],
] as const;

const CLOUDS = ["Production", "Production", "Production", "Test", "Lab", null] as const;
const OWNERS = ["CONTOSO\\mmeyer", "CONTOSO\\asingh", "CONTOSO\\kowalski", null] as const;
const MEMORY = [1024, 2048, 4096, 8192] as const;
const STATUS = ["Running", "Running", "Running", "Running", "PowerOff"] as const;
/** Cloud → host groups that it is made of. */
const CLOUD_GROUPS: Readonly<Record<string, readonly string[]>> = {
  Production: ["All Hosts\\Datacenter A", "All Hosts\\Datacenter B"],
  Test: ["All Hosts\\Datacenter B"],
  Lab: ["All Hosts\\Datacenter A\\Data"],
};
/** So many of them have addresses of a static pool; more would leave too few for whoever tries things out. */
const POOLED_PER_NETWORK = 12;

/** A mid-sized server with VMs of other people. The same seed gives the same estate. */
export function defaultEstate(seed: number, options: DefaultEstateOptions = {}): Estate {
  const random = seededRandom(seed);
  const count = options.vms ?? 200;
  const hostCount = options.hosts ?? HOST_PLACES.length;
  const hosts = Array.from({ length: hostCount }, (_, index) => ({
    name: `hv${String(index + 1).padStart(2, "0")}.${DOMAIN}`,
    hostGroup: HOST_GROUPS[HOST_PLACES[index % HOST_PLACES.length] ?? 0] ?? "All Hosts",
    memoryGb: Math.max(512, Math.ceil((count / 25) * (HOST_PLACES.length / hostCount))),
    cpus: 64,
  }));
  return parseEstate({
    server: { name: `vmm01.${DOMAIN}`, version: "10.22.1287.0" },
    hostGroups: HOST_GROUPS,
    hosts,
    clouds: Object.entries(CLOUD_GROUPS).map(([name, hostGroups]) => ({
      name,
      hostGroups: [...hostGroups],
      description: `${name} workloads`,
    })),
    vmNetworks: NETWORKS.map(({ name, net, vlan }) => ({
      name,
      logicalNetwork: "Datacenter network",
      subnets: [{ name: `${name} subnet`, cidr: `${net}.0/24`, vlan }],
    })),
    pools: [
      pool("Web static", "Web", "10.20.10", 250),
      pool("App static", "App", "10.20.20", 250),
      pool("Database static", "Database", "10.20.30", 250),
      pool("Tiny static", "Management", "10.20.40", 12),
    ],
    macPools: [
      { name: "Default MAC address pool", start: "00-1D-D8-B7-1C-00", end: "00-1D-D8-F4-1F-FF" },
      { name: "Second MAC address pool", start: "00-1D-D8-F4-20-00", end: "00-1D-D8-F4-2F-FF" },
    ],
    operatingSystems: SYSTEMS,
    hardwareProfiles: [
      { name: "Small", cpuCount: 1, memoryMb: 2048 },
      { name: "Medium", cpuCount: 2, memoryMb: 4096 },
      { name: "Large", cpuCount: 4, memoryMb: 16_384 },
      { name: "Legacy", cpuCount: 1, memoryMb: 2048, generation: 1 },
    ],
    templates: TEMPLATES,
    libraryShares: [{ name: "MSSCVMMLibrary", description: "Library of the datacenter" }],
    isos: [
      { file: "ubuntu-22.04-live-server-amd64.iso", share: "MSSCVMMLibrary", sizeMb: 1407 },
      { file: "windows-server-2022.iso", share: "MSSCVMMLibrary", sizeMb: 4813 },
      { file: "vmguest.iso", share: "MSSCVMMLibrary", folder: "", sizeMb: 32 },
    ],
    virtualHardDisks: [
      { file: "empty-ntfs.vhdx", share: "MSSCVMMLibrary", sizeGb: 10 },
      { file: "tools.vhdx", share: "MSSCVMMLibrary", sizeGb: 2, dynamic: false },
      { file: "Blank Disk - Small.vhd", share: "MSSCVMMLibrary", sizeGb: 16 },
    ],
    storageClassifications: ["Local Storage", "Remote Storage", "Gold", "Silver"],
    storageFabricClassifications: ["Fabric A", "Fabric B"],
    virtualSans: ["SAN A", "SAN B"],
    storageQosPolicies: ["Gold I/O", "Bronze I/O"],
    customProperties: [
      ...Array.from({ length: 10 }, (_, index) => ({ name: `Custom${index + 1}`, members: ["VM", "Template", "VMHost", "Cloud"] })),
      { name: "Environment", description: "Which environment it belongs to" },
      { name: "CostCentre", description: "Who pays" },
    ],
    vms: otherPeoplesVms(random, hosts, count),
    grants: [
      { pool: "Web static", address: "10.20.10.200", description: "portal front end (ticket 4711)" },
      { pool: "Web static", address: "10.20.10.201", description: "" },
      { pool: "App static", address: "10.20.20.200", description: "crm listener" },
      { pool: "Database static", address: "10.20.30.205", description: "sql availability group" },
    ],
  } satisfies EstateFile);
}

type Host = EstateFile["hosts"][number];
type Machine = EstateFile["vms"][number];

function otherPeoplesVms(random: Random, hosts: readonly Host[], count: number): Machine[] {
  const numbers = new Map<string, number>();
  const pooled = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const role = random.pick(ROLES);
    const [name, digits, network] = role;
    numbers.set(name, (numbers.get(name) ?? 0) + 1);
    const usesPool = network !== "Management" && random.below(3) === 0 && (pooled.get(network) ?? 0) < POOLED_PER_NETWORK;
    if (usesPool) pooled.set(network, (pooled.get(network) ?? 0) + 1);
    return {
      name: `${name}-${String(numbers.get(name)).padStart(digits, "0")}`,
      status: BROKEN.get(index) ?? random.pick(STATUS),
      ...machineOf(random, role, hosts),
      adapters: [usesPool ? { vmNetwork: network, pool: `${network} static` } : { vmNetwork: network }],
    };
  });
}

/** One whose host has lost it, and one that never came to be. */
const BROKEN: ReadonlyMap<number, string> = new Map([
  [17, "Missing"],
  [42, "CreationFailed"],
]);

function machineOf(
  random: Random,
  [name, , , operatingSystem]: (typeof ROLES)[number],
  hosts: readonly Host[],
): Omit<Machine, "name" | "status"> {
  const cloud = random.pick(CLOUDS);
  const owner = random.pick(OWNERS);
  const groups = cloud === null ? HOST_GROUPS.slice(0, 1) : (CLOUD_GROUPS[cloud] ?? []);
  const candidates = hosts.filter((host) => groups.some((group) => `${host.hostGroup}\\`.startsWith(`${group}\\`)));
  const generation = operatingSystem.includes("2012") ? 1 : 2;
  return {
    host: random.pick(candidates).name,
    ...(cloud === null ? {} : { cloud }),
    ...(owner === null ? {} : { owner }),
    generation,
    cpuCount: random.pick([1, 2, 4]),
    memoryMb: random.pick(MEMORY),
    operatingSystem,
    ...(random.below(4) === 0 ? { customProperties: { Environment: cloud?.toLowerCase() ?? "none" } } : {}),
    disks: disksOf(random, generation, name === "sql" || name === "pg"),
  };
}

function disksOf(random: Random, generation: 1 | 2, data: boolean): NonNullable<EstateFile["vms"][number]["disks"]> {
  const busType = generation === 1 ? "IDE" : "SCSI";
  const boot = { busType, sizeGb: random.pick([40, 60, 80]), volumeType: "BootAndSystem" } as const;
  return data ? [boot, { busType: "SCSI", lun: generation === 1 ? 0 : 1, sizeGb: random.pick([100, 250, 500]) }] : [boot];
}
