import { afterAll, beforeAll } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../provider/simulator/index.ts";
import { mirrorFolder } from "../../mirrored-once.ts";
import { has, terraform } from "../../parts.ts";
import { environmentOf } from "../../scenarios/support/built-cli.ts";
import { type FolderOptions, TerraformFolder } from "./terraform-folder.ts";

/**
 * The real `terraform`, the provider as `scvmm terraform install` puts it into a mirror, and a simulator that both talk to over the
 * wire. A file of tests looks like this:
 *
 *     const stage = onTerraform({ timeScale: 200 });
 *
 *     describe.skipIf(!hasTerraform("virtual machines in Terraform"))("a virtual machine", () => {
 *       test("is made, and then there is nothing to do", async () => {
 *         const tf = await stage.folder(`resource "scvmm_virtual_machine" "web" { … }`);
 *         expect((await tf.plan()).actions).toEqual({ "scvmm_virtual_machine.web": "create" });
 *         expect(await tf.apply()).toMatchObject({ code: 0, diagnostics: [] });
 *         expect(await tf.plan()).toMatchObject({ code: 0, requests: expect.any(Number) });   // 2: there are changes
 *         expect(await tf.state()).toMatchObject({ "scvmm_virtual_machine.web": { name: "web-1" } });
 *         expect(stage.simulator.vmm.world.store.vms).…                                        // what VMM has
 *       });
 *     });
 *
 * - `folder(hcl)` makes a configuration of its own (main.tf; `write` adds files) and initialises it. The provider block may be left out:
 *   host and account come from the environment.
 * - `plan` gives actions and changes by address, `apply`, `destroy` and `refresh` diagnostics and the number of WinRM requests;
 *   `start` gives a process to interrupt (`signal("SIGINT")` reaches Terraform and its providers) or to kill (`child.kill("SIGKILL")`).
 * - Everything is removed after the last test, and what still runs is ended.
 */
export interface TerraformStage {
  readonly simulator: Simulator;
  /** Host and account of the simulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** With the environment and the CLI configuration that `options` replaces. */
  folder(hcl: string, options?: Partial<FolderOptions>): Promise<TerraformFolder>;
  /** One that is not initialised yet. */
  rawFolder(hcl: string, options?: Partial<FolderOptions>): TerraformFolder;
}

export const hasTerraform = (suite: string): boolean => has(suite, terraform());

export const mirrorConfiguration = (mirror: string): string => `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(mirror)}
  }
}
`;

export function onTerraform(options: SimulatorOptions = {}): TerraformStage {
  const folders: TerraformFolder[] = [];
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  afterAll(async () => {
    for (const folder of folders) folder.dispose();
    await simulator.close();
  });
  const stage: TerraformStage = {
    get simulator() {
      return simulator;
    },
    get environment() {
      return environmentOf(simulator);
    },
    rawFolder: (hcl, given = {}) => {
      const folder = new TerraformFolder({
        cliConfiguration: mirrorConfiguration(mirrorFolder()),
        environment: stage.environment,
        requestCount: () => simulator.requestCount,
        ...given,
      });
      folders.push(folder);
      folder.write("main.tf", hcl);
      return folder;
    },
    folder: async (hcl, given) => {
      const folder = stage.rawFolder(hcl, given);
      await folder.init();
      return folder;
    },
  };
  return stage;
}
