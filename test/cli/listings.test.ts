import { describe, expect, test } from "vitest";
import { LISTINGS, type ListingFormat, renderListing } from "../../provider/cli/listings/render-listing.ts";
import type { Inventory, LiveVm } from "../../provider/engine/inventory.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";

const mark = (name: string) => ({ scope: "web", address: `ScvmmMachine/web-farm/${name}` });
const stub = (id: string, name: string) => ({
  id,
  name,
  status: "Running",
  cloud: id === "2" ? null : "Production",
  hostName: "hv01",
  hostGroupPath: null,
});

const inventory: Inventory = {
  hosts: [],
  nameClaims: [
    { id: "m", name: "WEB-03", mark: { scope: "web", address: "ScvmmName/farm/next" } },
    { id: "l", name: "web-01", mark: null },
  ],
  checkpoints: [
    {
      id: "k",
      name: "before",
      vmId: "2",
      mark: { scope: "web", address: "ScvmmCheckpoint/farm/before" },
      description: "upgrade",
      takenAt: "2026-01-01T00:00:00.000Z",
    },
  ],
  detachedDisks: [
    {
      id: "r",
      fileName: "web.farm__persistent_old",
      identity: { scope: "web", namespace: "farm", disk: "old" },
      record: {
        host: "hv02",
        path: "D:\\VMs\\web.farm__persistent_old.vhdx",
        sizeBytes: 5 * 2 ** 30,
        reclaim: "Retain",
        machine: "ScvmmMachine/farm/db",
        slot: "data",
      },
    },
    { id: "s", fileName: "web.farm__persistent_lost", identity: { scope: "web", namespace: "farm", disk: "lost" }, record: null },
  ],
  server: { name: "vmm", version: "10" },
  account: { user: null, role: null, profile: null },
  vms: [stub("2", "web-02"), stub("3", "\u001b[31mevil"), stub("1", "WEB-01")],
  owned: [
    {
      ...stub("1", "WEB-01"),
      mark: mark("a"),
      customProperties: { ScvmmDisks: "data=db;Delete" },
      checkpoints: [{ id: "n", name: "nightly", mark: null }],
      disks: [{ path: "D:\\VMs\\web.web-farm__persistent_db.vhdx", sizeBytes: 2 ** 30 }],
    } as unknown as LiveVm,
  ],
  addresses: [
    {
      id: "a",
      address: "10.0.0.9",
      poolId: "p",
      assignedToId: null,
      assignedToType: null,
      mark: mark("vip"),
      machine: undefined,
      description: "front",
    },
    {
      id: "b",
      address: "10.0.0.8",
      poolId: "p",
      assignedToId: "1",
      assignedToType: "VirtualNetworkAdapter",
      mark: undefined,
      machine: undefined,
      description: "",
    },
    {
      id: "c",
      address: "10.0.0.7",
      poolId: "gone",
      assignedToId: null,
      assignedToType: "LoadBalancer",
      mark: undefined,
      machine: undefined,
      description: "",
    },
  ],
  pools: [
    {
      id: "p",
      name: "Web static",
      subnet: "10.0.0.0/24",
      rangeStart: "10.0.0.5",
      rangeEnd: "10.0.0.99",
      totalAddresses: 95,
      availableAddresses: 92,
      vmNetwork: null,
      vips: null,
      reserved: null,
      vmSubnetId: null,
      logicalNetwork: null,
      gateways: [],
      dnsServers: [],
      dnsSuffix: null,
      dnsSearchSuffixes: [],
    },
  ],
  clouds: [
    { id: "c2", name: "Test", hostGroups: [], portClassifications: [] },
    { id: "c1", name: "Production", hostGroups: [], portClassifications: [] },
  ],
  hostGroups: [],
  templates: [{ id: "t", name: "Ubuntu", generation: 2, osType: "Linux", customizable: true, memoryMb: null, disks: [], missingFiles: [] }],
  hardwareProfiles: [],
  floppySeeds: [],
  virtualHardDisks: [{ id: "v", name: "seed.vhdx", path: "\\\\vmm\\Library\\seed.vhdx", sizeBytes: 2 ** 30, missing: false }],
  storageClassifications: [{ id: "c", name: "Gold" }],
  storageQoSPolicies: [],
  storageFabricClassifications: [],
  virtualSans: [],
  libraryShares: [{ id: "s", name: "Library", path: "\\\\vmm\\Library" }],
  isos: [
    { id: "i2", name: "rescue.iso", path: "\\\\vmm\\Library\\rescue.iso", missing: false },
    { id: "i1", name: "base.iso", path: "\\\\vmm\\Library\\base.iso", missing: false },
  ],
  temporaryTemplates: [],
  operatingSystems: [],
  vmNetworks: [
    {
      id: "n",
      name: "Web",
      logicalNetwork: null,
      isolation: null,
      subnets: [
        { id: "s2", name: "Web b", vlans: [] },
        { id: "s1", name: "Web a", vlans: [0] },
      ],
    },
  ],
  portClassifications: [],
  macPools: [],
  customProperties: [],
};

const POOL = `apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmNamePool
metadata: { name: web, namespace: farm }
spec: { vmNameRanges: [{ from: web-01, to: web-04 }] }
`;

function list(what: string, format: ListingFormat = "table"): string {
  const listing = LISTINGS[what];
  if (!listing) throw new Error(what);
  const { manifests } = loadManifests([{ file: "pool.yaml", text: POOL }]);
  return renderListing(listing, listing.items({ inventory, manifests }), format);
}

describe("get", () => {
  test("machines: everybody's, with owners, nothing obeyed", () => {
    expect(list("machines")).toBe(
      `NAME             STATUS    CLOUD        HOST   OWNER
\\u001b[31mevil   Running   Production   hv01   -
WEB-01           Running   Production   hv01   web/ScvmmMachine/web-farm/a
web-02           Running   -            hv01   -
`,
    );
  });
  test("virtualips: no adapter's address among them", () => {
    expect(list("virtualips")).toBe(
      `ADDRESS    POOL         OWNER                           DESCRIPTION
10.0.0.9   Web static   web/ScvmmMachine/web-farm/vip   front
10.0.0.7   gone         -                               -
`,
    );
  });
  test("names: free, claimed, ours, and not ours; VMM compares them without case", () => {
    expect(list("names")).toBe(
      `POOL                     NAME     STATE     OWNER                         CLAIM
ScvmmNamePool/farm/web   web-01   used      web/ScvmmMachine/web-farm/a   (unknown)
ScvmmNamePool/farm/web   web-02   used      (not ours)                    -
ScvmmNamePool/farm/web   web-03   claimed   -                             web/ScvmmName/farm/next
ScvmmNamePool/farm/web   web-04   free      -                             -
`,
    );
  });
  test("claims: every name that is held, whoever holds it", () => {
    expect(list("claims")).toBe(
      `NAME     OWNER                     VM
WEB-03   web/ScvmmName/farm/next   -
web-01   -                         1
`,
    );
  });
  test("the fabric, sorted", () => {
    expect(list("clouds", "name")).toBe("Production\nTest\n");
    expect(list("templates")).toBe("NAME     GENERATION   ID\nUbuntu   2            t\n");
    expect(list("networks")).toBe("NAME   SUBNETS       ID\nWeb    Web a,Web b   n\n");
    expect(list("pools")).toBe(
      "NAME         SUBNET        FROM       TO          FREE   TOTAL   NETWORK\nWeb static   10.0.0.0/24   10.0.0.5   10.0.0.99   92     95      -\n",
    );
  });
  test("the library", () => {
    expect(list("isos", "name")).toBe("base.iso\nrescue.iso\n");
    expect(list("libraryshares")).toBe("NAME      PATH\nLibrary   \\\\vmm\\Library\n");
  });
  test("persistent disks: who has them, and where those are that nobody has", () => {
    expect(list("disks", "name")).toBe("farm/lost\nfarm/old\nweb-farm/db\n");
    expect(JSON.parse(list("disks", "json"))).toMatchObject([
      { name: "farm/lost", state: "detached", host: null },
      { name: "farm/old", state: "detached", machine: "ScvmmMachine/farm/db", size: "5Gi", host: "hv02" },
      { name: "web-farm/db", state: "attached", machine: "WEB-01", reclaim: "Delete", host: "hv01" },
    ]);
  });
  test("checkpoints: ours of any VM, anybody's of ours", () => {
    expect(list("checkpoints")).toBe(
      `NAME      VM       TAKEN                      OWNER                             DESCRIPTION
nightly   WEB-01   -                          -                                 -
before    web-02   2026-01-01T00:00:00.000Z   web/ScvmmCheckpoint/farm/before   upgrade
`,
    );
  });
  test("as data", () => {
    expect(JSON.parse(list("networks", "json"))).toEqual([{ name: "Web", subnets: ["Web a", "Web b"], id: "n" }]);
    expect(list("clouds", "yaml")).toBe("- name: Production\n  id: c1\n- name: Test\n  id: c2\n");
    expect(list("virtualips", "name")).toBe("10.0.0.9\n10.0.0.7\n");
  });
});
