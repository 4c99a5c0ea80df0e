import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when its output holds the text; rejects when it ends before. */
  readonly says: (text: string) => Promise<void>;
}

/** A program that has just been started: what it says, and how it ends. `stdin`: all that it is given to read. */
export function startedProgram(child: ChildProcessWithoutNullStreams, stdin = ""): Started {
  let stdout = "";
  let stderr = "";
  const looking = new Set<() => void>();
  const heard = () => {
    for (const look of looking) look();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    heard();
  });
  // A process that was killed does not read any more.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stdout.includes(text) || stderr.includes(text)) resolve();
      };
      looking.add(look);
      child.once("close", () => reject(new Error(`ended without saying ${text}:\n${stdout}${stderr}`)));
      look();
    });
  return { child, ended, says };
}
