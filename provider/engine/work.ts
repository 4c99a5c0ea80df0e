import type { HookPoint } from "../model/hooks.ts";
import type { MaintenanceWindow } from "../model/maintenance-window.ts";
import type { Action, AttributeChange, Json, WaitReason } from "../model/plan.ts";
import type { AdoptionGoal } from "./adopt/goal.ts";
import type { Id } from "./inventory.ts";
import type { CheckpointGoal } from "./kinds/checkpoint/goal.ts";
import type { MachineGoal } from "./kinds/machine/goal.ts";
import type { NameGoal } from "./kinds/name/goal.ts";
import type { PersistentDiskGoal } from "./kinds/persistent-disk/goal.ts";
import type { VirtualIpGoal } from "./kinds/virtual-ip/goal.ts";
import type { Operation, RepairMachine } from "./operation.ts";
import type { AttachDisk } from "./operation-persistent-disk.ts";
import type { LookForGuest } from "./operation-seed.ts";

/** What a plan can lead to. */
export type PlannedGoal = MachineGoal | VirtualIpGoal | PersistentDiskGoal | CheckpointGoal | NameGoal;
export type Goal = PlannedGoal | AdoptionGoal;
export type KindName = PlannedGoal["kind"];

/** One step of a change, as data. */
export interface Step {
  /** For people: `grow disk 1 to 40Gi`. */
  readonly label: string;
  readonly task: Task;
}

export type Task =
  | { readonly kind: "operate"; readonly operation: Operation }
  /** A job that an earlier run started and that is still at work: followed, not repeated. */
  | { readonly kind: "await-job"; readonly jobId: Id }
  /** Looks for a guest until it is seen, for a limited time; the further steps come last, and only when it was. */
  | { readonly kind: "await-guest"; readonly look: LookForGuest; readonly confirmed: readonly Step[] }
  /** Asks the guest to shut down, for so long; then turns the VM off, where that is allowed. */
  | {
      readonly kind: "shut-down";
      readonly vmId: Id;
      readonly timeoutMs: number;
      readonly force: boolean;
      /** The custom property that says that it shall come back. */
      readonly noted?: string;
    }
  /** Nothing goes on outside the window: what is left is then worked out anew, without what needs it. */
  | { readonly kind: "check-window"; readonly window: MaintenanceWindow }
  /** Where it cannot be repaired, what is left is worked out anew without that. */
  | { readonly kind: "repair"; readonly operation: RepairMachine }
  /** A file that may be gone: where VMM misses it, what is left is worked out anew without it. */
  | { readonly kind: "attach-if-there"; readonly operation: AttachDisk }
  | { readonly kind: "run-hook"; readonly hook: Hook }
  /** Read VMM again and work out what is left: always the last step of its list. */
  | { readonly kind: "re-read" };

/** A function of people's own, and what it is told as parameters. */
export interface Hook {
  readonly point: HookPoint;
  /** PowerShell as the manifest has it. */
  readonly script: string;
  readonly parameters: Readonly<Record<string, Json>>;
}

/** A change that is not made for now, and why. */
export interface Blocked {
  readonly change: AttributeChange;
  readonly for: WaitReason;
  /** The window that it waits for, with reason window. */
  readonly window: MaintenanceWindow | null;
  /** The checkpoints that it waits for, with reason checkpoints, in words. */
  readonly checkpoints?: readonly string[];
}

/** What carries out one change. */
export interface Work {
  /** Address of the change. */
  readonly address: string;
  readonly action: Action;
  /** Address of the ScvmmProvider. */
  readonly provider: string;
  /** Changes that must be done before, since they hold a name or address that this one takes. */
  readonly after: readonly string[];
  /** Where this shall lead: from it and a fresh reading the steps that are left can be worked out at any time. */
  readonly goal: Goal;
  /** Worked out from the reading that the plan is based on. */
  readonly steps: readonly Step[];
  /** Attributes that wait: with them the change does not end as done. */
  readonly blocked: readonly Blocked[];
  /** Milliseconds from its first step; then it is given up, and what VMM works on goes on. */
  readonly timeoutMs: number;
}
