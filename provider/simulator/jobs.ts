import { QUEUE_MS } from "./durations.ts";
import { errorInfo, VmmError } from "./errors.ts";
import { SUCCESS, type Task } from "./objects/job.ts";
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
  /** What shows at once, e.g. the status UnderCreation. */
  readonly begin?: () => void;
  /** The change itself, at the end. May throw `VmmError`: the job then fails. */
  readonly finish: () => void;
  /** What a failure leaves behind, e.g. the status CreationFailed. */
  readonly failed?: () => void;
}

interface Active {
  readonly task: Task;
  readonly work: Work;
  readonly fault: VmmError | null;
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

  constructor(store: Store, random: Random) {
    this.#store = store;
    this.#random = random;
  }

  /** Starts a job; `fault` makes it fail at its end. Throws 2606 while another job holds one of the locks. */
  start(cmdlet: string, work: Work, now: number, extraMs: number, fault: VmmError | null): Task {
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
      IsRestartable: true,
      IsStoppable: true,
      WasNotifiedOfCancel: false,
      AreAuditRecordsAvailable: false,
      IsVisible: true,
      MarkedForDeletion: false,
      $runsFrom: now + QUEUE_MS,
      $endsAt: now + QUEUE_MS + work.durationMs + extraMs,
      $end: null,
    };
    this.#store.tasks.set(task.ID, task);
    for (const one of held) this.#locked.set(one.ID, task);
    for (const vm of work.locks) vm.MostRecentTask = task;
    this.#active.set(task.ID, { task, work, fault });
    work.begin?.();
    return task;
  }

  /** Ends the jobs whose time has come, the earliest first; of the same time, the first started. */
  settle(now: number): void {
    const due = [...this.#active.values()].filter((active) => active.task.$endsAt <= now);
    for (const active of due.sort((a, b) => a.task.$endsAt - b.task.$endsAt)) this.#end(active);
  }

  isLocked(object: { readonly ID: string }): boolean {
    return this.#locked.has(object.ID);
  }

  #end({ task, work, fault }: Active): void {
    this.#active.delete(task.ID);
    for (const one of work.holds ?? []) if (this.#locked.get(one.ID) === task) this.#locked.delete(one.ID);
    for (const vm of work.locks) {
      this.#locked.delete(vm.ID);
      vm.ModifiedTime = new Date(task.$endsAt);
    }
    task.EndTime = new Date(task.$endsAt);
    try {
      if (fault) throw fault;
      work.finish();
      task.$end = "Completed";
    } catch (error) {
      if (!(error instanceof VmmError)) throw error;
      task.$end = "Failed";
      task.ErrorInfo = errorInfo(error);
      for (const vm of work.locks) vm.FailedJobID = task.ID;
      work.failed?.();
    }
  }
}
