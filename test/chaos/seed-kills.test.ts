import { expect, it } from "vitest";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { simulatedExecutor } from "../../provider/simulator/executor.ts";
import { farm, seedsIn } from "../engine/support/seeds.ts";
import { applyOn, converge, planOn, simulated } from "../engine/support/simulated.ts";

class KilledError extends Error {}

// Each run goes one batch further than the one before; what it asks last is carried out or not, and never answered.
it.each([
  ["dvd", "carried out"],
  ["dvd", "not carried out"],
  ["scsi", "carried out"],
])(
  "cloud-init data on a %s ends alike wherever a run is killed, its last batch %s",
  async (deviceType, how) => {
    const wanted = farm({}, { deviceType });
    for (let reached = 1; ; reached++) {
      const { port, vmm } = simulated();
      const executor = simulatedExecutor(vmm);
      let left = reached;
      const dying: BatchExecutor = {
        execute: async (batch, signal) => {
          if (left-- > 1) return executor.execute(batch, signal);
          if (left === 0 && how === "carried out") await executor.execute(batch, signal);
          throw new KilledError();
        },
        close: () => executor.close(),
      };
      const planned = await planOn(port, wanted);
      const killed = await applyOn(createVmmPort(dying, { server: "localhost" }), planned).catch(() => undefined);
      const finished = killed?.summary.done === 1 && left > 0;
      await converge(port, wanted);
      const { plan } = await planOn(port, wanted);
      if (plan.summary.none !== 1) await converge(port, wanted);
      expect((await planOn(port, wanted)).plan.summary.none, `after ${reached} batches`).toBe(1);
      expect(seedsIn(vmm), `after ${reached} batches`).toEqual([]);
      expect([...vmm.world.store.vms.values()].filter(({ Name }) => Name === "web-1")).toMatchObject([{ $guest: { hostname: "web-1" } }]);
      if (finished) break;
    }
  },
  60_000,
);
