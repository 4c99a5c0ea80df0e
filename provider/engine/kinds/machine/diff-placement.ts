import type { AttributeChange, ChangePolicy, Json } from "../../../model/plan.ts";
import type { LiveCloud, LiveVm, Named } from "../../inventory.ts";
import type { MigrateMachine } from "../../operation.ts";
import { fold } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { World } from "../../world.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine } from "./goal.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";

/**
 * Cloud and host group. VMM moves a VM to another host group, live while it runs; a cloud takes a VM that lies on one of its hosts, so
 * that such a change moves it too where that is needed (scvmm-domain 2.16).
 */
export function diffPlacement(desired: DesiredMachine, live: LiveVm, world: World): Delta[] {
  const { cloud, hostGroup } = desired;
  const toGroup = moveToGroup(desired, live);
  const deltas: Delta[] = [];
  if (cloud && fold(cloud.name) !== fold(live.cloud ?? "")) deltas.push(cloudDelta(cloud, live, toGroup !== null, world));
  if (hostGroup && toGroup) deltas.push({ change: moved("spec.hostGroup", live.hostGroupPath, hostGroup.path, live), operation: toGroup });
  return deltas;
}

function moveToGroup({ cloud, hostGroup }: DesiredMachine, live: LiveVm): MigrateMachine | null {
  if (!hostGroup || isBelow(live.hostGroupPath, hostGroup.path)) return null;
  return { kind: "migrate-machine", vmId: live.id, hostGroupId: hostGroup.id, cloudId: cloud?.id ?? null };
}

/** Where it is moved to a host group anyway, that is enough. */
function cloudDelta({ id, name }: Named, live: LiveVm, isMoved: boolean, { inventory }: World): Delta {
  const outside =
    !isMoved &&
    !isWithin(
      live,
      inventory.clouds.find((cloud) => cloud.id === id),
    );
  const set = { cloudId: id };
  if (!outside)
    return { change: isMoved ? moved("spec.cloud", live.cloud, name, live) : attributeChange("spec.cloud", live.cloud, name), set };
  const operation: MigrateMachine = { kind: "migrate-machine", vmId: live.id, hostGroupId: null, cloudId: id };
  return { change: moved("spec.cloud", live.cloud, name, live), set, operation };
}

const moved = (attribute: MachineAttribute, before: Json, after: Json, live: LiveVm) =>
  attributeChange(attribute, before, after, { policy: policyOfMove(live) });

/** A physical disk cannot travel with its VM; a paused VM neither travels live nor is it off. */
function policyOfMove({ disks, powerState }: LiveVm): ChangePolicy {
  if (disks.some(({ format }) => format === "PassThrough")) return "replace";
  return powerState === "Paused" ? "power-off" : "in-place";
}

/** VMs move between hosts by themselves (scvmm-domain 4.8): any group below the wanted one will do. */
function isBelow(live: string | null, wanted: string): boolean {
  return live === null || fold(live) === fold(wanted) || fold(live).startsWith(`${fold(wanted)}\\`);
}

/** Where a cloud's groups cannot be seen, VMM is asked as it is. */
function isWithin({ hostGroupPath }: LiveVm, cloud: LiveCloud | undefined): boolean {
  if (!cloud || cloud.hostGroups.length === 0) return true;
  return cloud.hostGroups.some((path) => isBelow(hostGroupPath, path));
}

/** VMM is moving it, by our job or by its own. */
export const isMoving = ({ status }: LiveVm): boolean => status === "UnderMigration";

/** What the plan says of a move: that it comes, or that one is under way. */
export function describeMove(live: LiveVm, steps: readonly Step[], attributes: readonly AttributeChange[]): string {
  if (isMoving(live) && attributes.length > 0) return "VMM is moving it: that is waited for";
  if (!steps.some(({ task }) => task.kind === "operate" && task.operation.kind === "migrate-machine")) return "";
  return `${live.powerState === "Running" ? "it is moved live" : "it is moved"}, to the host that VMM rates best`;
}
