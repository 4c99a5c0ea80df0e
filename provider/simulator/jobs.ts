import { QUEUE_MS } from "./durations.ts";
import { errorInfo, VmmError } from "./errors.ts";
import { type Disturbance, UNDISTURBED } from "./faults.ts";
import { SUCCESS, stepsOf, type Task } from "./objects/job.ts";
import type { VirtualMachine } from "./objects/machine.ts";
import type { TypeName, VmmObject } from "./objects/object.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store.ts";
import { vmmErrors } from "./vmm-errors.ts";

/** What a cmdlet leaves to a job. */
export interface Work {
  /** Name of the job, as the list of jobs shows it. */
  readonly title: string;
  /** The object that the job makes or changes. */
  readonly target: VmmObject & { readonly ID: string; readonly Name: string };
  /** VMs that the job holds a write lock on; each remembers the job as its most recent one. */
  readonly locks: readonly VirtualMachine[];
  /** Other objects that it holds a lock on, e.g. the template that it makes a VM of. */
  readonly holds?: readonly { readonly ID: string }[];
  readonly durationMs: number;
  /** Names of the parts of the work; one of the job's own name where none are given. */
  readonly steps?: readonly string[];
  /** What shows at once, e.g. the status UnderCreation. */
  readonly begin?: () => void;
  /** The change itself, at the end. May throw `VmmError`: the job then fails. */
  readonly finish: () => void;
  /** Asked after it: what VMM remarks on the success. The job then ends as SucceedWithInfo. */
  readonly notes?: () => readonly VmmError[];
  /** What a failure leaves behind, e.g. the status CreationFailed. */
  readonly failed?: (error: VmmError) => void;
}

interface Active {
  readonly task: Task;
  readonly work: Work;
  readonly disturbance: Disturbance;
}

const OBJECT_TYPE: Partial<Record<TypeName, readonly [string, string]>> = {
  VM: ["VM", "Virtual Machine"],
  Template: ["Template", "VM Template"],
  VirtualDiskDrive: ["VirtualDiskDrive", "Virtual Disk Drive"],
  VirtualDVDDrive: ["VirtualDVDDrive", "Virtual DVD Drive"],
  ISO: ["ISO", "ISO"],
  VirtualNetworkAdapter: ["VirtualNetworkAdapter", "Virtual Network Adapter"],
  AllocatedIPAddress: ["AllocatedIPAddress", "Allocated IP Address"],
  CustomProperty: ["CustomProperty", "Custom Property"],
  VMCheckpoint: ["VMCheckpoint", "Virtual Machine Checkpoint"],
  VMConfiguration: ["VMConfiguration", "VM Configuration"],
};

/**
 * Jobs on the virtual clock. Nothing runs in the background: whoever looks calls `settle` first, which ends in order all
 * jobs whose time has come. What is seen therefore depends on the calls and their times alone.
 */
export class Jobs {
  readonly #store: Store;
  readonly #random: Random;
  readonly #active = new Map<string, Active>();
  readonly #locked = new Map<string, Task>();
  /** What jobs that are over have done, and nobody sees yet. */
  readonly #late: { readonly showsAt: number; readonly active: Active }[] = [];

  constructor(store: Store, random: Random) {
    this.#store = store;
    this.#random = random;
  }

  /** Starts a job. Throws 2606 while another job holds one of the locks. */
  start(cmdlet: string, work: Work, now: number, disturbance: Disturbance): Task {
    const held = [...work.locks, ...(work.holds ?? [])];
    if (work.locks.some((vm) => this.#locked.has(vm.ID))) throw vmmErrors.locked();
    const [type, typeName] = OBJECT_TYPE[work.target.$type] ?? ["None", "None"];
    const task: Task = {
      $type: "Task",
      ID: this.#random.guid(),
      Name: work.title,
      CmdletName: cmdlet,
      Owner: this.#store.server.ConnectedUserName,
      SessionOwner: this.#store.server.ConnectedUserName,
      StartTime: new Date(now),
      EndTime: null,
      ErrorInfo: SUCCESS,
      AdditionalMessages: [],
      ResultName: work.target.Name,
      ResultObjectID: work.target.ID,
      ResultObjectType: type,
      ResultObjectTypeName: typeName,
      TargetObjectID: work.target.ID,
      TargetObjectType: type,
      Steps: [],
      IsRestartable: true,
      IsStoppable: true,
      WasNotifiedOfCancel: false,
      AreAuditRecordsAvailable: false,
      IsVisible: true,
      MarkedForDeletion: false,
      $runsFrom: now + QUEUE_MS,
      $endsAt: now + QUEUE_MS + work.durationMs + disturbance.delayMs,
      $end: null,
    };
    task.Steps = stepsOf(task, work.steps ?? [work.title]);
    this.#store.tasks.set(task.ID, task);
    for (const one of held) this.#locked.set(one.ID, task);
    for (const vm of work.locks) vm.MostRecentTask = task;
    this.#active.set(task.ID, { task, work, disturbance });
    work.begin?.();
    return task;
  }

  /** Ends the jobs whose time has come, the earliest first; of the same time, the first started. */
  settle(now: number): void {
    if (this.#active.size === 0 && this.#late.length === 0) return;
    const due = [...this.#active.values()].filter((active) => active.task.$endsAt <= now);
    for (const active of due.sort((a, b) => a.task.$endsAt - b.task.$endsAt)) this.#end(active);
    this.#show(({ showsAt }) => showsAt <= now);
  }

  /** Has no effect on a job that does not run (scvmm-domain 2.11). */
  cancel(task: Task, now: number): void {
    const active = this.#active.get(task.ID);
    if (!active) return;
    task.$endsAt = now;
    this.#end({ ...active, disturbance: { ...active.disturbance, jobCanceled: true } });
  }

  /** The service stops: what is under way fails, the first started first, and locks and job groups are forgotten. */
  interrupt(now: number): void {
    this.settle(now);
    for (const { task, work } of [...this.#active.values()]) {
      task.$endsAt = Math.min(task.$endsAt, now);
      this.#end({ task, work, disturbance: { ...UNDISTURBED, jobFails: vmmErrors.serviceStopped(this.#store.server.Name) } });
    }
    this.#store.jobGroups.clear();
  }

  /** What jobs that are over have done to a VM shows at last when somebody changes it again, so that it never undoes what came later. */
  catchUp(vm: VirtualMachine): void {
    if (this.#late.length > 0) this.#show(({ active }) => active.work.locks.includes(vm));
  }

  isLocked(object: { readonly ID: string }): boolean {
    return this.#locked.has(object.ID);
  }

  #show(isDue: (late: { readonly showsAt: number; readonly active: Active }) => boolean): void {
    for (const late of this.#late.splice(0)) isDue(late) ? this.#finish(late.active) : this.#late.push(late);
  }

  #end(active: Active): void {
    const { task, work, disturbance } = active;
    this.#active.delete(task.ID);
    for (const one of work.holds ?? []) if (this.#locked.get(one.ID) === task) this.#locked.delete(one.ID);
    for (const vm of work.locks) {
      this.#locked.delete(vm.ID);
      vm.ModifiedTime = new Date(task.$endsAt);
    }
    task.EndTime = new Date(task.$endsAt);
    if (disturbance.jobCanceled) {
      task.WasNotifiedOfCancel = true;
      this.#fail(active, "Canceled", vmmErrors.jobCanceled(task.Owner));
    } else if (disturbance.jobFails) this.#fail(active, "Failed", disturbance.jobFails);
    else if (disturbance.lagMs > 0) {
      task.$end = "Completed";
      this.#late.push({ showsAt: task.$endsAt + disturbance.lagMs, active });
    } else this.#finish(active);
  }

  #finish(active: Active): void {
    const { task, work, disturbance } = active;
    try {
      work.finish();
      const notes = [...(work.notes?.() ?? []), ...(disturbance.jobInfo ? [disturbance.jobInfo] : [])];
      task.$end = notes.length > 0 ? "SucceedWithInfo" : "Completed";
      task.AdditionalMessages = notes.map(errorInfo);
    } catch (error) {
      if (!(error instanceof VmmError)) throw error;
      this.#fail(active, "Failed", error);
    }
  }

  #fail({ task, work }: Active, end: "Failed" | "Canceled", error: VmmError): void {
    task.$end = end;
    task.ErrorInfo = errorInfo(error);
    for (const vm of work.locks) vm.FailedJobID = task.ID;
    work.failed?.(error);
  }
}
