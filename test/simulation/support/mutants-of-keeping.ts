import type { VmmPort } from "../../../provider/engine/port.ts";
import type { LoadedMachine, Manifests } from "../../../provider/model/manifests.ts";
import { PROTECTION_PROPERTY } from "../../../provider/model/protection.ts";
import type { Mutant } from "./mutant.ts";
import { machines, operations, readings, skipped } from "./tampering.ts";

type Spec = LoadedMachine["value"]["spec"];

const specs =
  (change: (spec: Spec) => Spec) =>
  (manifests: Manifests): Manifests => ({
    ...manifests,
    machines: manifests.machines.map((loaded) => ({ ...loaded, value: { ...loaded.value, spec: change(loaded.value.spec) } })),
  });

/** Nobody has ever moved. */
function withoutMoves(manifests: Manifests): Manifests {
  const here = <T extends Manifests["machines"][number] | Manifests["virtualIps"][number]>(loaded: T): T => ({
    ...loaded,
    value: { ...loaded.value, metadata: { ...loaded.value.metadata, annotations: undefined } },
  });
  return { ...manifests, machines: manifests.machines.map(here), virtualIps: manifests.virtualIps.map(here) };
}

/** Of two machines of a scope the other one is marked. */
function marksAnother(port: VmmPort): VmmPort {
  return {
    ...port,
    run: async (operation) => {
      if (operation.kind !== "mark-machine") return port.run(operation);
      const { owned } = await port.readInventory();
      const other = owned.find(({ id, mark, sealed }) => sealed && id !== operation.vmId && mark.scope === operation.mark.scope);
      return port.run(other ? { ...operation, vmId: other.id, from: other.mark } : operation);
    },
  };
}

/** Mistakes in what leave, windows, moves and protection are for, and in what becomes of disks. */
export const MUTANTS_OF_KEEPING: readonly Mutant[] = [
  {
    name: "skip the look at the window",
    wrong: "a machine is shut down without another look at the clock",
    planned: (planned) => ({
      ...planned,
      work: planned.work.map((work) => ({ ...work, steps: work.steps.filter(({ task }) => task.kind !== "check-window") })),
    }),
  },
  {
    name: "forget the window",
    wrong: "a maintenance window is not read",
    manifests: specs((spec) => ({ ...spec, maintenanceWindow: undefined })),
  },
  {
    name: "shut down without leave",
    wrong: "every machine may be shut down",
    manifests: specs((spec) => ({ ...spec, powerCyclePolicy: "Allow" })),
  },
  {
    name: "start what shall be off",
    wrong: "every new machine is started",
    manifests: specs((spec) => ({ ...spec, powerPolicy: spec.powerPolicy === "AlwaysOn" ? "AlwaysOn" : "StartOnce" })),
  },
  { name: "make anew what moved", wrong: "an earlier address of a manifest is not read", manifests: withoutMoves },
  { name: "move the wrong one", wrong: "of two machines the other one gets the mark of a renamed manifest", port: marksAnother },
  {
    name: "ignore the protection",
    wrong: "what VMM keeps of a machine's protection is not read",
    port: machines((vm) => {
      const { [PROTECTION_PROPERTY]: _, ...customProperties } = vm.customProperties;
      return { ...vm, customProperties };
    }),
  },
  {
    name: "delete a kept disk",
    wrong: "the file of a data disk that leaves its manifest goes, though it was to be kept",
    port: operations((operation, run) => run(operation.kind === "drop-disk" ? { ...operation, keepFile: false } : operation)),
  },
  {
    name: "delete a persistent disk",
    wrong: "a persistent disk goes with the drive that it is detached from",
    port: operations((operation, run) =>
      run(operation.kind === "detach-disk" ? { kind: "remove-disk", vmId: operation.vmId, diskId: operation.diskId } : operation),
    ),
  },
  {
    name: "forget where a disk is",
    wrong: "nothing is noted of a disk that is detached",
    port: skipped(({ kind }) => kind === "record-disk"),
  },
  {
    name: "lose sight of detached disks",
    wrong: "a reading misses the disks that no machine has",
    port: readings((inventory) => ({ ...inventory, detachedDisks: [] })),
  },
  {
    name: "keep the record",
    wrong: "the record of a disk stays when a machine has it again",
    port: skipped(({ kind }) => kind === "forget-disk"),
  },
];
