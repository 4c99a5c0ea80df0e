import { describe, expect, it } from "vitest";
import type { Operation } from "../../provider/engine/operation.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import type { Estate } from "../../provider/terraform/estate/estate.ts";
import type { SimulatedEstate } from "./support/simulated-estate.ts";
import { dying, WEB, world } from "./support/world.ts";

const config = { ...WEB, disks: { data: { size: "10Gi" } }, network_adapters: { front: { vm_network: "Web" } }, tag: "blue" };
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));

/** Terraform or the provider is killed: nothing is answered, and the state has nothing. */
async function killedAt(at: number, after: boolean) {
  const one = world();
  const { core, given, port } = one;
  given.port = dying(port, at, after);
  void core.apply(config);
  await settle();
  given.port = port;
  return one;
}

describe("an apply that was broken off", () => {
  it.each(
    [2, 3, 6].flatMap(
      (at) =>
        [
          [at, false],
          [at, true],
        ] as const,
    ),
  )("by a kill at operation %i (carried out: %s) is gone on with, and nothing is made twice", async (at, after) => {
    const { core, owned } = await killedAt(at, after);
    const before = await owned();
    expect(core.kept).toBeNull();
    const next = await core.apply(config);
    expect([next.errors, next.plan.action]).toEqual([[], "create"]);
    expect(next.plan.warnings).toEqual(before.length > 0 ? ["TERRAFORM_GOES_ON key"] : []);
    const [vm, ...others] = await owned();
    expect([vm?.sealed, others]).toEqual([true, []]);
    if (before[0]) expect(vm?.id).toBe(before[0].id);
    expect(await core.plan(config)).toMatchObject({ action: "none", errors: [], warnings: [] });
  });

  it("by Ctrl-C is left to VMM without being tainted, and finished by the next one", async () => {
    const { core, given, port, vm } = world();
    let running: SimulatedEstate | undefined;
    given.port = {
      ...port,
      run: async (operation, signal) => {
        const outcome = await port.run(operation, signal);
        if (operation.kind === "create-machine") running?.stop();
        return outcome;
      },
    };
    const remember = (estate: Estate) => {
      running = estate as SimulatedEstate;
    };
    const { errors, warnings } = await core.apply(config, { during: remember });
    expect([errors, warnings]).toEqual([[], ["APPLY_DETACHED", "TERRAFORM_UNFINISHED"]]);
    expect(core.kept).toMatchObject({ isTainted: false, value: { key: "web-1", id: null, unfinished: null } });
    given.port = port;
    const next = await core.apply(config);
    expect([next.errors, next.plan.action]).toEqual([[], "update"]);
    expect(await vm()).toMatchObject({ sealed: true, tag: "blue", powerState: "Running" });
    expect(await core.plan(config)).toMatchObject({ action: "none", warnings: [] });
  });

  it("by Ctrl-C before anything was asked of VMM leaves nothing", async () => {
    const { core, owned } = world();
    const { errors } = await core.apply(config, { during: (estate) => (estate as SimulatedEstate).stop() });
    expect([errors, core.kept, await owned()]).toEqual([["APPLY_ABORTED"], null, []]);
  });

  it("because its time was over is no failure: VMM goes on, and so does the next one", async () => {
    const { core, given, port } = world();
    const hasty = { ...config, timeouts: { create: "1s" } };
    let late = false;
    const pollJobs: VmmPort["pollJobs"] = async (ids) => {
      late = true;
      return (await port.pollJobs(ids)).map((report) => ({ ...report, state: "running" }));
    };
    given.port = { ...port, pollJobs };
    core.now = () => (late ? 10_000 : 0);
    const { errors, warnings } = await core.apply(hasty);
    expect([errors, warnings]).toEqual([[], ["APPLY_TIMEOUT timeouts.create", "TERRAFORM_UNFINISHED"]]);
    expect(core.kept).toMatchObject({ isTainted: false, value: { id: expect.any(String) } });
    given.port = port;
    core.now = () => 0;
    expect(await core.apply(hasty)).toMatchObject({ errors: [], plan: { action: "update" } });
    expect(await core.plan(hasty)).toMatchObject({ action: "none", warnings: [] });
  });
});

describe("an apply that fails", () => {
  const failing = (port: VmmPort, kind: Operation["kind"]): VmmPort => ({
    ...port,
    run: async (operation, signal) =>
      operation.kind === kind
        ? { state: "failed", diagnostic: { code: "VMM_ERROR", severity: "error", summary: "no" } }
        : port.run(operation, signal),
  });

  it("before there is anything leaves nothing", async () => {
    const { core, given, port, owned } = world();
    given.port = failing(port, "create-machine");
    expect(await core.apply(config)).toMatchObject({ errors: ["VMM_ERROR"] });
    expect([core.kept, await owned()]).toEqual([null, []]);
  });

  it("on what is being made leaves it tainted, and the next one makes it anew", async () => {
    const { core, given, port, vm, owned } = world();
    given.port = failing(port, "add-disk");
    expect(await core.apply(config)).toMatchObject({ errors: ["VMM_ERROR"], warnings: ["TERRAFORM_TAINTED"] });
    const { id } = await vm();
    expect(core.kept).toMatchObject({ isTainted: true, value: { id } });
    given.port = port;
    const next = await core.apply(config);
    expect([next.errors, next.plan.action, (await vm()).id === id]).toEqual([[], "replace", false]);
    expect(await owned()).toHaveLength(1);
    expect(await core.plan(config)).toMatchObject({ action: "none", warnings: [] });
  });

  it("on what is there keeps what was reached", async () => {
    const { core, given, port } = world();
    await core.apply(WEB);
    given.port = failing(port, "add-disk");
    expect(await core.apply({ ...config, memory: "6Gi" })).toMatchObject({ errors: ["VMM_ERROR"] });
    expect(core.kept).toMatchObject({ isTainted: false, value: { disks: {}, name: "web-1" } });
    given.port = port;
    expect((await core.apply({ ...config, memory: "6Gi" })).errors).toEqual([]);
    expect(await core.plan({ ...config, memory: "6Gi" })).toMatchObject({ action: "none", warnings: [] });
  });

  it("on a destruction keeps the state", async () => {
    const { core, given, port, vm } = world();
    await core.apply(WEB);
    given.port = failing(port, "remove-machine");
    expect(await core.apply(null)).toMatchObject({ errors: ["VMM_ERROR"] });
    expect(core.kept?.value["id"]).toBe((await vm()).id);
  });

  it("for a fault of ours keeps the state, too", async () => {
    const { core, given, port } = world();
    await core.apply(WEB);
    const { kept } = core;
    given.port = { ...port, readInventory: () => Promise.reject(new Error("hunter2")) };
    await expect(core.plan({ ...WEB, tag: "x" })).rejects.toThrow();
    expect(core.kept).toBe(kept);
  });
});
