import type { CommandHandler, CommandSink } from "../winrm/server/command-handler.ts";

/** `hostname` of the simulated exec host. */
const HOST_NAME = "SIMULATOR";
const NEWLINE = "\r\n";

/**
 * What the simulator answers in a command shell: enough to see that the way there works. It runs no programs; PowerShell
 * gets a sentence that says which way there is, as its own error output (CLIXML).
 */
export const commandPrompt = (): CommandHandler => ({
  run: async ({ command, arguments: rest }, sink) => answer([unquoted(command), ...rest].join(" "), sink),
  close: () => {},
});

/** The exit code. */
function answer(line: string, sink: CommandSink): number {
  const [name = "", rest = ""] = split(line);
  const command = COMMANDS[name.toLowerCase().replace(/\.exe$/, "")];
  if (command !== undefined) return command(rest, sink);
  sink.stderr(`'${name}' is not recognized: the simulator's command shell knows ${Object.keys(COMMANDS).join(", ")}.${NEWLINE}`);
  return 1;
}

const COMMANDS: Readonly<Record<string, (rest: string, sink: CommandSink) => number>> = {
  echo: (rest, sink) => {
    sink.stdout(`${rest}${NEWLINE}`);
    return 0;
  },
  hostname: (_rest, sink) => {
    sink.stdout(`${HOST_NAME}${NEWLINE}`);
    return 0;
  },
  exit: (rest) => Number.parseInt(rest.replace(/^\/b\b/i, "").trim() || "0", 10) | 0,
  cmd: (rest, sink) => answer(rest.replace(/^\/c\s*/i, ""), sink),
  powershell: (_rest, sink) => {
    sink.stderr(asErrorOutput("The simulator runs no PowerShell here. It takes batches over PowerShell Remoting (PSRP)."));
    return 1;
  },
};

/** The first word and what follows it. */
function split(text: string): readonly string[] {
  const [, name = "", rest = ""] = /^\s*(\S*)\s?([\s\S]*)$/.exec(text) ?? [];
  return [name, rest];
}

/** Some clients put the whole command in quotes. */
const unquoted = (text: string): string => /^"([^"]*)"$/.exec(text)?.[1] ?? text;

/** How `powershell.exe` writes an error for a caller that is no console. */
const asErrorOutput = (message: string): string =>
  `#< CLIXML${NEWLINE}<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><S S="Error">${message}_x000D__x000A_</S></Objs>`;
