import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { PYTHON } from "../parts.ts";

/** A Python script that answers each line of JSON with one. */
export class PythonPeer implements AsyncDisposable {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaints = "";

  constructor(script: string, environment: NodeJS.ProcessEnv = {}) {
    this.#process = spawn(PYTHON, [script], { env: { ...process.env, ...environment } });
    this.#process.stderr.on("data", (chunk) => {
      this.#complaints += chunk;
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  tell(message: object): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async ask(message: object): Promise<Readonly<Record<string, unknown>>> {
    this.tell(message);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the Python peer ended: ${this.#complaints}`);
    return JSON.parse(value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdin.end();
    await ended;
  }
}
