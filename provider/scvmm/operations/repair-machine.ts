import { call, ref, select } from "../../batch/build.ts";
import type { RepairMachine } from "../../engine/operation.ts";
import { describeWithMark } from "../../model/mark.ts";
import { type Carrier, done, workOf } from "./carrier.ts";
import { findMachine, isAbsent } from "./find-machine.ts";

/** Before it is finished a VM has its mark in the description: what does not carry it is none of ours. */
export const repairMachine: Carrier<RepairMachine> = ({ vmId, mark }) => ({
  batch: [
    findMachine(vmId),
    select("failed", "vm", {
      where: {
        all: [
          { path: "Status", op: "eq", value: "CreationFailed" },
          { path: "Description", op: "contains", value: describeWithMark("", mark) },
        ],
      },
    }),
    call("repair", "Repair-SCVirtualMachine", { VM: ref("failed"), Retry: true }, { job: true }),
  ],
  read: (results) => (isAbsent(results, "vm") || results.found("failed") === 0 ? done(vmId) : workOf(results, "repair", vmId)),
});
