import { expect, it } from "vitest";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { steppingClock } from "../../provider/simulator/clock.ts";
import { simulatedExecutor } from "../../provider/simulator/index.ts";
import { simulated } from "./support/simulated.ts";

/** As a network may do it: the batch arrives, is carried out to its end, and arrives once more. */
function twice(inner: BatchExecutor, settled: () => Promise<void>, answer: "first" | "second"): BatchExecutor {
  return {
    ...inner,
    execute: async (batch) => {
      const first = await inner.execute(batch);
      await settled();
      const second = await inner.execute(batch);
      return answer === "first" ? first : second;
    },
  };
}

it.each([
  ["add-adapter", "first"],
  ["add-adapter", "second"],
  ["add-fibre-channel", "first"],
  ["add-fibre-channel", "second"],
  ["add-disk", "second"],
] as const)("%s adds one, though every batch is delivered twice (the %s answer counts)", async (kind, answer) => {
  const clock = steppingClock();
  const on = simulated({ clock });
  const vmId = await on.make("web-1");
  const { vmNetworks, virtualSans } = await on.port.readInventory();
  const { adapters, disks, hostName } = await on.machine(vmId);
  const connection = { vmNetworkId: vmNetworks[0]?.id ?? "", subnetId: null, vlan: null };
  const operations: Readonly<Record<typeof kind, Operation>> = {
    "add-adapter": { kind: "add-adapter", vmId, device: "eth1", connection, total: adapters.length + 1 },
    "add-fibre-channel": {
      kind: "add-fibre-channel",
      vmId,
      present: 0,
      virtualSanId: virtualSans.find((san) => san.hostName === hostName)?.id ?? "",
      storageFabricClassificationId: null,
    },
    "add-disk": {
      kind: "add-disk",
      vmId,
      bus: 0,
      lun: 9,
      content: { sizeBytes: 2 ** 30, dynamic: true },
      fileName: "web-1_data",
      folder: null,
      volumeType: "None",
      storageClassificationId: null,
      storageQoSPolicyId: null,
    },
  };
  const settled = () => clock.reach(clock.now() + 60_000);
  const port = createVmmPort(twice(simulatedExecutor(on.vmm), settled, answer), { server: "localhost" });
  await port.run(operations[kind]);
  await settled();
  const after = await on.machine(vmId);
  expect([after.adapters.length - adapters.length, after.fibreChannel.length, after.disks.length - disks.length]).toEqual([
    kind === "add-adapter" ? 1 : 0,
    kind === "add-fibre-channel" ? 1 : 0,
    kind === "add-disk" ? 1 : 0,
  ]);
});
