import { call, select } from "../batch/build.ts";
import type { Batch, Filter } from "../batch/call.ts";
import type { BatchReply } from "../batch/result.ts";
import type { Inventory, LiveVm, VmDetails } from "../engine/inventory.ts";
import type { LiveAddress } from "../engine/inventory-network.ts";
import { SEED_PREFIX } from "../engine/operation-seed.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { MARK_PREFIX, MARK_PROPERTY, parseMark, splitDescription } from "../model/mark.ts";
import type { Decoder } from "./decode.ts";
import { hardwareOf } from "./hardware-columns.ts";
import * as columns from "./inventory-columns.ts";
import * as network from "./inventory-network-columns.ts";
import * as storage from "./inventory-storage-columns.ts";
import { type IsoCopy, leftIsos } from "./live-isos.ts";
import { libraryFile, splitTemplates } from "./live-library.ts";
import { liveAdapter, liveMacPool, livePool, liveVmNetwork } from "./live-network.ts";
import { liveSeed, withoutSeed } from "./live-seed.ts";
import { failuresOf, resultsOf } from "./results.ts";

type Read<D> = D extends Decoder<infer T> ? T : never;

/** Disks of VMs, and what hosts have copied to mount it, are objects of the same types. */
const ON_A_HOST: Filter = { all: [{ path: "HostType", op: "eq", value: "VMHost" }] };
const IN_LIBRARY: Filter = { all: [{ path: "HostType", op: "eq", value: "LibraryServer" }] };

const SEEDS_IN_LIBRARY: Filter = { all: [...(IN_LIBRARY.all ?? []), { path: "SharePath", op: "contains", value: `\\${SEED_PREFIX}` }] };

/**
 * Everything that a plan needs, in one round trip whatever the number of VMs. Disks and adapters of our VMs are read through
 * the VM: a drive has no pointer back to it (scvmm-domain 1.2).
 */
export function inventoryBatch(server: string): Batch {
  return [
    call("server", "Get-SCVMMServer", { ComputerName: server }, { project: columns.server.projection }),
    call("vms", "Get-SCVirtualMachine", { All: true }, { project: columns.vmStub.projection }),
    select("owned", "vms", {
      where: {
        any: [
          { path: `CustomProperty.${MARK_PROPERTY}`, op: "startsWith", value: MARK_PREFIX },
          { path: "Description", op: "contains", value: `[${MARK_PREFIX}` },
        ],
      },
      project: columns.ownedVm.projection,
    }),
    call("addresses", "Get-SCIPAddress", { All: true }, { project: columns.address.projection }),
    call("pools", "Get-SCStaticIPAddressPool", {}, { project: network.pool.projection }),
    call("clouds", "Get-SCCloud", {}, { project: columns.cloud.projection }),
    call("hosts", "Get-SCVMHost", {}, { project: storage.host.projection }),
    call("hostGroups", "Get-SCVMHostGroup", {}, { project: columns.hostGroup.projection }),
    call("templates", "Get-SCVMTemplate", { All: true }, { project: columns.template.projection }),
    call("hardwareProfiles", "Get-SCHardwareProfile", {}, { project: columns.hardwareProfile.projection }),
    call("operatingSystems", "Get-SCOperatingSystem", {}, { project: columns.named.projection }),
    call("vmNetworks", "Get-SCVMNetwork", {}, { project: network.vmNetwork.projection }),
    call("portClassifications", "Get-SCPortClassification", {}, { project: columns.named.projection }),
    call("macPools", "Get-SCMACAddressPool", {}, { project: network.macPool.projection }),
    call("libraryShares", "Get-SCLibraryShare", {}, { project: columns.libraryShare.projection }),
    call("allIsos", "Get-SCISO", { All: true }),
    select("isos", "allIsos", { where: IN_LIBRARY, project: columns.iso.projection }),
    select("isoCopies", "allIsos", { where: ON_A_HOST, project: columns.isoCopy.projection }),
    call("floppySeeds", "Get-SCVirtualFloppyDisk", { All: true }, { where: SEEDS_IN_LIBRARY, project: columns.iso.projection }),
    call("virtualHardDisks", "Get-SCVirtualHardDisk", { All: true }, { where: IN_LIBRARY, project: columns.virtualHardDisk.projection }),
    call("storageClassifications", "Get-SCStorageClassification", {}, { project: columns.named.projection }),
    call("storageQoSPolicies", "Get-SCStorageQoSPolicy", {}, { project: columns.named.projection }),
    call("fabricClassifications", "Get-SCStorageFabricClassification", {}, { project: columns.named.projection }),
    call("virtualSans", "Get-SCVMHostFibreChannelVirtualSAN", {}, { project: columns.virtualSan.projection }),
    call("customProperties", "Get-SCCustomProperty", { Member: "VM" }, { project: columns.named.projection }),
    ...storage.recordCalls,
    storage.checkpointsCall,
  ];
}

/** Throws DiagnosticError when a call failed or a value is not understood: half an inventory would plan nonsense. */
export function readInventory(batch: Batch, reply: BatchReply): Inventory {
  const failures = failuresOf(reply);
  if (failures.length > 0) throw new DiagnosticError(failures);
  const results = resultsOf(batch, reply);
  const [server] = results.rows("server", columns.server);
  const copies = results.rows("isoCopies", columns.isoCopy);
  return {
    server: { name: server?.fullName ?? server?.name ?? "", version: server?.version ?? "" },
    vms: results.rows("vms", columns.vmStub).map((vm) => ({ ...vm, hostGroupPath: withoutLastStep(vm.hostGroupPath) })),
    account: liveAccount(server),
    owned: results.rows("owned", columns.ownedVm).flatMap((vm) => liveVm(vm, copies)),
    addresses: results.rows("addresses", columns.address).flatMap(liveAddress),
    pools: results.rows("pools", network.pool).map(livePool),
    clouds: results.rows("clouds", columns.cloud),
    hostGroups: results.rows("hostGroups", columns.hostGroup),
    hosts: results.rows("hosts", storage.host).map(storage.liveHost),
    ...splitTemplates(results.rows("templates", columns.template)),
    hardwareProfiles: results.rows("hardwareProfiles", columns.hardwareProfile),
    operatingSystems: results.rows("operatingSystems", columns.named),
    vmNetworks: results.rows("vmNetworks", network.vmNetwork).map(liveVmNetwork),
    portClassifications: results.rows("portClassifications", columns.named),
    macPools: results.rows("macPools", network.macPool).map(liveMacPool),
    libraryShares: results.rows("libraryShares", columns.libraryShare),
    isos: results.rows("isos", columns.iso).map(libraryFile),
    floppySeeds: results.rows("floppySeeds", columns.iso).map(libraryFile),
    virtualHardDisks: results.rows("virtualHardDisks", columns.virtualHardDisk).map(libraryFile),
    storageClassifications: results.rows("storageClassifications", columns.named),
    storageQoSPolicies: results.rows("storageQoSPolicies", columns.named),
    storageFabricClassifications: results.rows("fabricClassifications", columns.named),
    virtualSans: results.rows("virtualSans", columns.virtualSan),
    customProperties: results.rows("customProperties", columns.named),
    detachedDisks: results.rows("detachedDisks", storage.kept).flatMap(storage.liveDetachedDisk),
    nameClaims: results.rows("nameClaims", storage.kept).flatMap(storage.liveNameClaim),
    checkpoints: results.rows("checkpoints", storage.checkpoint).flatMap(storage.liveCheckpoint),
  };
}

function liveAccount(server: Read<typeof columns.server> | undefined): Inventory["account"] {
  const { user = null, profile = null, roleId = null, roleName = null } = server ?? {};
  return { user, profile, role: roleId === null ? null : { id: roleId, name: roleName ?? "" } };
}

/** None where what looked like a mark is not one of ours. */
function liveVm(read: Read<typeof columns.ownedVm>, copies: readonly IsoCopy[]): readonly LiveVm[] {
  const { mark, ...vm } = vmDetails(read, copies);
  return mark === null ? [] : [{ ...vm, mark }];
}

export function vmDetails(read: Read<typeof columns.ownedVm>, copies: readonly IsoCopy[]): VmDetails {
  const { vm, raw } = read;
  const { owner, dynamicMemoryEnabled, dynamicMinimumMb, dynamicMaximumMb, dynamicBuffer, jobId, jobStatus, floppyPath, location } = raw;
  const sealedBy = parseMark(owner);
  const split = splitDescription(vm.description);
  const { [MARK_PROPERTY]: _owner, ...customProperties } = vm.customProperties;
  return {
    ...vm,
    vmId: vm.vmId.toUpperCase(),
    mark: sealedBy ?? split.mark ?? null,
    sealed: sealedBy !== undefined,
    // Also the one that it had before its manifest was renamed.
    halfSealed: sealedBy !== undefined && sealedBy.scope === split.mark?.scope,
    hostGroupPath: withoutLastStep(vm.hostGroupPath),
    description: split.description,
    tag: vm.tag === UNSET_TAG ? "" : vm.tag,
    customProperties,
    hardware: hardwareOf(read.hardware),
    dynamicMemory: dynamicMemoryEnabled
      ? {
          minimumMb: present("DynamicMemoryMinimumMB", vm.name, dynamicMinimumMb),
          maximumMb: present("DynamicMemoryMaximumMB", vm.name, dynamicMaximumMb),
          bufferPercentage: present("DynamicMemoryBufferPercentage", vm.name, dynamicBuffer),
        }
      : null,
    disks: withoutSeed(vm.id, vm.disks).map(liveDisk).sort(byPlace),
    checkpoints: vm.checkpoints.map(storage.vmCheckpoint),
    dvdDrives: [...vm.dvdDrives].sort(byPlace),
    leftIsos: leftIsos(vm, location, copies),
    seed: liveSeed({ ...vm, floppyPath }),
    adapters: vm.adapters.map(liveAdapter).sort((a, b) => a.slot - b.slot),
    job: jobId === null ? null : { id: jobId, status: jobStatus ?? "" },
  };
}

/** Null is right only while dynamic memory is off (scvmm-domain 1.1). */
function present(column: string, vm: string, value: number | null): number {
  if (value !== null) return value;
  const summary = `VMM's VM ${vm} has dynamic memory, but nothing in ${column}`;
  throw new DiagnosticError([{ code: "VMM_UNEXPECTED_VALUE", severity: "error", summary }]);
}

/** What VMM shows for a tag that is not set (scvmm-domain D14). */
export const UNSET_TAG = "(none)";

type Disk = Read<typeof columns.ownedVm>["vm"]["disks"][number];

function liveDisk({ diskType, ...disk }: Disk): LiveVm["disks"][number] {
  return { ...disk, sizeBytes: disk.sizeBytes ?? 0, dynamic: diskType === "DynamicallyExpanding", format: disk.format ?? "PassThrough" };
}

interface Placed {
  readonly busType: string;
  readonly bus: number;
  readonly lun: number;
}

function byPlace(a: Placed, b: Placed): number {
  if (a.busType !== b.busType) return a.busType < b.busType ? -1 : 1;
  return a.bus - b.bus || a.lun - b.lun;
}

/** VMM's path of a VM's host group ends with the VM's name. */
function withoutLastStep(path: string | null): string | null {
  if (path === null) return null;
  const end = path.lastIndexOf("\\");
  return end < 0 ? path : path.slice(0, end);
}

/** An address outside any pool (a public one of a network controller) is none of ours. */
function liveAddress({ poolId, ...read }: Read<typeof columns.address>): readonly LiveAddress[] {
  if (poolId === null) return [];
  const { mark, description } = splitDescription(read.description);
  const isMachine = mark?.address.startsWith("ScvmmMachine/");
  return [{ ...read, poolId, description, mark: isMachine ? undefined : mark, machine: isMachine ? mark : undefined }];
}
