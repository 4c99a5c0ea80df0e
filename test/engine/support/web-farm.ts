import { machine, namePool, numbered, virtualIp } from "./manifests.ts";
import { actions } from "./runs.ts";

export const spec = {
  cloud: undefined,
  hostGroup: "Datacenter A",
  vmTemplate: "Ubuntu 22.04 LTS",
  vmNameFromPool: { name: "web" },
  memory: "4Gi",
  disks: [{ size: "50Gi" }, { size: "20Gi", iopsMaximum: 500 }],
  networking: { devices: [{ vmNetwork: "Web", staticIPAddressPools: ["Web static"] }] },
  tag: "web",
  customProperty: { Role: "front" },
  vmOptions: { description: "Web front end", checkpointType: "Disabled" },
  powerCyclePolicy: "Allow",
};

export const farm = (count: number, more: object = {}, vip: object = {}) => ({
  namePools: [namePool("web", numbered("web-", 9))],
  machines: ["a", "b", "c", "d"].slice(0, count).map((name) => machine(name, { ...spec, ...more })),
  virtualIps: [virtualIp("front", { pool: "Web static", description: "Front", ...vip })],
});

/** The actions of a plan, each once. */
export const everythingIs = (planned: Parameters<typeof actions>[0]) => [...new Set(Object.values(actions(planned)))];
