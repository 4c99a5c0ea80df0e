/** A command as a client gives it: the program or the built-in command, and what follows, unparsed. */
export interface CommandLine {
  readonly command: string;
  readonly arguments: readonly string[];
  /** What the client sends to it; ends when the client says so, or when the command is stopped. */
  readonly input: AsyncIterable<string>;
}

/** Texts, which reach the client in the code page that it asked for. */
export interface CommandSink {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** Carries out the command lines of a command shell (WinRS): one a shell. */
export interface CommandHandler {
  /** Runs to the exit code. `signal` asks it to stop. Throwing ends it with 1 and the error's message on stderr. */
  run(command: CommandLine, sink: CommandSink, signal: AbortSignal): Promise<number>;
  close(): void;
}
