import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The engine's own session, and its target for what concerns the whole pool. */
export const SESSION = "00000000-0000-0000-0000-000000000000";
const PACKET = /^<(\w+)\s+(?:Stream=['"]\w+['"]\s+)?PSGuid=['"]([0-9a-f-]+)['"]\s*(?:\/>|>([^<]*)<\/\w+>)$/i;
/** How long an engine whose input has ended may take to go by itself. */
const PATIENCE_MS = 2_000;

type Kind = "Data" | "Command" | "Close" | "Signal";
interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export interface EngineCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * `pwsh -sshs`: Microsoft's PSRP server over stdin and stdout, a line a packet. Takes one session after the other. A packet
 * for a target goes out only when the one before was acknowledged: the engine handles lines concurrently.
 */
export class EngineProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #acks = new Map<string, Waiting[]>();
  readonly #turns = new Map<string, Promise<unknown>>();
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;
  ended = false;
  onData: (target: string, bytes: Buffer) => void = () => {};
  onEnd: () => void = () => {};

  constructor({ command, arguments: given, environment }: EngineCommand) {
    this.#process = spawn(command, [...given], { env: environment });
    this.#process.stdin.on("error", () => {});
    this.#process.stderr.resume();
    this.gone = new Promise((resolve) => {
      this.#process.once("error", () => resolve(this.#end()));
      this.#process.once("close", () => resolve(this.#end()));
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#take(line));
  }

  data(target: string, bytes: Uint8Array, stream: "Default" | "PromptResponse" = "Default"): Promise<void> {
    const line = `<Data Stream='${stream}' PSGuid='${target}'>${Buffer.from(bytes).toString("base64")}</Data>`;
    return this.#inTurn(target, () => this.#exchange("Data", target, line));
  }

  command(target: string): Promise<void> {
    return this.#inTurn(target, () => this.#exchange("Command", target, `<Command PSGuid='${target}' />`));
  }

  /** After the data before it: the engine has no use for a stop of what it does not know yet. */
  signal(target: string): Promise<void> {
    return this.#inTurn(target, () => this.#exchange("Signal", target, `<Signal PSGuid='${target}' />`));
  }

  close(target: string): Promise<void> {
    return this.#exchange("Close", target, `<Close PSGuid='${target}' />`);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Ends its input, and with that the process; by force when it takes its time. */
  async end(): Promise<void> {
    this.#process.stdin.end();
    const force = setTimeout(() => this.kill(), PATIENCE_MS);
    await this.gone;
    clearTimeout(force);
  }

  #inTurn(target: string, send: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(target) ?? Promise.resolve()).catch(() => {}).then(send);
    this.#turns.set(target, turn);
    const done = () => {
      if (this.#turns.get(target) === turn) this.#turns.delete(target);
    };
    turn.then(done, done);
    return turn;
  }

  #exchange(kind: Kind, target: string, line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new Error("the engine has ended"));
      const key = `${kind}Ack ${target.toLowerCase()}`;
      this.#acks.set(key, [...(this.#acks.get(key) ?? []), { resolve, reject }]);
      this.#process.stdin.write(`${line}\n`);
    });
  }

  #take(line: string): void {
    const [, name = "", target = "", data = ""] = PACKET.exec(line) ?? [];
    if (name === "Data") {
      this.onData(target.toLowerCase(), Buffer.from(data, "base64"));
      return;
    }
    const key = `${name} ${target.toLowerCase()}`;
    const [first, ...rest] = this.#acks.get(key) ?? [];
    if (rest.length > 0) this.#acks.set(key, rest);
    else this.#acks.delete(key);
    first?.resolve();
  }

  #end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const { reject } of [...this.#acks.values()].flat()) reject(new Error("the engine has ended"));
    this.#acks.clear();
    this.onEnd();
  }
}
