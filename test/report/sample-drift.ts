import type { DriftItem, DriftReport } from "../../provider/model/drift.ts";
import type { DriftFacts } from "../../provider/report/drift/facts.ts";
import { attribute } from "./sample-plan.ts";

const at = (line: number) => ({ file: "farm/web.yaml", line, column: 9 });

const items: readonly DriftItem[] = [
  {
    address: "ScvmmMachine/web-farm/web-2",
    kind: "changed",
    attributes: [
      { ...attribute("spec.memory", "8Gi", "4Gi"), place: at(21) },
      { ...attribute("spec.tag", null, "web"), place: at(22) },
    ],
    detail: "manifest differs in spec.memory, spec.tag",
    place: at(12),
  },
  { address: "ScvmmMachine/web-farm/web-3", kind: "power", attributes: [], detail: "the VM is PowerOff", place: at(30) },
  {
    address: "ScvmmMachine/web-farm/web-8",
    kind: "leaked",
    attributes: [],
    detail: "10.0.0.7 is granted to an adapter that is gone",
    place: at(2),
  },
  { address: "ScvmmMachine/web-farm/web-9", kind: "unmanaged", attributes: [], detail: "manifest is gone", place: at(2) },
  { address: "ScvmmVirtualIP/web-farm/vip", kind: "missing", attributes: [], detail: "not in VMM", place: at(50) },
];

export const driftReport: DriftReport = {
  formatVersion: "1",
  scope: "web",
  items,
  ignored: [],
  unchecked: [],
  objects: [...items.map(({ address, place }) => ({ address, place })), { address: "ScvmmMachine/web-farm/web-1", place: at(5) }],
  coverage: { places: ["cloud Production"], total: 8, managed: 4, others: 1, unmanaged: null, unownedIps: null },
  summary: { checked: 7, inSync: 2, drifted: 5, changed: 1, missing: 1, unmanaged: 1, leaked: 1, power: 1, ignored: 0, unchecked: 0 },
};

/** With everything that a report can have. */
export const fullReport: DriftReport = {
  ...driftReport,
  ignored: [
    {
      address: "ScvmmMachine/web-farm/web-1",
      kind: "changed",
      attributes: [{ ...attribute("spec.tag", "nightly", "web"), place: at(8) }],
      detail: "manifest differs in spec.tag",
      place: at(5),
      rule: "ScvmmMachine/web-farm/*:spec.tag",
      reason: "the backup tags VMs",
    },
  ],
  unchecked: [{ address: "ScvmmMachine/web-farm/web-4", place: at(40), reasons: ['VMM has no VM template "ubuntu"'] }],
  coverage: {
    ...driftReport.coverage,
    unmanaged: [
      { name: "old-sql", id: "1", status: "Running", cloud: "Production", hostGroup: null },
      { name: "test", id: "2", status: "PowerOff", cloud: null, hostGroup: "All Hosts\\East" },
    ],
    unownedIps: [{ address: "10.20.10.200", pool: "Web static", description: "portal front end" }],
  },
  summary: { ...driftReport.summary, inSync: 1, ignored: 1, unchecked: 1 },
};

export const cleanReport: DriftReport = {
  ...driftReport,
  items: [],
  coverage: { places: [], total: 0, managed: 0, others: 0, unmanaged: null, unownedIps: null },
  summary: { ...driftReport.summary, inSync: 5, checked: 5, drifted: 0, changed: 0, missing: 0, unmanaged: 0, leaked: 0, power: 0 },
};

export const facts: DriftFacts = {
  at: new Date("2026-11-23T08:15:30Z"),
  durationMs: 2345,
  version: "1.2.3",
  servers: ["vmm01.contoso.example"],
};
