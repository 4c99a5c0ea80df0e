import { call, ref, select } from "../../batch/build.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome, StartMachine, StopJob, StopMachine } from "../../engine/operation.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, identity, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

/** `Status` may show something else than power (scvmm-domain 1.1). */
const inState = (id: string, ...states: readonly string[]) =>
  select(id, "vm", { where: { any: states.map((value) => ({ path: "VirtualMachineState", op: "eq", value })) } });

export const startMachine: Carrier<StartMachine> = ({ vmId }) => ({
  batch: [
    findMachine(vmId),
    inState("already", "Running"),
    inState("paused", "Paused"),
    inState("awake", "Running", "Paused"),
    call("resume", "Resume-SCVirtualMachine", { VM: ref("paused") }, { job: true }),
    call("work", "Start-SCVirtualMachine", { VM: ref("vm") }, { unless: "awake", job: true }),
  ],
  read: (results) => (results.found("paused") ? workOf(results, "resume", vmId) : powered(results, vmId)),
});

export const stopJob: Carrier<StopJob> = ({ jobId }) => ({
  batch: [call("job", "Get-SCJob", { ID: jobId }, { project: identity.projection }), call("work", "Stop-SCJob", { Job: ref("job") })],
  read: (results) => (isAbsent(results, "job") ? done() : workOf(results, "work")),
});

const WAYS = { shutdown: { Shutdown: true }, force: { Force: true }, discard: { DiscardSavedState: true } } as const;

export const stopMachine: Carrier<StopMachine> = ({ vmId, how, noted }) => ({
  batch: [
    findMachine(vmId),
    inState("already", "PowerOff"),
    ...(noted ? [select("kept", "vm", { where: { all: [{ path: `CustomProperty.${noted}`, op: "ne", value: "" }] } })] : []),
    call("work", "Stop-SCVirtualMachine", { VM: ref(noted ? "kept" : "vm"), ...WAYS[how] }, { unless: "already", job: true }),
  ],
  read: (results) => {
    const isMissing = noted !== undefined && results.found("kept") === 0 && results.found("vm") === 1 && results.found("already") === 0;
    return isMissing ? notNoted(vmId) : powered(results, vmId);
  },
});

const notNoted = (vmId: Id): Outcome => ({
  state: "unknown",
  diagnostic: {
    code: "VMM_NOT_NOTED",
    severity: "error",
    summary: `The VM ${vmId} is not noted as one that comes back: another run has taken the note away meanwhile`,
  },
});

function powered(results: Results, vmId: Id): Outcome {
  if (results.found("already")) return done(vmId);
  return workOnMachine(results, vmId, "work", vmId);
}
