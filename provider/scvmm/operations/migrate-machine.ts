import { call, ref } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { MigrateMachine, Outcome } from "../../engine/operation.ts";
import { guid, optional, record, text, texts } from "../decode.ts";
import { bestOf, type Rating, rating, reasonsOf } from "../ratings.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, failed, gone, type Step, workOf } from "./carrier.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

const placed = record({
  path: optional(text("HostGroupPath")),
  hostId: optional(guid("VMHost.ID")),
  clusterId: optional(guid("VMHost.HostCluster.ID")),
});
type Placed = ReturnType<typeof placed.decode>;

const group = record({ path: text("Path") });
const cloud = record({ hostGroups: texts("HostGroup") });

/**
 * 1. look where the VM is, and have VMM rate the hosts of the target  2. unless it is there, move it to the best of them. A host
 * group counts before a cloud: with both, the engine has seen to it that the group is one of the cloud's.
 */
export const migrateMachine: Carrier<MigrateMachine> = (operation) => ({
  batch: ratingBatch(operation),
  read: (results) => {
    const { vmId, hostGroupId, cloudId } = operation;
    if (isAbsent(results, "vm")) return gone("The VM", vmId);
    if (hostGroupId !== null && isAbsent(results, "group")) return gone("The host group", hostGroupId);
    if (hostGroupId === null && isAbsent(results, "cloud")) return gone("The cloud", cloudId ?? "");
    if (results.found("ratings") === undefined) return workOf(results, "ratings");
    return decide(operation, results);
  },
});

function decide(operation: MigrateMachine, results: Results): Outcome | Step {
  const [at] = results.rows("vm", placed);
  if (at && isThere(at, results, operation.hostGroupId === null ? "cloud" : "group")) return done(operation.vmId);
  const ratings = results.rows("ratings", rating);
  const best = bestOf(ratings);
  return best ? move(operation, at, best) : nowhere(ratings);
}

function ratingBatch({ vmId, hostGroupId, cloudId }: MigrateMachine): Batch {
  const vm = { ...findMachine(vmId), project: placed.projection };
  const rate = { VM: ref("vm"), IsMigration: true } as const;
  const project = rating.projection;
  if (hostGroupId === null)
    return [
      vm,
      call("cloud", "Get-SCCloud", { ID: cloudId ?? "" }, { project: cloud.projection }),
      call("ratings", "Get-SCVMHostRating", { ...rate, Cloud: [ref("cloud")] }, { project }),
    ];
  return [
    vm,
    call("group", "Get-SCVMHostGroup", { ID: hostGroupId }, { project: group.projection }),
    call("ratings", "Get-SCVMHostRating", { ...rate, VMHostGroup: [ref("group")] }, { project }),
  ];
}

/** An earlier run may have moved it, or VMM itself. */
function isThere({ path }: Placed, results: Results, target: "cloud" | "group"): boolean {
  const wanted =
    target === "group" ? results.rows("group", group).map((one) => one.path) : (results.rows("cloud", cloud)[0]?.hostGroups ?? []);
  const here = path?.toLowerCase();
  return here !== undefined && wanted.some((one) => here.startsWith(`${one.toLowerCase()}\\`));
}

/** Within a cluster the disks stay on the shared storage; else they go to the host's default path. */
function move({ vmId }: MigrateMachine, at: Placed | undefined, best: Rating): Step {
  const inCluster = best.clusterId !== null && best.clusterId === at?.clusterId;
  return {
    batch: [
      findMachine(vmId),
      call("host", "Get-SCVMHost", { ID: best.hostId }),
      call(
        "move",
        "Move-SCVirtualMachine",
        { VM: ref("vm"), VMHost: ref("host"), Path: inCluster ? undefined : best.paths[0] },
        { job: true },
      ),
    ],
    read: (results) => (isAbsent(results, "host") ? gone("The host", best.hostName) : workOnMachine(results, vmId, "move", vmId)),
  };
}

function nowhere(ratings: readonly Rating[]): Outcome {
  return failed(
    "VMM_NO_HOST",
    "VMM finds no host there that can take the VM",
    "Mend what VMM names, or choose another cloud or host group",
    reasonsOf(ratings),
  );
}
