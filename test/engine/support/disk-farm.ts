import { expect } from "vitest";
import type { LoadedMachine } from "../../../provider/model/manifests.ts";
import { diskPool, machine, persistentDisk } from "./manifests.ts";
import { type Farm, on } from "./persistent.ts";
import { converge, planOn } from "./simulated.ts";

export const base = { vmTemplate: "Ubuntu 22.04 LTS", hostGroup: "All Hosts\\Datacenter A\\Web", powerCyclePolicy: "Allow" };
const data = { name: "data", persistentDisk: { disk: { name: "db" } } };
/** A machine; unless other disks are given with the disk `db` beside that of its template. */
export const vm = (name: string, disks: readonly object[] | undefined = [{}, data], more: object = {}): LoadedMachine =>
  machine(name, { ...base, vmName: name, disks, ...more });
/** Machines beside the disk `db` and a pool `data` of two disks. */
export const farm = (machines: readonly LoadedMachine[], disk: object = {}): Farm => ({
  persistentDisks: [persistentDisk("db", { ...disk })],
  persistentDiskPools: [diskPool("data", {}, 2)],
  machines,
});
export const lossy = { allowMassDeletion: true };

/** A machine with its disk, and something on it. */
export async function made(manifests = farm([vm("web-1")])) {
  const setup = on();
  await converge(setup.port, manifests);
  setup.fill("orders");
  return setup;
}

export async function expectEmpty({ port }: ReturnType<typeof on>, manifests: object): Promise<void> {
  const { plan, diagnostics } = await planOn(port, manifests);
  expect(diagnostics).toEqual([]);
  expect(plan.changes.filter(({ action }) => action !== "none")).toEqual([]);
}
