import { expect, test } from "vitest";
import { type PipelineResult, SessionPool, WinRmError } from "../../provider/winrm/index.ts";
import { startWinRmServer } from "../../provider/winrm/server.ts";
import { type Direction, startProxy } from "../winrm/wire-proxy.ts";
import { eventually, inParallel, LONG, resources, withinSeconds } from "./disturbances.ts";
import { account, command, credential, ledger, problemsOf } from "./ledger.ts";

const STEPS = [command({ Pieces: 1 }), command({ Key: "first" }), command({ Key: "second", Text: "l".repeat(30_000) })];
const KEYS = [undefined, "first", "second"];

interface Cut {
  readonly authentication: "basic" | "ntlm";
  readonly direction: Direction;
  /** What comes before it is delivered, then all connections are cut. */
  readonly atByte: number;
}

async function play(url: string, authentication: Cut["authentication"]): Promise<(PipelineResult | WinRmError)[]> {
  const sessions = new SessionPool({ random: () => 0 });
  const settings = { urls: [url], credential, authentication, idleSeconds: 2, operationTimeoutSeconds: 2, patienceMs: 5000 } as const;
  const ended: (PipelineResult | WinRmError)[] = [];
  try {
    for (const step of STEPS) {
      const lease = await sessions.acquire(settings).catch(asError);
      if (lease instanceof WinRmError) ended.push(lease);
      else {
        ended.push(await lease.invoke([step], { timeoutMs: 8000 }).catch(asError));
        await lease.close();
      }
    }
  } finally {
    await sessions.close();
  }
  return ended;
}

function asError(error: unknown): WinRmError {
  if (error instanceof WinRmError) return error;
  throw error;
}

/** Runs over a wire that is cut once. `carried` counts the bytes of each direction. */
async function run({ authentication, direction, atByte }: Cut): Promise<{ problems: string[]; carried: Record<Direction, number> }> {
  const effects = ledger();
  const server = await startWinRmServer({ host: "127.0.0.1", port: 0, accounts: [account], openRunspace: effects.open });
  await using proxy = await startProxy(server.port);
  const carried = { there: 0, back: 0 };
  let cut = false;
  proxy.mangle = (chunk, way) => {
    carried[way] += chunk.length;
    if (cut || way !== direction || carried[way] <= atByte) return chunk;
    cut = true;
    setImmediate(() => void proxy.drop());
    return chunk.subarray(0, chunk.length - (carried[way] - atByte));
  };
  const problems: string[] = [];
  try {
    const ended = await withinSeconds(30, "the run", play(`http://127.0.0.1:${proxy.port}/wsman`, authentication));
    problems.push(...problemsOf(ended, effects.done, KEYS));
    await eventually("no shell is left", () => server.openShells === 0);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await server.close();
  }
  return { problems: problems.map((problem) => `${authentication}, ${direction}, byte ${atByte}: ${problem}`), carried };
}

const NEVER = Number.POSITIVE_INFINITY;
const CUTS = LONG ? 1000 : 40;

test.each(["basic", "ntlm"] as const)(
  "a connection that is cut at any byte, %s",
  async (authentication) => {
    const before = resources();
    const calm = await run({ authentication, direction: "there", atByte: NEVER });
    expect(calm.problems).toEqual([]);
    const cuts = (["there", "back"] as const).flatMap((direction) =>
      Array.from({ length: CUTS }, (_, index): Cut => {
        const atByte = Math.floor((calm.carried[direction] * (index + 0.5)) / CUTS);
        return { authentication, direction, atByte };
      }),
    );
    const problems: string[] = [];
    await inParallel(cuts, 16, async (cut) => {
      problems.push(...(await run(cut)).problems);
    });
    expect(problems).toEqual([]);
    await expect.poll(resources, { timeout: 5000 }).toEqual(before);
  },
  300_000,
);
