import { setTimeout as sleep } from "node:timers/promises";
import type { CommandHandler, CommandLine, CommandSink } from "../../provider/winrm/server.ts";

/** What other people's WinRS clients run in the tests and in the benchmark; the first word says what. */
export const echoCommands = (): CommandHandler => ({
  run: async (line, sink, signal) => {
    const [verb = "", ...rest] = [line.command.replace(/^"(.*)"$/, "$1"), ...line.arguments].join(" ").split(" ");
    return (await VERBS[verb]?.(rest.join(" "), line, sink, signal)) ?? 0;
  },
  close: () => {},
});

type Verb = (
  rest: string,
  line: CommandLine,
  sink: CommandSink,
  signal: AbortSignal,
) => number | Promise<number> | Promise<void> | undefined;

const VERBS: Readonly<Record<string, Verb>> = {
  echo: (rest, _line, sink) => {
    sink.stdout(`${rest}\r\n`);
    return 0;
  },
  both: (_rest, _line, sink) => {
    sink.stdout("to stdout\r\n");
    sink.stderr("to stderr\r\n");
    return 0;
  },
  exit: (rest) => Number(rest),
  /** So many bytes of output. */
  long: (rest, _line, sink) => {
    sink.stdout("x".repeat(Number(rest)));
    return 0;
  },
  /** Gives back what it is sent. */
  cat: async (_rest, { input }, sink) => {
    for await (const text of input) sink.stdout(text);
  },
  /** Speaks, keeps silent for so many ms, and speaks again. */
  slow: async (rest, _line, sink, signal) => {
    sink.stdout("started\r\n");
    await sleep(Number(rest), undefined, { signal });
    sink.stdout("ended\r\n");
  },
};
