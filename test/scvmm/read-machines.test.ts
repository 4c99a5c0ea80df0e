import { describe, expect, it } from "vitest";
import type { Batch } from "../../provider/batch/call.ts";
import { createReader } from "../../provider/scvmm/port.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { createVmm } from "../../provider/simulator/vmm.ts";

function reading(vms: number) {
  const vmm = createVmm({ estate: defaultEstate(1, { vms }) });
  const executor = simulatedExecutor(vmm);
  const batches: Batch[] = [];
  const execute: typeof executor.execute = (batch, signal) => {
    batches.push(batch);
    return executor.execute(batch, signal);
  };
  return { reader: createReader({ ...executor, execute, close: executor.close }, { server: "localhost" }), batches, vmm };
}

describe("details of VMs", () => {
  it("are read a few at a time, and of many at once: the same either way", async () => {
    const { reader, batches } = reading(430);
    const ids = (await reader.readInventory()).vms.map(({ id }) => id);
    const all = await reader.readMachines(ids);
    expect([all.length, batches.length]).toEqual([430, 2]);
    const some = ids.slice(0, 60);
    expect(await reader.readMachines(some)).toEqual(some.map((id) => all.find((vm) => vm.id === id)));
    expect(batches.slice(2).map((batch) => batch.length)).toEqual([50, 10]);
    expect(all.every(({ mark, sealed }) => mark === null && !sealed)).toBe(true);
  });

  it("leave out what is gone, and ask nothing for nothing", async () => {
    const { reader, batches } = reading(3);
    const [first = "", second = ""] = (await reader.readInventory()).vms.map(({ id }) => id);
    const found = await reader.readMachines([first, "00000000-0000-4000-8000-000000000000", second]);
    expect(found.map(({ id }) => id)).toEqual([first, second]);
    expect([await reader.readMachines([]), batches.length]).toEqual([[], 2]);
  });
});
