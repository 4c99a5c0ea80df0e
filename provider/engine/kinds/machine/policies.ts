import type { AttributeChange, ChangePolicy, Json, Policy } from "../../../model/plan.ts";

/** How a change of each attribute is carried out; held against the facts of the model by a test. */
export const machinePolicies = {
  "spec.cloud": "in-place",
  "spec.hostGroup": "in-place",
  "spec.vmName": "power-off",
  "spec.vmTemplate": "create-only",
  "spec.hardwareProfile": "create-only",
  "spec.generation": "create-only",
  "spec.firmware.secureBoot": "power-off",
  "spec.firmware.secureBootTemplate": "power-off",
  "spec.firmware.firstBootDevice": "power-off",
  "spec.firmware.bootOrder": "power-off",
  "spec.deletionProtection": "in-place",
  "spec.powerPolicy": "in-place",
  "spec.hostname": "create-only",
  "spec.guest.administratorPasswordSecret": "create-only",
  "spec.guest.domain.name": "create-only",
  "spec.guest.domain.accountSecret": "create-only",
  "spec.guest.workgroup": "create-only",
  "spec.guest.timeZone": "create-only",
  "spec.guest.productKeySecret": "create-only",
  "spec.guest.fullName": "create-only",
  "spec.guest.organization": "create-only",
  "spec.guest.runOnceCommands": "create-only",
  "spec.guest.sshKey": "create-only",
  "spec.operatingSystem": "in-place",
  "spec.cpuCount": "power-off",
  "spec.memory": "hot-or-off",
  "spec.dynamicMemory": "hot-or-off",
  "spec.dynamicMemory.minimum": "hot-or-off",
  "spec.dynamicMemory.maximum": "hot-or-off",
  "spec.dynamicMemory.bufferPercentage": "hot-or-off",
  "spec.disks[].name": "hot-or-off",
  "spec.disks[].persistentDisk": "in-place",
  "spec.disks[].size": "hot-or-off",
  "spec.disks[].dynamic": "create-only",
  "spec.disks[].vhDisk": "create-only",
  "spec.disks[].volumeType": "in-place",
  "spec.disks[].storageClassification": "create-only",
  "spec.disks[].iopsMaximum": "in-place",
  "spec.disks[].storageQoSPolicy": "in-place",
  "spec.dvdDrive.iso": "hot-or-off",
  "spec.fibreChannel[].virtualSAN": "power-off",
  "spec.fibreChannel[].storageFabricClassification": "power-off",
  "spec.networking.devices[].vmNetwork": "in-place",
  "spec.networking.devices[].vmSubnet": "in-place",
  "spec.networking.devices[].deviceName": "hot-or-off",
  "spec.networking.devices[].vlan": "in-place",
  "spec.networking.devices[].portClassification": "in-place",
  "spec.networking.devices[].macAddressType": "power-off",
  "spec.networking.devices[].macAddress": "power-off",
  "spec.networking.devices[].macAddressPool": "power-off",
  "spec.networking.devices[].macAddressSpoofing": "power-off",
  "spec.networking.devices[].vmNetworkOptimization": "power-off",
  "spec.networking.devices[].guestIPNetworkVirtualizationUpdates": "power-off",
  "spec.networking.devices[].staticIPAddressPools": "hot-or-off",
  "spec.networking.devices[].ipAddresses": "hot-or-off",
  "spec.metadata": "create-only",
  "spec.bootstrap.dataSecretName": "create-only",
  "spec.bootstrap.userDataFile": "create-only",
  "spec.networking.devices[].gateway": "create-only",
  "spec.networking.devices[].nameservers": "create-only",
  "spec.networking.devices[].searchDomains": "create-only",
  "spec.tag": "in-place",
  "spec.customProperty": "in-place",
  "spec.availabilitySet": "in-place",
  "spec.vmOptions.checkpointType": "in-place",
  "spec.vmOptions.cpuLimitForMigration": "power-off",
  "spec.vmOptions.cpuLimitFunctionality": "power-off",
  "spec.vmOptions.description": "in-place",
  "spec.vmOptions.startAction": "in-place",
  "spec.vmOptions.stopAction": "in-place",
  "spec.vmOptions.cpuRelativeWeight": "in-place",
  "spec.vmOptions.cpuReserve": "in-place",
  "spec.vmOptions.cpuMaximumPercent": "in-place",
  "spec.vmOptions.memoryWeight": "in-place",
  "spec.vmOptions.startDelaySeconds": "in-place",
  "spec.vmOptions.owner": "in-place",
  "spec.vmOptions.enableNestedVirtualization": "create-only",
  "spec.vmOptions.integrationServices.backup": "in-place",
  "spec.vmOptions.integrationServices.dataExchange": "in-place",
  "spec.vmOptions.integrationServices.heartbeat": "in-place",
  "spec.vmOptions.integrationServices.shutdown": "in-place",
  "spec.vmOptions.integrationServices.timeSynchronization": "in-place",
} as const satisfies Readonly<Record<string, Policy>>;

export type MachineAttribute = keyof typeof machinePolicies;

/** `spec.disks[1].size` with pattern `spec.disks[].size`; `key` names the custom property. */
export function attributePath(pattern: MachineAttribute, index?: number, key?: string): string {
  const indexed = index === undefined ? pattern : pattern.replace("[]", `[${index}]`);
  return key === undefined ? indexed : `${indexed}.${key}`;
}

interface Where {
  readonly index?: number;
  readonly key?: string;
  /** Where it depends on this machine's hardware. */
  readonly policy?: ChangePolicy;
  readonly waitsFor?: AttributeChange["waitsFor"];
}

/** How an attribute changes where nothing of the machine stands against it. */
export function policyOf(pattern: MachineAttribute): ChangePolicy {
  const policy = machinePolicies[pattern];
  return policy === "hot-or-off" ? "in-place" : policy;
}

export function attributeChange(pattern: MachineAttribute, before: Json, after: Json, where: Where = {}): AttributeChange {
  const change = { path: attributePath(pattern, where.index, where.key), before, after, policy: where.policy ?? policyOf(pattern) };
  return where.waitsFor ? { ...change, waitsFor: where.waitsFor } : change;
}
