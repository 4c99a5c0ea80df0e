import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Answer = Readonly<Record<string, unknown>>;

/** A program that answers each line of JSON with one. */
export class Peer implements AsyncDisposable {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaints = "";

  constructor(program: string, parameters: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    this.#process = spawn(program, parameters, { env: { ...process.env, ...environment } });
    this.#process.stderr.on("data", (chunk) => {
      this.#complaints += chunk;
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  tell(message: object): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async ask(message: object): Promise<Answer> {
    this.tell(message);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the peer ended: ${this.#complaints}`);
    return JSON.parse(value);
  }

  /** The same where nothing but success will do. */
  async must(message: object): Promise<Answer> {
    const answer = await this.ask(message);
    if ("error" in answer) throw new Error(`the peer failed: ${answer["error"]}\n${this.#complaints}`);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdin.end();
    await ended;
  }
}
