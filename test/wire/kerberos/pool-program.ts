import { readFileSync } from "node:fs";
import { connectRunspacePool, fromClixml, type RunspacePoolOptions, toClixml, WinRmError } from "../../../provider/winrm/index.ts";

/** What a user's program does: opens a pool, has some text echoed, and tells what happened as a line of JSON. */
export interface ProgramOptions extends Omit<RunspacePoolOptions, "credential" | "signal" | "observe" | "onFallback"> {
  readonly account?: { readonly username: string; readonly password: string };
  readonly texts: readonly string[];
}

export interface ProgramResult {
  readonly output?: readonly unknown[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string; readonly reason?: unknown };
  /** Why NTLM was taken. */
  readonly fallbacks: readonly string[];
}

const { account, texts, ...options }: ProgramOptions = JSON.parse(readFileSync(0, "utf8"));
const fallbacks: string[] = [];

async function run(): Promise<Omit<ProgramResult, "fallbacks">> {
  const credential = account && { username: account.username, password: { reveal: () => account.password } };
  try {
    const pool = await connectRunspacePool({
      ...options,
      ...(credential === undefined ? {} : { credential }),
      onFallback: (reason) => fallbacks.push("reason" in reason ? String(reason.reason) : reason.failure),
    });
    const echo = (text: string) =>
      pool.invoke([{ text: "Test-Echo", isScript: false, parameters: [{ name: "Text", value: toClixml(text) }] }]);
    const results = await Promise.all(texts.map(echo));
    await pool.close();
    return { output: results.flatMap(({ output }) => output.map(fromClixml)) };
  } catch (error) {
    if (!(error instanceof WinRmError)) throw error;
    const { code, message, hint } = error;
    return { error: { code, message, hint, ...("reason" in error ? { reason: error.reason } : {}) } };
  }
}

const result = await run();
process.stdout.write(`${JSON.stringify({ ...result, fallbacks })}\n`);
