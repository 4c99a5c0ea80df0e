import type { Host } from "../../provider/cli/host.ts";
import { runCli } from "../../provider/cli/program.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly environment?: Record<string, string>;
  readonly stdin?: string;
  readonly terminal?: boolean;
  readonly answer?: string;
  /** As if by Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Told of every piece of stderr, as it comes. */
  readonly onStderr?: (text: string) => void;
}

/** One command line in this process, with the screen as texts. */
export async function scvmm(argv: readonly string[], setting: Setting = {}): Promise<Ran> {
  const terminal = setting.terminal ?? false;
  let stdout = "";
  let stderr = "";
  const host: Host = {
    environment: setting.environment ?? {},
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
      setting.onStderr?.(text);
    },
    readStdin: async () => setting.stdin ?? "",
    ask: async (question) => {
      stdout += question;
      return setting.answer;
    },
    terminal: { stdin: terminal, stdout: terminal, stderr: terminal },
    columns: () => 80,
    rows: () => 24,
    signal: setting.signal ?? new AbortController().signal,
    claimSecondSignal: () => ({ signal: new AbortController().signal, release: () => {} }),
  };
  const code = await runCli(argv, host, "1.2.3");
  return { code, stdout, stderr };
}
