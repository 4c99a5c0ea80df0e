import { describe, expect, it } from "vitest";
import type { Operation } from "../../provider/engine/operation.ts";
import type { VmmPort } from "../../provider/engine/port.ts";
import { simulated } from "./support/simulated.ts";

const NOWHERE = "11111111-2222-3333-4444-555555555555";
const OTHER = { scope: "team", address: "ScvmmMachine/default/other" };

async function poolOf(port: VmmPort, name: string): Promise<string> {
  const pool = (await port.readInventory()).pools.find((one) => one.name === name);
  if (!pool) throw new Error(`no pool ${name}`);
  return pool.id;
}

describe("virtual IPs", () => {
  const mark = { scope: "team", address: "ScvmmVirtualIP/default/web" };

  it("are granted once a claim, described, and returned", async () => {
    const { port } = simulated();
    const poolId = await poolOf(port, "Web static");
    const grant: Operation = { kind: "grant-address", poolId, address: null, mark, description: "front" };
    const first = await port.run(grant);
    expect(first).toMatchObject({ state: "done", objectId: expect.any(String) });
    expect(await port.run(grant)).toEqual(first);
    const addressId = first.state === "done" ? (first.objectId ?? "") : "";
    const live = async () => (await port.readInventory()).addresses.find(({ id }) => id === addressId);
    expect(await live()).toMatchObject({ address: "10.20.10.202", poolId, mark, description: "front", assignedToType: "VIP" });

    expect(await port.run({ kind: "describe-address", from: null, addressId, mark, description: "back" })).toMatchObject({ state: "done" });
    expect(await live()).toMatchObject({ mark, description: "back" });
    const foreign = { state: "failed", diagnostic: { code: "VMM_FOREIGN" } };
    expect(await port.run({ kind: "describe-address", from: null, addressId, mark: OTHER, description: "mine" })).toMatchObject(foreign);
    expect(await port.run({ kind: "revoke-address", addressId, mark: OTHER })).toMatchObject(foreign);
    expect(await live()).toMatchObject({ mark, description: "back" });
    expect(await port.run({ kind: "revoke-address", addressId, mark })).toMatchObject({ state: "done" });
    expect(await live()).toBeUndefined();
    expect(await port.run({ kind: "revoke-address", addressId, mark })).toMatchObject({ state: "done" });
  });

  it("of somebody else are taken, not shared; unmarked ones can be adopted", async () => {
    const { port } = simulated();
    const poolId = await poolOf(port, "Web static");
    const grant: Operation = { kind: "grant-address", poolId, address: "10.20.10.200", mark, description: "" };
    expect(await port.run(grant)).toMatchObject({ state: "taken" });
    const addressId = (await port.readInventory()).addresses.find(({ address }) => address === "10.20.10.200")?.id ?? "";
    expect(await port.run({ kind: "describe-address", from: null, addressId, mark, description: "ours now" })).toMatchObject({
      state: "done",
    });
    expect(await port.run(grant)).toEqual({ state: "done", objectId: addressId });
  });

  it("two claims whose names begin alike do not find each other's grant", async () => {
    const { port } = simulated();
    const poolId = await poolOf(port, "Web static");
    const grant = (name: string): Operation => ({
      kind: "grant-address",
      poolId,
      address: null,
      mark: { ...mark, address: `${mark.address}${name}` },
      description: "",
    });
    const ids = [await port.run(grant("-2")), await port.run(grant("")), await port.run(grant("-22"))].map((outcome) =>
      outcome.state === "done" ? outcome.objectId : null,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  it("of a pool that is full, or gone, fail with a reason", async () => {
    const { port } = simulated();
    const grant = { kind: "grant-address", address: null, mark, description: "" } as const;
    expect(await port.run({ ...grant, poolId: await poolOf(port, "Tiny static") })).toMatchObject({ state: "failed" });
    expect(await port.run({ ...grant, poolId: NOWHERE })).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });
});
