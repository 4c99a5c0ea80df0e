import * as fc from "fast-check";
import type { Operation, OperationKind } from "../../../provider/engine/operation.ts";
import type { MacSetting } from "../../../provider/engine/operation-adapter.ts";
import type { Mark } from "../../../provider/model/mark.ts";
import { Secret, SecretBytes } from "../../../provider/model/secret.ts";

const guid = fc.uuid();
const orNull = <T>(inner: fc.Arbitrary<T>) => fc.option(inner, { nil: null });
const text = fc.string({ maxLength: 40 });
const name = fc.string({ minLength: 1, maxLength: 40 });
const count = fc.integer({ min: 1, max: 64 });
const megabytes = fc.integer({ min: 8, max: 2 ** 20 });

const mark: fc.Arbitrary<Mark> = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,10}[a-z0-9])?$/),
    fc.stringMatching(/^[a-z0-9]{1,10}$/),
    fc.stringMatching(/^[a-z0-9]{1,10}$/),
  )
  .map(([scope, namespace, name]) => ({ scope, address: `ScvmmMachine/${namespace}/${name}` }));

const dynamicMemory = fc.record({
  minimumMb: megabytes,
  maximumMb: megabytes,
  bufferPercentage: orNull(fc.integer({ min: 5, max: 2000 })),
});

const options = fc.record({
  checkpointType: orNull(fc.constantFrom("Disabled", "Production", "ProductionOnly", "Standard")),
  cpuLimitForMigration: orNull(fc.boolean()),
  cpuLimitFunctionality: orNull(fc.boolean()),
  startAction: orNull(fc.constantFrom("NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM", "TurnOnVMIfRunningWhenVSStopped")),
  stopAction: orNull(fc.constantFrom("SaveVM", "TurnOffVM", "ShutdownGuestOS")),
});

const hardware = fc.record(
  {
    secureBoot: fc.boolean(),
    secureBootTemplate: fc.constantFrom("MicrosoftWindows", "MicrosoftUEFICertificateAuthority"),
    firstBootDevice: fc.constantFrom("SCSI,0,0", "NIC,0"),
    bootOrder: fc.constant(["PxeBoot", "CD", "IdeHardDrive", "Floppy"]),
    cpuRelativeWeight: count,
    cpuReserve: count,
    cpuMaximumPercent: count,
    memoryWeight: count,
    startDelaySeconds: count,
    owner: text,
    backup: fc.boolean(),
    dataExchange: fc.boolean(),
    heartbeat: fc.boolean(),
    shutdown: fc.boolean(),
    timeSynchronization: fc.boolean(),
    nestedVirtualization: fc.boolean(),
  },
  { requiredKeys: [] },
);

const place = fc
  .record({ cloudId: orNull(guid), hostGroupId: orNull(guid) })
  .filter(({ cloudId, hostGroupId }) => cloudId !== null || hostGroupId !== null);

const secret = fc.string().map((value) => new Secret(value));
const guest = fc.record({
  system: fc.constantFrom("Windows", "Linux"),
  computerName: text,
  domainName: orNull(text),
  administratorPassword: orNull(secret),
  domain: orNull(fc.record({ name: text, account: fc.record({ username: text, password: secret }) })),
  workgroup: orNull(text),
  timeZone: orNull(fc.nat(300)),
  productKey: orNull(secret),
  fullName: orNull(text),
  organization: orNull(text),
  runOnceCommands: fc.array(text, { maxLength: 3 }),
  sshKey: orNull(text),
});

const volumeType = fc.constantFrom("None", "Boot", "System", "BootAndSystem");
const diskContent = fc.oneof(
  fc.record({ sizeBytes: fc.integer({ min: 1, max: 2 ** 46 }), dynamic: fc.boolean() }),
  fc.record({ virtualHardDiskId: guid }),
);

const origin = fc.oneof(
  fc.record({ templateId: guid, blank: fc.constant(null), hardwareProfileId: orNull(guid) }),
  fc.record({
    templateId: fc.constant(null),
    blank: fc.record({
      generation: fc.constantFrom(1, 2),
      bootDisk: fc.record({ content: diskContent, volumeType, storageClassificationId: orNull(guid) }),
    }),
    hardwareProfileId: guid,
  }),
);

const kind = <K extends OperationKind>(name: K) => fc.constant(name);

const connection = fc.record({ vmNetworkId: guid, subnetId: orNull(guid), vlan: orNull(fc.integer({ min: 0, max: 4094 })) });

const mac: fc.Arbitrary<MacSetting> = fc.oneof(
  fc.constant({ type: "Dynamic" } as const),
  fc.constant({ type: "Static", from: "next" } as const),
  fc.constant({ type: "Static", from: "given", address: "00:1D:D8:00:00:01" } as const),
  guid.map((poolId) => ({ type: "Static", from: "pool", poolId, rangeStart: "00:1D:D8:00:00:00", rangeEnd: "00:1D:D8:00:00:FF" }) as const),
);

const families = fc.uniqueArray(fc.constantFrom(4 as const, 6 as const), { maxLength: 2 });
const addressing = fc.record({
  fixed: families,
  dynamic: families,
  grants: fc.array(fc.record({ poolId: guid, address: orNull(fc.oneof(fc.ipV4(), fc.ipV6())) }), { maxLength: 3 }),
  returns: fc.array(guid, { maxLength: 2 }),
});

const diskFile = fc.stringMatching(/^[a-z0-9]{1,8}\.[a-z0-9]{1,8}__persistent_[a-z0-9]{1,8}$/);
const diskPath = fc
  .tuple(fc.constantFrom("D:", "D:\\VMs", "C:\\ClusterStorage\\Volume1", "\\\\files\\disks"), diskFile)
  .map(([folder, file]) => `${folder}\\${file}.vhdx`);
const diskRecord = fc.record({
  host: fc.stringMatching(/^[a-z0-9.]{1,20}$/),
  path: diskPath,
  sizeBytes: fc.nat(),
  reclaim: fc.constantFrom("Retain", "Delete"),
  machine: mark.map(({ address }) => address),
  slot: fc.stringMatching(/^[a-z0-9]{1,8}$/),
});

/** Every operation of each kind, as the engine may make them. */
export const operations: { readonly [K in OperationKind]: fc.Arbitrary<Extract<Operation, { readonly kind: K }>> } = {
  "define-property": fc.record({ kind: kind("define-property"), name, description: text }),
  "create-machine": fc
    .tuple(
      place,
      origin,
      fc.record({
        kind: kind("create-machine"),
        name: fc.string({ minLength: 1, maxLength: 64 }),
        mark,
        description: text,
        hostId: orNull(guid),
        operatingSystemId: orNull(guid),
        cpuCount: count,
        memoryMb: orNull(megabytes),
        dynamicMemory: orNull(dynamicMemory),
        availabilitySet: orNull(text),
        options,
        guest: orNull(guest),
      }),
    )
    .map(([where, from, rest]) => ({ ...rest, ...from, ...where })),
  "set-machine": fc.record({
    kind: kind("set-machine"),
    vmId: guid,
    set: fc.record(
      {
        name: text,
        description: text,
        tag: text,
        cpuCount: count,
        memoryMb: megabytes,
        dynamicMemory: orNull(dynamicMemory),
        operatingSystemId: guid,
        cloudId: guid,
        availabilitySets: fc.array(text, { maxLength: 3 }),
        options,
        hardware,
      },
      { requiredKeys: [] },
    ),
  }),
  "mark-machine": fc.record({ kind: kind("mark-machine"), vmId: guid, mark, from: orNull(mark) }),
  "set-custom-property": fc.oneof(
    fc.record({ kind: kind("set-custom-property"), vmId: guid, name, value: orNull(name) }),
    fc.record({ kind: kind("set-custom-property"), vmId: guid, name, value: name, from: orNull(name) }),
    fc.record({ kind: kind("set-custom-property"), vmId: guid, name, value: fc.constant(null), unlessOff: fc.constant(true as const) }),
  ),
  "add-adapter": fc.record({ kind: kind("add-adapter"), vmId: guid, device: name, connection, total: fc.constantFrom(1, 2) }),
  "set-adapter": fc.record({
    kind: kind("set-adapter"),
    vmId: guid,
    adapterId: guid,
    device: text,
    mark,
    set: fc.record(
      {
        connection,
        portClassificationId: guid,
        mac,
        macAddressSpoofing: fc.boolean(),
        vmNetworkOptimization: fc.boolean(),
        guestIPNetworkVirtualizationUpdates: fc.boolean(),
        addressing,
      },
      { requiredKeys: [] },
    ),
  }),
  "remove-adapter": fc.record({ kind: kind("remove-adapter"), vmId: guid, adapterId: guid, device: text }),
  "add-disk": fc.record({
    kind: kind("add-disk"),
    vmId: guid,
    bus: fc.nat(3),
    lun: fc.nat(63),
    content: diskContent,
    fileName: name,
    folder: orNull(fc.constantFrom("D:\\Disks", "C:\\ClusterStorage\\Volume1")),
    volumeType,
    storageClassificationId: orNull(guid),
    storageQoSPolicyId: orNull(guid),
  }),
  "expand-disk": fc.record({ kind: kind("expand-disk"), vmId: guid, diskId: guid, sizeBytes: fc.integer({ min: 1, max: 2 ** 46 }) }),
  "set-disk": fc.record({
    kind: kind("set-disk"),
    vmId: guid,
    diskId: guid,
    set: fc.oneof(
      fc.record({ iopsMaximum: fc.nat() }),
      fc.record({ storageQoSPolicyId: guid }),
      fc.record({ volumeType: fc.constantFrom("None", "Boot", "System", "BootAndSystem") }),
    ),
  }),
  "remove-disk": fc.record({ kind: kind("remove-disk"), vmId: guid, diskId: guid }),
  "drop-disk": fc.record({ kind: kind("drop-disk"), vmId: guid, diskId: guid, path: diskPath, keepFile: fc.boolean() }),
  "record-disk": fc.record({ kind: kind("record-disk"), fileName: diskFile, record: diskRecord, onlyChange: fc.boolean() }),
  "forget-disk": fc.record({
    kind: kind("forget-disk"),
    vmId: guid,
    fileName: diskFile,
    because: fc.constantFrom("attached", "doomed"),
  }),
  "discard-record": fc.record({ kind: kind("discard-record"), fileName: diskFile, record: diskRecord }),
  "create-carrier": fc.record({
    kind: kind("create-carrier"),
    name: fc.stringMatching(/^[a-z]{1,20}$/),
    mark,
    hostId: guid,
    folder: fc.constantFrom("D:\\VMs", "\\\\files\\disks"),
  }),
  "detach-disk": fc.record({ kind: kind("detach-disk"), vmId: guid, diskId: guid, path: diskPath, hostName: name }),
  "attach-disk": fc.record({
    kind: kind("attach-disk"),
    vmId: guid,
    bus: fc.nat(3),
    lun: fc.nat(63),
    path: diskPath,
    volumeType: fc.constantFrom("None", "Boot", "System", "BootAndSystem"),
    storageQoSPolicyId: orNull(guid),
  }),
  "attach-iso": fc.record({
    kind: kind("attach-iso"),
    vmId: guid,
    bus: fc.nat(3),
    lun: fc.nat(63),
    isoPath: text.map((name) => `\\\\vmm\\share\\${name}.iso`),
  }),
  "detach-iso": fc.record({ kind: kind("detach-iso"), vmId: guid, driveId: guid }),
  "remove-iso-copy": fc.record({ kind: kind("remove-iso-copy"), vmId: guid, isoId: guid, fileName: name }),
  "add-fibre-channel": fc.record({
    kind: kind("add-fibre-channel"),
    vmId: guid,
    present: fc.nat(3),
    virtualSanId: orNull(guid),
    storageFabricClassificationId: orNull(guid),
  }),
  "set-fibre-channel": fc.record({
    kind: kind("set-fibre-channel"),
    vmId: guid,
    adapterId: guid,
    virtualSanId: orNull(guid),
    storageFabricClassificationId: orNull(guid),
  }),
  "remove-fibre-channel": fc.record({ kind: kind("remove-fibre-channel"), vmId: guid, adapterId: guid }),
  "insert-seed": fc.record({
    kind: kind("insert-seed"),
    vmId: guid,
    place: fc.oneof(
      fc.record({ device: fc.constantFrom("dvd", "scsi", "ide"), bus: fc.nat(3), lun: fc.nat(63) }),
      fc.record({ device: fc.constant("floppy") }),
    ),
    fileSystem: fc.constantFrom("vfat", "iso9660"),
    folder: text.map((name) => `\\\\vmm\\share\\${name}`),
    content: fc.record({
      userData: fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => new SecretBytes(bytes)),
      instanceId: guid,
      hostname: text,
      metadata: fc.dictionary(text, text, { maxKeys: 3 }),
      adapters: fc.array(
        fc.record({
          name: text,
          macAddress: orNull(fc.constant("00:1D:D8:B7:1C:00")),
          addresses: fc.array(
            fc.ipV4().map((address) => `${address}/24`),
            { maxLength: 2 },
          ),
          gateways: fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 2 }),
          nameservers: fc.array(fc.ipV4(), { maxLength: 2 }),
          searchDomains: fc.array(text, { maxLength: 2 }),
        }),
        { maxLength: 3 },
      ),
    }),
  }),
  "discard-seed": fc.record({ kind: kind("discard-seed"), vmId: guid, device: fc.constantFrom("dvd", "floppy", "scsi", "ide") }),
  "eject-seed": fc.record({ kind: kind("eject-seed"), vmId: guid, device: fc.constantFrom("dvd", "floppy", "scsi", "ide") }),
  "look-for-guest": fc.record({ kind: kind("look-for-guest"), vmId: guid, hostname: text }),
  "migrate-machine": fc
    .tuple(place, fc.record({ kind: kind("migrate-machine"), vmId: guid }))
    .map(([where, rest]) => ({ ...rest, ...where })),
  "start-machine": fc.record({ kind: kind("start-machine"), vmId: guid }),
  "stop-machine": fc.oneof(
    fc.record({ kind: kind("stop-machine"), vmId: guid, how: fc.constantFrom("shutdown", "force") }),
    fc.record({ kind: kind("stop-machine"), vmId: guid, how: fc.constant("shutdown"), noted: name }),
  ),
  "repair-machine": fc.record({ kind: kind("repair-machine"), vmId: guid, mark }),
  "stop-job": fc.record({ kind: kind("stop-job"), jobId: guid }),
  "remove-machine": fc.record({ kind: kind("remove-machine"), vmId: guid, mark }),
  "remove-template": fc.record({ kind: kind("remove-template"), templateId: guid, mark }),
  "grant-address": fc.record({ kind: kind("grant-address"), poolId: guid, address: orNull(fc.ipV4()), mark, description: text }),
  "describe-address": fc.record({ kind: kind("describe-address"), addressId: guid, mark, from: orNull(mark), description: text }),
  "revoke-address": fc.record({ kind: kind("revoke-address"), addressId: guid, mark }),
  "create-checkpoint": fc.record({ kind: kind("create-checkpoint"), vmId: guid, mark, name, description: text }),
  "set-checkpoint": fc.record({
    kind: kind("set-checkpoint"),
    checkpointId: guid,
    mark,
    from: orNull(mark),
    name: orNull(name),
    description: text,
  }),
  "remove-checkpoint": fc.record({ kind: kind("remove-checkpoint"), checkpointId: guid, mark }),
  "claim-name": fc.record({ kind: kind("claim-name"), names: fc.array(name, { minLength: 1, maxLength: 3 }), mark }),
  "mark-name": fc.record({ kind: kind("mark-name"), name, mark, from: orNull(mark) }),
  "release-name": fc.record({ kind: kind("release-name"), name, mark }),
};

export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(...(Object.values(operations) as fc.Arbitrary<Operation>[]));
