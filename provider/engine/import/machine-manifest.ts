import { VM_ID } from "../../model/annotations.ts";
import { machineSpec, vmName } from "../../model/kinds/machine.ts";
import { firmware } from "../../model/kinds/machine-hardware.ts";
import { API_VERSION, DEFAULT_NAMESPACE } from "../../model/metadata.ts";
import { OWN_PROPERTIES } from "../../model/own-properties.ts";
import { parseDiskFileName } from "../../model/persistent-disk.ts";
import type { Json } from "../../model/plan.ts";
import { formatQuantity } from "../../model/quantity.ts";
import { baseName } from "../disk-files.ts";
import type { VmDetails } from "../inventory.ts";
import type { ProviderView } from "../kind.ts";
import { isProtectedVm } from "../protection.ts";
import { fold, sortedBy } from "../text.ts";
import { MIB } from "../units.ts";
import { adaptersOf, disksOf, dvdDriveOf, fibreChannelOf, finds } from "./devices.ts";
import { fieldsOf, type Note, writable } from "./written.ts";

export interface Naming {
  readonly name: string;
  readonly namespace: string;
  readonly providerRef: { readonly name: string; readonly namespace?: string };
}

export interface WrittenMachine {
  /** null: no manifest can stand for this VM; the notes say why. */
  readonly manifest: { readonly [key: string]: Json } | null;
  /** What the manifest does not say, with the reason. */
  readonly notes: readonly string[];
}

/** A manifest that says of a VM what VMM tells, and whose plan is empty once the VM is adopted. Pure. */
export function machineManifest(vm: VmDetails, view: ProviderView, { name, namespace, providerRef }: Naming): WrittenMachine {
  const notes: string[] = [];
  const note: Note = (path, why) => notes.push(`${path}: ${why}`);
  const placement = placementOf(vm, view, note);
  if (!vmName.safeParse(vm.name).success) note("spec.vmName", "the VM's name is none that a manifest can give");
  if (!machineSpec.shape.cpuCount.safeParse(vm.cpuCount).success) note("spec.cpuCount", `the VM has ${vm.cpuCount} processors`);
  const persistent = vm.disks.find(({ path }) => path !== null && parseDiskFileName(baseName(path)) !== undefined);
  if (persistent) note("spec.disks", "the VM has a persistent disk: adopt it with the manifests that it was made from");
  if (notes.length > 0 || !placement) return { manifest: null, notes };
  const spec = fieldsOf({
    providerRef: { ...providerRef },
    ...placement,
    vmName: vm.name,
    generation: writable(machineSpec.shape, { generation: vm.generation }, "spec", note)?.["generation"],
    operatingSystem: finds(view.finders.operatingSystem, vm.operatingSystem) ? vm.operatingSystem : undefined,
    cpuCount: vm.cpuCount,
    ...memoryOf(vm, note),
    disks: disksOf(vm, view, note),
    dvdDrive: dvdDriveOf(vm, view, note),
    fibreChannel: fibreChannelOf(vm, view, note),
    networking: fieldsOf({ devices: adaptersOf(vm, view, note) }),
    firmware: firmwareOf(vm, note),
    tag: vm.tag === "" ? undefined : vm.tag,
    customProperty: propertiesOf(vm),
    availabilitySet: availabilitySetOf(vm, note),
    deletionProtection: isProtectedVm(vm) || undefined,
    // One that is off is so because people want it.
    powerPolicy: vm.powerState === "Running" ? undefined : "Manual",
    vmOptions: optionsOf(vm, note),
  });
  const metadata = { name, ...(namespace === DEFAULT_NAMESPACE ? {} : { namespace }), annotations: { [VM_ID]: vm.id } };
  return { manifest: { apiVersion: API_VERSION, kind: "ScvmmMachine", metadata, spec: spec ?? {} }, notes };
}

function placementOf({ cloud, hostGroupPath }: VmDetails, { finders }: ProviderView, note: Note) {
  if (finds(finders.cloud, cloud)) return { cloud };
  if (cloud !== null) note("spec.cloud", `"${cloud}" does not name one cloud`);
  if (finds(finders.hostGroup, hostGroupPath)) return { hostGroup: hostGroupPath };
  note("spec.hostGroup", "the VM is in no cloud, and on no host of a host group that this account sees");
  return undefined;
}

/** VMM may hold ranges that it no longer takes. */
function memoryOf({ memoryMb, dynamicMemory: range }: VmDetails, note: Note) {
  const text = (mebibytes: number): string => formatQuantity(mebibytes * MIB);
  const memory = memoryMb > 0 ? text(memoryMb) : undefined;
  if (!range) return { memory };
  const { minimumMb, maximumMb, bufferPercentage: bufferPercent } = range;
  if (minimumMb < 1 || minimumMb > memoryMb || memoryMb > maximumMb) {
    note("spec.dynamicMemory", `VMM says ${minimumMb} to ${maximumMb} MiB with ${memoryMb} MiB at start, which a manifest cannot`);
    return { memory };
  }
  const isGood = bufferPercent >= 5 && bufferPercent <= 2000;
  return {
    memory,
    dynamicMemory: { minimum: text(minimumMb), maximum: text(maximumMb), ...(isGood ? { bufferPercentage: bufferPercent } : {}) },
  };
}

function firmwareOf({ generation, hardware }: VmDetails, note: Note) {
  const { secureBoot, secureBootTemplate, firstBootDevice, bootOrder } = hardware;
  const values = generation === 2 ? { secureBoot, secureBootTemplate, firstBootDevice } : { bootOrder };
  return writable(firmware.shape, values, "spec.firmware", note);
}

function propertiesOf({ customProperties }: VmDetails) {
  const given = Object.entries(customProperties).filter(([name, value]) => name !== "" && value !== "" && !OWN_PROPERTIES.has(fold(name)));
  return fieldsOf(Object.fromEntries(sortedBy(given, ([name]) => name)));
}

function availabilitySetOf({ availabilitySets: [first, ...others] }: VmDetails, note: Note): string | undefined {
  if (others.length > 0) note("spec.availabilitySet", `the VM is in ${others.length + 1} sets, of which a manifest gives one`);
  return first || undefined;
}

const optionShape = machineSpec.shape.vmOptions.unwrap().shape;
const serviceShape = optionShape.integrationServices.unwrap().shape;

function optionsOf(vm: VmDetails, note: Note) {
  const { cpuRelativeWeight, cpuReserve, cpuMaximumPercent, memoryWeight, startDelaySeconds, owner } = vm.hardware;
  const { backup, dataExchange, heartbeat, shutdown, timeSynchronization } = vm.hardware;
  const plain = {
    description: vm.description || null,
    checkpointType: vm.checkpointType,
    cpuLimitForMigration: vm.cpuLimitForMigration,
    cpuLimitFunctionality: vm.cpuLimitFunctionality,
    startAction: vm.startAction,
    stopAction: vm.stopAction,
    cpuRelativeWeight,
    cpuReserve,
    cpuMaximumPercent,
    memoryWeight,
    startDelaySeconds,
    owner: owner || null,
  };
  const services = { backup, dataExchange, heartbeat, shutdown, timeSynchronization };
  const at = "spec.vmOptions";
  return fieldsOf({
    ...writable(optionShape, plain, at, note),
    integrationServices: writable(serviceShape, services, `${at}.integrationServices`, note),
  });
}
