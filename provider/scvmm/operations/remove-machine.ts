import { call, ref, select } from "../../batch/build.ts";
import type { RemoveMachine } from "../../engine/operation.ts";
import { describeWithMark, formatMark, MARK_PREFIX, MARK_PROPERTY } from "../../model/mark.ts";
import { PERSISTENT_DISK } from "../../model/persistent-disk.ts";
import { type Carrier, done, failed, identity, workOf } from "./carrier.ts";
import { findMachine, isAbsent } from "./find-machine.ts";

const OWNER = `CustomProperty.${MARK_PROPERTY}`;

const PERSISTENT = [{ path: "VirtualHardDisk.SharePath", op: "contains", value: PERSISTENT_DISK }] as const;

/**
 * The mark is checked again in the same batch, and that no disk is a persistent one. The property counts where there is one; else the mark in the description, which
 * a VM carries whose creation was never finished. Without -Force: that would leave VM and files on the host (scvmm-domain 2.10).
 */
export const removeMachine: Carrier<RemoveMachine> = ({ vmId, mark }) => ({
  batch: [
    findMachine(vmId),
    select("sealed", "vm", { where: { all: [{ path: OWNER, op: "startsWith", value: MARK_PREFIX }] } }),
    call("held", "Get-SCVirtualDiskDrive", { VM: ref("vm") }, { where: { all: PERSISTENT }, project: identity.projection }),
    select("ours", "vm", { where: { all: [{ path: OWNER, op: "eq", value: formatMark(mark) }] }, unless: "held" }),
    select("begun", "vm", { where: { all: [{ path: "Description", op: "contains", value: describeWithMark("", mark) }] }, unless: "held" }),
    call("removeOurs", "Remove-SCVirtualMachine", { VM: ref("ours") }, { job: true }),
    call("removeBegun", "Remove-SCVirtualMachine", { VM: ref("begun") }, { unless: "sealed", job: true }),
  ],
  read: (results) => {
    if (isAbsent(results, "vm")) return done(vmId);
    if (results.found("held") === undefined) return workOf(results, "held");
    if (results.found("held"))
      return failed(
        "VMM_PERSISTENT_DISK",
        `The VM ${vmId} has a persistent disk, which VMM would delete with it`,
        "Detach the disk so that its file stays (Remove-SCVirtualDiskDrive -SkipDeleteVHD), then plan again",
      );
    if (results.found("ours")) return workOf(results, "removeOurs", vmId);
    if (results.found("sealed") === 0 && results.found("begun")) return workOf(results, "removeBegun", vmId);
    return failed("VMM_FOREIGN", `The VM ${vmId} does not carry the mark ${formatMark(mark)} any more`, "It was left alone: plan again");
  },
});
