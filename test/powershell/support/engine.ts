import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parseReply } from "../../../provider/batch/parse-reply.ts";
import type { BatchReply } from "../../../provider/batch/result.ts";
import { MODULE_TEXT } from "../../../provider/scvmm/powershell/module.generated.ts";
import { has, powerShell } from "../../parts.ts";

export const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Tells loudly what is not tested where there is no engine. */
export const engineFor = (suite: string): boolean => has(suite, powerShell());

function start(script: string, parameters: readonly string[]): ChildProcessWithoutNullStreams {
  const env = { ...process.env, PSModulePath: path("../fixture") };
  return spawn("pwsh", ["-NoProfile", "-NonInteractive", "-File", path(script), ...parameters], { env });
}

/** Runs a script on the PowerShell engine of the PATH. Rejects when it writes an error. */
export function powershell(script: string, parameters: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const engine = start(script, parameters);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    engine.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    engine.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    engine.on("error", reject);
    engine.on("close", (code) => {
      const error = Buffer.concat(errors).toString();
      if (code === 0 && error === "") resolve(Buffer.concat(output).toString());
      else reject(new Error(`pwsh ended with ${code}: ${error}`));
    });
    engine.stdin.end(input);
  });
}

/** What one pipeline put out. */
export interface Answer {
  /** Type of the one object: `String` or `gzip` (a byte array); `error` when the pipeline ended with one. */
  readonly kind: string;
  /** JSON, or the FullyQualifiedErrorId. */
  readonly text: string;
  /** Records in streams other than the output. */
  readonly noise: number;
  readonly milliseconds: number;
}

export interface Request {
  readonly server?: string;
  /** Any data, right or wrong, that shall be a batch. */
  readonly calls: readonly unknown[];
}

/** The module as it is installed: one file, in the temporary folder of this machine. */
export const MODULE = moduleFile();

function moduleFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-module-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "ScvmmBatch.psm1");
  writeFileSync(file, MODULE_TEXT);
  return file;
}

const toLine = (request: Request) => `${JSON.stringify({ server: "vmm", ...request })}\n`;

function toAnswer(line: string): Answer {
  const { kind, body, noise, milliseconds } = JSON.parse(line);
  const text = kind === "gzip" ? gunzipSync(Buffer.from(body, "base64")).toString() : body;
  return { kind, text, noise, milliseconds };
}

/** Runs batches one after the other in one new runspace, a pipeline each. */
export async function answers(requests: readonly Request[], flags: readonly string[] = []): Promise<readonly Answer[]> {
  const output = await powershell("run.ps1", ["-Module", MODULE, ...flags], requests.map(toLine).join(""));
  return output.split("\n").filter(Boolean).map(toAnswer);
}

/** A runspace that is kept, so that a test costs no start of the engine. */
export class Engine {
  #running: { readonly process: ChildProcessWithoutNullStreams; readonly lines: AsyncIterator<string> } | undefined;

  async answer(request: Request): Promise<Answer> {
    const { process, lines } = this.#start();
    process.stdin.write(toLine(request));
    const { value, done } = await lines.next();
    if (done) throw new Error("the engine has ended");
    return toAnswer(value);
  }

  /** The reply to one batch. Calls may be any data, right or wrong. */
  async reply(...calls: readonly unknown[]): Promise<BatchReply> {
    const { kind, text } = await this.answer({ calls });
    const parsed = parseReply(text);
    if (!parsed) throw new Error(`no reply: ${kind} ${text}`);
    return parsed;
  }

  async close(): Promise<void> {
    if (!this.#running) return;
    const { process } = this.#running;
    process.stdin.end();
    if (process.exitCode === null) await once(process, "close");
  }

  #start() {
    if (this.#running) return this.#running;
    const process = start("run.ps1", ["-Module", MODULE]);
    this.#running = { process, lines: createInterface(process.stdout)[Symbol.asyncIterator]() };
    return this.#running;
  }
}
