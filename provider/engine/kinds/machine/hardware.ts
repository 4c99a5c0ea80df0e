import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { AttributeChange, Json } from "../../../model/plan.ts";
import type { HardwareSettings } from "../../hardware.ts";
import type { LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";
import type { Delta } from "./delta.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";

type Setting = keyof HardwareSettings;

const attributes = {
  secureBoot: "spec.firmware.secureBoot",
  secureBootTemplate: "spec.firmware.secureBootTemplate",
  firstBootDevice: "spec.firmware.firstBootDevice",
  bootOrder: "spec.firmware.bootOrder",
  cpuRelativeWeight: "spec.vmOptions.cpuRelativeWeight",
  cpuReserve: "spec.vmOptions.cpuReserve",
  cpuMaximumPercent: "spec.vmOptions.cpuMaximumPercent",
  memoryWeight: "spec.vmOptions.memoryWeight",
  startDelaySeconds: "spec.vmOptions.startDelaySeconds",
  owner: "spec.vmOptions.owner",
  backup: "spec.vmOptions.integrationServices.backup",
  dataExchange: "spec.vmOptions.integrationServices.dataExchange",
  heartbeat: "spec.vmOptions.integrationServices.heartbeat",
  shutdown: "spec.vmOptions.integrationServices.shutdown",
  timeSynchronization: "spec.vmOptions.integrationServices.timeSynchronization",
  nestedVirtualization: "spec.vmOptions.enableNestedVirtualization",
} as const satisfies Record<Setting, MachineAttribute>;

const settings = Object.keys(attributes) as readonly Setting[];

/** What the manifest sets. */
export function desiredHardware({ firmware, vmOptions }: LoadedMachine["value"]["spec"]): HardwareSettings {
  return {
    secureBoot: firmware?.secureBoot ?? null,
    secureBootTemplate: firmware?.secureBootTemplate ?? null,
    firstBootDevice: firmware?.firstBootDevice ?? null,
    bootOrder: firmware?.bootOrder ?? null,
    cpuRelativeWeight: vmOptions?.cpuRelativeWeight ?? null,
    cpuReserve: vmOptions?.cpuReserve ?? null,
    cpuMaximumPercent: vmOptions?.cpuMaximumPercent ?? null,
    memoryWeight: vmOptions?.memoryWeight ?? null,
    startDelaySeconds: vmOptions?.startDelaySeconds ?? null,
    owner: vmOptions?.owner ?? null,
    ...desiredServices(vmOptions?.integrationServices ?? {}),
    nestedVirtualization: vmOptions?.enableNestedVirtualization ?? null,
  };
}

type Services = NonNullable<NonNullable<LoadedMachine["value"]["spec"]["vmOptions"]>["integrationServices"]>;

function desiredServices({ backup, dataExchange, heartbeat, shutdown, timeSynchronization }: Services) {
  return {
    backup: backup ?? null,
    dataExchange: dataExchange ?? null,
    heartbeat: heartbeat ?? null,
    shutdown: shutdown ?? null,
    timeSynchronization: timeSynchronization ?? null,
  };
}

/** For a new machine: they are set after its creation, before its first start. */
export function hardwareAttributes(hardware: HardwareSettings): readonly AttributeChange[] {
  return settings.flatMap((setting) => {
    const wanted = hardware[setting];
    return wanted === null ? [] : [attributeChange(attributes[setting], null, wanted)];
  });
}

export function diffHardware(hardware: HardwareSettings, live: LiveVm): readonly Delta[] {
  return settings.flatMap((setting) => {
    const [wanted, before] = [hardware[setting], live.hardware[setting]];
    if (wanted === null || (UNTOLD.has(setting) ? live.sealed : same(wanted, before))) return [];
    const set = setting === "bootOrder" ? wholeOrder(wanted as readonly string[], live) : wanted;
    return [{ change: attributeChange(attributes[setting], before, wanted), set: { hardware: { [setting]: set } } }];
  });
}

/** What cannot be read is set on every machine that is not finished, and never compared. */
const UNTOLD: ReadonlySet<Setting> = new Set(["nestedVirtualization"]);

/** VMM is given every device: those of the manifest, then the others as they stand. */
function wholeOrder(wanted: readonly string[], { hardware }: LiveVm): readonly string[] {
  return [...wanted, ...(hardware.bootOrder ?? []).filter((device) => !wanted.includes(device))];
}

/** VMM knows accounts, devices and templates in any case. A boot order may name but the first devices. What is not there is off. */
function same(wanted: Json, before: Json): boolean {
  if (wanted === false && before === null) return true;
  if (Array.isArray(wanted) && Array.isArray(before)) return wanted.every((device, index) => device === before[index]);
  if (typeof wanted === "string" && typeof before === "string") return fold(wanted) === fold(before);
  return wanted === before;
}

/** Settings by the generation that has them; all others belong to both. */
const only: Partial<Record<Setting, 1 | 2>> = { secureBoot: 2, secureBootTemplate: 2, firstBootDevice: 2, bootOrder: 1 };

/** What a VM of this generation cannot have (scvmm-domain 4.12). `false` asks for nothing. */
export function generationProblems(hardware: HardwareSettings, generation: number): readonly Diagnostic[] {
  return settings.flatMap((setting) => {
    const needed = only[setting];
    const wanted = hardware[setting];
    if (needed === undefined || needed === generation || wanted === null || wanted === false) return [];
    return [
      {
        code: "PLAN_GENERATION",
        severity: "error",
        path: attributes[setting],
        summary: `${attributes[setting]} is for VMs of generation ${needed}; this one has generation ${generation}`,
        detail: "The generation comes from the VM's template or hardware profile and never changes.",
        hint: needed === 2 ? "Remove the field, or use spec.firmware.bootOrder to choose what to boot from." : FIRST_DEVICE,
      },
    ];
  });
}

const FIRST_DEVICE = "Remove the field, or use spec.firmware.firstBootDevice to choose what to boot from.";

/** Shown, not fought: only a new VM could have another generation. */
export function generationFixed(wanted: number | null, live: LiveVm): readonly Diagnostic[] {
  if (wanted === null || wanted === live.generation) return [];
  return [
    {
      code: "PLAN_ONLY_AT_CREATION",
      severity: "warning",
      path: "spec.generation",
      summary: `the VM has generation ${live.generation}, and a generation never changes`,
      detail: `spec.generation says ${wanted}; it counts only when a VM is made.`,
      hint: `Write ${live.generation}, or delete the machine and make it anew.`,
    },
  ];
}
