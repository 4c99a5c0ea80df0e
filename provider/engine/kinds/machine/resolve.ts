import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Quantity } from "../../../model/quantity.ts";
import type { Finder, Finders } from "../../finder.ts";
import type { Inventory, Named } from "../../inventory.ts";
import type { MachineOptions } from "../../operation.ts";
import { MIB } from "../../units.ts";
import { blankMachine, checkOrigin } from "./blank.ts";
import type { MachineDisks } from "./claim-disks.ts";
import { classificationProblems } from "./cloud-classifications.ts";
import type { DesiredAdapter } from "./desired-adapter.ts";
import { resolveFibreChannel } from "./fibre-channel.ts";
import { checkGeneration } from "./generation.ts";
import type { DesiredMachine, DesiredPower } from "./goal.ts";
import { hostnameOf } from "./guest.ts";
import { desiredHardware } from "./hardware.ts";
import { resolveAdapter } from "./resolve-adapter.ts";
import { resolveDisks } from "./resolve-disks.ts";

type Spec = LoadedMachine["value"]["spec"];
export type Report = (problem: Diagnostic) => void;
export type Find = <T>(text: string | undefined, finder: Finder<T>, path: string) => T | null;

/** Resolves what a machine's manifest names. Problems have paths, not yet places. Undefined when a name could not be resolved. */
export function resolveMachine(
  spec: Spec,
  name: string,
  finders: Finders,
  inventory: Inventory,
  creating: boolean,
  claims: MachineDisks,
  report: Report,
): DesiredMachine | undefined {
  let failed = false;
  const fail: Report = (problem) => {
    failed = true;
    report(problem);
  };
  const find: Find = (text, find_, path) => {
    if (text === undefined) return null;
    const found = find_(text);
    if ("object" in found) return found.object;
    fail({ ...found.problem, path });
    return null;
  };
  const creation = <T>(text: string | undefined, find_: Finder<T>, path: string): T | null => (creating ? find(text, find_, path) : null);
  const cloud = find(spec.cloud, finders.cloud, "spec.cloud");
  const hostGroup = find(spec.hostGroup, finders.hostGroup, "spec.hostGroup");
  const operatingSystem = find(spec.operatingSystem, finders.operatingSystem, "spec.operatingSystem");
  const template = creation(spec.vmTemplate, finders.template, "spec.vmTemplate");
  const hardwareProfile = creation(spec.hardwareProfile, finders.hardwareProfile, "spec.hardwareProfile");
  const disks = resolveDisks(spec, { template, hardwareProfile, creating }, claims, find, finders, fail);
  const iso = find(spec.dvdDrive?.iso, finders.iso, "spec.dvdDrive.iso");
  const fibreChannel = resolveFibreChannel(spec.fibreChannel, find, finders);
  const adapters =
    spec.networking?.devices?.map((device, index) => resolveAdapter(device, index, { find, finders, inventory, fail })) ?? null;
  classificationProblems(cloud, adapters).forEach(report);
  if (creating) checkCreation(spec, fail);
  const generation = creating ? checkGeneration(spec, template, hardwareProfile, fail) : (spec.generation ?? null);
  if (failed) return undefined;
  return {
    name,
    cloud: cloud && named(cloud),
    hostGroup: hostGroup && { ...named(hostGroup), path: hostGroup.path },
    template: template && named(template),
    hardwareProfile: hardwareProfile && named(hardwareProfile),
    operatingSystem: operatingSystem && named(operatingSystem),
    disks,
    dvdDrive: spec.dvdDrive ? { iso } : null,
    fibreChannel,
    generation,
    blank: creating ? blankMachine(spec, generation, disks?.[0]) : null,
    adapters: adapters && (adapters as readonly DesiredAdapter[]),
    ...plainValues(spec, name),
  };
}

type PlainValues = Omit<
  DesiredMachine,
  | "name"
  | "cloud"
  | "hostGroup"
  | "template"
  | "hardwareProfile"
  | "operatingSystem"
  | "generation"
  | "blank"
  | "disks"
  | "dvdDrive"
  | "fibreChannel"
  | "adapters"
>;

/** What names nothing in VMM. */
function plainValues(spec: Spec, name: string): PlainValues {
  const { dynamicMemory: range, vmOptions } = spec;
  return {
    cpuCount: spec.cpuCount,
    memory: spec.memory ? { value: mebibytes(spec.memory), text: spec.memory.text } : null,
    dynamicMemory: range
      ? {
          minimumMb: mebibytes(range.minimum),
          maximumMb: mebibytes(range.maximum),
          bufferPercentage: range.bufferPercentage ?? null,
          minimum: range.minimum.text,
          maximum: range.maximum.text,
        }
      : null,
    removedDisks: spec.removedDisks,
    tag: spec.tag ?? null,
    customProperties: spec.customProperty ?? {},
    availabilitySet: spec.availabilitySet ?? null,
    description: vmOptions?.description ?? null,
    options: plainOptions(vmOptions ?? {}),
    hardware: desiredHardware(spec),
    deletionProtection: spec.deletionProtection ?? null,
    failedCreation: spec.failedCreationPolicy,
    power: desiredPower(spec),
    hostname: spec.metadata?.["local-hostname"] ?? hostnameOf(spec, name),
  };
}

function desiredPower(spec: Spec): DesiredPower {
  return {
    policy: spec.powerPolicy,
    cycle: spec.powerCyclePolicy,
    window: spec.maintenanceWindow ?? null,
    shutdown: { timeoutMs: spec.shutdownTimeout.ms, force: spec.forceOff },
  };
}

function plainOptions(options: NonNullable<Spec["vmOptions"]>): MachineOptions {
  return {
    checkpointType: options.checkpointType ?? null,
    cpuLimitForMigration: options.cpuLimitForMigration ?? null,
    cpuLimitFunctionality: options.cpuLimitFunctionality ?? null,
    startAction: options.startAction ?? null,
    stopAction: options.stopAction ?? null,
  };
}

const named = ({ id, name }: Named): Named => ({ id, name });
const mebibytes = (amount: Quantity): number => Math.ceil(amount.value / MIB);

function checkCreation(spec: Spec, report: Report): void {
  checkOrigin(spec, report);
  if (spec.cloud === undefined && spec.hostGroup === undefined)
    report({
      code: "PLAN_PLACEMENT_MISSING",
      severity: "error",
      path: "spec",
      summary: "a machine that is to be made needs spec.cloud or spec.hostGroup",
      hint: "Say where VMM shall place it.",
    });
}
