import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LiveAccount } from "../inventory.ts";
import type { Draft } from "../kind.ts";
import { startsAtCreation } from "../kinds/machine/power.ts";
import type { Operation, OperationKind } from "../operation.ts";
import { fold } from "../text.ts";
import type { Goal } from "../work.ts";
import type { World } from "../world.ts";

/** Actions of a self-service role, in the words of Set-SCUserRole -Permission (signatures). */
type Permission = "Create" | "Start" | "Stop" | "Shutdown" | "Remove" | "PauseAndResume" | "Checkpoint";

export interface RightsNeeded {
  readonly account: LiveAccount;
  /** By permission the first change that needs it, and how many do. */
  readonly needed: readonly { readonly permission: Permission; readonly address: string; readonly count: number }[];
}

/** Roles whose members may do what the role lists, and no more; they have quotas too. */
const LIMITED = new Set(["TenantAdmin", "SelfServiceUser"]);
export const isLimited = ({ profile }: LiveAccount): boolean => profile !== null && LIMITED.has(profile);

/** Operations whose permission is documented; of the others none is. */
const PERMISSIONS: Partial<Record<OperationKind, Permission>> = {
  "start-machine": "Start",
  "remove-machine": "Remove",
  "create-checkpoint": "Checkpoint",
  "set-checkpoint": "Checkpoint",
  "remove-checkpoint": "Checkpoint",
};

export function rightsNeeded(drafts: readonly Draft[], world: World): RightsNeeded {
  const changes = new Map<Permission, string[]>();
  for (const { address, steps, goal } of drafts)
    for (const permission of new Set(
      steps.steps.flatMap(({ task }) => (task.kind === "operate" ? permissionsFor(task.operation, goal, world) : [])),
    ))
      changes.set(permission, [...(changes.get(permission) ?? []), address]);
  return {
    account: world.inventory.account,
    needed: [...changes].map(([permission, addresses]) => ({ permission, address: addresses[0] ?? "", count: addresses.length })),
  };
}

/** A new machine is most often started too, at the end of what its making leads to. */
function permissionsFor(operation: Operation, goal: Goal, { ownedById }: World): readonly Permission[] {
  if (operation.kind === "start-machine" && ownedById.get(operation.vmId)?.powerState === "Paused") return ["PauseAndResume"];
  if (operation.kind === "stop-machine") return [operation.how === "shutdown" ? "Shutdown" : "Stop"];
  if (operation.kind === "create-machine")
    return goal.kind === "ScvmmMachine" && goal.desired && startsAtCreation(goal.desired) ? ["Create", "Start"] : ["Create"];
  const permission = PERMISSIONS[operation.kind];
  return permission ? [permission] : [];
}

/** Permissions that include others: to make VMs from templates alone will do here. */
const INSTEAD: Partial<Record<Permission, readonly string[]>> = { Create: ["CreateFromVHDOrTemplate"] };

/** `permissions`: what the role allows; null where VMM does not tell. */
export function judgeRights({ account, needed }: RightsNeeded, permissions: readonly string[] | null): readonly Diagnostic[] {
  const { profile, role, user } = account;
  const who = `${user ?? "the account"} is connected as ${role?.name || profile}`;
  if (profile === "ReadOnlyAdmin")
    return [
      {
        code: "PLAN_RIGHTS_READ_ONLY",
        severity: "warning",
        summary: "the account may read, and nothing else: VMM will refuse every change",
        detail: `${who}, a read-only administrator.`,
        hint: "Apply with an account whose role may change VMs: scvmm doctor tells the role of each.",
      },
    ];
  if (!isLimited(account) || permissions === null) return [];
  const allowed = new Set(permissions.map(fold));
  return needed
    .filter(({ permission }) => ![permission, ...(INSTEAD[permission] ?? [])].some((one) => allowed.has(fold(one))))
    .map(({ permission, address, count }) => ({
      code: "PLAN_RIGHT_MISSING",
      severity: "warning",
      address,
      summary: `the account's role does not have the permission ${permission}`,
      detail: `${who}, which may: ${[...permissions].sort().join(", ") || "nothing"}. ${count === 1 ? "This change needs it." : `${count} changes of this plan need it, this one first.`}`,
      hint: `In VMM's console: Settings, User Roles, ${role?.name || "the role"}, Actions.`,
    }));
}
