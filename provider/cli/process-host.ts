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

/** The first signal asks to stop, the second leaves at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  return controller.signal;
}

/** This process as the host of commands. To be made once: it listens to signals. */
export function processHost(): Host {
  const signal = stopSignal();
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
  };
}
