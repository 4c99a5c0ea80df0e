import { afterEach, describe, expect, it } from "vitest";
import { Secret } from "../../provider/model/secret.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { startSimulator } from "../../provider/simulator/start-simulator.ts";
import { connectRunspacePool } from "../../provider/winrm/index.ts";
import { creation, session } from "./kit.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const password = new Secret("p'a$s");
const LINUX = { LinuxDomainName: "shop.example", LocalAdministratorCredential: { $username: "root", $password: password } };

describe("secrets of a batch", () => {
  it("reach the simulated VMM over the wire", async () => {
    const at = await startSimulator({ timeScale: 10_000 });
    open.push(at);
    const credential = { username: at.username, password: new Secret(at.password) };
    const executor = createWinRmExecutor({ server: "localhost", connect: () => connectRunspacePool({ url: at.url, credential }) });
    open.push(executor);
    const { results } = await executor.execute(creation("web", LINUX));
    expect(results.at(-1)).toMatchObject({ state: "done", count: 1 });
    const vm = [...at.vmm.world.store.vms.values()].find(({ Name }) => Name === "web");
    expect(vm?.$customized).toMatchObject({ domainName: "shop.example", administrator: { username: "root", password: "p'a$s" } });
  });

  it("are in no property of the VM", async () => {
    const at = session();
    await at.run(...creation("web", LINUX));
    expect(await at.vm("web", "customized", "$customized", "LocalAdministratorCredential")).toEqual([null, null, null]);
  });

  it.each([
    ["a text for a credential", { LocalAdministratorCredential: "hunter2" }],
    ["a credential for an object", { OperatingSystem: { $username: "u", $password: password } }],
  ])("%s does not bind", async (_, parameters) => {
    const { error } = await session().last(...creation("web", parameters));
    expect(error?.errorId).toMatch(/^CannotConvert|^ParameterBinding/);
    expect(JSON.stringify(error)).not.toContain("p'a$s");
  });

  it("a credential for a text binds as its type's name, as in PowerShell", async () => {
    const { error, rows } = await session().last(
      ...creation("web", { Description: { $username: "u", $password: password } }, { project: ["Description"] }),
    );
    expect(error).toBeUndefined();
    expect(rows).toEqual([["System.Management.Automation.PSCredential"]]);
  });

  it.each([
    ["what is of the other system", { Workgroup: "LAB" }],
    ["a domain without an account", { Domain: "corp.example" }],
  ])("VMM refuses %s", async (_, parameters) => {
    expect((await session().last(...creation("web", parameters))).error?.number).toBe(990013);
  });
});
