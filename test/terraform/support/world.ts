import type { LiveVm } from "../../../provider/engine/inventory.ts";
import type { Operation } from "../../../provider/engine/operation.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { VmmOptions } from "../../../provider/simulator/vmm.ts";
import { Core } from "./core.ts";
import { estateOf, simulatedVmm } from "./simulated-estate.ts";

export const WEB = { name: "web-1", cloud: "Production", vm_template: "Ubuntu 22.04 LTS", cpu_count: 2, memory: "4Gi" };

/** A simulated VMM, Terraform's part of one resource, and people who work on VMM by hand. */
export function world(options: VmmOptions = {}, type?: string) {
  const { vmm, port } = simulatedVmm(options);
  /** What the provider is given of VMM, which may be other than what the simulation has. */
  const given: { port: VmmPort; scope?: string } = { port };
  const core = new Core(() => estateOf(given.port, given), type);
  const owned = async (): Promise<readonly LiveVm[]> => (await port.readInventory()).owned;
  const vm = async (): Promise<LiveVm> => {
    const [first] = await owned();
    if (!first) throw new Error("there is no VM");
    return first;
  };
  const byHand = async (operation: (vm: LiveVm) => Operation): Promise<void> => {
    const outcome = await port.run(operation(await vm()));
    if (outcome.state === "running") while ((await port.pollJobs([outcome.jobId]))[0]?.state === "running");
    else if (outcome.state !== "done") throw new Error(JSON.stringify(outcome));
  };
  const turnOff = () => byHand(({ id }) => ({ kind: "stop-machine", vmId: id, how: "force" }));
  return { vmm, port, given, core, owned, vm, byHand, turnOff };
}

/** The port of a process that is killed before its n-th operation, or right after it has been carried out. */
export function dying(port: VmmPort, at: number, after: boolean): VmmPort {
  let count = 0;
  const never = () => new Promise<never>(() => undefined);
  return {
    ...port,
    run: async (operation, signal) => {
      count++;
      if (count < at) return port.run(operation, signal);
      if (count === at && after) await port.run(operation, signal);
      return never();
    },
    pollJobs: (ids, signal) => (count >= at ? never() : port.pollJobs(ids, signal)),
  };
}
