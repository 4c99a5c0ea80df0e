import type { Parameters } from "../binding/parameters.ts";
import { demandPresent, setPower } from "../machine-state.ts";
import { makeMachine } from "../make.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import { creationWork } from "./creation-work.ts";
import type { Output } from "./definition.ts";

export const EMPTY_SET = "NewVmFromHWProfile";

/** A VM without disks and adapters, on a host, from no template (see assumptions: empty-vm). */
export function createEmpty(parameters: Parameters, world: World): Output {
  if (parameters.object("HardwareProfile", "HardwareProfile"))
    throw unsupported("New-SCVirtualMachine", "a hardware profile without a template");
  const host = parameters.demanded("VMHost", "Host");
  const name = parameters.text("Name") ?? "";
  const [system] = [...world.store.operatingSystems.values()].filter(({ Name }) => Name === "Unknown");
  const [any] = world.store.operatingSystems.values();
  const operatingSystem = parameters.object("OperatingSystem", "OperatingSystem") ?? system ?? any;
  if (!operatingSystem) throw vmmErrors.badSizing("there is no operating system");
  const vm = makeMachine(world.random, new Date(world.now()), {
    Name: name,
    Generation: parameters.number("Generation") ?? 1,
    OperatingSystem: operatingSystem,
    CreationSource: "Unknown source object",
    Description: parameters.text("Description") ?? "",
    Memory: parameters.number("MemoryMB") ?? 512,
    CPUCount: parameters.number("CPUCount") ?? 1,
    VMHost: host,
    Location: `${parameters.text("Path") ?? ""}\\${name}`,
  });
  return {
    objects: [vm],
    work: creationWork(vm, {
      begin: () => void world.store.vms.set(vm.ID, vm),
      finish: () => {
        demandPresent(world, vm);
        setPower(world, vm, "PowerOff");
      },
    }),
  };
}
