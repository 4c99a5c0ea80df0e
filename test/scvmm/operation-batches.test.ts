import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCmdletCall } from "../../provider/batch/build.ts";
import type { Batch, CallValue } from "../../provider/batch/call.ts";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { describeWithMark } from "../../provider/model/mark.ts";
import { inventoryBatch } from "../../provider/scvmm/inventory.ts";
import { jobsBatch } from "../../provider/scvmm/jobs.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { adapterExecutor, batchesOf, moveExecutor } from "./support/batches.ts";
import { anyOperation, operations } from "./support/operations.ts";
import { badValues, resolveSet } from "./support/parameter-sets.ts";

/** Everything that PowerShell's binder and the interpreter would complain about. */
function problemsOf(batch: Batch): readonly string[] {
  const before = new Set<string>();
  return batch.flatMap((call) => {
    const problems: string[] = [];
    if (before.has(call.id) || !/^[A-Za-z][A-Za-z0-9]*$/.test(call.id)) problems.push(`bad id ${call.id}`);
    const needed = [
      ...[call.unless, call.given].filter((id) => id !== undefined),
      ...("from" in call ? [call.from] : isCmdletCall(call) ? Object.values(call.parameters).flatMap(references) : []),
    ];
    problems.push(...needed.filter((id) => !before.has(id)).map((id) => `${call.id} refers to ${id}, which is not before it`));
    before.add(call.id);
    if (isCmdletCall(call)) {
      const resolved = resolveSet(call);
      if ("problem" in resolved) problems.push(`${call.cmdlet}: ${resolved.problem}`);
      problems.push(...badValues(call).map((problem) => `${call.cmdlet}: ${problem}`));
    }
    return problems;
  });
}

function references(value: CallValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  return typeof value === "object" && value !== null && "$ref" in value ? [value.$ref] : [];
}

describe("every batch", () => {
  it.each(Object.entries(operations))("of %s binds unambiguously, with accepted values", async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary as fc.Arbitrary<Operation>, fc.boolean(), async (operation, present) => {
        const batches = await batchesOf(operation, () => (present ? 1 : 0));
        expect(batches.flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("of an adapter binds too, whether it is there or not, and is granted what it lacks or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        operations["set-adapter"],
        fc.boolean(),
        fc.constantFrom("", "10.0.0.9", "fd00::9"),
        async (operation, missing, held) => {
          const executor = adapterExecutor(missing, held);
          await createVmmPort(executor, { server: "vmm" }).run(operation);
          const { addressing, mac } = operation.set;
          const more = addressing?.grants.length || addressing?.fixed.length || (mac?.type === "Static" && mac.from === "pool");
          if (!missing) expect(executor.batches.length).toBeGreaterThan(more ? 1 : 0);
          expect(executor.batches.flatMap(problemsOf)).toEqual([]);
        },
      ),
    );
  });

  it("of a move to the host that is rated best binds too", async () => {
    await fc.assert(
      fc.asyncProperty(operations["migrate-machine"], async (operation) => {
        const executor = moveExecutor();
        await createVmmPort(executor, { server: "vmm" }).run(operation);
        expect(executor.batches).toHaveLength(2);
        expect(executor.batches.flatMap(problemsOf)).toEqual([]);
      }),
    );
  });

  it("of the inventory and of jobs binds", () => {
    expect(problemsOf(inventoryBatch("vmm"))).toEqual([]);
    expect(problemsOf(jobsBatch(["11111111-2222-3333-4444-555555555555"]))).toEqual([]);
  });

  it("the check itself finds what is wrong", () => {
    expect(problemsOf([{ id: "a", cmdlet: "Get-SCVMHost", parameters: { Nmae: "x" } }])).not.toEqual([]);
    expect(problemsOf([{ id: "a", cmdlet: "Get-SCVirtualMachine", parameters: { ID: "x" } }])).not.toEqual([]);
    const mixed = { VMTemplate: { $ref: "t" }, Cloud: { $ref: "c" }, Name: "n" };
    expect(resolveSet({ id: "a", cmdlet: "New-SCVirtualMachine", parameters: mixed })).toHaveProperty("problem");
  });
});

describe("what an operation says", () => {
  it("goes out as values alone: no text of the user becomes part of a cmdlet's or parameter's name", async () => {
    await fc.assert(
      fc.asyncProperty(anyOperation, async (operation) => {
        const [first] = await batchesOf(operation, () => 0);
        for (const call of first ?? []) {
          if (!isCmdletCall(call)) continue;
          expect(call.cmdlet).toMatch(/^[A-Z][a-z]+-SC[A-Za-z]+$/);
          expect(Object.keys(call.parameters).every((name) => /^[A-Za-z0-9]+$/.test(name))).toBe(true);
        }
      }),
    );
  });

  it("a creation looks by exact name first, and carries the mark in its own arguments", async () => {
    await fc.assert(
      fc.asyncProperty(operations["create-machine"], async (operation) => {
        const batches = await batchesOf(operation, () => 0);
        const [batch = []] = batches.slice(-1);
        for (const [look] of batches) expect(look?.where).toEqual({ all: [{ path: "Name", op: "eq", value: operation.name }] });
        const create = batch.filter(isCmdletCall).find(({ cmdlet }) => cmdlet === "New-SCVirtualMachine");
        expect(create?.parameters["Description"]).toBe(describeWithMark(operation.description, operation.mark));
        expect(batches.flatMap(([, ...rest]) => rest).every((call) => call.unless === "look")).toBe(true);
      }),
    );
  });

  it("a name with wildcards never reaches VMM's own filter", async () => {
    const [operation] = fc.sample(operations["create-machine"], 1);
    for (const name of ["web-*", "w?b", "[Test] web", "a]"]) {
      const [batch = []] = await batchesOf({ ...(operation as Operation & { kind: "create-machine" }), name }, () => 0);
      expect(batch[0]).toMatchObject({ parameters: { All: true } });
    }
  });

  it("a removal never deletes a VM from the database alone", async () => {
    const [operation] = fc.sample(operations["remove-machine"], 1);
    const [batch = []] = await batchesOf(operation as Operation, () => 0);
    for (const call of batch.filter(isCmdletCall)) expect(call.parameters).not.toHaveProperty("Force");
  });

  it("a value that VMM does not accept fails before anything is sent", async () => {
    const [operation] = fc.sample(operations["add-disk"], 1);
    let sent = 0;
    const executor: BatchExecutor = { execute: async () => ({ format: 1, results: [], sent: sent++ }), close: async () => {} };
    const outcome = await createVmmPort(executor, { server: "vmm" }).run({
      ...(operation as Operation & { kind: "add-disk" }),
      volumeType: "Huge",
    });
    expect(outcome).toMatchObject({ state: "failed", diagnostic: { code: "VMM_BAD_VALUE" } });
    expect(sent).toBe(0);
  });
});
