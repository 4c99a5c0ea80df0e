import { describe, expect, it } from "vitest";
import type { Batch } from "../../provider/batch/call.ts";
import { bestOf, type Rating, reasonsOf } from "../../provider/scvmm/ratings.ts";
import { parseEstate } from "../../provider/simulator/estate/estate.ts";
import { defaultEstate } from "../../provider/simulator/index.ts";
import { simulated } from "./support/simulated.ts";

const NOWHERE = "11111111-2222-3333-4444-555555555555";

const rated = (hostName: string, stars: number, rest: Partial<Rating> = {}): Rating => ({
  hostId: NOWHERE,
  hostName,
  paths: ["D:\\VMs"],
  clusterId: null,
  stars,
  memoryLeftMb: 0,
  reasons: [],
  reasonTexts: [],
  ...rest,
});

describe("ratings", () => {
  it("the best has most stars, then most memory, then the first name; none is good enough without a star", () => {
    expect(bestOf([rated("b", 3), rated("c", 5), rated("a", 5, { memoryLeftMb: 1 })])?.hostName).toBe("a");
    expect(bestOf([rated("b", 4), rated("a", 4)])?.hostName).toBe("a");
    expect(bestOf([rated("a", 0)])).toBeUndefined();
  });

  it("reasons are told once, with the hosts that they hold for", () => {
    const full = { reasons: [{ number: 990_102, problem: "too little memory" }] };
    const hosts = ["e", "d", "c", "b"].map((name) => rated(name, 0, full));
    expect(reasonsOf([...hosts, rated("a", 0, { reasonTexts: ["NoNetwork (23801)"] }), rated("f", 0)])).toBe(
      "NoNetwork (23801) (a)\n990102: too little memory (b, c, d and 1 more)\nVMM gives no reason (f)",
    );
    expect(reasonsOf([])).toMatch(/no host at all/);
  });
});

/** Hosts 1 to 3 of the group are a cluster. */
const clustered = () => {
  const estate = defaultEstate(1, { vms: 0 });
  return parseEstate({ ...estate, clusters: [{ name: "web.contoso.example", nodes: estate.hosts.slice(0, 3).map(({ name }) => name) }] });
};

const callsOf = (batches: readonly Batch[], cmdlet: string) =>
  batches.flat().flatMap((call) => ("cmdlet" in call && call.cmdlet === cmdlet ? [call.parameters] : []));

describe("migrate-machine", () => {
  async function made() {
    const at = simulated({ estate: clustered() });
    const { hostGroups, clouds } = await at.port.readInventory();
    const group = (path: string) => hostGroups.find((one) => one.path === path)?.id ?? "";
    const web = group("All Hosts\\Datacenter A\\Web");
    const id = await at.make("web-1", { cloudId: null, hostGroupId: web });
    const cloud = (name: string) => clouds.find((one) => one.name === name)?.id ?? "";
    return { ...at, id, group, web, cloud };
  }

  it("moves to the best host of a group, to that host's own path, and a second time does nothing", async () => {
    const { id, group, finish, machine, batches } = await made();
    const operation = { kind: "migrate-machine", vmId: id, hostGroupId: group("All Hosts\\Datacenter B"), cloudId: null } as const;
    expect(await finish(operation)).toMatchObject({ outcome: { state: "running" }, report: { state: "done", diagnostic: null } });
    expect(await machine(id)).toMatchObject({ hostGroupPath: expect.stringMatching(/^All Hosts\\Datacenter B/), highlyAvailable: false });
    expect(callsOf(batches, "Move-SCVirtualMachine")).toMatchObject([{ Path: "D:\\VMs" }]);
    expect(await finish(operation)).toEqual({ outcome: { state: "done", objectId: id }, report: null });
  });

  it("moves to a host of a cloud", async () => {
    const { id, cloud, finish, machine } = await made();
    await finish({ kind: "migrate-machine", vmId: id, hostGroupId: null, cloudId: cloud("Lab") });
    expect(await machine(id)).toMatchObject({ hostGroupPath: "All Hosts\\Datacenter A\\Data" });
  });

  it("of what is gone says so, and moves nothing", async () => {
    const { id, web, finish, batches } = await made();
    const operation = { kind: "migrate-machine", vmId: id, hostGroupId: web, cloudId: null } as const;
    for (const gone of [{ vmId: NOWHERE }, { hostGroupId: NOWHERE }, { hostGroupId: null, cloudId: NOWHERE }])
      expect((await finish({ ...operation, ...gone })).outcome).toMatchObject({ state: "failed", diagnostic: { code: "VMM_NOT_FOUND" } });
    expect(callsOf(batches, "Move-SCVirtualMachine")).toEqual([]);
  });
});
