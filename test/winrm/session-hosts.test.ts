import { describe, expect, test } from "vitest";
import { AuthError, DeadlineError, PoolStateError, TlsError, TransportError, WsManFault } from "../../provider/winrm/index.ts";
import { backOffMs } from "../../provider/winrm/session/back-off.ts";
import { FairGate } from "../../provider/winrm/session/fair-gate.ts";
import { HostList } from "../../provider/winrm/session/host-list.ts";
import { hostTrouble } from "../../provider/winrm/session/host-trouble.ts";

const down = () => new TransportError("connect", "refused");
const full = () => new WsManFault({ code: 2150859173, subcode: "QuotaLimit", reason: "" });
const hosts = (...names: string[]) => new HostList(names, () => 0);

describe("hosts of one service", () => {
  test("the first that answers is kept to, also when an earlier one is back", async () => {
    const list = hosts("a", "b", "c");
    const asked: string[] = [];
    let broken = ["a"];
    const open = async (url: string) => {
      asked.push(url);
      if (broken.includes(url)) throw down();
      return url;
    };
    expect(await list.open(open, 1000, undefined)).toBe("b");
    broken = [];
    expect(await list.open(open, 1000, undefined)).toBe("b");
    expect(asked).toEqual(["a", "b", "b"]);
    expect(list.status.map(({ state, failures, lastError }) => [state, failures, lastError])).toEqual([
      ["backing-off", 1, "WINRM_CONNECT"],
      ["healthy", 0, null],
      ["untried", 0, null],
    ]);
  });

  test("when all are down the error comes at once, and the next asker waits for the first one's turn", async () => {
    const list = hosts("a", "b");
    const asked: number[] = [];
    const open = async () => {
      asked.push(performance.now());
      throw down();
    };
    const started = performance.now();
    await expect(list.open(open, 10_000, undefined)).rejects.toMatchObject({ code: "WINRM_CONNECT", outcome: "not-run" });
    expect(performance.now() - started).toBeLessThan(200);
    await expect(list.open(open, 10_000, undefined)).rejects.toMatchObject({ code: "WINRM_CONNECT" });
    expect((asked[2] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(350);
  });

  test("a full host is asked again while there is patience, and no longer", async () => {
    const list = hosts("a");
    let turns = 0;
    const open = async () => {
      turns += 1;
      if (turns < 3) throw full();
      return turns;
    };
    expect(await list.open(open, 10_000, undefined)).toBe(3);
    await expect(list.open(() => Promise.reject(full()), 100, undefined)).rejects.toMatchObject({ faultCode: 2150859173 });
  });

  test("a refused account is not tried elsewhere: it would be locked out sooner", async () => {
    const asked: string[] = [];
    const open = (url: string) => {
      asked.push(url);
      return Promise.reject(new AuthError("401", ""));
    };
    await expect(hosts("a", "b").open(open, 1000, undefined)).rejects.toBeInstanceOf(AuthError);
    expect(asked).toEqual(["a"]);
  });

  test("waiting for a host can be given up", async () => {
    const list = hosts("a");
    await list.open(() => Promise.reject(down()), 0, undefined).catch(() => {});
    const started = performance.now();
    await expect(list.open(async () => "x", 10_000, AbortSignal.timeout(20))).rejects.toMatchObject({ name: "TimeoutError" });
    expect(performance.now() - started).toBeLessThan(200);
  });

  test("an opening that broke on the wire ran nothing, whatever the request", async () => {
    const list = hosts("a");
    await expect(list.open(() => Promise.reject(new TransportError("receive", "cut")), 0, undefined)).rejects.toMatchObject({
      outcome: "not-run",
    });
  });

  test.each([
    [down(), "down"],
    [new TransportError("receive", "cut"), "shaky"],
    [new TransportError("receive", "503", { status: 503 }), "shaky"],
    [new TransportError("receive", "404", { status: 404 }), undefined],
    [full(), "full"],
    [new TlsError("closed", "reset in the handshake"), "shaky"],
    [new TlsError("expired", "x"), undefined],
    [new DeadlineError(120_000, "not-run"), "down"],
    [new WsManFault({ code: 1115, subcode: undefined, reason: "" }), "shaky"],
    [new WsManFault({ code: 5, subcode: undefined, reason: "" }), undefined],
    [new AuthError("401", ""), undefined],
    [new PoolStateError("x"), undefined],
  ])("%s is %s", (error, trouble) => {
    expect(hostTrouble(error)).toBe(trouble);
  });

  test("pauses grow and have an end", () => {
    const pauses = Array.from({ length: 20 }, (_, index) => backOffMs(index + 1, 1));
    expect(pauses.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
    expect(pauses.at(-1)).toBe(30_000);
    expect(backOffMs(1, 0)).toBeLessThan(backOffMs(1, 1));
  });
});

describe("the gate", () => {
  test("lets users in by turns, whoever has more waiting", async () => {
    const gate = new FairGate(1);
    const [busy, other] = [{}, {}];
    await gate.enter(busy, undefined);
    const order: string[] = [];
    const enter = (user: object, name: string) => gate.enter(user, undefined).then(() => order.push(name));
    const all = [enter(busy, "b1"), enter(busy, "b2"), enter(busy, "b3"), enter(other, "o1"), enter(other, "o2")];
    for (let turn = 0; turn < all.length; turn += 1) {
      gate.leave();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(order).toEqual(["b1", "o1", "b2", "o2", "b3"]);
  });

  test("whoever gives up leaves no hole and takes no place", async () => {
    const gate = new FairGate(1);
    const user = {};
    await gate.enter(user, undefined);
    const stop = new AbortController();
    const given = gate.enter(user, stop.signal);
    const kept = gate.enter(user, undefined);
    stop.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    gate.leave();
    await kept;
    gate.leave();
    await gate.enter(user, undefined);
  });

  test("lets as many in as there are places", async () => {
    const gate = new FairGate(2);
    await gate.enter({}, undefined);
    await gate.enter({}, undefined);
    const third = gate.enter({}, undefined);
    expect(await Promise.race([third.then(() => "in"), new Promise((resolve) => setTimeout(() => resolve("waits"), 10))])).toBe("waits");
    gate.leave();
    await third;
  });
});
