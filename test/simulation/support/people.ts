import { mergeCheckpoints, takeCheckpoint } from "../../../provider/simulator/checkpoints.ts";
import { CmdletError } from "../../../provider/simulator/errors.ts";
import type { StandaloneVirtualHardDisk, VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { Argument } from "../../../provider/simulator/objects/object.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";
import { markOf } from "./estate-view.ts";
import type { Deed } from "./fault.ts";
import type { Simulation } from "./simulation.ts";

/** What people have done to what is none of ours: done again on the twin. */
export interface ForeignDeed {
  readonly at: number;
  readonly act: (vmm: Vmm) => Promise<unknown>;
}

const LONGEST_JOB_MS = 5 * 60_000;

/** People at their console. Nothing disturbs them, and VMM refuses them what it refuses anybody. */
export class People {
  readonly foreignDeeds: ForeignDeed[] = [];
  /** VMs of ours that they have turned off while nobody else was at work on them. */
  readonly turnedOff = new Set<string>();
  /** VMs of ours whose power they have ever touched. */
  readonly touched = new Set<string>();
  /** VMs of ours that they have given adapters. */
  readonly extended = new Set<string>();
  readonly started = new Set<string>();
  /** Told of what they delete. */
  destroy: (vm: VirtualMachine | null, disks: readonly StandaloneVirtualHardDisk[]) => void = () => undefined;
  readonly #simulation: Simulation;
  readonly #foreign: readonly string[];
  readonly #grants: readonly string[];
  /** Processes that are at work. */
  busy: () => boolean = () => false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#foreign = [...simulation.vmm.world.store.vms.keys()];
    this.#grants = [...simulation.vmm.world.store.addresses.values()]
      .filter(({ AssignedToID }) => AssignedToID === null)
      .map(({ ID }) => ID);
  }

  async do(deed: Deed, more: number): Promise<void> {
    const { trace } = this.#simulation;
    this.#simulation.meddling++;
    this.#simulation.quietFrom = this.#simulation.scheduler.now() + LONGEST_JOB_MS;
    const told = await DEEDS[deed](this, more);
    trace.add("people", `${deed}: ${told}`);
  }

  /** A process that reads a VM as running, which stops just then, cannot know. */
  forgetWhatStillStops(): void {
    for (const id of this.turnedOff) if (this.store.vms.get(id)?.VirtualMachineState !== "PowerOff") this.turnedOff.delete(id);
  }

  get store() {
    return this.#simulation.vmm.world.store;
  }

  get world() {
    return this.#simulation.vmm.world;
  }

  /** One of ours, the first made first. */
  ours(more: number): VirtualMachine | undefined {
    const ours = [...this.store.vms.values()].filter((vm) => markOf(vm));
    return ours[more % Math.max(1, ours.length)];
  }

  foreign(more: number): string {
    return this.#foreign[more % this.#foreign.length] as string;
  }

  grant(more: number): string {
    return this.#grants[more % this.#grants.length] as string;
  }

  /** null when VMM takes the call, else its refusal. */
  async invoke(cmdlet: string, set: string, values: Values): Promise<Refusal> {
    const { harms, vmm } = this.#simulation;
    if (harms.down) return "VMM is down";
    // What can be disturbed is decided before the call first waits.
    harms.people = true;
    const refusal = invoke(vmm, cmdlet, set, values);
    harms.people = false;
    return refusal;
  }

  /** Done here, and on the twin at the same moment, unless VMM refuses it here. */
  async onForeign(act: (vmm: Vmm, invoke: Invoke) => Promise<Refusal> | string): Promise<string> {
    const at = this.#simulation.scheduler.now();
    const refusal = await act(this.#simulation.vmm, (cmdlet, set, values) => this.invoke(cmdlet, set, values));
    if (refusal !== null) return refusal;
    this.foreignDeeds.push({ at, act: async (vmm) => act(vmm, (cmdlet, set, values) => invoke(vmm, cmdlet, set, values)) });
    return "done";
  }
}

type Refusal = string | null;
type Values = Readonly<Record<string, Argument>>;
type Invoke = (cmdlet: string, set: string, values: Values) => Promise<Refusal>;

async function invoke(vmm: Vmm, cmdlet: string, set: string, values: Values): Promise<Refusal> {
  try {
    await vmm.invoke({ cmdlet, set, values: new Map(Object.entries({ ...values, RunAsynchronously: true })) });
    return null;
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
    return error.error.message.split("\n")[0] ?? "refused";
  }
}

async function onVm(people: People, more: number, act: (vm: VirtualMachine) => Promise<Refusal> | string): Promise<string> {
  const vm = people.ours(more);
  if (!vm) return "there is none";
  const { Name, ID } = vm;
  return `${Name} ${ID.slice(0, 8)} ${(await act(vm)) ?? "done"}`;
}

const disksOf = ({ VirtualDiskDrives }: VirtualMachine) => VirtualDiskDrives.map(({ VirtualHardDisk }) => VirtualHardDisk);

/** Whether it is finished and stands still, so that what people do to it is their own wish and no accident of ours. */
const isAtRest = (people: People, vm: VirtualMachine): boolean =>
  !people.busy() && vm.CustomProperty.has("ScvmmOwner") && !vm.CustomProperty.has("ScvmmRestart") && !people.world.jobs.isLocked(vm);

const DEEDS: Readonly<Record<Deed, (people: People, more: number) => Promise<string>>> = {
  "turn-off": (people, more) =>
    onVm(people, more, async (vm) => {
      const atRest = isAtRest(people, vm);
      const refusal = await people.invoke("Stop-SCVirtualMachine", "Force", { VM: vm, Force: true });
      if (refusal === null) people.touched.add(vm.ID);
      if (refusal === null && atRest) people.turnedOff.add(vm.ID);
      return refusal;
    }),
  start: (people, more) =>
    onVm(people, more, (vm) => {
      people.turnedOff.delete(vm.ID);
      people.started.add(vm.ID);
      return people.invoke("Start-SCVirtualMachine", "", { VM: vm });
    }),
  save: (people, more) =>
    onVm(people, more, async (vm) => {
      people.touched.add(vm.ID);
      return people.invoke("Stop-SCVirtualMachine", "SaveState", { VM: vm, SaveState: true });
    }),
  delete: (people, more) =>
    onVm(people, more, (vm) => {
      people.destroy(vm, disksOf(vm));
      return people.invoke("Remove-SCVirtualMachine", "", { VM: vm });
    }),
  rename: (people, more) => onVm(people, more, (vm) => people.invoke("Set-SCVirtualMachine", "", { VM: vm, Name: `renamed-${more}` })),
  resize: (people, more) =>
    onVm(people, more, (vm) =>
      people.invoke("Set-SCVirtualMachine", "", {
        VM: vm,
        ...(more % 2 ? { CPUCount: 1 + (more % 4) } : { MemoryMB: 1024 * (1 + (more % 3)) }),
      }),
    ),
  "remove-disk": (people, more) =>
    onVm(people, more, (vm) => {
      const drive = vm.VirtualDiskDrives.at(-1);
      if (!drive || vm.VirtualDiskDrives.length === 1) return "has one alone";
      people.destroy(null, [drive.VirtualHardDisk]);
      return people.invoke("Remove-SCVirtualDiskDrive", "", { VirtualDiskDrive: drive });
    }),
  "remove-adapter": (people, more) =>
    onVm(people, more, (vm) => {
      const adapter = vm.VirtualNetworkAdapters.at(more % 2 ? 0 : -1);
      return adapter ? people.invoke("Remove-SCVirtualNetworkAdapter", "", { VirtualNetworkAdapter: adapter }) : "has none";
    }),
  "add-adapter": (people, more) =>
    onVm(people, more, (vm) => {
      people.extended.add(vm.ID);
      return people.invoke("New-SCVirtualNetworkAdapter", "VM", { VM: vm, Synthetic: true });
    }),
  retag: (people, more) => onVm(people, more, (vm) => people.invoke("Set-SCVirtualMachine", "", { VM: vm, Tag: `people-${more}` })),
  redescribe: (people, more) =>
    onVm(people, more, (vm) =>
      vm.CustomProperty.has("ScvmmOwner")
        ? people.invoke("Set-SCVirtualMachine", "", { VM: vm, Description: "by hand" })
        : "carries its mark there",
    ),
  checkpoint: (people, more) =>
    onVm(people, more, async (vm) => {
      if (people.world.jobs.isLocked(vm) || vm.VirtualDiskDrives.length === 0) return "is locked";
      takeCheckpoint(people.world, vm, "backup");
      return null;
    }),
  "take-name": (people, more) => takeName(people, `app-0${1 + (more % 4)}`),
  "take-claim": (people, more) => takeName(people, `claim-${1 + (more % 4)}`),
  "take-address": async (people, more) => {
    const [pool, address] = (
      [
        ["Web static", "10.9.1.12"],
        ["Web static", "10.9.1.13"],
        ["App static", "10.9.2.10"],
      ] as const
    )[more % 3] as readonly [string, string];
    return `${address} ${await people.onForeign((vmm, invoke) => {
      const found = [...vmm.world.store.pools.values()].find(({ Name }) => Name === pool);
      if (!found) return "there is no such pool";
      return invoke("Grant-SCIPAddress", "", {
        StaticIPAddressPool: found,
        GrantToObjectType: "VIP",
        IPAddress: address,
        Description: "by people",
      });
    })}`;
  },
  "rename-foreign": (people, more) => changeForeign(people, more, { Name: more % 2 ? `theirs-${more}` : `app-0${5 + (more % 5)}` }),
  "describe-foreign": (people, more) => changeForeign(people, more, { Description: `theirs ${more}`, Tag: "theirs" }),
  "stop-foreign": (people, more) => {
    const id = people.foreign(more);
    return people.onForeign((vmm, invoke) => {
      const vm = vmm.world.store.vms.get(id);
      return vm ? invoke("Stop-SCVirtualMachine", "Force", { VM: vm, Force: true }) : "is gone";
    });
  },
  "revoke-foreign": (people, more) => {
    const id = people.grant(more);
    return people.onForeign((vmm, invoke) => {
      const grant = vmm.world.store.addresses.get(id);
      return grant ? invoke("Revoke-SCIPAddress", "", { AllocatedIPAddress: grant }) : "is gone";
    });
  },
  "delete-foreign": (people, more) => {
    const id = people.foreign(more);
    return people.onForeign((vmm, invoke) => {
      const vm = vmm.world.store.vms.get(id);
      return vm ? invoke("Remove-SCVirtualMachine", "", { VM: vm }) : "is gone";
    });
  },
};

function changeForeign(people: People, more: number, set: Readonly<Record<string, string>>): Promise<string> {
  const id = people.foreign(more);
  return people.onForeign((vmm, invoke) => {
    const vm = vmm.world.store.vms.get(id);
    return vm ? invoke("Set-SCVirtualMachine", "", { VM: vm, ...set }) : "is gone";
  });
}

/** What people must do before all manifests can hold: nothing of it is the engine's to do. */
export async function settle(simulation: Simulation, { started, touched }: People): Promise<void> {
  const { vmm, trace, scheduler } = simulation;
  for (const vm of vmm.world.store.vms.values()) {
    if (!markOf(vm)) continue;
    // What VMM is at work on it refuses.
    while (vm.MostRecentTask?.$end === null) {
      await scheduler.sleep(60_000);
      vmm.world.jobs.settle(scheduler.now());
    }
    if (vm.VMCheckpoints.length > 0) {
      trace.add("people", `remove the checkpoints of ${vm.Name}`);
      mergeCheckpoints(vm);
    }
    if (started.has(vm.ID) && !vm.CustomProperty.has("ScvmmOwner") && vm.VirtualMachineState === "Running") {
      trace.add("people", `turn off ${vm.Name}, which they started before it was finished`);
      touched.add(vm.ID);
      await invoke(vmm, "Stop-SCVirtualMachine", "Force", { VM: vm, Force: true });
    }
    if (vm.VirtualMachineState === "Saved") {
      // A move that a broken run has begun.
      for (; vmm.world.jobs.isLocked(vm); vmm.world.jobs.settle(scheduler.now())) await scheduler.sleep(60_000);
      trace.add("people", `start ${vm.Name}, which was saved`);
      await invoke(vmm, "Start-SCVirtualMachine", "", { VM: vm });
    }
  }
}

async function takeName(people: People, name: string): Promise<string> {
  return `${name} ${await people.onForeign((vmm, invoke) => {
    const { templates, hosts } = vmm.world.store;
    const [template] = templates.values();
    const [host] = hosts.values();
    if (!template || !host) return "there is nothing to make it of";
    return invoke("New-SCVirtualMachine", "NewVmFromTemplate", {
      Name: name,
      VMTemplate: template,
      VMHost: host,
      Path: "D:\\VMs",
      Description: "by people",
    });
  })}`;
}
