import { grantAddress } from "../addresses.ts";
import { HostFiles } from "../host-files.ts";
import { makeDvdDrive } from "../iso-files.ts";
import { Jobs } from "../jobs.ts";
import { takePoolMac } from "../mac-pools.ts";
import { connect, keepMachine, makeAdapter, makeDrive, makeMachine, makeTemplate } from "../make.ts";
import type { Host, UserRole } from "../objects/fabric.ts";
import type { Template, VirtualMachine } from "../objects/machine.ts";
import type { Random } from "../random.ts";
import { emptyStore, type Store } from "../store.ts";
import type { World } from "../world.ts";
import { buildClusters } from "./build-clusters.ts";
import { buildFabric } from "./build-fabric.ts";
import { buildShares } from "./build-library.ts";
import { buildNetworks } from "./build-networks.ts";
import { type Estate, EstateError } from "./estate.ts";
import { find } from "./find.ts";

const GIB = 1024 ** 3;

/**
 * The server's objects at the start. In the file's order, so that the same file and seed give the same ids:
 * 1. fabric and networks  2. library: operating systems, profiles, templates  3. VMs  4. granted addresses
 * 5. library shares and their files.
 * Throws `EstateError` for a name that leads nowhere and an address that cannot be granted.
 */
export function buildStore(estate: Estate, random: Random, at: Date): Store {
  const role = roleOf(estate);
  const store = emptyStore({
    $type: "ServerConnection",
    ID: random.guid(),
    Name: estate.server.name,
    MarkedForDeletion: false,
    Port: 8100,
    IsConnected: true,
    ServerInterfaceVersion: "2.1.0",
    ProductVersion: estate.server.version,
    FullyQualifiedDomainName: estate.server.name,
    Profile: role.UserRoleProfile,
    UserRole: role,
    ConnectedUserName: "CONTOSO\\svc-scvmm",
    IsHighlyAvailable: false,
  });
  const world: World = { store, random, jobs: new Jobs(store, random), files: new HostFiles(), now: () => at.getTime() };
  buildFabric(estate, world, buildNetworks(estate, world));
  buildClusters(estate, world);
  buildLibrary(estate, world);
  for (const [index, vm] of estate.vms.entries()) placed(`vms[${index}]`, () => buildMachine(vm, world));
  for (const [index, grant] of estate.grants.entries())
    placed(`grants[${index}]`, () =>
      grantAddress(world, {
        pool: find(store.pools, grant.pool, "pool"),
        type: grant.type,
        address: grant.address,
        assignedTo: null,
        description: grant.description,
      }),
    );
  buildShares(estate, world);
  return store;
}

/** Its id is of no seed, so that ids of the same seed stay as they are. */
function roleOf({ server }: Estate): UserRole {
  return {
    $type: "UserRole",
    ID: "00000000-0000-4000-8000-000000000001",
    Name: server.role?.name ?? "Administrator",
    MarkedForDeletion: false,
    Description: "",
    UserRoleProfile: server.role?.profile ?? "Administrator",
    Permission: server.role?.permissions ?? null,
  };
}

function placed<T>(place: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    throw new EstateError(place, error instanceof Error ? error.message : "cannot be built");
  }
}

function buildLibrary(estate: Estate, { store, random, now }: World): void {
  const at = new Date(now());
  for (const { name, osType } of estate.operatingSystems) {
    const id = random.guid();
    store.operatingSystems.set(id, {
      $type: "OperatingSystem",
      ID: id,
      Name: name,
      MarkedForDeletion: false,
      Description: name,
      Version: "",
      Architecture: "amd64",
      Edition: "",
      OSType: osType,
      IsWindows: osType === "Windows",
      IsCustomizationAllowed: osType !== "Other",
    });
  }
  for (const profile of estate.hardwareProfiles) {
    const id = random.guid();
    store.hardwareProfiles.set(id, {
      $type: "HardwareProfile",
      ID: id,
      Name: profile.name,
      MarkedForDeletion: false,
      Description: "",
      Owner: store.server.ConnectedUserName,
      Generation: profile.generation,
      IsHighlyAvailable: false,
      CreationTime: at,
      ...staticSizing(profile),
    });
  }
  for (const [index, template] of estate.templates.entries())
    placed(`templates[${index}]`, () => buildTemplate(template, { store, random }, at));
}

function staticSizing(from: { readonly cpuCount: number; readonly memoryMb: number }) {
  return {
    CPUCount: from.cpuCount,
    Memory: from.memoryMb,
    DynamicMemoryEnabled: false,
    DynamicMemoryMinimumMB: null,
    DynamicMemoryMaximumMB: null,
    DynamicMemoryBufferPercentage: null,
  };
}

type Devices = Pick<Estate["vms"][number], "disks" | "adapters">;

function addDisks(owner: Template | VirtualMachine, { disks }: Devices, random: Random, directory: string, hostName: string | null): void {
  for (const [index, disk] of disks.entries())
    owner.VirtualDiskDrives.push(
      makeDrive(random, owner, { ...disk, sizeBytes: disk.sizeGb * GIB, fileName: `${owner.Name}_disk_${index + 1}`, directory, hostName }),
    );
}

function addAdapters(owner: Template | VirtualMachine, { adapters }: Devices, store: Store, random: Random): void {
  for (const [slot, given] of adapters.entries()) {
    const adapter = makeAdapter(random, owner, slot);
    if (given.vmNetwork !== undefined) {
      const network = find(store.vmNetworks, given.vmNetwork, "VM network");
      connect(adapter, network, network.VMSubnet[0] ?? null);
    }
    owner.VirtualNetworkAdapters.push(adapter);
  }
}

function buildTemplate(given: Estate["templates"][number], { store, random }: Pick<World, "store" | "random">, at: Date): void {
  const system = find(store.operatingSystems, given.operatingSystem, "operating system");
  const template = makeTemplate(random, at, {
    Name: given.name,
    Description: given.description,
    Generation: given.generation,
    OperatingSystem: system,
    ComputerName: "*",
    IsCustomizable: system.IsCustomizationAllowed,
    Owner: store.server.ConnectedUserName,
    ...staticSizing(given),
  });
  addDisks(template, given, random, `\\\\${store.server.Name}\\MSSCVMMLibrary\\VHDs`, null);
  addAdapters(template, given, store, random);
  for (const { bus, lun } of given.dvdDrives) template.VirtualDVDDrives.push(makeDvdDrive(random.guid(), template, bus, lun));
  store.templates.set(template.ID, template);
}

function buildMachine(given: Estate["vms"][number], world: World): void {
  const { store, random } = world;
  const host = find(store.hosts, given.host, "host");
  const at = new Date(world.now());
  const directory = `${host.VMPaths[0] ?? ""}\\${given.name}`;
  const vm = makeMachine(random, at, {
    Name: given.name,
    Description: given.description,
    Generation: given.generation,
    OperatingSystem: find(store.operatingSystems, given.operatingSystem, "operating system"),
    CreationSource: "Unknown source object",
    SourceObjectType: "Unknown source object",
    Status: given.status,
    VirtualMachineState: given.status === "CreationFailed" ? "PowerOff" : given.status,
    ...(given.status === "Missing" ? { BiosGuid: null } : {}),
    ComputerName: given.status === "Running" ? `${given.name}.${host.DomainName}` : null,
    VMHost: host,
    Cloud: given.cloud === undefined ? null : find(store.clouds, given.cloud, "cloud"),
    Location: directory,
    Owner: given.owner ?? null,
    Tag: given.tag,
    IsHighlyAvailable: given.highlyAvailable,
    AvailabilitySetNames: given.availabilitySets.length > 0 ? given.availabilitySets : null,
    CustomProperty: new Map(Object.entries(given.customProperties)),
    ...staticSizing(given),
  });
  addDisks(vm, given, random, directory, host.Name);
  addAdapters(vm, given, store, random);
  keepMachine(store, vm);
  if (vm.VirtualMachineState === "Running") host.AvailableMemory -= vm.Memory;
  giveAddresses(given, vm, host, world);
}

/** Addresses of a pool come with a MAC address of VMM's own (scvmm-domain 2.7). */
function giveAddresses(given: Estate["vms"][number], vm: VirtualMachine, host: Host, world: World): void {
  for (const [slot, adapter] of vm.VirtualNetworkAdapters.entries()) {
    const { pool: name, addresses } = given.adapters[slot] ?? { addresses: [] };
    if (name === undefined) {
      adapter.IPv4Addresses = addresses;
      if (vm.VirtualMachineState === "Running") adapter.MACAddress = hyperVMac(host, vm);
      continue;
    }
    const pool = find(world.store.pools, name, "pool");
    adapter.IPv4AddressType = "Static";
    adapter.MACAddressType = "Static";
    adapter.MACAddress = takePoolMac(world, adapter.ID);
    adapter.IPv4Addresses = (addresses.length > 0 ? addresses : ["next"]).map((address) => {
      const wanted = address === "next" ? undefined : address;
      return grantAddress(world, { pool, type: "VirtualNetworkAdapter", address: wanted, assignedTo: adapter.ID, description: "" }).Address;
    });
  }
}

/** Two bytes tell the host, as Hyper-V's own range does. */
function hyperVMac(host: Host, vm: VirtualMachine): string {
  const hex = (host.ID.slice(0, 4) + vm.ID.slice(0, 2)).toUpperCase();
  return `00:15:5D:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}
