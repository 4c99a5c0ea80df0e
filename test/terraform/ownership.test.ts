import { describe, expect, it } from "vitest";
import type { VmmPort } from "../../provider/engine/port.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import type { ObjectValue } from "../../provider/terraform/value/value.ts";
import { Core } from "./support/core.ts";
import { estateOf } from "./support/simulated-estate.ts";
import { WEB, world } from "./support/world.ts";

const quiet = { action: "none", errors: [], warnings: [] };

describe("a key", () => {
  it("is one resource's of a configuration", async () => {
    const { port, core } = world();
    const estate = estateOf(port);
    const handlers = core.handlers(estate);
    const other = new Core(() => estate);
    expect(await core.plan(WEB, {}, handlers)).toMatchObject({ action: "create", errors: [] });
    expect(await other.plan({ ...WEB, name: "WEB-1" }, {}, handlers)).toMatchObject({ errors: ["TERRAFORM_KEY_TWICE key"] });
    expect(await other.plan({ ...WEB, name: "web-2" }, {}, handlers)).toMatchObject({ errors: [] });
  });

  it("is not that of a resource which goes, and of one which comes: they are one that was renamed", async () => {
    const { port, core } = world();
    await core.apply(WEB);
    const handlers = core.handlers(estateOf(port));
    expect(await core.plan(null, {}, handlers)).toMatchObject({ errors: [] });
    const plan = await new Core(() => estateOf(port)).plan(WEB, {}, handlers);
    expect(plan.errors).toEqual(["TERRAFORM_KEY_TWICE key"]);
    expect(plan.messages.find(({ severity }) => severity === 1)?.detail).toContain("moved block");
  });

  it("is had twice for no moment: a finished VM that the state does not know is never taken over, nor is one made beside it", async () => {
    const { port, core, owned } = world();
    await core.apply(WEB);
    const fresh = new Core(() => estateOf(port));
    const { plan, errors } = await fresh.apply({ ...WEB, tag: "blue" });
    expect([plan.errors, plan.warnings]).toEqual([[], ["TERRAFORM_FINISHED_ONE key"]]);
    expect(errors).toEqual(["TERRAFORM_KEY_TAKEN key"]);
    expect([fresh.kept, (await owned()).map(({ tag }) => tag)]).toEqual([null, [""]]);
  });
});

describe("what is another's", () => {
  it("is not taken for one's own because of its name", async () => {
    const { port, core, given } = world();
    await core.apply(WEB);
    given.scope = "other";
    const plan = await new Core(() => estateOf(port, { scope: "other" })).plan(WEB);
    expect(plan.errors).toEqual(["PLAN_NAME_TAKEN name"]);
    expect(await new Core(() => estateOf(port)).plan({ ...WEB, key: "another" })).toMatchObject({ errors: ["PLAN_NAME_TAKEN name"] });
  });

  it("is left alone when it was taken over, and the state stays", async () => {
    const { core, byHand } = world();
    await core.apply(WEB);
    await byHand(({ id, mark }) => ({
      kind: "mark-machine",
      vmId: id,
      mark: { scope: "other", address: "ScvmmMachine/default/a" },
      from: mark,
    }));
    expect(await core.plan(WEB)).toMatchObject({ errors: ["TERRAFORM_OWNED_BY_OTHER"] });
    expect(await core.plan(null, { refresh: false })).toMatchObject({ errors: ["TERRAFORM_OWNED_BY_OTHER"] });
    expect(core.kept).not.toBeNull();
  });
});

describe("gone", () => {
  it("is only what VMM, read as a whole, does not have", async () => {
    const { core, given, port } = world();
    await core.apply(WEB);
    const { kept } = core;
    const problem = { code: "WINRM_UNREACHABLE", severity: "error", summary: "no answer" } as const;
    given.port = { ...port, readInventory: () => Promise.reject(new DiagnosticError([problem])) };
    expect(await core.refresh()).toMatchObject({ errors: ["WINRM_UNREACHABLE"] });
    expect(core.kept).toBe(kept);
  });

  it("is not what an account of another role does not see", async () => {
    const { core, given, port } = world();
    await core.apply(WEB);
    const role = { id: "11111111-0000-0000-0000-000000000000", name: "Tenant" };
    given.port = {
      ...port,
      readInventory: async () => ({
        ...(await port.readInventory()),
        vms: [],
        owned: [],
        account: { user: "u", role, profile: "TenantAdmin" },
      }),
    };
    expect(await core.refresh()).toMatchObject({ errors: ["TERRAFORM_NOT_SEEN"] });
    expect(core.kept?.value["name"]).toBe("web-1");
  });
});

describe("an import", () => {
  const foreignVm = async (one: ReturnType<typeof world>) => {
    const found = (await one.port.readInventory()).vms.find(({ cloud, status }) => cloud === "Production" && status === "Running");
    if (!found) throw new Error("no VM");
    return found;
  };
  /** What terraform plan -generate-config-out writes: what of the state the configuration may say. */
  const generated = ({ kept }: Core): ObjectValue => {
    const {
      id: _id,
      vm_id: _vm,
      power_state: _power,
      host: _host,
      ip_addresses: _ips,
      mac_addresses: _macs,
      disruption: _cost,
      waiting: _waits,
      unfinished: _left,
      ...config
    } = kept?.value ?? {};
    return config;
  };

  it.each(["id", "name"] as const)("by %s leads to an empty plan, and writes nothing", async (how) => {
    const one = world();
    const vm = await foreignVm(one);
    const written: string[] = [];
    const run: VmmPort["run"] = (operation) => {
      written.push(operation.kind);
      return one.port.run(operation);
    };
    one.given.port = { ...one.port, run };
    expect((await one.core.import(vm[how])).errors).toEqual([]);
    expect(one.core.kept?.value).toMatchObject({ id: vm.id, name: vm.name, cloud: "Production" });
    expect(await one.core.validate(generated(one.core))).toMatchObject({ errors: [] });
    expect(await one.core.plan(generated(one.core))).toMatchObject(quiet);
    expect(written).toEqual([]);
  });

  it("is marked with its first change, and then is as any other", async () => {
    const one = world();
    const vm = await foreignVm(one);
    await one.core.import(vm.id);
    const config: ObjectValue = { ...generated(one.core), tag: "blue" };
    expect((await one.core.apply(config)).errors).toEqual([]);
    expect(await one.vm()).toMatchObject({
      id: vm.id,
      tag: "blue",
      mark: { scope: "shop", address: `ScvmmMachine/terraform/${String(config["key"])}` },
    });
    expect(await one.core.plan(config)).toMatchObject(quiet);
  });

  it("can be destroyed at once", async () => {
    const one = world();
    const vm = await foreignVm(one);
    await one.core.import(vm.name);
    expect((await one.core.apply(null)).errors).toEqual([]);
    expect((await one.port.readInventory()).vms.some(({ id }) => id === vm.id)).toBe(false);
  });

  it("of what is not there, not clear or another's says so", async () => {
    const one = world();
    expect(await one.core.import("nobody")).toMatchObject({ errors: ["TERRAFORM_IMPORT_NOT_FOUND"] });
    const vm = await foreignVm(one);
    const inventory = await one.port.readInventory();
    one.given.port = { ...one.port, readInventory: async () => ({ ...inventory, vms: [...inventory.vms, { ...vm, id: "0".repeat(8) }] }) };
    const ambiguous = await one.core.import(vm.name);
    expect(ambiguous.errors).toEqual(["TERRAFORM_IMPORT_AMBIGUOUS"]);
    expect(ambiguous.messages[0]?.detail).toContain(vm.id);
    one.given.port = one.port;
    await one.core.apply(WEB);
    expect(await new Core(() => estateOf(one.port, { scope: "other" })).import("web-1")).toMatchObject({
      errors: ["TERRAFORM_OWNED_BY_OTHER"],
    });
  });

  it("of what this scope has made gives a lost state back", async () => {
    const { core, port } = world();
    await core.apply({ ...WEB, key: "front" });
    const again = new Core(() => estateOf(port));
    expect((await again.import("web-1")).errors).toEqual([]);
    expect(again.kept?.value["key"]).toBe("front");
    expect(await again.plan(generated(again))).toMatchObject(quiet);
  });
});

describe("a state", () => {
  it("of another version of the schema is conformed", async () => {
    const { core } = world();
    await core.apply(WEB);
    const { host: _host, ...older } = core.kept?.value ?? {};
    await core.upgrade({ ...older, invented: true, disks: { data: { size: "1Gi", invented: 1 } } });
    expect(core.kept?.value).toMatchObject({ host: null, name: "web-1", disks: { data: { size: "1Gi", dynamic: null } } });
    expect(core.kept?.value).not.toHaveProperty("invented");
  });

  it("moves between resources of one type only", async () => {
    const { core } = world();
    await core.apply(WEB);
    const handlers = core.handlers();
    const move = (sourceTypeName: string) =>
      handlers.MoveResourceState({
        sourceProviderAddress: "example.com/scvmm/scvmm",
        sourceTypeName,
        sourceSchemaVersion: 0,
        sourceState: { json: new TextEncoder().encode(JSON.stringify(core.kept?.value)) },
        targetTypeName: "scvmm_virtual_machine",
        sourcePrivate: new Uint8Array(),
      });
    expect(await move("scvmm_virtual_machine")).toMatchObject({ targetState: expect.anything() });
    await expect(move("vsphere_virtual_machine")).rejects.toThrow("cannot become");
  });
});

it("a refresh of many resources reads VMM once", async () => {
  const { core, port } = world();
  await core.apply(WEB);
  const { kept } = core;
  let readings = 0;
  const readInventory = () => {
    readings++;
    return port.readInventory();
  };
  const estate = estateOf({ ...port, readInventory });
  const handlers = core.handlers(estate);
  const all = Array.from({ length: 40 }, async () => {
    const one = new Core(() => estate);
    one.kept = kept;
    return one.refresh(handlers);
  });
  expect((await Promise.all(all)).flatMap(({ errors }) => errors)).toEqual([]);
  expect(readings).toBe(1);
});
