import { call, ref, select } from "../../batch/build.ts";
import type { Batch, Condition } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { CreateCheckpoint, RemoveCheckpoint, SetCheckpoint } from "../../engine/operation-checkpoint.ts";
import { describeWithMark, formatMark, type Mark } from "../../model/mark.ts";
import { type Carrier, done, failed, gone, identity, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

const carries = (mark: Mark): Condition => ({ path: "Description", op: "contains", value: describeWithMark("", mark) });

/** One that is lost from sight while it is made is found by its mark: VMM holds the lock of the VM until it is there. */
export const createCheckpoint: Carrier<CreateCheckpoint> = ({ vmId, mark, name, description }) => ({
  batch: [
    findMachine(vmId),
    call("held", "Get-SCVMCheckpoint", { VM: ref("vm") }, { where: { all: [carries(mark)] }, project: identity.projection }),
    call(
      "create",
      "New-SCVMCheckpoint",
      { VM: ref("vm"), Name: name, Description: describeWithMark(description, mark) },
      { unless: "held", job: true },
    ),
  ],
  read: (results) => {
    const [held] = results.rows("held", identity);
    return held ? done(held.id) : workOnMachine(results, vmId, "create");
  },
});

/** The checkpoint as `ours`, if it carries one of these marks. */
const find = (checkpointId: Id, ...marks: readonly Mark[]): Batch => [
  call("checkpoint", "Get-SCVMCheckpoint", { ID: checkpointId }),
  select("ours", "checkpoint", { where: { any: marks.map(carries) } }),
];

const foreign = (id: Id, mark: Mark) =>
  failed("VMM_FOREIGN", `The checkpoint ${id} does not carry the mark ${formatMark(mark)}`, "It was left alone: plan again");

export const setCheckpoint: Carrier<SetCheckpoint> = ({ checkpointId, mark, from, name, description }) => ({
  batch: [
    ...find(checkpointId, mark, ...(from ? [from] : [])),
    call(
      "set",
      "Set-SCVMCheckpoint",
      { VMCheckpoint: ref("ours"), Name: name ?? undefined, Description: describeWithMark(description, mark) },
      { job: true },
    ),
  ],
  read: (results) => {
    if (isAbsent(results, "checkpoint")) return gone("The checkpoint", checkpointId);
    return results.found("ours") === 0 ? foreign(checkpointId, mark) : workOf(results, "set", checkpointId);
  },
});

/** The one alone: those that were taken after it stay. */
export const removeCheckpoint: Carrier<RemoveCheckpoint> = ({ checkpointId, mark }) => ({
  batch: [...find(checkpointId, mark), call("remove", "Remove-SCVMCheckpoint", { VMCheckpoint: ref("ours") }, { job: true })],
  read: (results) => {
    if (isAbsent(results, "checkpoint")) return done(checkpointId);
    return results.found("ours") === 0 ? foreign(checkpointId, mark) : workOf(results, "remove", checkpointId);
  },
});
