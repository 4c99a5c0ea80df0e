import { afterEach, describe, expect, test } from "vitest";
import {
  connectRunspacePool,
  type RunspacePool,
  type RunspacePoolOptions,
  type SessionKeeper,
  SessionPool,
  type SessionSettings,
  TransportError,
  WsManFault,
} from "../../provider/winrm/index.ts";
import { call, credential, type Loopback, startLoopback } from "./loopback.ts";

const opened: (Loopback | SessionPool)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await ("server" in one ? one[Symbol.asyncDispose]() : one.close());
});

async function loopback(...options: Parameters<typeof startLoopback>): Promise<Loopback> {
  const one = await startLoopback(...options);
  opened.push(one);
  return one;
}

function sessions(...options: ConstructorParameters<typeof SessionPool>): SessionPool {
  const one = new SessionPool(...options);
  opened.push(one);
  return one;
}

const settingsFor = (one: Loopback, rest: Partial<SessionSettings> = {}): SessionSettings => ({
  urls: [one.server.url],
  credential,
  authentication: "basic",
  maxRunspaces: 2,
  ...rest,
});

describe("a session", () => {
  test("is one for all who share hosts and account, and warm for the next", async () => {
    const one = await loopback();
    const pool = sessions();
    const leases = await Promise.all([1, 2, 3].map(() => pool.acquire(settingsFor(one))));
    await Promise.all(leases.map((lease) => lease.invoke([call("Test-Echo", { Value: 1 })])));
    expect(one.server.openShells).toBe(1);
    expect(pool.status).toMatchObject([{ state: "open", users: 3, running: 0, hosts: [{ state: "healthy" }] }]);
    for (const lease of leases) await lease.close();
    expect(pool.status).toMatchObject([{ users: 0 }]);
    const next = await pool.acquire(settingsFor(one));
    expect(await next.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed", requests: 2 });
    await pool.close();
    expect(one.server.openShells).toBe(0);
    await expect(pool.acquire(settingsFor(one))).rejects.toMatchObject({ code: "WINRM_POOL" });
  });

  test("is nobody else's: another account, configuration or password gets its own", async () => {
    const one = await loopback({
      accounts: [
        { username: "tester", password: "a" },
        { username: "other", password: "a" },
      ],
    });
    const pool = sessions();
    const as = (username: string, password: string, rest: Partial<SessionSettings> = {}) =>
      settingsFor(one, { credential: { username, password: { reveal: () => password } }, ...rest });
    await pool.acquire(as("tester", "a"));
    await pool.acquire(as("other", "a"));
    await pool.acquire(as("tester", "a", { configurationName: "Other" }));
    expect(one.server.openShells).toBe(3);
    await expect(pool.acquire(as("tester", "b"))).rejects.toMatchObject({ code: "WINRM_AUTH" });
    expect(pool.status).toHaveLength(3);
  });

  test("is not shared by one who demands more of the wire than another", async () => {
    const one = await loopback();
    const pool = sessions();
    const ntlm = (rest: Partial<SessionSettings>) => pool.acquire(settingsFor(one, { authentication: "ntlm", ...rest }));
    await ntlm({ ntlm: { channelBinding: false } });
    await ntlm({});
    await ntlm({ ntlm: { allowMissingTimestamp: true } });
    await ntlm({ protocolVersion: "2.2" });
    expect(one.server.openShells).toBe(4);
    await ntlm({ ntlm: { channelBinding: false } });
    expect(one.server.openShells).toBe(4);
  });

  test("is closed when nobody has used it for its time, at once where that is nothing", async () => {
    const one = await loopback();
    const pool = sessions();
    const lease = await pool.acquire(settingsFor(one, { keepAliveSeconds: 0.05 }));
    await lease.close();
    expect(one.server.openShells).toBe(1);
    await expect.poll(() => one.server.openShells).toBe(0);
    const brief = await pool.acquire(settingsFor(one, { keepAliveSeconds: 0 }));
    await brief.close();
    expect(one.server.openShells).toBe(0);
    expect(pool.status).toEqual([]);
  });

  test("two at work never make each other reconnect", async () => {
    const [first, second] = [await loopback(), await loopback()];
    const pool = sessions();
    const work = async (settings: SessionSettings) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const lease = await pool.acquire(settings);
        await lease.invoke([call("Test-Echo", { Value: turn })]);
        await lease.close();
      }
    };
    await Promise.all([work(settingsFor(first)), work(settingsFor(second)), work(settingsFor(first, { configurationName: "Other" }))]);
    expect([first.server.openShells, second.server.openShells]).toEqual([2, 1]);
    // 3 to open a session, 3 a pipeline
    expect(second.server.requestCount).toBeLessThanOrEqual(3 + 20 * 3);
  });

  test("that was killed is replaced for the next who asks; nothing ran", async () => {
    const one = await loopback();
    const pool = sessions();
    const lease = await pool.acquire(settingsFor(one));
    await lease.invoke([call("Test-Echo", { Value: 1 })]);
    one.server.killShells();
    await expect(lease.invoke([call("Test-Echo", { Value: 1 })])).rejects.toMatchObject({ faultCode: 2150858843, outcome: "not-run" });
    const next = await pool.acquire(settingsFor(one));
    expect(await next.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    expect(one.server.openShells).toBe(1);
    await lease.close();
    await lease.close();
  });

  test("fails over to the next host, and stays there", async () => {
    const [gone, there] = [await loopback(), await loopback()];
    await gone.server.close();
    const pool = sessions();
    const settings = settingsFor(there, { urls: [gone.server.url, there.server.url] });
    const lease = await pool.acquire(settings);
    expect(await lease.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    expect(pool.status[0]?.hosts.map(({ state }) => state)).toEqual(["backing-off", "healthy"]);
  });

  test("waits for a full server as long as nothing has run, and then tells", async () => {
    const one = await loopback({ limits: { shellsPerUser: 1 } });
    const other = await one.connect();
    const pool = sessions({ random: () => 0 });
    const waiting = pool.acquire(settingsFor(one));
    setTimeout(() => void other.close(), 100);
    const lease = await waiting;
    expect(await lease.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    const crowded = await loopback({ limits: { commandsPerShell: 0 } });
    const refused = await pool.acquire(settingsFor(crowded, { patienceMs: 600 }));
    const started = performance.now();
    await expect(refused.invoke([call("Test-Echo", { Value: 1 })])).rejects.toMatchObject({ faultCode: 2150859241, outcome: "not-run" });
    expect(performance.now() - started).toBeGreaterThan(300);
  });

  test("an opening is given up with the last who waits for it, and not before", async () => {
    const aborted: boolean[] = [];
    const connect = (options: RunspacePoolOptions) =>
      new Promise<RunspacePool>((_, reject) =>
        options.signal?.addEventListener("abort", () => {
          aborted.push(true);
          reject(options.signal?.reason);
        }),
      );
    const pool = sessions({ connect });
    const settings = { urls: ["http://localhost:1/wsman"], credential };
    const [one, two] = [new AbortController(), new AbortController()];
    const [first, second] = [pool.acquire(settings, one.signal), pool.acquire(settings, two.signal)];
    one.abort(new Error("one"));
    await expect(first).rejects.toThrow("one");
    expect(aborted).toEqual([]);
    two.abort(new Error("two"));
    await expect(second).rejects.toThrow("two");
    expect(aborted).toEqual([true]);
  });
});

describe("a call", () => {
  test("has a total deadline, whether it waits or runs", async () => {
    const one = await loopback();
    const pool = sessions();
    const lease = await pool.acquire(settingsFor(one, { maxRunspaces: 1 }));
    const running = lease.invoke([call("Test-Sleep", { Ms: 5000 })], { timeoutMs: 150 });
    const waiting = lease.invoke([call("Test-Echo", { Value: 1 })], { timeoutMs: 50 });
    await expect(waiting).rejects.toMatchObject({ code: "WINRM_TIMEOUT", outcome: "not-run" });
    await expect(running).rejects.toMatchObject({ code: "WINRM_TIMEOUT", outcome: "unknown" });
    // what ran is stopped behind it, and its place is free again
    expect(await lease.invoke([call("Test-Echo", { Value: 1 })], { timeoutMs: 2000 })).toMatchObject({ state: "completed" });
    await expect.poll(() => one.handler.running).toBe(0);
  });

  test("can be stopped by its own signal", async () => {
    const one = await loopback();
    const lease = await sessions().acquire(settingsFor(one));
    const stop = new AbortController();
    const running = lease.invoke([call("Test-Sleep", { Ms: 5000 })], { signal: stop.signal });
    await expect.poll(() => one.handler.running).toBe(1);
    stop.abort();
    expect(await running).toMatchObject({ state: "stopped" });
    expect(await lease.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
  });
});

describe("a session that is looked at after a pause", () => {
  const scripted = (alive: boolean[]) => {
    const made: string[] = [];
    const connect = async (): Promise<RunspacePool> => {
      made.push("open");
      return {
        answers: async () => {
          made.push("look");
          return alive.shift() ?? true;
        },
        invoke: async () => {
          made.push("run");
          return {} as never;
        },
        close: async () => {
          made.push("close");
        },
      } as unknown as RunspacePool;
    };
    return { made, connect };
  };

  test("is used when its host answers, replaced when it does not", async () => {
    const { made, connect } = scripted([true, false]);
    const pool = sessions({ connect, checkAfterMs: 0 });
    const settings = { urls: ["http://localhost:1/wsman"], credential };
    const lease = await pool.acquire(settings);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await lease.invoke([]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(lease.invoke([])).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
    await (await pool.acquire(settings)).close();
    expect(made).toEqual(["open", "look", "run", "look", "close", "open"]);
  });

  test("asks the server with one small request", async () => {
    const one = await loopback();
    const pool = await one.connect();
    const before = one.server.requestCount;
    expect(await pool.alive()).toBe(true);
    expect(one.server.requestCount - before).toBe(1);
    one.server.killShells();
    expect([await pool.alive(), await pool.answers()]).toEqual([false, true]);
    await one.server.close();
    expect([await pool.alive(), await pool.answers()]).toEqual([false, false]);
  });
});

describe("a session that is kept", () => {
  const keeper = (): SessionKeeper & { kept: string[] } => {
    const shells: Parameters<SessionKeeper["put"]>[1][] = [];
    const kept: string[] = [];
    return {
      idleSeconds: 60,
      kept,
      take: async () => shells.pop(),
      put: async (key, shell) => {
        kept.push(JSON.stringify([key, shell]));
        shells.push(shell);
        return true;
      },
    };
  };

  test("is left at the end, taken up by the next process, and holds no secret", async () => {
    const one = await loopback();
    const kept = keeper();
    const run = async () => {
      const pool = sessions();
      const before = one.server.requestCount;
      const lease = await pool.acquire(settingsFor(one, { keeper: kept }));
      await lease.invoke([call("Test-Echo", { Value: 1 })]);
      await lease.close();
      await pool.close();
      return one.server.requestCount - before;
    };
    await run();
    expect(one.server.openShells).toBe(1);
    await run();
    expect(one.server.openShells).toBe(1);
    expect(kept.kept).toHaveLength(2);
    expect(kept.kept.join()).not.toContain(credential.password.reveal());
    // one that is gone costs a try, and nobody notices
    one.server.killShells();
    await run();
    expect(one.server.openShells).toBe(1);
  });

  test("on a host that is down by now costs one try of that host, not two", async () => {
    const [gone, here] = [await loopback(), await loopback()];
    const first = sessions();
    const kept = keeper();
    await (await first.acquire(settingsFor(gone, { urls: [gone.server.url, here.server.url], keeper: kept }))).close();
    await first.close();
    expect(kept.kept).toHaveLength(1);
    await gone.server.close();
    const tried: string[] = [];
    const connect = (options: RunspacePoolOptions) => {
      tried.push(options.url);
      return connectRunspacePool(options);
    };
    const lease = await sessions({ connect }).acquire(settingsFor(gone, { urls: [gone.server.url, here.server.url], keeper: kept }));
    expect(await lease.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    expect(tried).toEqual([gone.server.url, here.server.url]);
    await lease.close();
  });

  test("is ended after all when it cannot be remembered", async () => {
    const one = await loopback();
    const pool = sessions();
    const lease = await pool.acquire(settingsFor(one, { keeper: { ...keeper(), put: async () => false } }));
    await lease.close();
    await pool.close();
    expect(one.server.openShells).toBe(0);
  });
});

test("the errors of a closing session do not hide the result", async () => {
  const one = await loopback({ faults: [{ what: "status", status: 500, action: "Delete" }] });
  const pool = sessions();
  const lease = await pool.acquire(settingsFor(one));
  expect(await lease.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
  await lease.close();
  await pool.close();
});

test("only faults of a full server and lost hosts are waited for", () => {
  expect(new WsManFault({ code: 5, subcode: undefined, reason: "" }).retryable).toBe(false);
  expect(new TransportError("receive", "x", { status: 503 }).outcome).toBe("not-run");
  expect(new TransportError("receive", "x", { status: 502 }).outcome).toBe("unknown");
});
