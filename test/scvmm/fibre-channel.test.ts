import { describe, expect, it } from "vitest";
import { simulated } from "./support/simulated.ts";

async function withVm() {
  const on = simulated();
  const vmId = await on.make("web-1");
  const { virtualSans, storageFabricClassifications } = await on.port.readInventory();
  const { hostName } = await on.machine(vmId);
  const san = (name: string, here = true): string =>
    virtualSans.find((one) => one.name === name && (one.hostName === hostName) === here)?.id ?? "";
  const storageFabricClassificationId = storageFabricClassifications.find(({ name }) => name === "Fabric A")?.id ?? "";
  const add = (present: number, virtualSanId: string | null) =>
    ({ kind: "add-fibre-channel", vmId, present, virtualSanId, storageFabricClassificationId }) as const;
  return { ...on, vmId, san, add };
}

describe("a fibre channel adapter", () => {
  it("is added once, however often it is asked for", async () => {
    const { add, san, finish, port, machine, vmId } = await withVm();
    expect((await finish(add(0, san("SAN A")))).report?.state).toBe("done");
    const [adapter] = (await machine(vmId)).fibreChannel;
    expect(adapter).toMatchObject({ virtualSan: "SAN A", storageFabricClassification: "Fabric A" });
    expect(await port.run(add(0, san("SAN A")))).toEqual({ state: "done", objectId: adapter?.id });
    await finish(add(1, null));
    expect((await machine(vmId)).fibreChannel).toMatchObject([{ virtualSan: "SAN A" }, { virtualSan: null }]);
  });

  it("is connected elsewhere, and removed; again that is done", async () => {
    const { add, san, finish, port, machine, vmId } = await withVm();
    await finish(add(0, san("SAN A")));
    const adapterId = (await machine(vmId)).fibreChannel[0]?.id ?? "";
    const set = {
      kind: "set-fibre-channel",
      vmId,
      adapterId,
      virtualSanId: san("SAN B"),
      storageFabricClassificationId: null,
    } as const;
    expect((await finish(set)).report?.state).toBe("done");
    expect((await machine(vmId)).fibreChannel).toMatchObject([{ virtualSan: "SAN B", storageFabricClassification: "Fabric A" }]);
    const remove = { kind: "remove-fibre-channel", vmId, adapterId } as const;
    expect((await finish(remove)).report?.state).toBe("done");
    expect((await machine(vmId)).fibreChannel).toEqual([]);
    expect(await port.run(remove)).toEqual({ state: "done", objectId: adapterId });
    expect(await port.run(set)).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
  });

  it("is not changed as the VM runs, nor given a SAN of another host, nor a fifth one added", async () => {
    const { add, san, finish, port, vmId } = await withVm();
    const number = async (operation: Parameters<typeof port.run>[0]) => {
      const outcome = await port.run(operation);
      return "diagnostic" in outcome ? `${outcome.diagnostic.summary} ${outcome.diagnostic.detail ?? ""}` : outcome.state;
    };
    expect(await number(add(0, san("SAN A", false)))).toContain("not one of the host");
    for (const present of [0, 1, 2, 3]) await finish(add(present, null));
    expect(await number(add(4, null))).toContain("four");
    await finish({ kind: "start-machine", vmId });
    expect(await number(add(4, null))).toContain("640");
  });
});
