import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isCmdletCall } from "../../provider/batch/build.ts";
import type { Batch, Call } from "../../provider/batch/call.ts";
import { CMDLETS } from "../../provider/batch/cmdlets.ts";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { inventoryBatch } from "../../provider/scvmm/inventory.ts";
import { jobsBatch } from "../../provider/scvmm/jobs.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { preflightBatch } from "../../provider/scvmm/preflight.ts";
import { adapterExecutor, batchesOf, moveExecutor } from "../scvmm/support/batches.ts";
import { operations } from "../scvmm/support/operations.ts";
import { resolveSet } from "../scvmm/support/parameter-sets.ts";
import { bindingOnly } from "./support/binding-only.ts";
import { engineFor } from "./support/engine.ts";
import { engineExecutor } from "./support/two-vmms.ts";

const RUNS = Number(process.env["SCVMM_BINDING_RUNS"] ?? 12);
const GUID = "11111111-2222-3333-4444-555555555555";

/** What an operation's own looking finds decides on its further batches: nothing, everything, everything but a drive. */
const FOUND: readonly ((id: string) => number)[] = [() => 0, () => 1, (id) => Number(id !== "drive")];

/** Nothing is left out for what earlier calls found: every cmdlet is to be bound. */
function whole(call: Call): Call {
  if ("file" in call) return call;
  const { unless: _unless, given: _given, where: _where, ...rest } = call;
  return rest;
}

describe.skipIf(!engineFor("every batch of the product binds in the real engine"))("in the real engine", () => {
  const { vmm, bound } = bindingOnly();
  let executor: BatchExecutor;
  const used = new Set<string>();
  beforeAll(async () => {
    executor = await engineExecutor(vmm);
  });
  afterAll(() => executor.close());

  /** Every call binds, to the set that our own rule of parameter sets says. */
  async function binds(batch: Batch): Promise<void> {
    const calls = batch.map(whole);
    bound.length = 0;
    const { results } = await executor.execute(calls);
    for (const [index, call] of calls.entries())
      expect(results[index]?.error ?? results[index]?.state, JSON.stringify(call)).toEqual("done");
    const cmdlets = calls.filter(isCmdletCall);
    // Before the first batch comes the function's own connection.
    const sets = bound.slice(-cmdlets.length).map(({ set }) => set);
    expect(sets).toEqual(cmdlets.map((call) => resolveSet(call)).map((one) => ("set" in one ? one.set : one)));
    for (const { cmdlet } of cmdlets) used.add(cmdlet);
  }

  // Exhaustive by the type of `operations`: a kind of operation without examples does not compile.
  it.each(Object.entries(operations))("every batch of %s binds", async (_, arbitrary) => {
    const examples = fc.sample(arbitrary as fc.Arbitrary<Operation>, { numRuns: RUNS, seed: 7 });
    for (const [index, operation] of examples.entries())
      for (const batch of await batchesOf(operation, FOUND[index % FOUND.length] ?? (() => 0))) await binds(batch);
  });

  it("so does an adapter's, whether it is there or not, and is granted what it lacks or not", async () => {
    for (const [index, operation] of fc.sample(operations["set-adapter"], { numRuns: 4 * RUNS, seed: 7 }).entries()) {
      const recorder = adapterExecutor(index % 4 === 0, ["", "10.0.0.9", "fd00::9"][index % 3] ?? "");
      await createVmmPort(recorder, { server: "vmm" }).run(operation);
      for (const batch of recorder.batches) await binds(batch);
    }
  });

  it("so does a move's, to the host that is rated best", async () => {
    for (const operation of fc.sample(operations["migrate-machine"], { numRuns: RUNS, seed: 7 })) {
      const recorder = moveExecutor();
      await createVmmPort(recorder, { server: "vmm" }).run(operation);
      for (const batch of recorder.batches) await binds(batch);
    }
  });

  it("so do the questions that go before an apply", async () => {
    const subjects = [
      { kind: "new", templateId: GUID, diskGb: 40 },
      { kind: "blank", hardwareProfileId: GUID, diskGb: 40 },
      { kind: "move", vmId: GUID },
    ] as const;
    const ranges = [{ hostGroupId: GUID }, { cloudId: GUID }];
    const placements = subjects.flatMap((vm) => ranges.map((range) => ({ key: "k", name: "n", vm, range })));
    for (const role of [null, { id: GUID, user: null }, { id: GUID, user: "CONTOSO\\anna" }])
      await binds(preflightBatch({ clouds: [GUID], role, placements }));
  });

  it("so do the inventory's and that of jobs", async () => {
    await binds(inventoryBatch("localhost"));
    await binds(jobsBatch([GUID]));
  });

  it("and no cmdlet of the list is left that no batch has run: it would be a right without a use", () => {
    expect(CMDLETS.filter((cmdlet) => !used.has(cmdlet))).toEqual([]);
  });

  it("the engine does refuse what does not bind", async () => {
    const { results } = await executor.execute([
      { id: "t", cmdlet: "Get-SCVMTemplate", parameters: {} },
      { id: "c", cmdlet: "Get-SCCloud", parameters: {} },
      { id: "mix", cmdlet: "New-SCVirtualMachine", parameters: { VMTemplate: { $ref: "t" }, Cloud: { $ref: "c" }, Name: "n" } },
      { id: "type", cmdlet: "Start-SCVirtualMachine", parameters: { VM: { $ref: "c" } } },
      { id: "name", cmdlet: "Get-SCVMHost", parameters: { Nmae: "x" } },
      { id: "value", cmdlet: "Set-SCVirtualMachine", parameters: { VM: "x", CheckpointType: "Sometimes" } },
    ]);
    expect(results.map(({ error }) => error?.errorId.split(",")[0])).toEqual([
      undefined,
      undefined,
      "AmbiguousParameterSet",
      "CannotConvertArgumentNoMessage",
      "NamedParameterNotFound",
      "CannotConvertArgumentNoMessage",
    ]);
  });
});
