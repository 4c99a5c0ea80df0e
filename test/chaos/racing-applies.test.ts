import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { BuiltCli, environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";

const APPLY = ["--auto-approve", "--poll-interval", "0.05"];

let cli: BuiltCli;
let simulator: Simulator;
beforeAll(async () => {
  cli = new BuiltCli();
});
afterAll(() => cli.remove());

const store = () => simulator.vmm.world.store;
const names = () => [...store().vms.values()].map((vm) => vm.Name).filter((name) => name.startsWith("farm-"));
const addresses = () => [...store().addresses.values()].map((grant) => grant.Address);
const apply = (folder: string) => cli.run(["apply", "-f", folder, ...APPLY], { environment: environmentOf(simulator) });

async function racing(work: () => Promise<void>): Promise<void> {
  simulator = await startSimulator({ timeScale: 300 });
  try {
    await work();
  } finally {
    await simulator.close();
  }
}

describe("two applies at the same time", { timeout: 120_000 }, () => {
  test.each([
    ["of two scopes that claim names of one range", ["a", "b"], 6],
    ["of the same manifests", ["a", "a"], 3],
  ])("%s: no name and no address twice, and in the end both plans are empty", (_, scopes, machines) =>
    racing(async () => {
      const environment = environmentOf(simulator);
      const folders = scopes.map((scope, index) => writeFarm(cli.folder, `${scope}-${index}`, { scope, machines: 3, names: 9 }));
      for (const { code, stderr } of await Promise.all(folders.map(apply))) {
        // The one who was late may have lost a name or an address, and then says so.
        expect(code === 0 || stderr.includes("error: ")).toBe(true);
        expect(stderr).not.toContain("[INTERNAL]");
      }
      for (const folder of folders) expect((await apply(folder)).code).toBe(0);
      for (const folder of folders) expect((await cli.run(["plan", "-f", folder, "--detailed-exitcode"], { environment })).code).toBe(0);
      expect(names()).toHaveLength(machines);
      expect(new Set(names()).size).toBe(machines);
      expect(new Set(addresses()).size).toBe(addresses().length);
    }),
  );

  test.each([
    ["one name", { spec: "vmName: farm-one", kind: "ScvmmMachine" }],
    [
      "one address for an adapter",
      {
        spec: "networking: { devices: [{ vmNetwork: Web, staticIPAddressPools: [Web static], ipAddresses: [10.20.10.77] }] }",
        kind: "ScvmmMachine",
      },
    ],
    ["one virtual IP", { spec: "address: 10.20.10.215", kind: "ScvmmVirtualIP" }],
  ])("of two scopes that want %s: one has it, the other is told, and nothing is left of it", (what, { spec, kind }) =>
    racing(async () => {
      const before = { vms: store().vms.size, addresses: addresses().length };
      const folders = ["a", "b"].map((scope) => writeWish(`${what}-${scope}`.replaceAll(" ", "-"), scope, kind, spec));
      const ended = await Promise.all(folders.map(apply));
      expect(ended.map(({ code }) => code).sort(), ended.map(({ stderr }) => stderr).join()).toEqual([0, 1]);
      const loser = ended.findIndex(({ code }) => code !== 0);
      expect(ended[loser]?.stderr).toMatch(/NAME|TAKEN|VMM_/);
      if (kind === "ScvmmVirtualIP") expect(addresses().filter((address) => address === "10.20.10.215")).toHaveLength(1);
      else if (what === "one name") expect(names()).toEqual(["farm-one"]);
      else {
        expect(addresses().filter((address) => address === "10.20.10.77")).toHaveLength(1);
        expect(store().vms.size).toBe(before.vms + 1);
      }
      // The winner's plan is empty; the loser says why its own cannot be, without harm to anybody.
      const environment = environmentOf(simulator);
      const plans = await Promise.all(folders.map((folder) => cli.run(["plan", "-f", folder, "--detailed-exitcode"], { environment })));
      expect(plans.map(({ code }) => code)).toEqual(loser === 0 ? [1, 0] : [0, 1]);
      expect(plans[loser]?.stderr).toContain("_TAKEN]");
      // Each takes with it what it has made: nothing is left.
      for (const folder of folders) expect((await cli.run(["destroy", "-f", folder, ...APPLY], { environment })).code).toBe(0);
      expect({ vms: store().vms.size, addresses: addresses().length }).toEqual(before);
    }),
  );

  test("of two scopes with virtual IPs of one pool: each has its own, and no address is granted twice", () =>
    racing(async () => {
      const before = addresses().length;
      const folders = ["a", "b"].map((scope) => writeFarm(cli.folder, `vips-${scope}`, { scope, machines: 0, virtualIps: 4 }));
      await Promise.all(folders.map(apply));
      for (const folder of folders) expect((await apply(folder)).code).toBe(0);
      expect(addresses()).toHaveLength(before + 8);
      expect(new Set(addresses()).size).toBe(addresses().length);
    }));
});

const API = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";

/** One object that wants the same as another scope's. */
function writeWish(name: string, scope: string, kind: string, spec: string): string {
  const folder = writeFarm(cli.folder, name, { scope, machines: 0, pool: null, virtualIps: 0 });
  const more = kind === "ScvmmMachine" ? "cloud: Production\n  vmTemplate: Ubuntu 22.04 LTS\n  cpuCount: 1" : "pool: Web static";
  writeFileSync(
    join(folder, "objects.yaml"),
    `${API}\nkind: ${kind}\nmetadata: { name: wish-${scope}, namespace: farm }\nspec:\n  providerRef: { name: vmm }\n  ${more}\n  ${spec}\n`,
  );
  return folder;
}
