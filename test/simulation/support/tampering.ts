import type { Inventory, LiveVm } from "../../../provider/engine/inventory.ts";
import type { Operation, Outcome } from "../../../provider/engine/operation.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";

/** What a wrapper does to an operation. */
type Tamper = (operation: Operation, run: (operation: Operation) => Promise<Outcome>) => Promise<Outcome>;

export const done: Outcome = { state: "done", objectId: null };
export const operations =
  (tamper: Tamper) =>
  (port: VmmPort): VmmPort => ({ ...port, run: (operation) => tamper(operation, port.run) });
export const skipped = (isSkipped: (operation: Operation) => boolean) =>
  operations(async (operation, run) => (isSkipped(operation) ? done : run(operation)));
export const readings =
  (change: (inventory: Inventory) => Inventory) =>
  (port: VmmPort): VmmPort => ({
    ...port,
    readInventory: async (signal) => change(await port.readInventory(signal)),
  });
export const machines = (change: (vm: LiveVm) => LiveVm) => readings((inventory) => ({ ...inventory, owned: inventory.owned.map(change) }));
