import type { Diagnostic } from "../diagnostic.ts";
import { vmName } from "../kinds/machine.ts";
import { OWN_PROPERTIES } from "../own-properties.ts";
import { quantity, toMebibytes } from "../quantity.ts";
import { checkBlank } from "./check-blank.ts";
import { checkDevices } from "./check-devices.ts";
import { checkDisks } from "./check-disks.ts";
import { checkFirmware } from "./check-firmware.ts";
import { checkGuest } from "./check-guest.ts";
import { checkPower } from "./check-power.ts";
import { type Draft, diagnose, isGiven, read } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";

type Machine = Draft<"ScvmmMachine">;

/** What the fields of one machine have to do with each other. */
export function checkMachine(machine: Machine): readonly Diagnostic[] {
  return [
    ...checkName(machine),
    ...checkOrigin(machine),
    ...checkFirmware(machine),
    ...checkGuest(machine),
    ...checkPower(machine),
    ...checkMemory(machine),
    ...checkDisks(machine),
    ...checkDevices(machine),
    ...checkProperties(machine),
  ];
}

function error(machine: Machine, path: ManifestPath, code: string, summary: string, detail: string, hint: string): Diagnostic {
  return diagnose(machine, path, { code, severity: "error", summary, detail, hint });
}

function checkName(machine: Machine): readonly Diagnostic[] {
  const [named, pooled] = [isGiven(machine, ["spec", "vmName"]), isGiven(machine, ["spec", "vmNameFromPool"])];
  if (named && pooled) {
    const detail = "spec.vmName is the name itself, spec.vmNameFromPool claims one from a ScvmmNamePool.";
    return [error(machine, ["spec", "vmNameFromPool"], "MANIFEST_TWO_NAMES", "The VM is named twice", detail, "Remove one of the two.")];
  }
  if (named || pooled || vmName.safeParse(machine.name).success) return [];
  const detail = "Without spec.vmName and spec.vmNameFromPool the VM is named as its manifest, and VM names have at most 64 characters.";
  return [error(machine, ["metadata", "name"], "MANIFEST_VM_NAME_INVALID", "The name cannot be that of a VM", detail, "Give spec.vmName.")];
}

function checkOrigin(machine: Machine): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!isGiven(machine, ["spec", "cloud"]) && !isGiven(machine, ["spec", "hostGroup"])) {
    const detail = "A VM is placed in a VMM cloud (spec.cloud), a host group (spec.hostGroup), or both.";
    found.push(error(machine, ["spec"], "MANIFEST_NO_PLACEMENT", "Neither cloud nor hostGroup is given", detail, "Add spec.cloud."));
  }
  return [...found, ...checkBlank(machine)];
}

/** VMM counts in whole MiB, so the range is compared in them. */
function checkMemory(machine: Machine): readonly Diagnostic[] {
  const mebibytes = (path: ManifestPath) => {
    const amount = read(machine, path, quantity);
    return amount && toMebibytes(amount.value);
  };
  const dynamic: ManifestPath = ["spec", "dynamicMemory"];
  const [start, least, most] = [mebibytes(["spec", "memory"]), mebibytes([...dynamic, "minimum"]), mebibytes([...dynamic, "maximum"])];
  const found: Diagnostic[] = [];
  const report = (path: ManifestPath, summary: string, detail: string) =>
    found.push(error(machine, path, "MANIFEST_MEMORY_RANGE", summary, detail, "Keep minimum ≤ memory ≤ maximum, all above 0."));
  if (start === 0) report(["spec", "memory"], "A VM needs memory", "spec.memory is 0.");
  if (least === 0) report([...dynamic, "minimum"], "A VM needs memory", "spec.dynamicMemory.minimum is 0.");
  if (least !== undefined && most !== undefined && least > most) {
    report(dynamic, "The least memory is more than the most", `minimum is ${least} MiB, maximum ${most} MiB.`);
  } else if (start !== undefined && ((least !== undefined && start < least) || (most !== undefined && start > most))) {
    const range = `spec.memory is ${start} MiB; spec.dynamicMemory goes from ${least ?? "?"} to ${most ?? "?"} MiB.`;
    report(["spec", "memory"], "The memory at start is outside the range of dynamic memory", range);
  }
  return found;
}

/** VMM tells properties apart without regard to case; some are kept for what this tool has to remember. */
function checkProperties(machine: Machine): readonly Diagnostic[] {
  const properties: ManifestPath = ["spec", "customProperty"];
  const given = valueAt(machine.source.value, properties);
  const names = typeof given === "object" && given !== null ? Object.keys(given) : [];
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const [key, path] = [name.toLowerCase(), [...properties, name]];
    if (OWN_PROPERTIES.has(key)) {
      const detail =
        "Who owns a VM, whether it is protected or to be started, and which adapter and persistent disk is which is kept in custom properties of these names.";
      return [error(machine, path, "MANIFEST_PROPERTY_RESERVED", `${name} is kept for this tool`, detail, "Choose another name.")];
    }
    const earlier = first.get(key);
    first.set(key, earlier ?? name);
    if (earlier === undefined) return [];
    const detail = `${earlier} and ${name} are one and the same to VMM.`;
    return [error(machine, path, "MANIFEST_PROPERTY_TWICE", "A custom property is given twice", detail, "Remove one of the two.")];
  });
}
