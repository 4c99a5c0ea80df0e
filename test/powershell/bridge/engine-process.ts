import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const SESSION = "00000000-0000-0000-0000-000000000000";
const PACKET = /^<(\w+)\s+(?:Stream=['"]\w+['"]\s+)?PSGuid=['"]([0-9a-f-]+)['"]\s*(?:\/>|>([^<]*)<\/\w+>)$/i;

type Kind = "Data" | "Command" | "Close" | "Signal";
interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * `pwsh -sshs`: Microsoft's PSRP server over stdin and stdout, a line a packet. Takes one session after the other. A packet
 * for a target goes out only when the one before was acknowledged: the engine handles lines concurrently.
 */
export class EngineProcess {
  readonly #process: ChildProcessWithoutNullStreams = spawn("pwsh", ["-NoProfile", "-sshs"]);
  readonly #acks = new Map<string, Waiting[]>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #exit: Promise<void>;
  ended = false;
  onData: (target: string, bytes: Buffer) => void = () => {};
  onEnd: () => void = () => {};

  constructor() {
    this.#process.stdin.on("error", () => {});
    this.#process.stderr.resume();
    this.#exit = new Promise((resolve) => this.#process.once("close", () => resolve(this.#end())));
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#take(line));
  }

  data(target: string, bytes: Uint8Array, stream: "Default" | "PromptResponse" = "Default"): Promise<void> {
    const line = `<Data Stream='${stream}' PSGuid='${target}'>${Buffer.from(bytes).toString("base64")}</Data>`;
    return this.#inTurn(target, () => this.#exchange("Data", target, line));
  }

  command(target: string): Promise<void> {
    return this.#exchange("Command", target, `<Command PSGuid='${target}' />`);
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

  async end(): Promise<void> {
    this.#process.stdin.end();
    await this.#exit;
  }

  #inTurn(target: string, send: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(target) ?? Promise.resolve()).catch(() => {}).then(send);
    this.#turns.set(target, turn);
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
    if (name === "Data") this.onData(target.toLowerCase(), Buffer.from(data, "base64"));
    else this.#acks.get(`${name} ${target.toLowerCase()}`)?.shift()?.resolve();
  }

  #end(): void {
    this.ended = true;
    for (const { reject } of [...this.#acks.values()].flat()) reject(new Error("the engine has ended"));
    this.#acks.clear();
    this.onEnd();
  }
}
