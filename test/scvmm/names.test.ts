import { describe, expect, it } from "vitest";
import type { BatchReply } from "../../provider/batch/result.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { createVmm, simulatedExecutor } from "../../provider/simulator/index.ts";
import { SERVER, simulated } from "./support/simulated.ts";

const mark = { scope: "team", address: "ScvmmName/default/a" };
const other = { scope: "team", address: "ScvmmName/default/b" };
const take = (names: readonly string[], whose = mark): Operation => ({ kind: "claim-name", names, mark: whose });

const held = async ({ port }: Pick<ReturnType<typeof simulated>, "port">) =>
  (await port.readInventory()).nameClaims.map(({ name, mark: of }) => `${name} ${of?.address.at(-1)}`);

describe("a name", () => {
  it("is held in one round trip, read with all others, and not held twice", async () => {
    const on = simulated();
    const before = on.batches.length;
    expect(await on.port.run(take(["web-01", "web-02"]))).toMatchObject({ state: "done" });
    expect(on.batches.length - before).toBe(1);
    expect(await on.port.run(take(["web-00", "web-01"]))).toMatchObject({ state: "done" });
    expect(await held(on)).toEqual(["web-01 a"]);
  });

  it("that is held or borne leads on to the next one; with none left the answer is taken", async () => {
    const on = simulated();
    await on.make("web-03");
    await on.port.run(take(["web-01"]));
    expect(await on.port.run(take(["WEB-01", "Web-03", "web-04"], other))).toMatchObject({ state: "done" });
    expect(await held(on)).toEqual(["web-01 a", "web-04 b"]);
    const third = { scope: "team", address: "ScvmmName/default/c" };
    expect(await on.port.run(take(["web-01", "web-03", "web-04"], third))).toMatchObject({ state: "taken" });
    expect(await held(on)).toHaveLength(2);
  });

  it("of which somebody makes a VM at that moment is given up again", async () => {
    const vmm = createVmm();
    const executor = simulatedExecutor(vmm);
    let met = 0;
    const meeting = {
      ...executor,
      execute: async (...[batch, signal]: Parameters<typeof executor.execute>): Promise<BatchReply> => {
        const reply = await executor.execute(batch, signal);
        const isClaim = batch.some(({ id }) => id === "since") && met++ === 0;
        const results = reply.results.map((one) => (isClaim && one.id === "since" ? { ...one, count: 1 } : one));
        return { ...reply, results };
      },
    };
    const port = createVmmPort(meeting, { server: SERVER });
    expect(await port.run(take(["web-01", "web-02"]))).toMatchObject({ state: "done" });
    expect(await held({ port })).toEqual(["web-02 a"]);
  });

  it("that VMM refuses to hold is asked for once more, then told", async () => {
    const on = simulated({ faults: [{ cmdlet: "New-SCCustomProperty", skip: 0, count: 2, error: { number: 1234, message: "no" } }] });
    expect(await on.port.run(take(["web-01"]))).toMatchObject({
      state: "failed",
      diagnostic: { summary: expect.stringContaining("1234") },
    });
    expect(await on.port.run(take(["web-01"]))).toMatchObject({ state: "done" });
  });

  it("is given free and moved only by its mark; absent counts as free", async () => {
    const on = simulated();
    await on.port.run(take(["web-01"]));
    expect(await on.port.run({ kind: "release-name", name: "web-01", mark: other })).toMatchObject({ diagnostic: { code: "VMM_FOREIGN" } });
    expect(await on.port.run({ kind: "mark-name", name: "web-01", mark: other, from: null })).toMatchObject({
      diagnostic: { code: "VMM_FOREIGN" },
    });
    for (const _ of [1, 2])
      expect(await on.port.run({ kind: "mark-name", name: "web-01", mark: other, from: mark })).toMatchObject({ state: "done" });
    expect(await held(on)).toEqual(["web-01 b"]);
    for (const _ of [1, 2])
      expect(await on.port.run({ kind: "release-name", name: "WEB-01", mark: other })).toMatchObject({ state: "done" });
    expect(await held(on)).toEqual([]);
    expect(await on.port.run({ kind: "mark-name", name: "web-01", mark, from: null })).toMatchObject({
      diagnostic: { code: "VMM_NOT_FOUND" },
    });
  });
});
