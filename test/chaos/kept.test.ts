import { expect, test } from "vitest";
import { type DisconnectedShell, type PipelineResult, type SessionKeeper, SessionPool, WinRmError } from "../../provider/winrm/index.ts";
import { type Disturbance, startWinRmServer } from "../../provider/winrm/server.ts";
import { eventually, inParallel, KINDS, nameOf, resources, withinSeconds } from "./disturbances.ts";
import { account, command, credential, ledger, problemsOf } from "./ledger.ts";

/** As plan and apply go with `--keep-session`: each is a process of its own, and leaves its session to the next. */
const STEPS = [command({ Pieces: 2 }), command({ Key: "first" }), command({ Key: "second" })];
const KEYS = [undefined, "first", "second"];
const IDLE_SECONDS = 2;

function memory(): SessionKeeper {
  const kept: DisconnectedShell[] = [];
  return { idleSeconds: IDLE_SECONDS, take: async () => kept.pop(), put: async (_key, shell) => kept.push(shell) === 1 };
}

async function play(url: string): Promise<(PipelineResult | WinRmError)[]> {
  const keeper = memory();
  const settings = {
    urls: [url],
    credential,
    authentication: "basic",
    keeper,
    idleSeconds: IDLE_SECONDS,
    operationTimeoutSeconds: 2,
  } as const;
  const ended: (PipelineResult | WinRmError)[] = [];
  for (const step of STEPS) {
    const sessions = new SessionPool({ random: () => 0 });
    try {
      const lease = await sessions.acquire({ ...settings, patienceMs: 5000 });
      ended.push(await lease.invoke([step], { timeoutMs: 8000 }));
      await lease.close();
    } catch (error) {
      if (!(error instanceof WinRmError)) throw error;
      ended.push(error);
    } finally {
      await sessions.close();
    }
  }
  return ended;
}

const start = (disturbance: Disturbance | undefined, atRequest: number, { open }: ReturnType<typeof ledger>, onRequest = () => {}) =>
  startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [account],
    openRunspace: open,
    faults: disturbance === undefined ? [] : [{ ...disturbance, atRequest }],
    onRequest,
  });

async function disturbed(disturbance: Disturbance, atRequest: number): Promise<string[]> {
  const effects = ledger();
  const server = await start(disturbance, atRequest, effects);
  const problems: string[] = [];
  try {
    problems.push(...problemsOf(await withinSeconds(40, "the three runs", play(server.url)), effects.done, KEYS));
    await eventually("no shell is left", () => server.openShells === 0);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await server.close();
  }
  return problems.map((problem) => `${nameOf(disturbance)} at request ${atRequest}: ${problem}`);
}

test("one disturbance anywhere in three runs that hand their session on", async () => {
  const before = resources();
  let requests = 0;
  const effects = ledger();
  const calm = await start(undefined, 0, effects, () => {
    requests += 1;
  });
  expect((await play(calm.url)).map((one) => (one instanceof WinRmError ? one.message : one.state))).toEqual(STEPS.map(() => "completed"));
  expect(calm.openShells).toBe(1);
  await calm.close();
  const schedules = KINDS.flatMap((disturbance) => Array.from({ length: requests }, (_, index) => ({ disturbance, atRequest: index + 1 })));
  const problems: string[] = [];
  await inParallel(schedules, 24, async ({ disturbance, atRequest }) => {
    problems.push(...(await disturbed(disturbance, atRequest)));
  });
  expect(problems).toEqual([]);
  await expect.poll(resources, { timeout: 5000 }).toEqual(before);
}, 300_000);
