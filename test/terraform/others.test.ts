import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../provider/terraform/value/value.ts";
import { Core } from "./support/core.ts";
import { estateOf } from "./support/simulated-estate.ts";
import { WEB, world } from "./support/world.ts";

const quiet = { action: "none", errors: [], warnings: [] };

describe("a virtual IP", () => {
  const VIP = { key: "web", pool: "Web static" };
  const start = () => world({}, "scvmm_virtual_ip");

  it("is taken, described, replaced where only another address will do, and returned", async () => {
    const { core, port } = start();
    const first = await core.apply(VIP);
    expect([first.errors, first.plan.planned]).toMatchObject([[], { address: UNKNOWN, id: UNKNOWN }]);
    const address = core.kept?.value["address"];
    expect(await core.plan(VIP)).toMatchObject(quiet);
    const told = { ...VIP, description: "front" };
    expect(await core.apply(told)).toMatchObject({ errors: [], plan: { action: "update", planned: { address } } });
    expect(await core.plan(told)).toMatchObject(quiet);
    const other = { ...told, pool: "App static" };
    expect(await core.plan(other)).toMatchObject({ action: "replace", replace: ["pool"] });
    expect((await core.apply(other)).errors).toEqual([]);
    expect(core.kept?.value["address"]).not.toBe(address);
    expect(await core.plan(other)).toMatchObject(quiet);
    expect((await core.apply(null)).errors).toEqual([]);
    expect((await port.readInventory()).addresses.filter(({ mark }) => mark)).toEqual([]);
  });

  it("is imported by its address, and found again after a kill", async () => {
    const { core, port } = start();
    await core.apply(VIP);
    const address = String(core.kept?.value["address"]);
    const again = new Core(() => estateOf(port), "scvmm_virtual_ip");
    expect((await again.import(address)).errors).toEqual([]);
    expect(await again.plan({ ...VIP, address })).toMatchObject(quiet);
    again.kept = null;
    expect(await again.apply(VIP)).toMatchObject({ errors: [], plan: { action: "create", warnings: ["TERRAFORM_GOES_ON key"] } });
    expect(again.kept).toMatchObject({ value: { address } });
  });
});

describe("a persistent disk", () => {
  const DISK = { key: "db", size: "10Gi" };

  it("outlives the VM that claims it, and is not deleted with it", async () => {
    const one = world();
    const disks = new Core(() => estateOf(one.port), "scvmm_persistent_disk");
    const config = { ...DISK, reclaim_policy: "Delete" };
    expect((await disks.apply(config)).errors).toEqual([]);
    expect(await disks.plan(config)).toMatchObject(quiet);
    const claims = { ...WEB, disks: { data: { persistent_disk: config } } };
    expect((await one.core.apply(claims)).errors).toEqual([]);
    expect(await one.core.plan(claims)).toMatchObject(quiet);
    await disks.refresh();
    expect(disks.kept?.value).toMatchObject({ virtual_machine: "web-1", host: expect.any(String) });
    await one.turnOff();
    expect((await one.core.apply(null)).errors).toEqual([]);
    const { detachedDisks } = await one.port.readInventory();
    expect(detachedDisks).toMatchObject([{ identity: { disk: "db", namespace: "terraform" }, record: { reclaim: "Delete" } }]);
    expect(await disks.plan(config)).toMatchObject({ ...quiet });
    expect((await one.core.apply(claims)).errors).toEqual([]);
    expect((await one.vm()).disks).toHaveLength(2);
  });
});

describe("a name", () => {
  const NAME = { key: "web", ranges: [{ from: "web-1", to: "web-3" }] };

  it("is claimed, borne by the VM that is given it, and free again", async () => {
    const one = world();
    const names = new Core(() => estateOf(one.port), "scvmm_name");
    const first = await names.apply(NAME);
    expect([first.errors, first.plan.planned]).toMatchObject([[], { name: UNKNOWN }]);
    expect(names.kept?.value).toMatchObject({ name: "web-1" });
    expect(await names.plan(NAME)).toMatchObject(quiet);
    const config = { ...WEB, name: "web-1" };
    expect((await one.core.apply(config)).errors).toEqual([]);
    expect(await one.core.plan(config)).toMatchObject(quiet);
    expect(await names.plan(NAME)).toMatchObject(quiet);
    const other = new Core(() => estateOf(one.port), "scvmm_name");
    expect((await other.apply({ ...NAME, key: "other" })).errors).toEqual([]);
    expect(other.kept?.value).toMatchObject({ name: "web-2" });
    expect((await one.core.apply(null)).errors).toEqual([]);
    expect((await names.apply(null)).errors).toEqual([]);
    expect(await names.import("web-2")).toMatchObject({ errors: ["TERRAFORM_NOT_IMPORTED"] });
    expect((await one.port.readInventory()).nameClaims).toHaveLength(1);
  });
});

describe("a checkpoint", () => {
  it("is taken of a VM, and merged", async () => {
    const one = world();
    await one.core.apply(WEB);
    const { id } = await one.vm();
    const checkpoints = new Core(() => estateOf(one.port), "scvmm_checkpoint");
    const config = { name: "before", virtual_machine_id: id };
    expect((await checkpoints.apply(config)).errors).toEqual([]);
    expect(checkpoints.kept?.value).toMatchObject({ id: expect.any(String), taken_at: expect.any(String) });
    expect(await checkpoints.plan(config)).toMatchObject(quiet);
    expect(await one.core.plan(WEB)).toMatchObject(quiet);
    expect((await checkpoints.apply(null)).errors).toEqual([]);
    expect((await one.vm()).checkpoints).toEqual([]);
  });
});
