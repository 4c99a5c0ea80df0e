import type { CloudCapacity, Host, HostGroup } from "../objects/fabric.ts";
import type { LogicalNetwork, PortClassification } from "../objects/network.ts";
import type { StorageVolume } from "../objects/placement.ts";
import type { Store } from "../store.ts";
import type { World } from "../world.ts";
import { type Estate, EstateError } from "./estate.ts";

/** Host groups, hosts, clouds and definitions of custom properties. */
export function buildFabric(estate: Estate, { store, random, now }: World, networks: ReadonlyMap<string, LogicalNetwork>): void {
  const at = new Date(now());
  const byPath = new Map<string, HostGroup>();
  for (const [index, path] of estate.hostGroups.entries()) {
    const cut = path.lastIndexOf("\\");
    const parent = cut < 0 ? null : (byPath.get(path.slice(0, cut)) ?? null);
    if (cut >= 0 && !parent) throw new EstateError(`hostGroups[${index}]`, "its parent does not stand before it");
    const group: HostGroup = {
      $type: "HostGroup",
      ID: random.guid(),
      Name: path.slice(cut + 1),
      MarkedForDeletion: false,
      Description: "",
      Path: path,
      IsRoot: parent === null,
      ParentHostGroup: parent,
      ChildGroups: [],
      Hosts: [],
      Creator: store.server.ConnectedUserName,
      CreationDate: at,
    };
    parent?.ChildGroups.push(group);
    byPath.set(path, group);
    store.hostGroups.set(group.ID, group);
  }
  const groupAt = (path: string, place: string) => {
    const group = byPath.get(path);
    if (!group) throw new EstateError(place, `there is no host group ${path}`);
    return group;
  };
  for (const [index, host] of estate.hosts.entries()) {
    const group = groupAt(host.hostGroup, `hosts[${index}].hostGroup`);
    const [computerName = host.name, ...domain] = host.name.split(".");
    const made = {
      $type: "Host" as const,
      ID: random.guid(),
      Name: host.name,
      MarkedForDeletion: false,
      Description: "",
      ComputerName: computerName,
      DomainName: domain.join("."),
      OverallState: host.maintenance ? "MaintenanceMode" : "OK",
      CommunicationState: "Responding",
      ComputerState: "Responding",
      HyperVState: "Running",
      VirtualizationPlatform: "HyperV",
      LogicalProcessorCount: host.cpus,
      TotalMemory: host.memoryGb * 1024 ** 3,
      AvailableMemory: host.memoryGb * 1024 - 2048,
      MemoryReserveMB: 2048,
      DiskSpaceReserveMB: 10_240,
      CPUPercentageReserve: 10,
      VMPaths: [host.path],
      AvailableForPlacement: !host.maintenance,
      MaintenanceHost: host.maintenance,
      VMHostGroup: group,
      HostCluster: null,
      DiskVolumes: [volumeOf(host, random)],
      SupportsLiveMigration: true,
      LiveMigrationMaximum: 2,
      LiveStorageMigrationMaximum: 2,
      $networks: reachOf(host, networks, `hosts[${index}].logicalNetworks`),
      $migrationEnds: [],
    };
    group.Hosts.push(made);
    store.hosts.set(made.ID, made);
  }
  for (const [index, cloud] of estate.clouds.entries()) {
    const id = random.guid();
    store.clouds.set(id, {
      $type: "Cloud",
      ID: id,
      Name: cloud.name,
      MarkedForDeletion: false,
      Description: cloud.description,
      HostGroup: cloud.hostGroups.map((path) => groupAt(path, `clouds[${index}].hostGroups`)),
      PortClassifications: cloud.portClassifications.map((name) => classificationOf(store, name, `clouds[${index}].portClassifications`)),
      CloudCapacity: capacity(cloud.quota),
      $userCapacity: capacity(cloud.userQuota),
      CustomProperty: new Map(),
      LastModifiedDate: at,
    });
  }
  for (const property of estate.customProperties) {
    const id = random.guid();
    store.customProperties.set(id, {
      $type: "CustomProperty",
      ID: id,
      Name: property.name,
      MarkedForDeletion: false,
      Description: property.description,
      Members: property.members,
    });
  }
}

type HostGiven = Estate["hosts"][number];

function volumeOf({ path, diskGb, storageClassification }: HostGiven, random: World["random"]): StorageVolume {
  return {
    $type: "StorageVolume",
    ID: random.guid(),
    Name: path.slice(0, path.indexOf("\\") + 1),
    MarkedForDeletion: false,
    VolumeLabel: "",
    Capacity: diskGb * 1024 ** 3,
    IsClusterSharedVolume: path.startsWith("C:\\ClusterStorage\\"),
    IsAvailableForPlacement: true,
    Classification: storageClassification,
  };
}

function reachOf({ logicalNetworks }: HostGiven, networks: ReadonlyMap<string, LogicalNetwork>, place: string): Host["$networks"] {
  if (!logicalNetworks) return null;
  return new Set(
    logicalNetworks.map((name) => {
      const network = networks.get(name);
      if (!network) throw new EstateError(place, `there is no logical network ${name}`);
      return network;
    }),
  );
}

function capacity(quota: Estate["clouds"][number]["quota"]): CloudCapacity {
  return {
    $type: "CloudCapacity",
    CPUCount: quota.cpuCount ?? 0,
    MemoryMB: quota.memoryMb ?? 0,
    StorageGB: quota.storageGb ?? 0,
    VMCount: quota.vmCount ?? 0,
    CustomQuotaCount: quota.points ?? 0,
    UseCPUCountMaximum: quota.cpuCount === undefined,
    UseMemoryMBMaximum: quota.memoryMb === undefined,
    UseStorageGBMaximum: quota.storageGb === undefined,
    UseVMCountMaximum: quota.vmCount === undefined,
    UseCustomQuotaCountMaximum: quota.points === undefined,
  };
}

function classificationOf({ portClassifications }: Store, name: string, place: string): PortClassification {
  const found = [...portClassifications.values()].find((one) => one.Name === name);
  if (!found) throw new EstateError(place, `there is no port classification ${name}`);
  return found;
}
