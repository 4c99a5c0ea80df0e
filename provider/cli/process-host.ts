import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { EXIT } from "./exit-code.ts";
import type { Host } from "./host.ts";

/** A reader that has seen enough (`| head`) is no error, a full disk is; what is under way goes on unseen. */
function quietly(stream: NodeJS.WriteStream): (text: string) => void {
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) process.stderr.write(`error: standard output cannot be written (${error.code})\n`);
    process.once("exit", () => {
      process.exitCode ||= EXIT.error;
    });
  });
  return (text) => {
    if (open) stream.write(text);
  };
}

async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // The reader takes Ctrl+C for itself while it waits.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    return await Promise.race([lines.question(question, { signal }).catch(() => undefined), ended]);
  } finally {
    lines.close();
  }
}

/** The first signal asks to stop; a second leaves at once, or whoever has claimed it is told, and then the third does. */
function stopSignals(): Pick<Host, "signal" | "claimSecondSignal"> {
  const first = new AbortController();
  let second: AbortController | undefined;
  const onSignal = () => {
    if (!first.signal.aborted) first.abort();
    else if (second && !second.signal.aborted) second.abort();
    else process.exit(EXIT.interrupted);
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  const claimSecondSignal = () => {
    const claimed = new AbortController();
    second = claimed;
    const release = () => {
      if (second === claimed) second = undefined;
    };
    return { signal: claimed.signal, release };
  };
  return { signal: first.signal, claimSecondSignal };
}

/** This process as the host of commands. To be made once: it listens to signals. */
export function processHost(): Host {
  const { signal, claimSecondSignal } = stopSignals();
  return {
    environment: process.env,
    stdout: quietly(process.stdout),
    stderr: quietly(process.stderr),
    readStdin: () => text(process.stdin),
    ask: (question) => ask(question, signal),
    terminal: { stdin: process.stdin.isTTY === true, stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    columns: () => process.stdout.columns || 80,
    rows: () => process.stdout.rows || 24,
    signal,
    claimSecondSignal,
  };
}
