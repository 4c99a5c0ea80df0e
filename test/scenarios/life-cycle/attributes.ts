/** A part of a spec; what stands here is laid over BASE, key by key, and lists are taken whole. */
export type Part = Readonly<Record<string, unknown>>;

/** The life of one attribute: created as `first`, then `second`, then `first` again, then left out. */
export interface Life {
  readonly base?: Part;
  readonly first: Part;
  readonly second: Part;
  /** The spec without the attribute; by default what is there without `first`. */
  readonly without?: Part;
  /** `kept`: VMM keeps what was made, and nothing is planned (only at creation). Default `changes`. */
  readonly on?: "changes" | "kept";
}

export const BASE: Part = { cloud: "Production", vmTemplate: "Ubuntu 22.04 LTS", cpuCount: 2, memory: "2Gi" };

const NIC = { vmNetwork: "Web" };
const nic = (part: Part): Part => ({ networking: { devices: [{ ...NIC, ...part }] } });
const BOOT = { size: "40Gi" };
const disk = (part: Part): Part => ({ disks: [BOOT, { name: "data", size: "5Gi", ...part }] });
const persistent = (name: string): Part => ({ disks: [BOOT, { name: "data", persistentDisk: { disk: { name } } }] });
const option = (name: string, first: unknown, second: unknown): Life => ({
  first: { vmOptions: { [name]: first } },
  second: { vmOptions: { [name]: second } },
});
const service = (name: string): Life => ({
  first: { vmOptions: { integrationServices: { [name]: true } } },
  second: { vmOptions: { integrationServices: { [name]: false } } },
});
const switched = (name: string): Life => ({ first: nic({ [name]: true }), second: nic({ [name]: false }), without: nic({}) });
const LEGACY: Part = { vmTemplate: "Windows Server 2016" };
const WINDOWS: Part = { vmTemplate: "Windows Server 2022" };
/** VMM does not tell what is inside a guest. */
const written = (name: string, first: unknown, second: unknown): Life => ({
  base: WINDOWS,
  first: { guest: { [name]: first } },
  second: { guest: { [name]: second } },
  on: "kept",
});
const RANGE = { minimum: "1Gi", maximum: "4Gi" };

/** Every attribute of a machine that has a policy, by its path in the vocabulary. */
export const LIVES: Readonly<Record<string, Life>> = {
  "spec.cloud": { first: { cloud: "Production" }, second: { cloud: "Test" }, without: { cloud: "Production" } },
  "spec.hostGroup": {
    base: { cloud: undefined },
    first: { hostGroup: "All Hosts\\Datacenter A\\Web" },
    second: { hostGroup: "All Hosts\\Datacenter B\\Web" },
    without: { hostGroup: "All Hosts\\Datacenter A\\Web" },
  },
  "spec.deletionProtection": { first: { deletionProtection: false }, second: { deletionProtection: true } },
  "spec.vmName": { first: { vmName: "life-one" }, second: { vmName: "life-two" }, without: { vmName: "life-one" } },
  "spec.vmTemplate": { first: {}, second: { vmTemplate: "Windows Server 2022" }, on: "kept" },
  "spec.hardwareProfile": { first: { hardwareProfile: "Small" }, second: { hardwareProfile: "Medium" }, on: "kept" },
  "spec.operatingSystem": {
    first: { operatingSystem: "Other Linux (64 bit)" },
    second: { operatingSystem: "Ubuntu Linux 20.04 (64 bit)" },
  },
  "spec.firmware.secureBoot": { first: { firmware: { secureBoot: true } }, second: { firmware: { secureBoot: false } } },
  "spec.firmware.secureBootTemplate": {
    first: { firmware: { secureBootTemplate: "MicrosoftUEFICertificateAuthority" } },
    second: { firmware: { secureBootTemplate: "MicrosoftWindows" } },
  },
  "spec.firmware.firstBootDevice": {
    base: { networking: { devices: [NIC] } },
    first: { firmware: { firstBootDevice: "SCSI,0,0" } },
    second: { firmware: { firstBootDevice: "NIC,0" } },
  },
  "spec.firmware.bootOrder[]": {
    base: LEGACY,
    first: { firmware: { bootOrder: ["CD", "IdeHardDrive", "PxeBoot", "Floppy"] } },
    second: { firmware: { bootOrder: ["IdeHardDrive", "CD", "PxeBoot", "Floppy"] } },
  },
  "spec.hostname": { base: WINDOWS, first: { hostname: "one", guest: {} }, second: { hostname: "two", guest: {} }, on: "kept" },
  "spec.guest.workgroup": written("workgroup", "ONE", "TWO"),
  "spec.guest.timeZone": written("timeZone", 85, 110),
  "spec.guest.fullName": written("fullName", "Anna", "Bert"),
  "spec.guest.organization": written("organization", "One", "Two"),
  "spec.guest.runOnceCommands[]": written("runOnceCommands", ["cmd"], ["cmd", "ver"]),
  "spec.guest.sshKey": { ...written("sshKey", "ssh-rsa AAAA one", "ssh-rsa BBBB two"), base: {} },
  "spec.cpuCount": { first: { cpuCount: 2 }, second: { cpuCount: 4 }, without: { cpuCount: 2 } },
  "spec.memory": { first: { memory: "2Gi" }, second: { memory: "3Gi" } },
  "spec.dynamicMemory": { first: { dynamicMemory: RANGE }, second: { dynamicMemory: { ...RANGE, maximum: "6Gi" } } },
  "spec.dynamicMemory.minimum": { first: { dynamicMemory: RANGE }, second: { dynamicMemory: { ...RANGE, minimum: "512Mi" } } },
  "spec.dynamicMemory.maximum": { first: { dynamicMemory: RANGE }, second: { dynamicMemory: { ...RANGE, maximum: "8Gi" } } },
  "spec.dynamicMemory.bufferPercentage": {
    first: { dynamicMemory: { ...RANGE, bufferPercentage: 20 } },
    second: { dynamicMemory: { ...RANGE, bufferPercentage: 40 } },
    without: { dynamicMemory: RANGE },
  },
  // A disk only grows, so that there is no way back.
  "spec.disks[].size": { first: { disks: [{ size: "50Gi" }] }, second: { disks: [{ size: "60Gi" }] }, without: { disks: [{}] } },
  "spec.disks[].name": {
    base: { removedDisks: "Delete" },
    first: { disks: [BOOT, { name: "data", size: "5Gi" }] },
    second: { disks: [BOOT, { name: "logs", size: "5Gi" }] },
    without: { disks: [BOOT] },
  },
  "spec.disks[].persistentDisk": { first: persistent("life-disk-a"), second: persistent("life-disk-b"), without: { disks: [BOOT] } },
  "spec.disks[].dynamic": { first: disk({ dynamic: false }), second: disk({ dynamic: true }), without: disk({}), on: "kept" },
  "spec.disks[].vhDisk": {
    first: { disks: [BOOT, { name: "data", vhDisk: "empty-ntfs.vhdx" }] },
    second: { disks: [BOOT, { name: "data", vhDisk: "tools.vhdx" }] },
    without: { disks: [BOOT, { name: "data", size: "10Gi" }] },
    on: "kept",
  },
  "spec.disks[0].vhDisk": {
    base: { vmTemplate: undefined, hardwareProfile: "Small" },
    first: { disks: [{ vhDisk: "empty-ntfs.vhdx" }] },
    second: { disks: [{ vhDisk: "tools.vhdx" }] },
    without: { disks: [{ size: "10Gi" }] },
    on: "kept",
  },
  "spec.disks[].volumeType": { first: disk({ volumeType: "None" }), second: disk({ volumeType: "System" }), without: disk({}) },
  "spec.disks[].storageClassification": {
    first: disk({ storageClassification: "Gold" }),
    second: disk({ storageClassification: "Silver" }),
    without: disk({}),
    on: "kept",
  },
  "spec.disks[].iopsMaximum": { first: disk({ iopsMaximum: 500 }), second: disk({ iopsMaximum: 700 }), without: disk({}) },
  "spec.disks[].storageQoSPolicy": {
    first: disk({ storageQoSPolicy: "Gold I/O" }),
    second: disk({ storageQoSPolicy: "Bronze I/O" }),
    without: disk({}),
  },
  "spec.dvdDrive.iso": {
    first: { dvdDrive: { iso: "windows-server-2022.iso" } },
    second: { dvdDrive: { iso: "ubuntu-22.04-live-server-amd64.iso" } },
    without: { dvdDrive: {} },
  },
  "spec.fibreChannel[].virtualSAN": {
    first: { fibreChannel: [{ virtualSAN: "SAN A" }] },
    second: { fibreChannel: [{ virtualSAN: "SAN B" }] },
    without: { fibreChannel: [] },
  },
  "spec.fibreChannel[].storageFabricClassification": {
    first: { fibreChannel: [{ storageFabricClassification: "Fabric A" }] },
    second: { fibreChannel: [{ storageFabricClassification: "Fabric B" }] },
    without: { fibreChannel: [] },
  },
  "spec.networking.devices[].vmNetwork": { first: nic({}), second: nic({ vmNetwork: "App" }), without: nic({}) },
  "spec.networking.devices[].staticIPAddressPools[]": {
    first: nic({ staticIPAddressPools: ["Web static"] }),
    second: nic({ vmNetwork: "App", staticIPAddressPools: ["App static"] }),
    without: nic({}),
  },
  "spec.networking.devices[].ipAddresses[]": {
    first: nic({ vmNetwork: "Transit", ipAddresses: ["fd00:20:51::61", "10.20.51.61"] }),
    second: nic({ vmNetwork: "Transit", ipAddresses: ["fd00:20:51::62", "10.20.51.61", "10.20.51.62"] }),
    without: nic({ vmNetwork: "Transit" }),
  },
  "spec.networking.devices[].vmSubnet": {
    first: nic({ vmNetwork: "Transit", vmSubnet: "Transit west" }),
    second: nic({ vmNetwork: "Transit", vmSubnet: "Transit east" }),
    without: nic({ vmNetwork: "Transit" }),
  },
  // A new name, and an adapter that comes and goes.
  "spec.networking.devices[].deviceName": {
    first: nic({ deviceName: "lan0" }),
    second: {
      networking: {
        devices: [
          { vmNetwork: "App", deviceName: "lan2" },
          { ...NIC, deviceName: "lan1" },
        ],
      },
    },
    without: nic({}),
  },
  "spec.networking.devices[].vlan": {
    first: nic({ vmNetwork: "Transit", vlan: 151 }),
    second: nic({ vmNetwork: "Transit", vlan: 152 }),
    without: nic({ vmNetwork: "Transit" }),
  },
  "spec.networking.devices[].portClassification": {
    first: nic({ portClassification: "SR-IOV" }),
    second: nic({ portClassification: "High bandwidth" }),
    without: nic({}),
  },
  "spec.networking.devices[].macAddressType": {
    first: nic({ macAddressType: "Static" }),
    second: nic({ macAddressType: "Dynamic" }),
    without: nic({}),
  },
  "spec.networking.devices[].macAddress": {
    first: nic({ macAddress: "00:1D:D8:B7:1C:F0" }),
    second: nic({ macAddress: "00:1D:D8:B7:1C:F1" }),
    without: nic({}),
  },
  "spec.networking.devices[].macAddressPool": {
    first: nic({ macAddressPool: "Default MAC address pool" }),
    second: nic({ macAddressPool: "Second MAC address pool" }),
    without: nic({}),
  },
  "spec.networking.devices[].macAddressSpoofing": switched("macAddressSpoofing"),
  "spec.networking.devices[].vmNetworkOptimization": switched("vmNetworkOptimization"),
  "spec.networking.devices[].guestIPNetworkVirtualizationUpdates": switched("guestIPNetworkVirtualizationUpdates"),
  "spec.networking.devices[].gateway": {
    first: nic({ gateway: "10.20.10.1" }),
    second: nic({ gateway: "10.20.10.2" }),
    without: nic({}),
    on: "kept",
  },
  "spec.networking.devices[].nameservers[]": {
    first: nic({ nameservers: ["10.20.0.53"] }),
    second: nic({ nameservers: ["10.20.0.54"] }),
    without: nic({}),
    on: "kept",
  },
  "spec.networking.devices[].searchDomains[]": {
    first: nic({ searchDomains: ["a.example"] }),
    second: nic({ searchDomains: ["b.example"] }),
    without: nic({}),
    on: "kept",
  },
  "spec.tag": { first: { tag: "a" }, second: { tag: "b" } },
  "spec.customProperty{}": { first: { customProperty: { Environment: "a" } }, second: { customProperty: { Environment: "b", Mine: "c" } } },
  "spec.availabilitySet": { first: { availabilitySet: "one" }, second: { availabilitySet: "two" } },
  "spec.vmOptions.checkpointType": option("checkpointType", "Standard", "ProductionOnly"),
  "spec.vmOptions.cpuLimitForMigration": option("cpuLimitForMigration", true, false),
  "spec.vmOptions.cpuLimitFunctionality": option("cpuLimitFunctionality", true, false),
  "spec.vmOptions.description": option("description", "first", "second"),
  "spec.vmOptions.enableNestedVirtualization": { ...option("enableNestedVirtualization", true, false), on: "kept" },
  "spec.vmOptions.startAction": option("startAction", "NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM"),
  "spec.vmOptions.stopAction": option("stopAction", "SaveVM", "ShutdownGuestOS"),
  "spec.vmOptions.cpuRelativeWeight": option("cpuRelativeWeight", 100, 200),
  "spec.vmOptions.cpuReserve": option("cpuReserve", 0, 10),
  "spec.vmOptions.cpuMaximumPercent": option("cpuMaximumPercent", 100, 50),
  "spec.vmOptions.memoryWeight": option("memoryWeight", 5000, 6000),
  "spec.vmOptions.startDelaySeconds": option("startDelaySeconds", 0, 30),
  "spec.vmOptions.owner": option("owner", "CONTOSO\\anna", "CONTOSO\\bert"),
  "spec.vmOptions.integrationServices.backup": service("backup"),
  "spec.vmOptions.integrationServices.dataExchange": service("dataExchange"),
  "spec.vmOptions.integrationServices.heartbeat": service("heartbeat"),
  "spec.vmOptions.integrationServices.shutdown": service("shutdown"),
  "spec.vmOptions.integrationServices.timeSynchronization": service("timeSynchronization"),
};

/** What the lives refer to, beside machines. */
export const BESIDE: readonly Part[] = ["life-disk-a", "life-disk-b"].map((name) => ({
  kind: "ScvmmPersistentDisk",
  metadata: { name },
  spec: { size: "3Gi" },
}));

/** Why an attribute with a policy has no life of its own here. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "spec.powerPolicy": "is about the power, which the stages here change by hand: test/engine/power.test.ts",
  "spec.generation": "decided by the template or the hardware profile: a difference is an error, test/engine/blank.test.ts",
  "spec.guest.administratorPasswordSecret": "needs a Secret, only at creation: test/engine/guest.test.ts",
  "spec.guest.productKeySecret": "needs a Secret, only at creation: test/engine/guest.test.ts",
  "spec.guest.domain.name": "needs a Secret, only at creation: test/engine/guest.test.ts",
  "spec.guest.domain.accountSecret": "needs a Secret, only at creation: test/engine/guest.test.ts",
  "spec.metadata{}": "of the seed, only at creation: test/engine/seed.test.ts",
  "spec.bootstrap.dataSecretName": "of the seed, only at creation: test/engine/seed.test.ts",
  "spec.bootstrap.userDataFile": "of the seed, only at creation: test/engine/seed.test.ts",
};
