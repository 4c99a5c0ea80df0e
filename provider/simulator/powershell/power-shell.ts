import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { ServerShell } from "../../winrm/server/server-shell.ts";
import type { Vmm } from "../vmm.ts";
import { startCmdletService } from "./cmdlet-service.ts";
import { EngineProcess } from "./engine-process.ts";
import { EngineShell } from "./engine-shell.ts";
import { moduleFolder } from "./module-folder.ts";

export interface PowerShellOptions {
  /** Default `pwsh`, from the PATH. */
  readonly command?: string;
  /** Session configurations (.pssc) besides PowerShell's own, by lower-case name. */
  readonly configurations?: Readonly<Record<string, string>>;
}

/** PowerShell as the simulator's interpreter: a process for each runspace pool. */
export interface PowerShell {
  /** Of the session configuration of that name; undefined where there is none. */
  openShell(id: string, configurationName: string): ServerShell | undefined;
  /** Resolves when no process is left. */
  close(): Promise<void>;
}

/**
 * 1. Make the module, where it is not there yet.
 * 2. Serve its cmdlets.
 * 3. Start a process for every shell that is opened, with the module on its PSModulePath.
 *
 * Throws `EngineError`.
 */
export async function startPowerShell(vmm: Vmm, options: PowerShellOptions = {}): Promise<PowerShell> {
  const command = options.command ?? "pwsh";
  const folder = await moduleFolder(command);
  const service = await startCmdletService(vmm);
  vmm.world.files.shareWith(join(tmpdir(), "ScvmmBatch"));
  const modules = [folder, process.env["PSModulePath"]].filter(Boolean).join(delimiter);
  const environment = {
    ...process.env,
    PSModulePath: modules,
    SCVMM_SIMULATOR_PORT: `${service.port}`,
    SCVMM_SIMULATOR_TOKEN: service.token,
  };
  const running = new Set<EngineProcess>();
  return {
    openShell: (id, configurationName) => {
      const name = configurationName.toLowerCase();
      const file = options.configurations?.[name];
      if (file === undefined && name !== "microsoft.powershell") return undefined;
      const restricted = file === undefined ? [] : ["-ConfigurationFile", file];
      const engine = new EngineProcess({ command, arguments: ["-NoProfile", "-NoLogo", "-sshs", ...restricted], environment });
      running.add(engine);
      const shell = new EngineShell(id, engine);
      void engine.gone.then(() => running.delete(engine));
      return shell;
    },
    close: async () => {
      await Promise.all([...running].map((engine) => engine.end()));
      await service.close();
    },
  };
}
