import type { InputData, OutputChunk, OutputName } from "../wsman/win-rs.ts";
import type { CodePage } from "./code-page.ts";
import type { CommandHandler, CommandLine } from "./command-handler.ts";
import { InputQueue } from "./input-queue.ts";
import { type Chunk, Outbox } from "./outbox.ts";
import type { ServerLimits } from "./server-limits.ts";

interface Output extends Chunk, OutputChunk {}

interface Command {
  readonly input: InputQueue<string>;
  readonly decode: (bytes: Uint8Array) => string;
  readonly outbox: Outbox<Output>;
  readonly stop: AbortController;
  exitCode: number | undefined;
}

/** Of one piece of output, so that any envelope can be filled well. */
const CHUNK_BYTES = 32 * 1024;
/** STATUS_CONTROL_C_EXIT: what a program leaves that Ctrl+C ended. */
const INTERRUPTED = 0xc000013a;

const key = (id: string) => id.toUpperCase();

/** One command shell: its commands and what they have to say. */
export class CommandShell {
  readonly id: string;
  readonly gone = false;
  readonly #codePage: CodePage;
  readonly #handler: CommandHandler;
  readonly #limits: ServerLimits;
  readonly #commands = new Map<string, Command>();

  constructor(id: string, codePage: CodePage, limits: ServerLimits, handler: CommandHandler) {
    this.id = id;
    this.#codePage = codePage;
    this.#limits = limits;
    this.#handler = handler;
  }

  start(id: string, line: Omit<CommandLine, "input">): void {
    const command: Command = {
      input: new InputQueue<string>(this.#limits.inputBytesPerCommand),
      decode: this.#codePage.decoder(),
      outbox: new Outbox(),
      stop: new AbortController(),
      exitCode: undefined,
    };
    this.#commands.set(key(id), command);
    void this.#run(command, line);
  }

  /** False when there is no such command. */
  send(id: string, { data, end }: InputData): boolean {
    const command = this.#commands.get(key(id));
    if (command === undefined) return false;
    if (!command.input.admits(data.length)) {
      command.outbox.push(this.#chunks("stderr", "More input waits for the command than the server keeps.\r\n"));
      this.#end(command, 1);
    }
    if (data.length > 0) command.input.push(command.decode(data));
    if (end) command.input.end();
    return true;
  }

  get commandIds(): readonly string[] {
    return [...this.#commands.keys()];
  }

  outboxOf(id: string): Outbox<Output> | undefined {
    return this.#commands.get(key(id))?.outbox;
  }

  /** Of a command that has ended. */
  exitCodeOf(id: string): number | undefined {
    return this.#commands.get(key(id))?.exitCode;
  }

  /** Ctrl+C: the command ends, and its end can be fetched. */
  interrupt(id: string): void {
    const command = this.#commands.get(key(id));
    if (command !== undefined) this.#end(command, INTERRUPTED);
  }

  /** Ends a command and forgets it. */
  terminate(id: string): void {
    this.interrupt(id);
    this.forget(id);
  }

  /** A command whose end was told is not known any more. */
  forget(id: string): void {
    this.#commands.delete(key(id));
  }

  close(): void {
    for (const command of this.#commands.values()) {
      this.#end(command, INTERRUPTED);
      command.outbox.close();
    }
    this.#commands.clear();
    this.#handler.close();
  }

  async #run(command: Command, line: Omit<CommandLine, "input">): Promise<void> {
    const say = (stream: OutputName) => (text: string) => command.outbox.push(this.#chunks(stream, text));
    const sink = { stdout: say("stdout"), stderr: say("stderr") };
    try {
      this.#end(command, await this.#handler.run({ ...line, input: command.input }, sink, command.stop.signal));
    } catch (error) {
      if (!command.stop.signal.aborted) sink.stderr(`${error instanceof Error ? error.message : String(error)}\r\n`);
      this.#end(command, 1);
    }
  }

  #chunks(stream: OutputName, text: string): Output[] {
    const bytes = this.#codePage.encode(text);
    const pieces: Output[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const data = bytes.subarray(at, at + CHUNK_BYTES);
      pieces.push({ stream, data, length: data.length });
    }
    return pieces;
  }

  #end(command: Command, exitCode: number): void {
    if (command.exitCode !== undefined) return;
    command.exitCode = exitCode;
    command.stop.abort();
    command.input.end();
    command.outbox.end();
  }
}
