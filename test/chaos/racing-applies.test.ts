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

const names = () => [...simulator.vmm.world.store.vms.values()].map((vm) => vm.Name).filter((name) => name.startsWith("farm-"));

describe("two applies at the same time", { timeout: 60_000 }, () => {
  test.each([
    ["of two scopes that claim names of one range", ["a", "b"], 6],
    ["of the same manifests", ["a", "a"], 3],
  ])("%s: no name and no address twice, and in the end both plans are empty", async (_, scopes, machines) => {
    simulator = await startSimulator({ timeScale: 300 });
    try {
      const environment = environmentOf(simulator);
      const folders = scopes.map((scope, index) => writeFarm(cli.folder, `${scope}-${index}`, { scope, machines: 3, names: 9 }));
      const apply = (folder: string) => cli.run(["apply", "-f", folder, ...APPLY], { environment });
      for (const { code, stderr } of await Promise.all(folders.map(apply))) {
        // The one who was late may have lost a name or an address, and then says so.
        expect(code === 0 || stderr.includes("error: ")).toBe(true);
        expect(stderr).not.toContain("[INTERNAL]");
      }
      for (const folder of folders) expect((await apply(folder)).code).toBe(0);
      for (const folder of folders) expect((await cli.run(["plan", "-f", folder, "--detailed-exitcode"], { environment })).code).toBe(0);
      expect(names()).toHaveLength(machines);
      expect(new Set(names()).size).toBe(machines);
      const addresses = [...simulator.vmm.world.store.addresses.values()].map((grant) => grant.Address);
      expect(new Set(addresses).size).toBe(addresses.length);
    } finally {
      await simulator.close();
    }
  });
});
