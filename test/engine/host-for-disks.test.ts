import { describe, expect, it } from "vitest";
import { reaches } from "../../provider/engine/disk-places.ts";
import type { LiveHost } from "../../provider/engine/inventory-storage.ts";
import { planChanges } from "../../provider/engine/plan-changes.ts";
import { inventory } from "./support/inventory.ts";
import { diskPool, machine, persistentDisk, planInput } from "./support/manifests.ts";
import { codes } from "./support/runs.ts";

const host = (name: string, more: Partial<LiveHost> = {}): LiveHost => ({
  id: name,
  name,
  hostGroupPath: "All Hosts\\East",
  cluster: null,
  available: true,
  ...more,
});
const hosts = [
  host("lone"),
  host("node1", { cluster: "c1" }),
  host("node2", { cluster: "c1" }),
  host("node3", { cluster: "c2" }),
  host("far", { hostGroupPath: "All Hosts\\West" }),
];
const SHARED = "C:\\ClusterStorage\\Volume1\\x.vhdx";

/** Where each disk was left. */
function live(places: Readonly<Record<string, readonly [host: string, path: string]>>, all: readonly LiveHost[] = hosts) {
  const detachedDisks = Object.entries(places).map(([disk, [at, path]]) => ({
    id: disk,
    fileName: `shop.default__persistent_${disk}`,
    identity: { scope: "shop", namespace: "default", disk },
    record: { host: at, path, sizeBytes: 5 * 2 ** 30, reclaim: "Retain" as const, machine: "ScvmmMachine/default/x", slot: "-" },
  }));
  return inventory({ hosts: all, detachedDisks });
}

function planned(from: ReturnType<typeof live>, more: object = {}) {
  const disks = [{}, ...["a", "b"].map((name) => ({ persistentDisk: { disk: { name } } }))];
  const some = {
    machines: [machine("m", { disks, ...more })],
    persistentDisks: [persistentDisk("a"), persistentDisk("b")],
    persistentDiskPools: [diskPool("p")],
  };
  const result = planChanges(planInput(some, from));
  const create = result.work.flatMap(({ steps }) => steps).flatMap(({ task }) => (task.kind === "operate" ? [task.operation] : []));
  return {
    codes: codes(result),
    details: result.diagnostics.map(({ detail }) => detail),
    hostId: create.find((one) => one.kind === "create-machine")?.hostId,
  };
}

it("a host reaches its own files, those on volumes of its cluster, and those on shares", () => {
  const from = live({});
  const at = (hostName: string, path: string) =>
    hosts.filter(({ name }) => reaches(from, name, { hostName, path })).map(({ name }) => name);
  expect(at("lone", "D:\\x.vhdx")).toEqual(["lone"]);
  expect(at("NODE1", SHARED)).toEqual(["node1", "node2"]);
  expect(at("node1", "D:\\x.vhdx")).toEqual(["node1"]);
  expect(at("lone", SHARED)).toEqual(["lone"]);
  expect(at("gone", "\\\\files\\disks\\x.vhdx")).toHaveLength(hosts.length);
  expect(reaches(from, null, { hostName: "lone", path: "D:\\x.vhdx" })).toBe(false);
});

describe("a new machine is placed where its disks are", () => {
  it.each([
    ["by VMM alone, where they are on shares or not made yet", { a: ["gone", "\\\\files\\disks\\a.vhdx"] }, null],
    ["on the host that has one", { a: ["lone", "D:\\a.vhdx"] }, "lone"],
    ["on the node that has one, where the other is shared", { a: ["node1", SHARED], b: ["node2", "D:\\b.vhdx"] }, "node2"],
    ["on the node that had it last, where that is well", { a: ["node2", SHARED] }, "node2"],
  ] as const)("%s", (_, places, hostId) => {
    expect(planned(live(places))).toMatchObject({ codes: [], hostId });
  });

  it("on another node of its cluster, where its own is in maintenance", () => {
    const some = hosts.map((one) => (one.name === "node2" ? { ...one, available: false } : one));
    expect(planned(live({ a: ["node2", SHARED] }, some))).toMatchObject({ codes: [], hostId: "node1" });
  });

  it.each([
    ["lie on two hosts", { a: ["lone", "D:\\a.vhdx"], b: ["far", "D:\\b.vhdx"] }, {}, "lie on lone and far"],
    ["lie on a host that is gone", { a: ["gone", "D:\\a.vhdx"] }, {}, "VMM has no host gone"],
    [
      "lie outside of its host group",
      { a: ["far", "D:\\a.vhdx"] },
      { cloud: undefined, hostGroup: "East" },
      "far is not in the cloud or host group",
    ],
  ] as const)("nowhere, where they %s", (_, places, more, why) => {
    const { codes: found, details } = planned(live(places), more);
    expect(found).toEqual(["PLAN_PERSISTENT_DISK_ELSEWHERE"]);
    expect(details[0]).toContain(why);
  });
});
