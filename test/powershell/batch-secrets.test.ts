import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Batch, CallValue } from "../../provider/batch/call.ts";
import { Secret } from "../../provider/model/secret.ts";
import { raw, ref } from "../simulator/kit.ts";
import { engineFor } from "./support/engine.ts";
import { type TwoVmms, twoVmms } from "./support/two-vmms.ts";

/** Quotes, a backtick, a dollar, beyond the BMP: as a text of PowerShell it would be another one. */
const PASSWORD = "p'a\"s`$(throw)ß😀";
const account = (username: string): CallValue => ({ $username: username, $password: new Secret(PASSWORD) });

const machine = (name: string, parameters: Record<string, CallValue>): Batch => [
  raw("template", "Get-SCVMTemplate", { Name: "Windows Server 2022" }),
  raw("cloud", "Get-SCCloud", { Name: "Production" }),
  raw("config", "New-SCVMConfiguration", { VMTemplate: ref("template"), Name: name, Cloud: ref("cloud") }),
  raw("create", "New-SCVirtualMachine", { Name: name, VMConfiguration: ref("config"), ...parameters }),
];

describe.skipIf(!engineFor("secrets of a batch in the real engine"))("secrets of a batch in the real engine", () => {
  let both: TwoVmms;
  beforeAll(async () => {
    both = await twoVmms({ seed: 5 });
  });
  afterAll(() => both.close());

  const guests = () =>
    [both.builtIn, both.powerShell].map(({ vmm }) => [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web")?.$customized);

  it("a credential and a secret text reach the cmdlet as they are", async () => {
    const batch = machine("web", {
      ComputerName: "WEB",
      LocalAdministratorCredential: account("Administrator"),
      Domain: "corp.example",
      DomainJoinCredential: account("CORP\\joiner"),
      ProductKey: { $secret: new Secret("AAAAA-BBBBB") },
      GuiRunOnceCommands: ["cmd"],
    });
    const [ours, real] = [await both.builtIn.execute(batch), await both.powerShell.execute(batch)];
    expect(real).toEqual(ours);
    expect(real.results.map(({ state }) => state)).toEqual(Array(4).fill("done"));
    const [here, there] = guests();
    expect(there).toEqual(here);
    expect(there).toMatchObject({
      administrator: { username: "Administrator", password: PASSWORD },
      domain: { username: "CORP\\joiner", password: PASSWORD },
      productKey: "AAAAA-BBBBB",
    });
  });

  it("an error of a call that has them tells nothing of them", async () => {
    const { results } = await both.powerShell.execute(
      machine("bad", { LocalAdministratorCredential: account("Administrator"), LinuxDomainName: "x" }),
    );
    expect(results.at(-1)).toMatchObject({ state: "failed", error: { number: 990013 } });
    expect(JSON.stringify(results)).not.toContain("throw");
  });
});
