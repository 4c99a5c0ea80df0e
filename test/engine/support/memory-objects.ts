import type { Inventory, LiveVm } from "../../../provider/engine/inventory.ts";
import type { LiveAddress } from "../../../provider/engine/inventory-network.ts";
import type { Operation } from "../../../provider/engine/operation.ts";
import { newHardware } from "./hardware.ts";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const GIB = 1024 ** 3;

export function newAddress(id: string, address: string, poolId: string, mark: LiveAddress["mark"], description: string): LiveAddress {
  return { id, address, poolId, assignedToId: null, assignedToType: "VirtualMachine", mark, machine: undefined, description };
}

export function newAdapter(id: string, slot: number): LiveVm["adapters"][number] {
  return {
    id,
    slot,
    macAddress: null,
    macAddressType: "Dynamic",
    vmNetwork: null,
    vmSubnet: null,
    vlan: 0,
    portClassification: null,
    macAddressSpoofing: false,
    vmNetworkOptimization: false,
    guestIPNetworkVirtualizationUpdates: false,
    ipv4AddressType: "Dynamic",
    ipv4Addresses: [],
    ipv6AddressType: "Dynamic",
    ipv6Addresses: [],
  };
}

function bootSize({ blank }: Extract<Operation, { kind: "create-machine" }>): number {
  return blank && "sizeBytes" in blank.bootDisk.content ? blank.bootDisk.content.sizeBytes : 30 * GIB;
}

export function newVm(base: Inventory, id: string, operation: Extract<Operation, { kind: "create-machine" }>): Mutable<LiveVm> {
  const template = base.templates.find(({ id }) => id === operation.templateId);
  const generation = operation.blank?.generation ?? template?.generation ?? 2;
  const { dynamicMemory: range, options } = operation;
  return {
    id,
    name: operation.name,
    vmId: id.toUpperCase(),
    mark: operation.mark,
    sealed: false,
    halfSealed: false,
    addedAt: null,
    status: "UnderCreation",
    powerState: "PowerOff",
    cloud: base.clouds.find((cloud) => cloud.id === operation.cloudId)?.name ?? null,
    hostName: "host1",
    madeFrom: template?.name ?? null,
    highlyAvailable: false,
    hostGroupPath: base.hostGroups.find((group) => group.id === operation.hostGroupId)?.path ?? "All Hosts",
    description: operation.description,
    tag: "(none)",
    customProperties: {},
    cpuCount: operation.cpuCount,
    memoryMb: operation.memoryMb ?? 2048,
    dynamicMemory: range && { ...range, bufferPercentage: range.bufferPercentage ?? 20 },
    generation,
    operatingSystem: base.operatingSystems.find((system) => system.id === operation.operatingSystemId)?.name ?? null,
    availabilitySets: operation.availabilitySet === null ? [] : [operation.availabilitySet],
    startAction: options.startAction ?? "NeverAutoTurnOnVM",
    stopAction: options.stopAction ?? "SaveVM",
    checkpointType: options.checkpointType ?? "Production",
    cpuLimitForMigration: options.cpuLimitForMigration ?? false,
    cpuLimitFunctionality: options.cpuLimitFunctionality ?? false,
    hardware: newHardware(generation),
    disks: [
      {
        id: `${id}-boot`,
        busType: generation === 1 ? "IDE" : "SCSI",
        bus: 0,
        lun: 0,
        sizeBytes: bootSize(operation),
        dynamic: true,
        format: "VHDX",
        volumeType: "BootAndSystem",
        iopsMaximum: null,
        storageQoSPolicy: null,
        path: null,
      },
    ],
    checkpoints: [],
    dvdDrives: [],
    leftIsos: [],
    fibreChannel: [],
    seed: null,
    adapters: [],
    job: null,
  };
}
