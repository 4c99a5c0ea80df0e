import { spawn } from "node:child_process";
import { join } from "node:path";
import { builtFolder } from "../../built-once.ts";

export interface DebugProvider {
  /** For a Terraform that shall use it: TF_REATTACH_PROVIDERS. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

export const providerProgram = (): string => join(builtFolder(), "terraform-provider-scvmm", "terraform-provider-scvmm");

/** The provider as it runs under a debugger, as its text tells a shell to find it. */
export async function debugProvider(environment: Readonly<Record<string, string>>): Promise<DebugProvider> {
  const child = spawn(process.execPath, [providerProgram(), "--debug"], { env: { PATH: process.env["PATH"], ...environment } });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const stdout = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (text.includes("PowerShell")) resolve(text);
    });
    child.once("close", (code) => reject(new Error(`the provider ended with ${code}: ${text}`)));
  });
  const [, reattach = ""] = /export TF_REATTACH_PROVIDERS='(.*)'/.exec(stdout) ?? [];
  return {
    environment: { TF_REATTACH_PROVIDERS: reattach },
    stdout,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
