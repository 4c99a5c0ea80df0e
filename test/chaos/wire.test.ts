import { expect, test } from "vitest";
import { type PipelineResult, type Resend, SessionPool, WinRmError } from "../../provider/winrm/index.ts";
import { type Disturbance, startWinRmServer, type WireFault } from "../../provider/winrm/server.ts";
import { eventually, inParallel, KINDS, LONG, nameOf, resources, withinSeconds } from "./disturbances.ts";
import { account, command, credential, ledger } from "./ledger.ts";

/** As a run of ours goes: the function is defined, much is read, something is made (the last one large, in several fragments), it ends. */
const STEPS = [
  command({ Text: "m".repeat(20_000) }),
  command({ Pieces: 12 }),
  command({ Key: "first" }),
  command({ Key: "second", Text: "l".repeat(500_000) }),
  command({ Pieces: 1 }),
];
const WRITES = new Map([
  [2, "first"],
  [3, "second"],
]);

interface Schedule {
  readonly disturbance: Disturbance;
  readonly atRequest: number;
  readonly resend: Resend;
  readonly authentication: "basic" | "ntlm";
}

type Ended = PipelineResult | WinRmError;

/** What a batch executor does about a lost session: a new one. */
async function play(url: string, { resend, authentication }: Pick<Schedule, "resend" | "authentication">): Promise<Ended[]> {
  const sessions = new SessionPool({ random: () => 0 });
  const settings = {
    urls: [url],
    credential,
    authentication,
    resend,
    idleSeconds: 4,
    operationTimeoutSeconds: 2,
    patienceMs: 5000,
  } as const;
  const ended: Ended[] = [];
  try {
    for (const step of STEPS) {
      const result = await sessions
        .acquire(settings)
        .then(async (lease) => {
          try {
            return await lease.invoke([step], { timeoutMs: 8000 });
          } finally {
            await lease.close();
          }
        })
        .catch((error: unknown) => {
          if (error instanceof WinRmError) return error;
          throw error;
        });
      ended.push(result);
    }
  } finally {
    await sessions.close();
  }
  return ended;
}

async function requestsOf(how: Pick<Schedule, "resend" | "authentication">): Promise<number> {
  const { open } = ledger();
  let requests = 0;
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [account],
    openRunspace: open,
    onRequest: ({ action }) => (requests += action === "" ? 0 : 1),
  });
  const ended = await play(server.url, how);
  expect(ended.map((one) => (one instanceof WinRmError ? one.message : one.state))).toEqual(STEPS.map(() => "completed"));
  await server.close();
  return requests;
}

/** What is wrong with a run: effects that were had twice, that were denied, output that silently lacks a part, too much harm. */
function faultsIn(ended: readonly Ended[], done: ReadonlyMap<string, number>): string[] {
  const writes = [...WRITES].flatMap(([index, key]) => {
    const [result, count] = [ended[index], done.get(key) ?? 0];
    if (count > 1) return [`${key} was done ${count} times`];
    if (result instanceof WinRmError)
      return result.outcome === "not-run" && count > 0 ? [`${key} was done and is said not to be: ${result.message}`] : [];
    return result?.state === "completed" && count === 1 ? [] : [`${key} ended as ${result?.state}, done ${count} times`];
  });
  const whole = ended[1];
  const lacks = whole !== undefined && !(whole instanceof WinRmError) && !whole.interrupted && whole.output.length !== 13;
  const spoilt = ended.filter((one) => one instanceof WinRmError).map(({ message }) => message);
  return [...writes, ...(lacks ? ["output is missing"] : []), ...(spoilt.length > 1 ? [`one fault spoilt several steps: ${spoilt}`] : [])];
}

async function disturbed(schedule: Schedule): Promise<string[]> {
  const { disturbance, atRequest, resend, authentication } = schedule;
  const { done, open } = ledger();
  const faults: WireFault[] = [{ ...disturbance, atRequest }];
  const server = await startWinRmServer({ host: "127.0.0.1", port: 0, accounts: [account], openRunspace: open, faults });
  const problems: string[] = [];
  try {
    problems.push(...faultsIn(await withinSeconds(30, "the run", play(server.url, schedule)), done));
    await eventually("no shell is left", () => server.openShells === 0);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await server.close();
  }
  return problems.map((problem) => `${nameOf(disturbance)} at request ${atRequest} (${resend}, ${authentication}): ${problem}`);
}

/** What the way to ask again makes a difference to. */
const LOSSES = KINDS.filter(({ what }) => ["cut-before", "cut-after", "truncate", "duplicate", "restart"].includes(what));

const WAYS = [
  { resend: "never", authentication: "basic", kinds: KINDS },
  { resend: "operation-id", authentication: "ntlm", kinds: LONG ? KINDS : LOSSES },
  ...(LONG
    ? ([
        { resend: "operation-id", authentication: "basic", kinds: KINDS },
        { resend: "never", authentication: "ntlm", kinds: KINDS },
      ] as const)
    : []),
] as const;

test.each(WAYS)(
  "one disturbance anywhere in a run, $resend, $authentication",
  async ({ kinds, ...way }) => {
    const before = resources();
    const requests = await requestsOf(way);
    expect(requests).toBeGreaterThan(15);
    const schedules = kinds.flatMap((disturbance) =>
      Array.from({ length: requests }, (_, index): Schedule => ({ disturbance, atRequest: index + 1, ...way })),
    );
    const problems: string[] = [];
    await inParallel(schedules, 24, async (schedule) => {
      problems.push(...(await disturbed(schedule)));
    });
    expect(problems).toEqual([]);
    await expect.poll(resources, { timeout: 5000 }).toEqual(before);
  },
  300_000,
);

/** With resends nothing that is lost stays in doubt. */
test("a lost answer to any request is had again from a server that keeps its answers", async () => {
  const way = { resend: "operation-id", authentication: "basic" } as const;
  const requests = await requestsOf(way);
  const doubts: string[] = [];
  await inParallel(
    Array.from({ length: requests }, (_, index) => index + 1),
    16,
    async (atRequest) => {
      const { done, open } = ledger();
      const server = await startWinRmServer({
        host: "127.0.0.1",
        port: 0,
        accounts: [account],
        openRunspace: open,
        faults: [{ what: "cut-after", atRequest }],
      });
      const ended = await withinSeconds(30, "the run", play(server.url, way));
      // before the first answer the client cannot know that the server keeps any
      if (atRequest > 1 && ended.some((one) => one instanceof WinRmError || one.interrupted))
        doubts.push(`${atRequest}: ${ended.map((one) => (one instanceof WinRmError ? one.message : one.interrupted))}`);
      if ([...done.values()].some((count) => count !== 1)) doubts.push(`${atRequest}: ${JSON.stringify([...done])}`);
      await server.close();
    },
  );
  expect(doubts).toEqual([]);
}, 120_000);
