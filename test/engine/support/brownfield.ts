import fc from "fast-check";
import { expect } from "vitest";
import {
  type AdoptionOptions,
  applyPlan,
  detectDrift,
  machinesToRead,
  planAdoption,
  writeManifests,
} from "../../../provider/engine/index.ts";
import { brokenState } from "../../../provider/engine/kinds/machine/choose.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import { loadManifests } from "../../../provider/model/load-manifests.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import { API_VERSION } from "../../../provider/model/metadata.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { simulatedExecutor } from "../../../provider/simulator/executor.ts";
import { createVmm } from "../../../provider/simulator/vmm.ts";
import { doByHand, someDeeds, someEstate } from "./estates.ts";
import { PROVIDER, planInput } from "./manifests.ts";
import { soon } from "./runs.ts";
import { planOn } from "./simulated.ts";

export const NAMING = { namespace: "default", providerRef: { name: "main" } };
const PROVIDER_MANIFEST = { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name: "main" }, spec: { scvmmHost: "vmm" } };
export const ONLY_NAMES: AdoptionOptions = { pairs: new Map(), takeOverFrom: null };

export async function imported(port: VmmPort) {
  const inventory = await port.readInventory();
  const details = await port.readMachines(inventory.vms.map(({ id }) => id));
  const written = writeManifests(details, inventory, NAMING, new Set());
  const items = [PROVIDER_MANIFEST, ...written.machines.map(({ manifest }) => manifest)];
  const loaded = loadManifests([{ file: "import.json", text: JSON.stringify({ apiVersion: "v1", kind: "List", items }) }]);
  return { inventory, written, loaded };
}

export async function adopt(port: VmmPort, some: Partial<Manifests>, options: AdoptionOptions = ONLY_NAMES, scope = "shop") {
  const input = { ...planInput(some, await port.readInventory()), scope };
  const details = new Map<string, Awaited<ReturnType<VmmPort["readMachines"]>>>();
  for (const [provider, ids] of machinesToRead(input, options)) details.set(provider, await port.readMachines(ids));
  const adoption = planAdoption(input, options, details);
  const report = await applyPlan(adoption.planned, new Map([[PROVIDER, port]]), { parallelism: 4, sleep: soon, now: () => 0 });
  return { ...adoption, report };
}

/**
 * For every estate: each VM has a manifest or is told of, a plan before the adoption does nothing, one after it has nothing to do, and
 * nothing but marks was written.
 */
export const everyEstate = fc.asyncProperty(someEstate, someDeeds, async (estate, deeds) => {
  const vmm = createVmm({ estate });
  doByHand(vmm, deeds);
  const port = createVmmPort(simulatedExecutor(vmm), { server: "localhost" });
  const { inventory, written, loaded } = await imported(port);
  expect(loaded.diagnostics).toEqual([]);
  expect(loaded.manifests.machines.map(({ address }) => address)).toEqual(
    written.machines.map(({ name }) => `ScvmmMachine/default/${name}`).sort(),
  );
  const silent = inventory.vms.filter(
    ({ id, name }) =>
      !written.machines.some(({ vm }) => vm.id === id) && !written.diagnostics.some(({ summary }) => summary.includes(`"${name}"`)),
  );
  expect(silent).toEqual([]);

  const before = await planOn(port, loaded.manifests);
  expect([...new Set(before.diagnostics.map(({ code }) => code)), before.work.length]).toEqual([
    ...(written.machines.length > 0 ? ["PLAN_NAME_TAKEN"] : []),
    0,
  ]);

  const { differs, report, planned } = await adopt(port, loaded.manifests);
  expect([
    [...differs],
    planned.diagnostics.filter(({ severity }) => severity === "error"),
    report.results.filter(({ state }) => state !== "done"),
  ]).toEqual([[], [], []]);
  const after = await planOn(port, loaded.manifests);
  expect(after.plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
  expect(after.plan.changes).toHaveLength(written.machines.length);
  expect(after.diagnostics).toEqual([]);
  const now = await port.readInventory();
  const drift = detectDrift(planInput(loaded.manifests, now)).report.items;
  const broken = written.machines.flatMap(({ name, vm }) => (brokenState(vm) === null ? [] : [["power", `ScvmmMachine/default/${name}`]]));
  const told = drift.filter(({ address }) => address.startsWith("ScvmmMachine/"));
  expect(told.map(({ kind, address }) => [kind, address]).sort()).toEqual(broken.sort());
  expect(now.vms).toEqual(inventory.vms);
  const details = await port.readMachines(inventory.vms.map(({ id }) => id));
  for (const { vm } of written.machines)
    expect(details.find(({ id }) => id === vm.id)).toMatchObject({
      ...vm,
      mark: expect.anything(),
      sealed: true,
      job: expect.anything(),
    });
});
