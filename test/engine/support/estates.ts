import fc from "fast-check";
import { defaultEstate } from "../../../provider/simulator/estate/default-estate.ts";
import { type Estate, type EstateFile, parseEstate } from "../../../provider/simulator/estate/estate.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";

type FileVm = EstateFile["vms"][number];

const base = defaultEstate(1, { vms: 0 });
const from = <T>(values: readonly T[]) => fc.constantFrom(...(values as [T, ...T[]]));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = from(["", "plain", " blanks around ", "two\nlines", "quotes \" ' `$()", "ümläut 漢字 🙂", "a: b # c", "- x", "null", "0123"]);

const slot = (generation: 1 | 2, index: number) =>
  generation === 1 && index < 2
    ? { busType: "IDE" as const, bus: 0, lun: index }
    : { busType: "SCSI" as const, bus: 0, lun: index + 1 - (generation === 2 ? 1 : 0) };

const disk = fc.record({
  sizeGb: from([0.5, 1, 40, 127.25, 2048]),
  dynamic: fc.boolean(),
  format: from(["VHD", "VHDX"] as const),
  volumeType: from(["None", "Boot", "System", "BootAndSystem"]),
});

const adapter = fc.oneof(
  fc.constant({}),
  fc.record({ vmNetwork: from(base.vmNetworks.map(({ name }) => name)), addresses: from([[], ["192.0.2.7"], ["192.0.2.7", "fe80::1"]]) }),
  fc
    .record({
      vmNetwork: from(base.pools.filter(({ name }) => !name.startsWith("Tiny")).map(({ vmNetwork }) => vmNetwork)),
      addresses: from([["next"], ["next", "next"]]),
    })
    .map(({ vmNetwork, addresses }) => ({
      vmNetwork,
      pool: base.pools.find((pool) => pool.vmNetwork === vmNetwork)?.name ?? "",
      addresses,
    })),
);

const NAMES = [
  "web-1",
  "WEB-1",
  "Web 01.corp",
  "db_2",
  "ünï",
  "-x-",
  "a.b..c",
  "0",
  "x".repeat(64),
  "y".repeat(70),
  "with [brackets]",
  "tab\tname",
  "web-1 (2)",
];

const vm = fc
  .record({
    name: from(NAMES),
    description: text,
    host: from(base.hosts.map(({ name }) => name)),
    cloud: maybe(from(base.clouds.map(({ name }) => name))),
    status: from(["Running", "PowerOff", "Saved", "Paused", "Missing", "CreationFailed", "Stored"]),
    generation: from([1, 2] as const),
    cpuCount: from([1, 2, 64]),
    memoryMb: from([1, 512, 2048, 4097]),
    operatingSystem: from(base.operatingSystems.map(({ name }) => name)),
    owner: maybe(from(["CONTOSO\\jane", ""])),
    tag: from(["(none)", "", "web", "x y: z"]),
    highlyAvailable: fc.boolean(),
    availabilitySets: from([[], ["one"], ["one", "two"]]),
    customProperties: fc.dictionary(from(["Cost center", "Role", "ScvmmDevices", "ScvmmProtected"]), text, {
      noNullPrototype: true,
    }),
    disks: fc.array(disk, { maxLength: 4 }),
    adapters: fc.array(adapter, { maxLength: 3 }),
  })
  .map(
    ({ cloud, owner, disks, ...rest }): FileVm => ({
      ...rest,
      ...(cloud === undefined ? {} : { cloud }),
      ...(owner === undefined ? {} : { owner }),
      disks: disks.map((one, index) => ({ ...one, ...slot(rest.generation, index) })),
    }),
  );

/** An estate with VMs of every shape that the file can tell. */
export const someEstate: fc.Arbitrary<Estate> = fc
  .array(vm, { minLength: 1, maxLength: 6 })
  .map((vms) => parseEstate({ ...base, customProperties: [...base.customProperties, { name: "Cost center" }, { name: "Role" }], vms }));

/** What only people can do to a VM, by hand. */
const deed = fc.oneof(
  fc.record({
    DynamicMemoryEnabled: fc.constant(true),
    DynamicMemoryMinimumMB: from([1, 512, 8192]),
    DynamicMemoryMaximumMB: from([1024, 65536]),
    DynamicMemoryBufferPercentage: from([1, 20, 2000]),
  }),
  fc.record({
    CheckpointType: from(["Disabled", "Production", "ProductionOnly", "Standard"]),
    StartAction: from(["NeverAutoTurnOnVM", "AlwaysAutoTurnOnVM"]),
    StopAction: from(["SaveVM", "TurnOffVM", "ShutdownGuestOS"]),
  }),
  fc.record({
    LimitCPUForMigration: fc.boolean(),
    LimitCPUFunctionality: fc.boolean(),
    RelativeWeight: from([1, 100, 10_000]),
    CPUReserve: from([0, 100]),
    CPUMax: from([1, 100]),
    MemoryWeight: from([0, 5000]),
    DelayStart: from([0, 600]),
  }),
  fc.record({
    BackupEnabled: fc.boolean(),
    DataExchangeEnabled: fc.boolean(),
    HeartbeatEnabled: fc.boolean(),
    OperatingSystemShutdownEnabled: fc.boolean(),
    TimeSynchronizationEnabled: fc.boolean(),
  }),
  fc.record({ Owner: from([null, "CONTOSO\\joe"]), Description: text }),
);

export const someDeeds = fc.array(fc.tuple(fc.nat(5), deed), { maxLength: 6 });

export function doByHand(vmm: Vmm, deeds: readonly (readonly [number, object])[]): void {
  const vms = [...vmm.world.store.vms.values()];
  for (const [index, change] of deeds) Object.assign(vms[index % vms.length] ?? {}, change);
}
