import { isCmdletCall } from "../../../provider/batch/build.ts";
import type { Batch, Call, CmdletCall, Filter } from "../../../provider/batch/call.ts";
import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { Inventory } from "../../../provider/engine/inventory.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import { RESTART_PROPERTY } from "../../../provider/model/mark.ts";
import type { Mutant } from "./mutant.ts";
import { MUTANTS_OF_KEEPING } from "./mutants-of-keeping.ts";
import type { Simulation } from "./simulation.ts";
import { done, machines, operations, readings, skipped } from "./tampering.ts";

const batches =
  (change: (batch: Batch) => Batch) =>
  (executor: BatchExecutor): BatchExecutor => ({
    ...executor,
    execute: (batch, signal) => executor.execute(change(batch), signal),
  });
const calls = (change: (call: Call) => Call) => batches((batch) => batch.map(change));
const creates = (call: Call): call is CmdletCall => isCmdletCall(call) && call.cmdlet === "New-SCVirtualMachine";
const without = ({ unless: _, ...rest }: CmdletCall): CmdletCall => rest;
const withoutMark = (call: Call): Call => (creates(call) ? { ...call, parameters: { ...call.parameters, Description: "" } } : call);

const outsideLibrary = ({ all = [], ...rest }: Filter = {}): Filter => ({
  ...rest,
  all: [...all, { path: "HostType", op: "ne", value: "LibraryServer" }],
});

const NOWHERE = { all: [{ path: "Name", op: "eq", value: "\u0000" }] } as const;

const firstNames = new WeakMap<Simulation, ReadonlySet<string>>();

/** Names of VMs that are not ours are those of the first reading of all. */
function staleNames(port: VmmPort, simulation: Simulation): VmmPort {
  return {
    ...port,
    readInventory: async (signal) => {
      const now = await port.readInventory(signal);
      const known = firstNames.get(simulation) ?? new Set(now.vms.map(({ id }) => id));
      firstNames.set(simulation, known);
      const ours = new Set(now.owned.map(({ id }) => id));
      return { ...now, vms: now.vms.filter(({ id }) => known.has(id) || ours.has(id)) };
    },
  };
}

/** One reading a process. */
function readOnce(port: VmmPort): VmmPort {
  let first: Promise<Inventory> | undefined;
  return {
    ...port,
    readInventory: (signal) => {
      first ??= port.readInventory(signal);
      return first;
    },
  };
}

/** The mark is written once the VM is there, by a call of its own. */
function markedLate(port: VmmPort): VmmPort {
  return {
    ...port,
    run: async (operation) => {
      const outcome = await port.run(operation);
      if (operation.kind !== "create-machine" || outcome.state !== "running" || !outcome.objectId) return outcome;
      const { mark, description } = operation;
      for (;;) {
        const [report] = await port.pollJobs([outcome.jobId]).catch(() => []);
        if (report && report.state !== "running") break;
      }
      const text = `${description} [scvmm:v1:${mark.scope}:${mark.address}]`.trim();
      return port.run({ kind: "set-machine", vmId: outcome.objectId, set: { description: text } });
    },
  };
}

/** Mistakes that somebody could make, each through a seam that the engine has anyway. */
export const MUTANTS: readonly Mutant[] = [
  { name: "skip the mark", wrong: "a VM is made without the mark in its description", executor: calls(withoutMark) },
  { name: "mark after create", wrong: "the mark is set when the creation has ended", executor: calls(withoutMark), port: markedLate },
  {
    name: "create without a look",
    wrong: "no look for a VM of that name before one is made",
    executor: calls((call) => (call.id === "look" && isCmdletCall(call) ? { ...call, where: NOWHERE } : call)),
  },
  {
    name: "repeat blindly",
    wrong: "an operation whose answer was lost is carried out again, without its looks",
    port: (port) => port,
    executor: (executor) => {
      let blind = false;
      return {
        ...executor,
        execute: async (batch, signal) => {
          const writes = batch.some((call) => isCmdletCall(call) && !call.cmdlet.startsWith("Get-"));
          const sent = blind && writes ? batch.map((call) => (isCmdletCall(call) ? without(call) : call)) : batch;
          if (writes) blind = false;
          try {
            return await executor.execute(sent, signal);
          } catch {
            blind = true;
            return executor.execute(
              batch.map((call) => (isCmdletCall(call) ? without(call) : call)),
              signal,
            );
          }
        },
      };
    },
  },
  {
    name: "a lost answer is a success",
    wrong: "what was asked for counts as done when no answer comes",
    port: operations(async (operation, run) => {
      const outcome = await run(operation);
      return outcome.state === "unknown" ? done : outcome;
    }),
  },
  { name: "keep the virtual IP", wrong: "a grant is not returned to its pool", port: skipped(({ kind }) => kind === "revoke-address") },
  {
    name: "keep the adapter's address",
    wrong: "an adapter that needs an address no more keeps its grant",
    port: operations((operation, run) => {
      if (operation.kind !== "set-adapter" || !operation.set.addressing) return run(operation);
      return run({ ...operation, set: { ...operation.set, addressing: { ...operation.set.addressing, returns: [] } } });
    }),
  },
  {
    name: "ignore the lock",
    wrong: "an object that another job has locked counts as changed",
    port: operations(async (operation, run) => {
      const outcome = await run(operation);
      return outcome.state === "busy" ? done : outcome;
    }),
  },
  {
    name: "names of a stale reading",
    wrong: "names are free that were free once, whichever strangers have taken them since",
    port: staleNames,
  },
  {
    name: "start what people turned off",
    wrong: "a finished VM that is off is started",
    port: machines((vm) =>
      vm.sealed && vm.powerState === "PowerOff" ? { ...vm, customProperties: { ...vm.customProperties, [RESTART_PROPERTY]: "x" } } : vm,
    ),
  },
  {
    name: "forget the restart",
    wrong: "nothing is noted before a VM is shut down for a change",
    port: skipped(
      (operation) => operation.kind === "set-custom-property" && operation.name === RESTART_PROPERTY && operation.value !== null,
    ),
  },
  {
    name: "keep the template",
    wrong: "the temporary template of a blank VM stays",
    port: skipped(({ kind }) => kind === "remove-template"),
  },
  {
    name: "keep the seed",
    wrong: "cloud-init data stays in the library",
    executor: calls((call) => (call.id === "seed" && isCmdletCall(call) ? { ...call, where: outsideLibrary(call.where) } : call)),
  },
  { name: "keep the seed attached", wrong: "cloud-init data stays in the VM", port: skipped(({ kind }) => kind === "eject-seed") },
  {
    name: "a failed job is a success",
    wrong: "how a job has ended is not looked at",
    port: (port) => ({
      ...port,
      pollJobs: async (ids) => (await port.pollJobs(ids)).map((job) => (job.state === "failed" ? { ...job, state: "done" as const } : job)),
    }),
  },
  {
    name: "finished at once",
    wrong: "a VM counts as finished as soon as it is there",
    port: machines((vm) => ({ ...vm, sealed: true, halfSealed: false })),
  },
  {
    name: "half-made is whole",
    wrong: "what a failed creation has left counts as a VM",
    port: machines((vm) => (vm.status === "CreationFailed" ? { ...vm, status: "PowerOff" } : vm)),
  },
  { name: "skip the re-read", wrong: "what VMM has made is taken from the reading that the plan is based on", port: readOnce },
  {
    name: "lose sight of the last VM",
    wrong: "a reading misses the VM that was made last",
    port: readings((inventory) => ({ ...inventory, owned: inventory.owned.slice(0, -1) })),
  },
  ...MUTANTS_OF_KEEPING,
];
