import { call, ref, select } from "../../batch/build.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome, StartMachine, StopMachine } from "../../engine/operation.ts";
import type { Results } from "../results.ts";
import { type Carrier, done } from "./carrier.ts";
import { findMachine, workOnMachine } from "./find-machine.ts";

/** `Status` may show something else than power (scvmm-domain 1.1). */
const inState = (id: string, state: string) =>
  select(id, "vm", { where: { all: [{ path: "VirtualMachineState", op: "eq", value: state }] } });

export const startMachine: Carrier<StartMachine> = ({ vmId }) => ({
  batch: [
    findMachine(vmId),
    inState("already", "Running"),
    call("work", "Start-SCVirtualMachine", { VM: ref("vm") }, { unless: "already", job: true }),
  ],
  read: (results) => powered(results, vmId),
});

const WAYS = { shutdown: { Shutdown: true }, force: { Force: true }, discard: { DiscardSavedState: true } } as const;

export const stopMachine: Carrier<StopMachine> = ({ vmId, how }) => ({
  batch: [
    findMachine(vmId),
    inState("already", "PowerOff"),
    call("work", "Stop-SCVirtualMachine", { VM: ref("vm"), ...WAYS[how] }, { unless: "already", job: true }),
  ],
  read: (results) => powered(results, vmId),
});

function powered(results: Results, vmId: Id): Outcome {
  if (results.found("already")) return done(vmId);
  return workOnMachine(results, vmId, "work", vmId);
}
