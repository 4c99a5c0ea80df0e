import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDiskRecord, parseDiskRecord } from "../../provider/model/disk-record.ts";
import { selects } from "../../provider/model/label-selector.ts";
import { diskFileName, indexInPool, parseDiskFileName } from "../../provider/model/persistent-disk.ts";
import { codesOf, load, manifest, provider } from "./manifest-text.ts";

const POOL = "selector: {matchLabels: {a: b}}\ntemplate:\n  metadata: {labels: {a: b}}\n  spec: {size: 5Gi}";
const machine = (name: string, disk: string, first = "{}") =>
  manifest("ScvmmMachine", name, `cloud: Test\nvmTemplate: T\ncpuCount: 1\ndisks:\n  - ${first}\n  - ${disk}`);
const disk = (name: string, spec = "size: 5Gi") => manifest("ScvmmPersistentDisk", name, spec);
const pool = (name: string, spec = POOL) => manifest("ScvmmPersistentDiskPool", name, spec);

describe("disks, pools, and machines that claim them", () => {
  it.each([
    ["by name", [machine("a", "{persistentDisk: {disk: {name: db}}}"), disk("db")]],
    ["from a pool", [machine("a", "{persistentDisk: {pool: {name: data}}}"), pool("data")]],
    ["one that the pool makes", [machine("a", "{persistentDisk: {pool: {name: data}, disk: {name: data-3}}}"), pool("data")]],
  ])("%s", (_, texts) => {
    expect(codesOf(load(provider(), ...texts))).toEqual([]);
  });

  it.each([
    ["no such disk", "MANIFEST_REFERENCE_MISSING", [machine("a", "{persistentDisk: {disk: {name: db}}}"), disk("bd")]],
    ["no such pool", "MANIFEST_REFERENCE_MISSING", [machine("a", "{persistentDisk: {pool: {name: data}}}")]],
    ["neither", "MANIFEST_PERSISTENT_DISK_UNNAMED", [machine("a", "{persistentDisk: {}}")]],
    ["the first disk", "MANIFEST_PERSISTENT_BOOT_DISK", [machine("a", "{size: 1Gi}", "{persistentDisk: {disk: {name: db}}}"), disk("db")]],
    ["a copy", "MANIFEST_PERSISTENT_DISK_COPY", [machine("a", "{vhDisk: x.vhdx, persistentDisk: {disk: {name: db}}}"), disk("db")]],
    [
      "claimed twice",
      "MANIFEST_PERSISTENT_DISK_TWICE",
      [machine("a", "{persistentDisk: {disk: {name: db}}}"), machine("b", "{persistentDisk: {disk: {name: db}}}"), disk("db")],
    ],
    ["no size", "MANIFEST_DISK_SIZE", [disk("db", "size: 0")]],
    ["a name that no file can have", "MANIFEST_PERSISTENT_DISK_NAME", [disk("d".repeat(64))]],
    ["a selector beside the labels", "MANIFEST_POOL_SELECTOR", [pool("data", POOL.replace("{a: b}}\n", "{a: c}}\n"))]],
    [
      "of another VMM",
      "MANIFEST_PERSISTENT_DISK_PROVIDER",
      [
        provider("other"),
        manifest(
          "ScvmmMachine",
          "a",
          "providerRef: {name: other}\ncloud: T\nvmTemplate: T\ncpuCount: 1\ndisks: [{}, {persistentDisk: {disk: {name: db}}}]",
        ),
        disk("db", "size: 1Gi\nproviderRef: {name: vmm}"),
      ],
    ],
  ])("%s is told", (_, code, texts) => {
    expect(codesOf(load(provider(), ...texts))).toEqual([code]);
  });

  it.each(["D:", "Disks", "D:\\a*", "/mnt/disks", "\\\\files"])("the folder %s is none of a host", (path) => {
    expect(codesOf(load(disk("db", `size: 1Gi\npath: '${path}'`)))).toEqual(["MANIFEST_INVALID_VALUE"]);
  });
});

it("a label selector is Kubernetes' own", () => {
  const one = (operator: "In" | "NotIn" | "Exists" | "DoesNotExist", values?: string[]) => ({
    matchExpressions: [{ key: "a", operator, values }],
  });
  expect(selects({}, {})).toBe(true);
  expect([selects(one("In", ["b"]), { a: "b" }), selects(one("In", ["b"]), {}), selects(one("NotIn", ["b"]), {})]).toEqual([
    true,
    false,
    true,
  ]);
  expect([selects(one("Exists"), { a: "" }), selects(one("DoesNotExist"), { a: "" })]).toEqual([true, false]);
  expect(selects({ matchLabels: { a: "b" }, ...one("NotIn", ["b"]) }, { a: "b" })).toBe(false);
});

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/);

it("the name of a file and a record are read as they were written", () => {
  const dotted = fc.tuple(name, name).map((parts) => parts.join("."));
  const path = fc.stringMatching(/^[A-Z]:\\[A-Za-z0-9 ._=-]{1,30}$/).map((text) => text.trimEnd());
  fc.assert(
    fc.property(fc.oneof(name, dotted), name, fc.oneof(name, dotted), path, fc.nat(), (scope, namespace, diskName, file, sizeBytes) => {
      const identity = { scope, namespace, disk: diskName };
      expect(parseDiskFileName(diskFileName(identity))).toEqual(identity);
      const record = { host: scope, path: file, sizeBytes, reclaim: "Delete", machine: `ScvmmMachine/${namespace}/a`, slot: "#2" } as const;
      expect(parseDiskRecord(formatDiskRecord(record))).toEqual(record);
    }),
  );
  expect([parseDiskRecord(""), parseDiskRecord("reclaim=Never machine=a slot=b size=1 host=c path=d")]).toEqual([undefined, undefined]);
  expect(["web-1__persistent_data", "a.b_persistent_c", ""].map(parseDiskFileName)).toEqual([undefined, undefined, undefined]);
  expect([indexInPool("a", "a-12"), indexInPool("a", "a-01"), indexInPool("a", "a-b-1"), indexInPool("a-b", "a-b-1")]).toEqual([
    12,
    undefined,
    undefined,
    1,
  ]);
});
