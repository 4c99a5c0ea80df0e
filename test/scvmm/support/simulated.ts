import type { Batch } from "../../../provider/batch/call.ts";
import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { Id, LiveVm } from "../../../provider/engine/inventory.ts";
import type { CreateMachine, JobReport, Operation, Outcome } from "../../../provider/engine/operation.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { createVmm, simulatedExecutor, type Vmm, type VmmOptions } from "../../../provider/simulator/index.ts";

/** A port on a simulated VMM in this process, and what went to it. */
export interface Simulated {
  readonly vmm: Vmm;
  readonly port: VmmPort;
  readonly batches: readonly Batch[];
  /** Runs an operation and follows its job to the end. */
  finish(operation: Operation): Promise<{ readonly outcome: Outcome; readonly report: JobReport | null }>;
  machine(id: Id): Promise<LiveVm>;
  make(name: string, rest?: Partial<CreateMachine>): Promise<Id>;
}

export const SERVER = "vmm01.contoso.example";
export const MARK = { scope: "team", address: "ScvmmMachine/default/web" };

export function simulated(options: VmmOptions = {}): Simulated {
  const vmm = createVmm(options);
  const executor = simulatedExecutor(vmm);
  const batches: Batch[] = [];
  const recording: BatchExecutor = {
    ...executor,
    execute: (batch, signal) => {
      batches.push(batch);
      return executor.execute(batch, signal);
    },
  };
  const port = createVmmPort(recording, { server: SERVER });
  const finish = async (operation: Operation) => {
    const outcome = await port.run(operation);
    return { outcome, report: outcome.state === "running" ? await follow(port, outcome.jobId) : null };
  };
  const machine = async (id: Id) => {
    const found = (await port.readInventory()).owned.find((vm) => vm.id === id);
    if (!found) throw new Error(`no VM ${id} of ours`);
    return found;
  };
  const make = async (name: string, rest: Partial<CreateMachine> = {}) => {
    const { outcome, report } = await finish({ ...(await creation(port, name)), ...rest });
    if (outcome.state !== "running" || report?.state !== "done" || !outcome.objectId) throw new Error(JSON.stringify([outcome, report]));
    return outcome.objectId;
  };
  return { vmm, port, batches, finish, machine, make };
}

async function follow(port: VmmPort, jobId: Id): Promise<JobReport> {
  for (let turn = 0; turn < 1000; turn++) {
    const [report] = await port.pollJobs([jobId]);
    if (report && report.state !== "running") return report;
  }
  throw new Error("the job never ends");
}

/** A VM in the cloud Production, from a generation 2 template. */
export async function creation(port: VmmPort, name: string): Promise<CreateMachine> {
  const { templates, clouds } = await port.readInventory();
  const templateId = templates.find((template) => template.name === "Ubuntu 22.04 LTS")?.id ?? "";
  const cloudId = clouds.find((cloud) => cloud.name === "Production")?.id ?? "";
  return {
    kind: "create-machine",
    name,
    mark: MARK,
    description: "a test",
    templateId,
    blank: null,
    cloudId,
    hostGroupId: null,
    hostId: null,
    hardwareProfileId: null,
    operatingSystemId: null,
    cpuCount: 2,
    memoryMb: 2048,
    dynamicMemory: null,
    availabilitySet: null,
    options: { checkpointType: null, cpuLimitForMigration: null, cpuLimitFunctionality: null, startAction: null, stopAction: null },
    guest: null,
  };
}
